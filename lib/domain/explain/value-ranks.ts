/**
 * Answers: how large is each value among all of them? Colours by rank are not spent on a few very large values.
 *
 * @param values finite
 * @returns one share per value in [0, 1]: the mean rank of equal values, 0 for the smallest, 1 for the largest; 0.5
 * where all are equal
 */
export function rankShares(values: ArrayLike<number>): Float32Array {
  const order = Uint32Array.from({ length: values.length }, (_, i) => i).sort(
    (a, b) => (values[a] as number) - (values[b] as number) || a - b,
  );
  const shares = new Float32Array(values.length).fill(0.5);
  const last = order.length - 1;
  for (let from = 0; from <= last; ) {
    const value = values[order[from] as number];
    let to = from;
    while (to < last && values[order[to + 1] as number] === value) to++;
    for (let place = from; place <= to && last > 0; place++)
      shares[order[place] as number] = (from + to) / 2 / last;
    from = to + 1;
  }
  return shares;
}

/**
 * Linear interpolation between order statistics (numpy's default).
 * @param sorted rising
 * @param shares each in [0, 1]
 * @returns NaN without values
 */
export function sortedQuantiles(sorted: ArrayLike<number>, shares: readonly number[]): number[] {
  return shares.map((share) => {
    const place = share * (sorted.length - 1);
    const below = Math.floor(place);
    const low = sorted[below] ?? Number.NaN;
    return low + (place - below) * ((sorted[below + 1] ?? low) - low);
  });
}
