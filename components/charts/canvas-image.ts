import type { Scheme } from '@/components/ui/colours';
import {
  type Caption,
  captionedPng,
  captionedSvg,
  type ImageType,
  PIXEL_RATIO,
  SVG_TYPE,
} from './export';
import { preparedContext } from './point-marks';
import { complete, type Steps } from './slices';

/** A canvas drawing as a file; thousands of points would make a vector file that nothing opens, so an SVG holds a picture. */
export async function canvasImage(
  draw: (context: CanvasRenderingContext2D) => Steps,
  size: { readonly width: number; readonly height: number },
  type: ImageType,
  caption: Caption,
  scheme: Scheme,
): Promise<Blob> {
  const canvas = document.createElement('canvas');
  const context = preparedContext(canvas, size, PIXEL_RATIO);
  if (!context) throw new Error('This browser gives no canvas to draw on.');
  complete(draw(context));
  if (type === 'png') return captionedPng(canvas, caption, scheme);
  const image = `<image width="${size.width}" height="${size.height}" href="${canvas.toDataURL('image/png')}"/>`;
  return new Blob([captionedSvg(image, size, caption, scheme)], { type: SVG_TYPE });
}
