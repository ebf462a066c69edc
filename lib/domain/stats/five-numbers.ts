import { sortedQuantile } from '../metrics/bootstrap';

/** What a box plot draws: smallest, quartiles, largest. */
export interface FiveNumbers {
  readonly low: number;
  readonly q1: number;
  readonly median: number;
  readonly q3: number;
  readonly high: number;
}

/**
 * Tukey's five numbers (1977), with whiskers at the smallest and largest value and quartiles of type 7 (Hyndman and Fan
 * 1996), as numpy.quantile and R have them.
 * @returns null without a value
 * @example fiveNumbers([4, 1, 2, 3]) // low 1, q1 1.75, median 2.5, q3 3.25, high 4
 */
export function fiveNumbers(values: readonly number[]): FiveNumbers | null {
  if (values.length === 0) return null;
  const sorted = Float64Array.from(values).sort();
  const at = (share: number) => sortedQuantile(sorted, share);
  return { low: at(0), q1: at(0.25), median: at(0.5), q3: at(0.75), high: at(1) };
}
