import { sortedQuantile } from '../metrics/bootstrap';
import { fitTwoGaussians, mixtureCrossing } from '../stats/mixture';

/** How a priority group is cut from its scores (method §9); plain data, so that a policy can be stored. */
export type ThresholdRule =
  /** The share of celebs with the highest scores, in (0, 1). */
  | { readonly by: 'quantile'; readonly share: number }
  | { readonly by: 'value'; readonly value: number }
  /** Where the upper of two heaps of log10 scores becomes the likelier one. */
  | { readonly by: 'mixture' };

export type ThresholdOutcome =
  | { readonly threshold: number }
  /** Why there is none. `no-heaps`: log10 scores do not fall into two heaps. */
  | { readonly threshold: null; readonly reason: 'no-scores' | 'no-heaps' };

const check = (holds: boolean, words: string, value: number) => {
  if (!holds) throw new RangeError(`${words}, got ${value}`);
};

/**
 * The score from which a celeb belongs to the priority group.
 *
 * A quantile is that of Hyndman and Fan's type 7; celebs whose score equals it belong too, so equal scores can make the
 * group larger than asked for. Scores of 0 have no logarithm and are left out of the mixture.
 * @param scores in [0, 1]
 * @throws RangeError for a share outside (0, 1), or a value or score outside [0, 1]
 */
export function thresholdOf(rule: ThresholdRule, scores: ArrayLike<number>): ThresholdOutcome {
  const sorted = Float64Array.from(scores).sort();
  for (const score of sorted) check(score >= 0 && score <= 1, 'a score must lie in [0, 1]', score);
  switch (rule.by) {
    case 'value':
      check(rule.value >= 0 && rule.value <= 1, 'a threshold must lie in [0, 1]', rule.value);
      return { threshold: rule.value };
    case 'quantile': {
      check(rule.share > 0 && rule.share < 1, 'a share must lie in (0, 1)', rule.share);
      if (sorted.length === 0) return { threshold: null, reason: 'no-scores' };
      return { threshold: sortedQuantile(sorted, 1 - rule.share) };
    }
    case 'mixture': {
      if (sorted.length === 0) return { threshold: null, reason: 'no-scores' };
      const mixture = fitTwoGaussians(sorted.filter((score) => score > 0).map(Math.log10));
      const crossing = mixture && mixtureCrossing(mixture);
      if (crossing === null) return { threshold: null, reason: 'no-heaps' };
      return { threshold: Math.min(1, 10 ** crossing) };
    }
  }
}
