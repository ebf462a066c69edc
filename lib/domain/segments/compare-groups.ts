import { benjaminiHochberg } from '../stats/benjamini-hochberg';
import { hedgesG } from '../stats/effect-size';
import { mannWhitney } from '../stats/mann-whitney';
import { momentsOf } from '../stats/moments';
import { welchTest } from '../stats/welch';

/** One variable of two groups of celebs. */
export interface GroupVariable {
  readonly name: string;
  readonly a: ArrayLike<number>;
  readonly b: ArrayLike<number>;
}

/** Null wherever a group is too small or nothing varies. */
export interface VariableComparison {
  readonly name: string;
  readonly nA: number;
  readonly nB: number;
  readonly meanA: number | null;
  readonly meanB: number | null;
  /** Mean of a minus mean of b, with its interval. */
  readonly difference: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly t: number | null;
  readonly degreesOfFreedom: number | null;
  /** Of Welch's test; q over all variables that have one. */
  readonly p: number | null;
  readonly q: number | null;
  readonly hedgesG: number | null;
  readonly gLow: number | null;
  readonly gHigh: number | null;
  readonly u: number | null;
  readonly uP: number | null;
  /** Share of pairs in which a is larger, ties half. */
  readonly superiority: number | null;
  /** The whole interval of g lies within the margin: the groups may be called equal in practice. */
  readonly isPracticallyEqual: boolean;
}

/** Cohen's "small" effect: an interval of g inside it is too near to 0 to act on. */
export const EQUIVALENCE_MARGIN = 0.2;

/**
 * Answers: in what do two groups of celebs differ, and by how much?
 *
 * For each variable Welch's test, Hedges' g and Mann-Whitney's U, q by Benjamini and Hochberg over all variables (method
 * §9). Descriptive: groups cut from a score differ on the score's inputs by construction.
 * @param margin an interval of g within (-margin, margin) counts as practically equal
 * @returns the largest |g| first; variables without one last, in their order
 * @throws RangeError for a value that is not finite, or a margin that is not positive
 */
export function compareGroups(
  variables: readonly GroupVariable[],
  margin = EQUIVALENCE_MARGIN,
): VariableComparison[] {
  if (!(margin > 0)) throw new RangeError(`margin must be positive, got ${margin}`);
  const tested = variables.map(({ name, a, b }) => ({
    name,
    a: momentsOf(a),
    b: momentsOf(b),
    welch: welchTest(a, b),
    effect: hedgesG(a, b),
    ranks: mannWhitney(a, b),
  }));
  const q = benjaminiHochberg(tested.map(({ welch }) => welch?.p ?? Number.NaN));
  const defined = (value: number | undefined) =>
    value === undefined || Number.isNaN(value) ? null : value;
  const rows = tested.map(
    ({ name, a, b, welch, effect, ranks }, i): VariableComparison => ({
      name,
      nA: a.n,
      nB: b.n,
      meanA: defined(a.mean),
      meanB: defined(b.mean),
      difference: welch?.difference ?? null,
      low: welch?.low ?? null,
      high: welch?.high ?? null,
      t: welch?.t ?? null,
      degreesOfFreedom: welch?.degreesOfFreedom ?? null,
      p: welch?.p ?? null,
      q: defined(q[i]),
      hedgesG: effect?.hedgesG ?? null,
      gLow: effect?.low ?? null,
      gHigh: effect?.high ?? null,
      u: ranks?.u ?? null,
      uP: ranks?.p ?? null,
      superiority: ranks?.superiority ?? null,
      isPracticallyEqual: effect !== null && effect.low > -margin && effect.high < margin,
    }),
  );
  const size = ({ hedgesG: g }: VariableComparison) => (g === null ? -1 : Math.abs(g));
  return rows.sort((x, y) => size(y) - size(x));
}
