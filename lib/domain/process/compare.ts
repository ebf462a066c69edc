import { byName, graphOf, type ProcessGraph } from './graph';
import { allSteps } from './paths';

/** 97.5 % quantile of the standard normal, for 95 % intervals. */
const Z_95 = 1.959963984540054;

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Wilson's score interval of a proportion. Source: Wilson (1927).
 * @param hits successes among `trials`
 * @throws RangeError unless 0 <= hits <= trials and trials > 0
 */
export function wilsonInterval(hits: number, trials: number, z = Z_95): Interval {
  if (!(trials > 0 && hits >= 0 && hits <= trials))
    throw new RangeError(
      `hits must lie in [0, trials] and trials be above 0, got ${hits} of ${trials}`,
    );
  const p = hits / trials;
  const z2 = z * z;
  const centre = (p + z2 / (2 * trials)) / (1 + z2 / trials);
  const half =
    (z / (1 + z2 / trials)) * Math.sqrt((p * (1 - p)) / trials + z2 / (4 * trials * trials));
  return {
    low: hits === 0 ? 0 : centre - half,
    high: hits === trials ? 1 : centre + half,
  };
}

export interface ProportionDifference extends Interval {
  readonly difference: number;
}

/**
 * Difference of two independent proportions with a 95 % interval from Wilson's intervals.
 * Source: Newcombe (1998), "Interval estimation for the difference between independent proportions", Statistics in
 * Medicine 17, 873-890, method 10 (no continuity correction). Unlike Wald's it holds at 0, at 1 and for few trials.
 *
 * Example (Newcombe's table II, row a): 56 of 70 against 48 of 80 gives 0.2 with [0.0524, 0.3339].
 */
export function newcombeDifference(
  hitsA: number,
  trialsA: number,
  hitsB: number,
  trialsB: number,
): ProportionDifference {
  const a = wilsonInterval(hitsA, trialsA);
  const b = wilsonInterval(hitsB, trialsB);
  const p = hitsA / trialsA;
  const q = hitsB / trialsB;
  return {
    difference: p - q,
    low: p - q - Math.hypot(p - a.low, b.high - q),
    high: p - q + Math.hypot(a.high - p, q - b.low),
  };
}

export interface TransitionSide {
  readonly count: number;
  /** How often `from` happened (for starts: cases). */
  readonly trials: number;
  /** count / trials; null when `from` never happened. */
  readonly probability: number | null;
}

export interface TransitionDifference {
  /** null = the start of a case. */
  readonly from: string | null;
  /** null = the end of a case. */
  readonly to: string | null;
  readonly a: TransitionSide;
  readonly b: TransitionSide;
  /** Probability in a minus probability in b; null when either is unknown. */
  readonly difference: number | null;
  readonly interval: Interval | null;
  /** The interval excludes 0. */
  readonly clear: boolean;
}

/**
 * Answers: after the same event, what do the cases of `a` do more often than those of `b`?
 *
 * One row for every transition of either graph: the share of `from` events that `to` follows directly (or that end the
 * case), the difference a - b and Newcombe's 95 % interval; largest absolute difference first, unknown ones last.
 * The interval takes the events of `from` as independent; events of one person are not quite, so it is somewhat
 * narrow, and among many rows a few exclude 0 by chance.
 */
export function compareGraphs(a: ProcessGraph, b: ProcessGraph): TransitionDifference[] {
  const sides = [a, b].map((graph) => ({
    cases: graph.cases,
    trials: new Map(graph.activities.map((x) => [x.name, x.count])),
    steps: new Map(allSteps(graph).map((s) => [JSON.stringify([s.from, s.to]), s.count])),
  }));
  const keys = [...new Set(sides.flatMap((side) => [...side.steps.keys()]))];
  const rows = keys.map((key): TransitionDifference => {
    const [from, to] = JSON.parse(key) as [string | null, string | null];
    const [sideA, sideB] = sides.map((side): TransitionSide => {
      const count = side.steps.get(key) ?? 0;
      const trials = from === null ? side.cases : (side.trials.get(from) ?? 0);
      return { count, trials, probability: trials === 0 ? null : count / trials };
    }) as [TransitionSide, TransitionSide];
    if (sideA.probability === null || sideB.probability === null)
      return { from, to, a: sideA, b: sideB, difference: null, interval: null, clear: false };
    const { difference, low, high } = newcombeDifference(
      sideA.count,
      sideA.trials,
      sideB.count,
      sideB.trials,
    );
    const clear = low > 0 || high < 0;
    return { from, to, a: sideA, b: sideB, difference, interval: { low, high }, clear };
  });
  const size = (row: TransitionDifference) =>
    row.difference === null ? -1 : Math.abs(row.difference);
  return rows.sort(
    (x, y) =>
      size(y) - size(x) || byName(x.from ?? '', y.from ?? '') || byName(x.to ?? '', y.to ?? ''),
  );
}

/** Both groups' events in one graph: counts are added up; waiting times and returns are not kept. */
export function poolGraphs(a: ProcessGraph, b: ProcessGraph): ProcessGraph {
  const counts = new Map<string, { from: string; to: string | null; count: number }>();
  for (const { from, to, count } of [...allSteps(a), ...allSteps(b)]) {
    // Starts follow from the other counts.
    if (from === null) continue;
    const key = JSON.stringify([from, to]);
    const pair = counts.get(key) ?? { from, to, count: 0 };
    pair.count += count;
    counts.set(key, pair);
  }
  return graphOf(
    [...counts.values()].map((pair) => ({ ...pair, medianSeconds: null, returns: 0 })),
  );
}
