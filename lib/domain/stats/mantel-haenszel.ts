import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { checkConfidence } from './moments';

/** Two groups of one stratum: how many had the event, of how many. */
export interface Stratum {
  readonly count1: number;
  readonly n1: number;
  readonly count2: number;
  readonly n2: number;
}

export interface PooledDifference {
  /** p1 - p2, the same in all strata by assumption. */
  readonly difference: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Answers: how far apart are two groups' shares, over several comparisons that each have a level of their own?
 *
 * Risk difference of Mantel and Haenszel with the variance of Sato (1989), which holds for few large strata as for many
 * small ones; R's `metafor::rma.mh`, measure RD. Counts are never added up across strata, which could turn a difference
 * round (Simpson's paradox).
 * @param strata each with both groups
 * @returns null without a stratum, or where no stratum leaves anything to chance, so that there is no interval
 * @throws RangeError for counts that cannot be, or a confidence outside (0, 1)
 */
export function pooledRiskDifference(
  strata: readonly Stratum[],
  confidence = 0.95,
): PooledDifference | null {
  checkConfidence(confidence);
  let [sum, weight, p, q] = [0, 0, 0, 0];
  for (const { count1, n1, count2, n2 } of strata) {
    const whole = [count1, n1, count2, n2].every(Number.isInteger);
    if (!(whole && n1 > 0 && n2 > 0 && count1 >= 0 && count2 >= 0 && count1 <= n1 && count2 <= n2))
      throw new RangeError(`${count1} of ${n1} against ${count2} of ${n2} cannot be`);
    const n = n1 + n2;
    sum += (count1 * n2 - count2 * n1) / n;
    weight += (n1 * n2) / n;
    p += (n1 ** 2 * count2 - n2 ** 2 * count1 + (n1 * n2 * (n2 - n1)) / 2) / n ** 2;
    q += (count1 * (n2 - count2) + count2 * (n1 - count1)) / (2 * n);
  }
  if (weight === 0) return null;
  const difference = sum / weight;
  const variance = (difference * p + q) / weight ** 2;
  if (!(variance > 0)) return null;
  const reach = normalQuantile((1 + confidence) / 2, 0, 1) * Math.sqrt(variance);
  return { difference, low: difference - reach, high: difference + reach };
}
