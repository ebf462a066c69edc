import { createRandom, permutation } from '../random/generator';
import { neededSize, proportionEffect } from '../stats/power';
import { compareProportions, type ProportionDifference } from '../stats/two-proportions';

/**
 * How many of `celebs` are set aside: round(share x celebs), but at least one and not all where both sides can have one.
 * @throws RangeError for a share outside [0, 1)
 */
export function holdoutSize(celebs: number, share: number): number {
  if (!(share >= 0 && share < 1)) throw new RangeError(`share must lie in [0, 1), got ${share}`);
  if (share === 0 || celebs < 2) return 0;
  return Math.min(celebs - 1, Math.max(1, Math.round(share * celebs)));
}

/**
 * Draws who is set aside before anyone is contacted.
 *
 * Exactly `holdoutSize` celebs: a share of the drawn is the only thing that later tells what contacting did. The same
 * ids, share and seed give the same draw, whatever the order of the ids.
 * @param ids each once
 * @returns the ids set aside, sorted
 * @throws RangeError for a share outside [0, 1), or an id given twice
 */
export function drawHoldout(ids: readonly string[], share: number, seed: number): string[] {
  const count = holdoutSize(ids.length, share);
  const sorted = [...ids].sort();
  if (new Set(sorted).size < sorted.length) throw new RangeError('a celeb is named twice');
  const order = permutation(sorted.length, createRandom(seed, HOLDOUT));
  return Array.from(order.subarray(0, count), (at) => sorted[at] as string).sort();
}

/** Names this use among the streams of a seed. */
const HOLDOUT = 31;

/** The power that a comparison should have before its silence means anything. */
export const POWER = 0.8;

export interface HoldoutResult {
  readonly contacted: { readonly celebs: number; readonly churned: number };
  readonly holdout: { readonly celebs: number; readonly churned: number };
  /** Share churned of the contacted minus that of the holdout; null while a side is empty. */
  readonly effect: ProportionDifference | null;
  readonly verdict: 'helped' | 'harmed' | 'too-few-to-tell';
  /**
   * Contacted celebs that a difference as large as the one seen would need at 80 % power, with sides in the same
   * proportion; null when decided, when nothing differs, or while a side is empty.
   */
  readonly neededContacted: number | null;
}

/**
 * Answers: did contacting keep celebs?
 *
 * Difference of the shares that churned with Newcombe's 95 % interval; decided only when the interval leaves out 0.
 * @throws RangeError for counts that cannot be
 */
export function judgeHoldout(
  contacted: HoldoutResult['contacted'],
  holdout: HoldoutResult['holdout'],
): HoldoutResult {
  const effect = compareProportions(
    contacted.churned,
    contacted.celebs,
    holdout.churned,
    holdout.celebs,
  );
  const verdict =
    effect && effect.high < 0 ? 'helped' : effect && effect.low > 0 ? 'harmed' : 'too-few-to-tell';
  const needed =
    effect && verdict === 'too-few-to-tell'
      ? neededSize(proportionEffect(effect.p1, effect.p2), POWER, {
          ratio: holdout.celebs / contacted.celebs,
        })
      : Infinity;
  return {
    contacted,
    holdout,
    effect,
    verdict,
    neededContacted: Number.isFinite(needed) ? Math.ceil(needed) : null,
  };
}
