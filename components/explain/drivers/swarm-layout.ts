import { type PointScene, type Rectangle, rankSteps } from '@/components/charts/point-marks';
import { beeswarmOffsets } from '@/lib/domain/explain/beeswarm';
import { rankShares } from '@/lib/domain/explain/value-ranks';
import { linearTicks } from '@/lib/domain/search/ticks';

export interface SwarmRow {
  readonly name: string;
  readonly values: ArrayLike<number>;
  readonly shap: ArrayLike<number>;
}

export interface SwarmScene extends PointScene {
  readonly rows: readonly SwarmRow[];
  /** Whether names stand above their bands, for want of a column beside them. */
  readonly isNarrow: boolean;
  readonly ticks: readonly number[];
  readonly xOf: (shap: number) => number;
}

export const ROW_HEIGHT = 46;
export const LABEL_WIDTH = 232;
/** Above a narrow band, for its name. */
const NAME_HEIGHT = 18;
const AXIS_HEIGHT = 44;
const NARROW = 620;
const SIDE = 14;
const RADIUS = 1.8;

export const swarmHeight = (rows: number): number => rows * ROW_HEIGHT + AXIS_HEIGHT;

/** Lays out a beeswarm: one band a feature, SHAP values along a common axis, points of one place side by side. */
export function swarmScene(rows: readonly SwarmRow[], width: number): SwarmScene {
  const isNarrow = width < NARROW;
  const area = {
    left: isNarrow ? SIDE : LABEL_WIDTH + SIDE,
    top: 0,
    right: width - SIDE,
    bottom: rows.length * ROW_HEIGHT,
  };
  const [low, high] = shapRange(rows);
  const length = Math.max(1, area.right - area.left);
  const xOf = (shap: number) => area.left + ((shap - low) / (high - low)) * length;
  const middle = isNarrow ? NAME_HEIGHT + (ROW_HEIGHT - NAME_HEIGHT) / 2 : ROW_HEIGHT / 2;
  const reach = ROW_HEIGHT - middle - RADIUS - 2;
  const settings = {
    low,
    high,
    bins: Math.max(1, Math.round(length / (2 * RADIUS))),
    levels: Math.max(1, Math.floor(reach / (2 * RADIUS))),
  };
  const windows = rows[0]?.shap.length ?? 0;
  const [x, y] = [new Float32Array(rows.length * windows), new Float32Array(rows.length * windows)];
  const colour = new Uint8Array(rows.length * windows);
  rows.forEach(({ shap, values }, row) => {
    const offsets = beeswarmOffsets(shap, settings);
    const from = row * windows;
    for (let i = 0; i < windows; i++) {
      x[from + i] = xOf(shap[i] as number);
      y[from + i] = row * ROW_HEIGHT + middle + (offsets[i] as number) * reach;
    }
    colour.set(rankSteps(rankShares(values)), from);
  });
  const ticks = linearTicks(low, high);
  const height = swarmHeight(rows.length);
  return { width, height, area, rows, isNarrow, ticks, xOf, x, y, colour, radius: RADIUS };
}

/** Ends of the axis: 0 and all values, with a little air; of some length even when all are 0. */
function shapRange(rows: readonly SwarmRow[]): [number, number] {
  let [low, high] = [0, 0];
  for (const { shap } of rows)
    for (let i = 0; i < shap.length; i++) {
      low = Math.min(low, shap[i] as number);
      high = Math.max(high, shap[i] as number);
    }
  if (low === high) return [-1, 1];
  const air = (high - low) * 0.02;
  return [low - air, high + air];
}

/** Rows that a rectangle touches, whole: how high a point lies in its band means nothing. */
export function snapToRows({ rows, area }: SwarmScene, drawn: Rectangle): Rectangle {
  const within = (x: number) => Math.min(area.right, Math.max(area.left, x));
  const row = (y: number) => Math.min(rows.length - 1, Math.max(0, Math.floor(y / ROW_HEIGHT)));
  return {
    left: within(drawn.left),
    right: within(drawn.right),
    top: row(drawn.top) * ROW_HEIGHT,
    bottom: (row(drawn.bottom) + 1) * ROW_HEIGHT,
  };
}

/** What a rectangle of whole rows selects, its SHAP values to four digits, as a link says them. */
export function swarmSelection({ rows, area, xOf }: SwarmScene, rectangle: Rectangle) {
  const [zero, one] = [xOf(0), xOf(1)];
  const shap = (x: number) => Number(((x - zero) / (one - zero)).toPrecision(4));
  const features = rows
    .slice(Math.round(rectangle.top / ROW_HEIGHT), Math.round(rectangle.bottom / ROW_HEIGHT))
    .map(({ name }) => name);
  // At an end of the axis nothing is meant to be left out by rounding.
  const slack = 1e-3;
  return {
    by: 'shap' as const,
    features,
    low: shap(rectangle.left - (rectangle.left === area.left ? slack : 0)),
    high: shap(rectangle.right + (rectangle.right === area.right ? slack : 0)),
  };
}

/** The points of these windows, in every row. */
export function swarmPoints({ rows, x }: SwarmScene, windows: readonly number[]): number[] {
  const perRow = rows.length === 0 ? 0 : x.length / rows.length;
  return rows.flatMap((_, row) => windows.map((window) => row * perRow + window));
}
