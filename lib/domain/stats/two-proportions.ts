import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { checkConfidence } from './moments';

export interface ProportionDifference {
  readonly p1: number;
  readonly p2: number;
  /** p1 - p2. */
  readonly difference: number;
  readonly low: number;
  readonly high: number;
}

/** Wilson's score interval of one proportion (Wilson 1927). */
function wilson(count: number, n: number, z: number): { low: number; high: number } {
  const p = count / n;
  const centre = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const reach = (z / (1 + (z * z) / n)) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  return { low: centre - reach, high: centre + reach };
}

function checkCounts(count: number, n: number): void {
  const whole = Number.isInteger(count) && Number.isInteger(n);
  if (!(whole && count >= 0 && count <= n)) {
    throw new RangeError(`${count} of ${n} cannot be`);
  }
}

/**
 * Answers: how far apart are two groups' shares, and how sure is that?
 *
 * Newcombe's hybrid score interval (Newcombe 1998, method 10; statsmodels' `confint_proportions_2indep`, `newcomb`):
 * it stays within -1 and 1 and is honest about small groups and shares of 0 and 1.
 * @returns null for an empty group
 * @throws RangeError for counts that cannot be, or a confidence outside (0, 1)
 * @example compareProportions(56, 70, 48, 80) // 0.2, from 0.052 to 0.334
 */
export function compareProportions(
  count1: number,
  n1: number,
  count2: number,
  n2: number,
  confidence = 0.95,
): ProportionDifference | null {
  checkCounts(count1, n1);
  checkCounts(count2, n2);
  checkConfidence(confidence);
  if (n1 === 0 || n2 === 0) return null;
  const z = normalQuantile((1 + confidence) / 2, 0, 1);
  const [p1, p2] = [count1 / n1, count2 / n2];
  const [one, two] = [wilson(count1, n1, z), wilson(count2, n2, z)];
  const difference = p1 - p2;
  return {
    p1,
    p2,
    difference,
    low: difference - Math.hypot(p1 - one.low, two.high - p2),
    high: difference + Math.hypot(one.high - p1, p2 - two.low),
  };
}
