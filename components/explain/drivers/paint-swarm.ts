import { drawPoints } from '@/components/charts/point-marks';
import { NEUTRAL, type Scheme, TWO_ENDED } from '@/components/ui/colours';
import { canvasLine, canvasText } from './canvas-text';
import { LABEL_WIDTH, ROW_HEIGHT, type SwarmScene } from './swarm-layout';

export interface SwarmWords {
  readonly scheme: Scheme;
  readonly formatTick: (shap: number) => string;
  /** What lies left and right of 0. */
  readonly lower: string;
  readonly higher: string;
  /** Of the axis; left out where there is no room for it. */
  readonly axisName: string;
  /** Names of the rows, where nothing else says them. */
  readonly names?: readonly string[];
}

/** Bands, axis and all points of a beeswarm. */
export function* paintSwarm(
  context: CanvasRenderingContext2D,
  scene: SwarmScene,
  { scheme, formatTick, lower, higher, axisName, names }: SwarmWords,
): Generator<void, void> {
  const { ink, soft, line } = NEUTRAL[scheme];
  const { area, rows, ticks, xOf, width } = scene;
  rows.forEach((_, row) => {
    const y = (row + 1) * ROW_HEIGHT;
    canvasLine(context, [0, y, width, y], line);
  });
  for (const tick of ticks) {
    canvasLine(context, [xOf(tick), area.top, xOf(tick), area.bottom], line);
    const text = formatTick(tick);
    canvasText(context, text, xOf(tick), area.bottom + 14, { fill: soft, align: 'center' });
  }
  canvasLine(context, [xOf(0), area.top, xOf(0), area.bottom], soft, 1.5);
  const y = area.bottom + 33;
  canvasText(context, lower, area.left, y, { fill: soft });
  if (!scene.isNarrow)
    canvasText(context, axisName, (area.left + area.right) / 2, y, { fill: soft, align: 'center' });
  canvasText(context, higher, area.right, y, { fill: soft, align: 'right' });
  names?.forEach((name, row) => {
    const middle = (row + 0.5) * ROW_HEIGHT;
    canvasText(context, name, 0, middle, { fill: ink, width: LABEL_WIDTH });
  });
  yield* drawPoints(context, scene, TWO_ENDED[scheme]);
}
