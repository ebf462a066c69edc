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

/**
 * Celebs that each side needs before a verdict. With a single celeb set aside, chance alone moves Newcombe's interval off
 * 0 in up to 14 of 100 rounds, with five in up to 8 (counted out over all outcomes in `round-judgement.test.ts`).
 */
export const LEAST_SIDE = 5;

export interface HoldoutResult {
  readonly contacted: { readonly celebs: number; readonly churned: number };
  readonly holdout: { readonly celebs: number; readonly churned: number };
  /** Share churned of the contacted minus that of the holdout; null while a side is empty. */
  readonly effect: ProportionDifference | null;
  readonly verdict: 'helped' | 'harmed' | 'too-few-to-tell';
  /**
   * Contacted celebs that a difference as large as the one seen would need at 80 % power, with sides in the same
   * proportion and none too small; null when decided, when nothing differs, or while a side is empty.
   */
  readonly neededContacted: number | null;
}

/**
 * Answers: did contacting keep celebs?
 *
 * Difference of the shares that churned with Newcombe's 95 % interval; decided only when the interval leaves out 0 and
 * each side has at least `LEAST_SIDE` celebs.
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
  const verdict = verdictOf(effect, contacted.celebs, holdout.celebs);
  const ratio = holdout.celebs / contacted.celebs;
  const needed =
    effect && verdict === 'too-few-to-tell'
      ? Math.max(
          neededSize(proportionEffect(effect.p1, effect.p2), POWER, { ratio }),
          LEAST_SIDE,
          LEAST_SIDE / ratio,
        )
      : Infinity;
  return {
    contacted,
    holdout,
    effect,
    verdict,
    neededContacted: Number.isFinite(needed) ? Math.ceil(needed) : null,
  };
}

/** What an interval of contacted minus holdout says, given the sizes of both sides. */
export function verdictOf(
  interval: { readonly low: number; readonly high: number } | null,
  contacted: number,
  holdout: number,
): HoldoutResult['verdict'] {
  if (!interval || Math.min(contacted, holdout) < LEAST_SIDE) return 'too-few-to-tell';
  return interval.high < 0 ? 'helped' : interval.low > 0 ? 'harmed' : 'too-few-to-tell';
}
