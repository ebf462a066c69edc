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

/**
 * From small to large where neither end is nothing: hue turns from blue to red (on dark: amber) while lightness falls
 * (rises) at every step, so it also reads without any colour. Blended in OKLab; each step is a mark's colour, with at
 * least 3:1 contrast to the card.
 */
export const TWO_ENDED = {
  light: [
    '#3b93e0',
    '#578bcc',
    '#6a83b7',
    '#797aa3',
    '#85708f',
    '#8a5f72',
    '#8d4e55',
    '#8f3938',
    '#8f1d12',
  ],
  dark: [
    '#286cd0',
    '#5175c5',
    '#707dba',
    '#8d82ad',
    '#a887a0',
    '#bd9895',
    '#d2a988',
    '#e8b976',
    '#ffc95c',
  ],
} as const;

/** Text on each step of `SEQUENTIAL`, with at least 4.5:1 contrast (WCAG 2.2, 1.4.3). */
export const ON_SEQUENTIAL = {
  light: ['#16202e', '#16202e', '#16202e', '#0b1018', '#ffffff', '#ffffff'],
  dark: ['#e9eef5', '#ffffff', '#ffffff', '#0b1018', '#0b1018', '#0b1018'],
} as const;

/** From -1 over 0 to 1: orange and blue, which every kind of sight tells apart; lightness runs away from the card's. */
export const DIVERGING = {
  light: ['#8a3f0d', '#e2712b', '#f5ccb0', '#f2f5f9', '#b5cae5', '#5488c2', '#12305f'],
  dark: ['#ffc79b', '#e07a2a', '#6b4123', '#1d2632', '#234a75', '#5c8fce', '#d6e7ff'],
} as const;

/** Verdicts on a feature: green, amber, red, each always beside a shape or word of its own; 3:1 to the card. */
export const VERDICT_COLOURS = {
  light: { accepted: '#0b8a70', tentative: '#b96a00', rejected: '#c92a2a' },
  dark: { accepted: '#11c197', tentative: '#f5b83d', rejected: '#ff8787' },
} as const;

export type Scheme = keyof typeof CATEGORICAL;

/** Neutrals of each scheme; `globals.css` gives the same values to the interface. */
export const NEUTRAL = {
  light: { card: '#ffffff', ink: '#16202e', soft: '#556173', line: '#e2e7ee', faint: '#f2f5f9' },
  dark: { card: '#161d27', ink: '#e9eef5', soft: '#a8b3c2', line: '#2a3442', faint: '#1d2632' },
} as const;
