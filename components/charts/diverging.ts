import { CATEGORICAL, NEUTRAL, type Scheme } from '@/components/ui/colours';

/** What pushes up and what pushes down; beside each colour stands an arrow or a sign. */
export const directionStyle = (scheme: Scheme) =>
  ({
    up: { colour: CATEGORICAL[scheme][1], sign: '▲' },
    down: { colour: CATEGORICAL[scheme][0], sign: '▼' },
  }) as const;

export const directionOf = (change: number): 'up' | 'down' => (change < 0 ? 'down' : 'up');

/** `▲` or `▼`; nothing for what does not move. */
export const directionSign = (change: number): string => (change > 0 ? '▲' : change < 0 ? '▼' : '');

const channels = (hex: string) =>
  [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as [number, number, number];

const hexOf = (rgb: readonly number[]) =>
  `#${rgb.map((c) => Math.round(c).toString(16).padStart(2, '0')).join('')}`;

/** Relative luminance (WCAG 2.2). */
function luminance(hex: string): number {
  const [r, g, b] = channels(hex).map((c) => {
    const s = c / 255;
    return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Contrast of two colours (WCAG 2.2), 1 to 21. */
export function contrast(a: string, b: string): number {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

export interface Cell {
  readonly fill: string;
  /** Of the text on it; whichever of black and white has more contrast, at least 4.5:1. */
  readonly ink: string;
}

/**
 * Colour of a cell in a heat map around zero: the card's own at 0, and the more of the direction's the farther away.
 * @param share in [-1, 1]; what is beyond counts as the end
 */
export function divergingCell(scheme: Scheme, share: number): Cell {
  const { colour } = directionStyle(scheme)[directionOf(share)];
  const [ground, end] = [channels(NEUTRAL[scheme].card), channels(colour)];
  const part = Math.min(1, Math.abs(share));
  const fill = hexOf(ground.map((c, i) => c + ((end[i] as number) - c) * part));
  const ink = contrast(fill, '#000000') >= contrast(fill, '#ffffff') ? '#000000' : '#ffffff';
  return { fill, ink };
}
