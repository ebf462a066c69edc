import { neededSize, proportionEffect, twoGroupPower } from '../stats/power';
import { holdoutSize, POWER } from './holdout';

export interface PlannedRound {
  /** Both sides together. */
  readonly celebs: number;
  /** Share that is set aside, in [0, 1). */
  readonly share: number;
  /** Share expected to churn without contact. */
  readonly baseline: number;
  /** By how much contacting is hoped to lower it. */
  readonly effect: number;
}

export interface RoundPower {
  readonly contacted: number;
  readonly holdout: number;
  /** Churn of the contacted if it falls as hoped. */
  readonly hoped: number;
  /** Null when nobody is set aside: then nothing can be seen. */
  readonly power: number | null;
  /** Celebs of both sides for 80 % power with this share; null when nobody is set aside, or nothing is hoped for. */
  readonly neededCelebs: number | null;
}

/**
 * Answers before a round starts: would its result be able to tell anything?
 *
 * Power of the two-sided z test at 5 % on Cohen's h (Cohen 1988, chapter 6).
 * @throws RangeError for shares that cannot be
 * @example roundPower({ celebs: 50, share: 0.2, baseline: 0.36, effect: 0.16 }) // power 0.174; 380 celebs for 80 %
 */
export function roundPower({ celebs, share, baseline, effect }: PlannedRound): RoundPower {
  const holdout = holdoutSize(celebs, share);
  const contacted = celebs - holdout;
  // 0.36 - 0.36 may come out a hair below 0.
  const hoped = Math.max(0, baseline - effect);
  const h = proportionEffect(baseline, hoped);
  if (holdout === 0) return { contacted, holdout, hoped, power: null, neededCelebs: null };
  const needed = neededSize(h, POWER, { ratio: holdout / contacted });
  return {
    contacted,
    holdout,
    hoped,
    power: twoGroupPower(h, contacted, { ratio: holdout / contacted }),
    neededCelebs: Number.isFinite(needed)
      ? Math.ceil(needed) + Math.ceil((needed * holdout) / contacted)
      : null,
  };
}
