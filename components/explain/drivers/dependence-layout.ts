import { type PointScene, type Rectangle, rankSteps } from '@/components/charts/point-marks';
import { rankShares } from '@/lib/domain/explain/value-ranks';
import { scaled, scaleTicks, unscaled, type ValueScale } from '@/lib/domain/explain/value-scale';
import { linearTicks } from '@/lib/domain/search/ticks';

export interface DependenceData {
  readonly values: ArrayLike<number>;
  readonly shap: ArrayLike<number>;
  /** Colours the points by its rank; all alike when null. */
  readonly colourBy: ArrayLike<number> | null;
  readonly trend: readonly { readonly x: number; readonly y: number }[];
  readonly scale: ValueScale;
}

export interface DependenceScene extends PointScene {
  readonly xTicks: readonly number[];
  readonly yTicks: readonly number[];
  readonly xOf: (value: number) => number;
  readonly yOf: (shap: number) => number;
  readonly valueAt: (x: number) => number;
  readonly shapAt: (y: number) => number;
  /** Pixels of the trend, from left to right. */
  readonly trend: readonly (readonly [x: number, y: number])[];
  /** Windows in each slice of the axis, as shares of the fullest one. */
  readonly histogram: readonly number[];
}

export const DEPENDENCE_HEIGHT = 436;
/** Above the points, for the histogram of their values. */
export const HISTOGRAM_HEIGHT = 44;
const LEFT = 58;
const RIGHT = 14;
const GAP = 8;
const BELOW = 62;
const AIR = 12;
const SLICE = 12;
const RADIUS = 2.2;

/** Lays out value against SHAP value, the histogram of the values above. */
export function dependenceScene(data: DependenceData, width: number): DependenceScene {
  const { values, shap, colourBy, scale } = data;
  const area = {
    left: LEFT,
    top: HISTOGRAM_HEIGHT + GAP,
    right: width - RIGHT,
    bottom: DEPENDENCE_HEIGHT - BELOW,
  };
  const [lowest, highest] = extent(values);
  const [from, to] = widened(scaled(lowest, scale), scaled(highest, scale));
  const [low, high] = widened(...extent(shap, 0));
  const [xLength, yLength] = [area.right - area.left - 2 * AIR, area.bottom - area.top - 2 * AIR];
  const xOf = (value: number) =>
    area.left + AIR + ((scaled(value, scale) - from) / (to - from)) * xLength;
  const yOf = (s: number) => area.bottom - AIR - ((s - low) / (high - low)) * yLength;
  const slices = Math.max(1, Math.floor((area.right - area.left) / SLICE));
  const counts = new Array<number>(slices).fill(0);
  const [x, y] = [new Float32Array(values.length), new Float32Array(values.length)];
  for (let i = 0; i < values.length; i++) {
    x[i] = xOf(values[i] as number);
    y[i] = yOf(shap[i] as number);
    const slice = Math.floor((((x[i] as number) - area.left) / (area.right - area.left)) * slices);
    const at = Math.min(slices - 1, Math.max(0, slice));
    counts[at] = (counts[at] as number) + 1;
  }
  const fullest = Math.max(1, ...counts);
  return {
    width,
    height: DEPENDENCE_HEIGHT,
    area,
    x,
    y,
    colour: colourBy ? rankSteps(rankShares(colourBy)) : new Uint8Array(values.length),
    radius: RADIUS,
    xTicks: scaleTicks(unscaled(from, scale), unscaled(to, scale), scale),
    yTicks: linearTicks(low, high),
    xOf,
    yOf,
    valueAt: (px) => unscaled(from + ((px - area.left - AIR) / xLength) * (to - from), scale),
    shapAt: (py) => low + ((area.bottom - AIR - py) / yLength) * (high - low),
    trend: data.trend.map((point) => [xOf(point.x), yOf(point.y)]),
    histogram: counts.map((count) => count / fullest),
  };
}

/** Smallest and largest value, with `start` among them. */
function extent(values: ArrayLike<number>, start?: number): [number, number] {
  let [low, high] = [start ?? Infinity, start ?? -Infinity];
  for (let i = 0; i < values.length; i++) {
    low = Math.min(low, values[i] as number);
    high = Math.max(high, values[i] as number);
  }
  return low <= high ? [low, high] : [0, 0];
}

/** An axis has some length even when there is one value. */
const widened = (low: number, high: number): [number, number] =>
  low < high ? [low, high] : [low - 1, high + 1];

/** What a rectangle selects, to four digits, as a link says it. */
export function dependenceSelection(scene: DependenceScene, feature: string, drawn: Rectangle) {
  const digits = (value: number) => Number(value.toPrecision(4));
  return {
    by: 'box' as const,
    feature,
    values: [digits(scene.valueAt(drawn.left)), digits(scene.valueAt(drawn.right))] as const,
    shap: [digits(scene.shapAt(drawn.bottom)), digits(scene.shapAt(drawn.top))] as const,
  };
}
