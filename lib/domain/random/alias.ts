import type { Random } from './generator';

/** Draws an index with fixed probabilities in constant time. */
export interface AliasTable {
  readonly size: number;
  draw(random: Random): number;
}

/**
 * Alias table (Walker 1977, built as by Vose 1991): one random number for each draw, whatever the number of
 * categories. O(n) to build.
 * @param weights non-negative, at least one positive; they need not add up to 1
 * @throws RangeError for no weights, a negative or non-finite weight, or a sum of 0
 */
export function aliasTable(weights: readonly number[]): AliasTable {
  const size = weights.length;
  const total = weights.reduce((a, b) => a + b, 0);
  if (!(weights.every((w) => w >= 0) && total > 0 && total < Number.POSITIVE_INFINITY)) {
    throw new RangeError(
      `weights must be non-negative with a positive sum, got [${weights.join(', ')}]`,
    );
  }
  const keep = new Float64Array(size).fill(1);
  const other = Int32Array.from({ length: size }, (_, i) => i);
  const scaled = weights.map((w) => (w * size) / total);
  const small: number[] = [];
  const large: number[] = [];
  scaled.forEach((p, i) => {
    (p < 1 ? small : large).push(i);
  });
  for (;;) {
    const low = small.pop();
    const high = large.pop();
    if (low === undefined || high === undefined) break;
    keep[low] = scaled[low] ?? 1;
    other[low] = high;
    const rest = (scaled[high] ?? 0) + (scaled[low] ?? 0) - 1;
    scaled[high] = rest;
    (rest < 1 ? small : large).push(high);
  }
  // Rounding may leave a category of weight 0 unpaired; it must still never be drawn.
  const heaviest = weights.indexOf(Math.max(...weights));
  weights.forEach((w, i) => {
    if (w > 0 || keep[i] === 0) return;
    keep[i] = 0;
    other[i] = heaviest;
  });
  return {
    size,
    draw: (random) => {
      const at = random.uniform() * size;
      const index = at | 0;
      return at - index < (keep[index] ?? 1) ? index : (other[index] ?? index);
    },
  };
}
