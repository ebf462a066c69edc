import tCdf from '@stdlib/stats-base-dists-t-cdf';
import tQuantile from '@stdlib/stats-base-dists-t-quantile';
import { checkConfidence, checkSample, momentsOf } from './moments';

export interface WelchTest {
  /** Mean of a minus mean of b. */
  readonly difference: number;
  readonly t: number;
  readonly degreesOfFreedom: number;
  /** Two-sided. */
  readonly p: number;
  /** Confidence interval of the difference. */
  readonly low: number;
  readonly high: number;
}

/**
 * Answers: do two groups differ in their mean, their variances being what they are?
 *
 * Welch's t-test (Welch 1947) with Satterthwaite's degrees of freedom; two-sided p and the interval of the difference.
 * @param a finite values
 * @param b finite values
 * @returns null when there is no test: fewer than two values in a group, or no spread in both
 * @throws RangeError for a value that is not finite, or a confidence outside (0, 1)
 * @example welchTest([1, 2, 3], [2, 4, 6])?.t // -2 / sqrt(1/3 + 4/3) = -1.549...
 */
export function welchTest(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  confidence = 0.95,
): WelchTest | null {
  checkSample(a, 'a');
  checkSample(b, 'b');
  checkConfidence(confidence);
  const first = momentsOf(a);
  const second = momentsOf(b);
  const partA = first.variance / first.n;
  const partB = second.variance / second.n;
  const squaredError = partA + partB;
  if (!(squaredError > 0)) return null;
  const difference = first.mean - second.mean;
  const error = Math.sqrt(squaredError);
  const degreesOfFreedom =
    squaredError ** 2 / (partA ** 2 / (first.n - 1) + partB ** 2 / (second.n - 1));
  const t = difference / error;
  const reach = tQuantile((1 + confidence) / 2, degreesOfFreedom) * error;
  return {
    difference,
    t,
    degreesOfFreedom,
    p: 2 * tCdf(-Math.abs(t), degreesOfFreedom),
    low: difference - reach,
    high: difference + reach,
  };
}
