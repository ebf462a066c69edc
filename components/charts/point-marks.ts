import { TWO_ENDED } from '@/components/ui/colours';

export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A cloud of points in pixels of the page, ready to be drawn and pointed at. */
export interface PointScene {
  readonly width: number;
  readonly height: number;
  /** Where points can lie. */
  readonly area: Rectangle;
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Position of each point's colour in its palette. */
  readonly colour: Uint8Array;
  readonly radius: number;
}

const STEP_POINTS = 250;
const LAST_STEP = TWO_ENDED.light.length - 1;

/** The steps of `TWO_ENDED` for shares of rank in [0, 1]. */
export const rankSteps = (shares: Float32Array): Uint8Array =>
  Uint8Array.from(shares, (share) => Math.round(share * LAST_STEP));

/**
 * Draws points, all or some of them, in their order: no colour lies on top of another as a whole.
 * Each colour's disc is drawn once and then copied, which is several times quicker than a path for each point. A step is
 * a few hundred points.
 */
export function* drawPoints(
  context: CanvasRenderingContext2D,
  { x, y, colour, radius }: PointScene,
  palette: readonly string[],
  points?: ArrayLike<number>,
): Generator<void, void> {
  const ratio = context.getTransform().a;
  const pixels = Math.ceil(2 * (radius + 1) * ratio);
  const discs = palette.map((fill) => disc(fill, radius * ratio, pixels));
  const size = pixels / ratio;
  const count = points?.length ?? x.length;
  for (let at = 0; at < count; at++) {
    if (at % STEP_POINTS === STEP_POINTS - 1) yield;
    const i = points ? (points[at] as number) : at;
    const image = discs[colour[i] as number];
    if (image)
      context.drawImage(
        image,
        (x[i] as number) - size / 2,
        (y[i] as number) - size / 2,
        size,
        size,
      );
  }
}

function disc(fill: string, radius: number, pixels: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = pixels;
  canvas.height = pixels;
  const context = canvas.getContext('2d');
  if (context) {
    context.fillStyle = fill;
    context.beginPath();
    context.arc(pixels / 2, pixels / 2, radius, 0, 2 * Math.PI);
    context.fill();
  }
  return canvas;
}

/** Sizes a canvas for the screen's pixels and clears it; its unit is then a pixel of the page. */
export function preparedContext(
  canvas: HTMLCanvasElement,
  { width, height }: { readonly width: number; readonly height: number },
  ratio: number,
): CanvasRenderingContext2D | null {
  const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
  // Setting a canvas's size is slow and clears it, even to the same size.
  if (canvas.width !== w || canvas.height !== h) [canvas.width, canvas.height] = [w, h];
  const context = canvas.getContext('2d');
  context?.setTransform(ratio, 0, 0, ratio, 0, 0);
  context?.clearRect(0, 0, width, height);
  return context;
}
