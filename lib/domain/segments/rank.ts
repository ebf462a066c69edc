/**
 * Ranks from 1, the largest score first; equal scores share the best rank of theirs.
 * @example rankScores([0.2, 0.5, 0.2]) // [2, 1, 2]
 */
export function rankScores(scores: readonly number[]): number[] {
  const order = scores.map((_, i) => i).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
  const ranks = new Array<number>(scores.length).fill(0);
  order.forEach((at, place) => {
    const before = order[place - 1];
    const isEqual = before !== undefined && scores[before] === scores[at];
    ranks[at] = isEqual ? (ranks[before] ?? 0) : place + 1;
  });
  return ranks;
}
