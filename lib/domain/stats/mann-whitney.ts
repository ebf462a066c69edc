import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import { checkSample } from './moments';

export interface MannWhitney {
  /** Pairs in which a is larger, ties half. */
  readonly u: number;
  /** Two-sided. */
  readonly p: number;
  /** u over the number of pairs: the probability that a random a exceeds a random b, ties half. */
  readonly superiority: number;
}

/** Ranks from 1, equal values sharing their mean rank, and sum of t^3 - t over runs of t equal values. */
export function midRanks(values: ArrayLike<number>): { ranks: Float64Array; ties: number } {
  const n = values.length;
  const order = Int32Array.from({ length: n }, (_, i) => i);
  order.sort((i, j) => (values[i] as number) - (values[j] as number));
  const ranks = new Float64Array(n);
  let ties = 0;
  for (let begin = 0, end = 0; begin < n; begin = end) {
    const value = values[order[begin] as number];
    while (end < n && values[order[end] as number] === value) end++;
    const run = end - begin;
    ties += run ** 3 - run;
    for (let i = begin; i < end; i++) ranks[order[i] as number] = (begin + 1 + end) / 2;
  }
  return { ranks, ties };
}

/** Sum of the mid-ranks of a among all values, and sum of t^3 - t over runs of t equal values; each side sorted alone. */
function pooledRanks(a: ArrayLike<number>, b: ArrayLike<number>) {
  const [x, y] = [Float64Array.from(a).sort(), Float64Array.from(b).sort()];
  let [rankSum, ties] = [0, 0];
  for (let i = 0, k = 0; i < x.length || k < y.length; ) {
    const [begin, beginX] = [i + k, i];
    const value = Math.min(x[i] ?? Infinity, y[k] ?? Infinity);
    while (x[i] === value) i++;
    while (y[k] === value) k++;
    const run = i + k - begin;
    ties += run ** 3 - run;
    rankSum += ((i - beginX) * (begin + 1 + i + k)) / 2;
  }
  return { rankSum, ties };
}

/**
 * Answers: does one group tend to have larger values than the other, whatever their distributions?
 *
 * Mann-Whitney U (Mann and Whitney 1947), two-sided p by the normal approximation with the variance corrected for ties
 * and half a unit of continuity: `scipy.stats.mannwhitneyu(a, b, method='asymptotic')`.
 * @returns null for an empty group or when all values are equal
 * @throws RangeError for a value that is not finite
 */
export function mannWhitney(a: ArrayLike<number>, b: ArrayLike<number>): MannWhitney | null {
  checkSample(a, 'a');
  checkSample(b, 'b');
  const [n1, n2] = [a.length, b.length];
  const n = n1 + n2;
  if (n1 === 0 || n2 === 0) return null;
  const { rankSum, ties } = pooledRanks(a, b);
  const u = rankSum - (n1 * (n1 + 1)) / 2;
  const variance = ((n1 * n2) / 12) * (n + 1 - ties / (n * (n - 1)));
  if (!(variance > 0)) return null;
  const larger = Math.max(u, n1 * n2 - u);
  const z = (larger - (n1 * n2) / 2 - 0.5) / Math.sqrt(variance);
  return { u, p: Math.min(1, 2 * normalCdf(-z, 0, 1)), superiority: u / (n1 * n2) };
}
