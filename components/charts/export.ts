import { NEUTRAL, type Scheme } from '@/components/ui/colours';
import { FONT } from '@/components/ui/theme';

export type ImageType = 'png' | 'svg';

/** What a saved picture says above the chart, so that it explains itself in a report. */
export interface Caption {
  readonly title: string;
  readonly subtitle: string;
}

export const EXPORT_WIDTH = 1200;
const HEAD = 76;
const MARGIN = 24;
/** Pixels of a PNG per unit of the drawing. */
const PIXEL_RATIO = 2;

const escapeXml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

/** A drawing `width` x `height` as an SVG file with ground, margin and caption. */
export function captionedSvg(
  drawing: string,
  size: { readonly width: number; readonly height: number },
  caption: Caption,
  scheme: Scheme,
): string {
  const colours = NEUTRAL[scheme];
  const width = size.width + 2 * MARGIN;
  const height = size.height + HEAD + MARGIN;
  const text = (y: number, size: number, weight: number, fill: string, words: string) =>
    `<text x="${MARGIN}" y="${y}" font-family="${escapeXml(FONT)}" font-size="${size}" font-weight="${weight}" fill="${fill}">${escapeXml(words)}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><rect width="${width}" height="${height}" fill="${colours.card}"/>${text(38, 20, 650, colours.ink, caption.title)}${text(60, 13, 400, colours.soft, caption.subtitle)}<svg x="${MARGIN}" y="${HEAD}" width="${size.width}" height="${size.height}">${drawing}</svg></svg>`;
}

/** A drawn canvas as a PNG file with ground, margin and caption. */
export async function captionedPng(
  drawing: HTMLCanvasElement,
  caption: Caption,
  scheme: Scheme,
): Promise<Blob> {
  const colours = NEUTRAL[scheme];
  const canvas = document.createElement('canvas');
  canvas.width = drawing.width + 2 * MARGIN * PIXEL_RATIO;
  canvas.height = drawing.height + (HEAD + MARGIN) * PIXEL_RATIO;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser gives no canvas to draw on.');
  context.fillStyle = colours.card;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.scale(PIXEL_RATIO, PIXEL_RATIO);
  context.font = `650 20px ${FONT}`;
  context.fillStyle = colours.ink;
  context.fillText(caption.title, MARGIN, 38);
  context.font = `400 13px ${FONT}`;
  context.fillStyle = colours.soft;
  context.fillText(caption.subtitle, MARGIN, 60);
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.drawImage(drawing, MARGIN * PIXEL_RATIO, HEAD * PIXEL_RATIO);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) =>
      blob ? resolve(blob) : reject(new Error('The picture could not be written.')),
    );
  });
}

export const SVG_TYPE = 'image/svg+xml;charset=utf-8';
export { PIXEL_RATIO };
