import type { ReactElement } from 'react';
import {
  type Caption,
  captionedPng,
  captionedSvg,
  type ImageType,
  PIXEL_RATIO,
  SVG_TYPE,
} from '@/components/charts/export';
import type { Scheme } from '@/components/ui/colours';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** A drawing as a file, at its natural size, whatever part of it is in view. */
export async function svgImage(
  drawing: ReactElement,
  size: Size,
  type: ImageType,
  caption: Caption,
  scheme: Scheme,
): Promise<Blob> {
  const { renderToStaticMarkup } = await import('react-dom/server');
  const inner = renderToStaticMarkup(drawing);
  // Long captions need some width.
  const box = { width: Math.ceil(Math.max(size.width, 640)), height: Math.ceil(size.height) };
  if (type === 'svg')
    return new Blob([captionedSvg(inner, box, caption, scheme)], { type: SVG_TYPE });
  const text = `<svg xmlns="http://www.w3.org/2000/svg" width="${box.width}" height="${box.height}">${inner}</svg>`;
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await picture.decode();
  const canvas = document.createElement('canvas');
  canvas.width = box.width * PIXEL_RATIO;
  canvas.height = box.height * PIXEL_RATIO;
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return captionedPng(canvas, caption, scheme);
}
