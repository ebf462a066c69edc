import { FONT } from '@/components/ui/theme';

interface TextOptions {
  readonly fill: string;
  readonly align?: CanvasTextAlign;
  readonly baseline?: CanvasTextBaseline;
  readonly weight?: number;
  /** Cut with an ellipsis beyond so many pixels. */
  readonly width?: number;
}

/** Text of a chart's axis on a canvas, in the interface's own font. */
export function canvasText(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  { fill, align = 'left', baseline = 'middle', weight = 400, width = Infinity }: TextOptions,
): void {
  context.font = `${weight} 12px ${FONT}`;
  context.fillStyle = fill;
  context.textAlign = align;
  context.textBaseline = baseline;
  let shown = text;
  while (shown.length > 1 && context.measureText(shown).width > width)
    shown = `${shown.slice(0, -2)}…`;
  context.fillText(shown, x, y);
}

/** A straight line, sharp on the screen. */
export function canvasLine(
  context: CanvasRenderingContext2D,
  [x1, y1, x2, y2]: readonly [number, number, number, number],
  stroke: string,
  width = 1,
): void {
  const sharp = (at: number) => Math.round(at) + 0.5;
  context.strokeStyle = stroke;
  context.lineWidth = width;
  context.beginPath();
  context.moveTo(sharp(x1), sharp(y1));
  context.lineTo(sharp(x2), sharp(y2));
  context.stroke();
}
