import type { Cohort } from './triangle';

/** Cohorts of fewer celebs are shown pale: one celeb more or less changes their share by over 20 points. */
export const SMALL_COHORT = 5;

/**
 * Upper borders of the five colours above zero, as parts of the scale's top. Where most values are low (retention that
 * falls fast and then slowly) the low ones are told apart, where most are high the high ones; equal steps would leave
 * nearly all cells in one colour in either case.
 */
const BORDERS = { low: [0.05, 0.1, 0.25, 0.5, 1], high: [0.5, 0.7, 0.8, 0.9, 1] } as const;

/** Tops of which all borders are short numbers. */
const SHARE_TOPS = [0.1, 0.2, 0.5, 1];
const COUNT_TOPS = [20, 40, 100];

const checked = (max: number): number => {
  if (!(max >= 0 && Number.isFinite(max)))
    throw new RangeError(`max must be a finite number of at least 0, got ${max}`);
  return max;
};

/** Upper end of a colour scale of shares up to `max`: 10, 20, 50 or 100 %. */
export const shareTop = (max: number): number => SHARE_TOPS.find((top) => top >= checked(max)) ?? 1;

/** Upper end of a colour scale of counts up to `max`: 20, 40 or 100 times a power of ten; all its borders are whole. */
export function countTop(max: number): number {
  checked(max);
  for (let factor = 1; ; factor *= 10) {
    const top = COUNT_TOPS.find((x) => x * factor >= max);
    if (top !== undefined) return top * factor;
  }
}

/**
 * The largest value of each of the six steps of a colour scale: zero, and five above it.
 * @param values what the scale is for; their median decides which end is finely divided
 * @param top upper end of the scale
 */
export function stepBorders(values: readonly number[], top: number): number[] {
  const sorted = values.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const parts = BORDERS[median > top / 2 ? 'high' : 'low'];
  // Rounded, so that 0.7 * 0.2 is 0.14 and a value on a border is not pushed over it by its last bit.
  return [0, ...parts.map((part) => Number((part * top).toPrecision(12)))];
}

/** The step 0 to 5 in which a value lies; what exceeds the last border has the last step. */
export function heatStep(value: number, borders: readonly number[]): number {
  const step = borders.findIndex((border) => value <= border + 1e-12);
  return step < 0 ? borders.length - 1 : step;
}

/**
 * The newest cohorts that together have at most `maxCells` cells, so that the table of a dataset of many years stays
 * quick; at least one. Celebs from before the data are kept in any case.
 */
export function newestCohorts(
  cohorts: readonly Cohort[],
  maxCells: number,
): { readonly shown: readonly Cohort[]; readonly hidden: number } {
  const before = cohorts.filter((c) => c.cohort === null);
  const joined = cohorts.filter((c) => c.cohort !== null);
  let cells = 0;
  let from = joined.length;
  while (from > 0) {
    cells += joined[from - 1]?.cells.length ?? 0;
    if (cells > maxCells && from < joined.length) break;
    from -= 1;
  }
  return { shown: [...before, ...joined.slice(from)], hidden: from };
}
