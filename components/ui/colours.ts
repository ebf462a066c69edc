/**
 * Colours of interface and charts, safe for colour-blind readers.
 *
 * `CATEGORICAL` was found by a search that maximises the smallest distance between any two of its colours, for normal
 * sight and for complete protanopia, deuteranopia and tritanopia (simulated after Machado, Oliveira and Fernandes 2009),
 * with at least 3:1 contrast to the card (WCAG 2.2, 1.4.11). Distance is Euclidean in OKLab (Ottosson 2020) times 100;
 * the smallest is 12.6 on light and 13.4 on dark, where 2 is just noticeable. `colours.test.ts` recomputes all of it.
 * The order is the order of use. A chart never tells two things apart by colour alone: lines also differ in width or
 * dash, and every chart has its table.
 */
export const CATEGORICAL = {
  light: ['#22478b', '#e2712b', '#0fa88b', '#8b0ee7', '#40769c', '#720a31'],
  dark: ['#5c85bf', '#f8841e', '#11c197', '#ed98fe', '#f4e781', '#b0f2fe'],
} as const;

/** Low to high in one hue: lightness falls (on dark: rises) at every step, so it also reads without any colour. */
export const SEQUENTIAL = {
  light: ['#eef3f9', '#c6d9ee', '#90b5dd', '#5488c2', '#2b5c9e', '#12305f'],
  dark: ['#1d2a3b', '#1f446c', '#2c659f', '#4f8ccb', '#8dbdee', '#e2f0ff'],
} as const;

export type Scheme = keyof typeof CATEGORICAL;

/** Neutrals of each scheme; `globals.css` gives the same values to the interface. */
export const NEUTRAL = {
  light: { card: '#ffffff', ink: '#16202e', soft: '#556173', line: '#e2e7ee', faint: '#f2f5f9' },
  dark: { card: '#161d27', ink: '#e9eef5', soft: '#a8b3c2', line: '#2a3442', faint: '#1d2632' },
} as const;
