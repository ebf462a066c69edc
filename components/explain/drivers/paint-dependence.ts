import { drawPoints } from '@/components/charts/point-marks';
import { NEUTRAL, type Scheme } from '@/components/ui/colours';
import { canvasLine, canvasText } from './canvas-text';
import { type DependenceScene, HISTOGRAM_HEIGHT } from './dependence-layout';

export interface DependenceWords {
  readonly scheme: Scheme;
  readonly palette: readonly string[];
  readonly formatX: (value: number) => string;
  readonly formatY: (shap: number) => string;
  readonly xName: string;
  /** How the axis is stretched; empty when it is not. */
  readonly xNote: string;
  readonly yName: string;
}

/** Axes, histogram, all points and the trend of a dependence plot. */
export function* paintDependence(
  context: CanvasRenderingContext2D,
  scene: DependenceScene,
  { scheme, palette, formatX, formatY, xName, xNote, yName }: DependenceWords,
): Generator<void, void> {
  const { ink, soft, line, card } = NEUTRAL[scheme];
  const { left, top, right, bottom } = scene.area;
  const slice = (right - left) / scene.histogram.length;
  context.fillStyle = soft;
  context.globalAlpha = 0.45;
  scene.histogram.forEach((share, i) => {
    // A slice with a single window is still seen.
    const height = share === 0 ? 0 : Math.max(1, share * (HISTOGRAM_HEIGHT - 4));
    context.fillRect(left + i * slice, HISTOGRAM_HEIGHT - height, slice - 1, height);
  });
  context.globalAlpha = 1;
  canvasLine(context, [left, HISTOGRAM_HEIGHT, right, HISTOGRAM_HEIGHT], line);
  for (const tick of scene.yTicks) {
    const y = scene.yOf(tick);
    canvasLine(context, [left, y, right, y], tick === 0 ? soft : line, tick === 0 ? 1.5 : 1);
    canvasText(context, formatY(tick), left - 8, y, { fill: soft, align: 'right' });
  }
  let free = -Infinity;
  for (const tick of scene.xTicks) {
    const x = scene.xOf(tick);
    canvasLine(context, [x, bottom, x, bottom + 5], soft);
    if (x < free) continue;
    canvasText(context, formatX(tick), x, bottom + 16, { fill: soft, align: 'center' });
    free = x + 34;
  }
  canvasLine(context, [left, bottom, right, bottom], soft);
  const middle = (left + right) / 2;
  const width = right - left;
  canvasText(context, xName, middle, bottom + 35, { fill: ink, align: 'center', width });
  canvasText(context, xNote, middle, bottom + 52, { fill: soft, align: 'center', width });
  context.save();
  context.translate(10, (top + bottom) / 2);
  context.rotate(-Math.PI / 2);
  canvasText(context, yName, 0, 0, { fill: ink, align: 'center', width: bottom - top });
  context.restore();
  yield* drawPoints(context, scene, palette);
  context.save();
  context.beginPath();
  context.rect(left, top, right - left, bottom - top);
  context.clip();
  // A rim keeps the line readable on points of any colour.
  for (const [stroke, width] of [
    [card, 6],
    [ink, 2.5],
  ] as const) {
    context.strokeStyle = stroke;
    context.lineWidth = width;
    context.lineJoin = 'round';
    context.beginPath();
    scene.trend.forEach(([x, y], i) => {
      if (i === 0) context.moveTo(x, y);
      else context.lineTo(x, y);
    });
    context.stroke();
  }
  context.restore();
}
