import { pooledRiskDifference } from '../stats/mantel-haenszel';
import { compareProportions } from '../stats/two-proportions';
import { judgeHoldout, verdictOf } from './holdout';

/** One side of a round, as it was drawn. */
export interface JudgedSide {
  /** Celebs whose outcome is known; nobody else can be compared. */
  readonly known: number;
  readonly churned: number;
  readonly stickered: number;
}

export interface JudgedSides {
  readonly contacted: JudgedSide;
  readonly holdout: JudgedSide;
}

const counts = ({ known, churned }: JudgedSide) => ({ celebs: known, churned });

/**
 * Answers: what did contacting do, by how the celebs were drawn and not by what was done about them
 * (intention to treat)?
 * @throws RangeError for counts that cannot be
 */
export function judgeRound({ contacted, holdout }: JudgedSides) {
  const { effect, verdict, neededContacted } = judgeHoldout(counts(contacted), counts(holdout));
  const sticker = compareProportions(
    contacted.stickered,
    contacted.known,
    holdout.stickered,
    holdout.known,
  );
  return { churn: effect, sticker, verdict, neededContacted };
}

/**
 * Answers: what did contacting do in all rounds together?
 * @returns null with fewer than two rounds that have two sides
 */
export function judgeRounds(rounds: readonly JudgedSides[]) {
  const judged = rounds.filter(
    ({ contacted, holdout }) => contacted.known > 0 && holdout.known > 0,
  );
  if (judged.length < 2) return null;
  const sum = (side: keyof JudgedSides) =>
    judged.reduce((total, round) => total + round[side].known, 0);
  const churn = pooledRiskDifference(
    judged.map(({ contacted, holdout }) => ({
      count1: contacted.churned,
      n1: contacted.known,
      count2: holdout.churned,
      n2: holdout.known,
    })),
  );
  const [contacted, holdout] = [sum('contacted'), sum('holdout')];
  return {
    rounds: judged.length,
    contacted,
    holdout,
    churn,
    verdict: verdictOf(churn, contacted, holdout),
  };
}
