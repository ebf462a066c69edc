/** Two probabilities whose product is a priority score. */
export interface ScoreParts {
  readonly churn: number;
  readonly sticker: number;
}

export interface ScoreChange {
  /** New score minus old score. */
  readonly score: number;
  /** What each model's change did to it; both add up to `score`. */
  readonly churn: number;
  readonly sticker: number;
}

/**
 * Answers: which of two models moved a score?
 *
 * With score = c x s a change is shared out as Shapley values of two players: each probability's own change, weighted
 * with the mean of the other before and after. Nothing is left over, and neither goes first.
 * `c1 s1 - c0 s0 = (c1 - c0)(s0 + s1) / 2 + (s1 - s0)(c0 + c1) / 2` (Shapley 1953).
 * @throws RangeError for a probability outside [0, 1]
 * @example splitScoreChange({ churn: 0.2, sticker: 0.5 }, { churn: 0.6, sticker: 0.5 }) // churn 0.2, sticker 0
 */
export function splitScoreChange(before: ScoreParts, after: ScoreParts): ScoreChange {
  for (const p of [before.churn, before.sticker, after.churn, after.sticker])
    if (!(p >= 0 && p <= 1)) throw new RangeError(`a probability must lie in [0, 1], got ${p}`);
  return {
    score: after.churn * after.sticker - before.churn * before.sticker,
    churn: ((after.churn - before.churn) * (before.sticker + after.sticker)) / 2,
    sticker: ((after.sticker - before.sticker) * (before.churn + after.churn)) / 2,
  };
}
