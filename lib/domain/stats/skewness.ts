import { checkSample } from './moments';

/**
 * Answers: which side of the mean has the long tail?
 *
 * Third central moment over the cubed standard deviation, both divided by n (Fisher and Pearson's g1; `scipy.stats.skew`).
 * Positive: the long tail is on the right.
 * @returns null without values or without spread
 * @throws RangeError for a value that is not finite
 * @example skewness([1, 2, 3, 10]) // 1.018...
 */
export function skewness(sample: ArrayLike<number>): number | null {
  checkSample(sample, 'the sample');
  const n = sample.length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += sample[i] as number;
  const mean = sum / n;
  let [squares, cubes, largest] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const away = (sample[i] as number) - mean;
    squares += away * away;
    cubes += away ** 3;
    largest = Math.max(largest, Math.abs(sample[i] as number));
  }
  // What rounding alone leaves of equal values is no spread.
  if (!(Math.sqrt(squares / n) > largest * 1e-14)) return null;
  return cubes / n / (squares / n) ** 1.5;
}
