/**
 * Answers: if I call everything up to this q a discovery, which share of them is false?
 *
 * Benjamini and Hochberg (1995), step-up: q of the i-th smallest of m is the least of p_j m / j over j >= i, at most 1.
 * Order is kept. NaN (no test) stays NaN and does not count among the m.
 * @throws RangeError for a p outside [0, 1]
 */
export function benjaminiHochberg(p: ArrayLike<number>): Float64Array {
  const q = new Float64Array(p.length).fill(Number.NaN);
  const tested: number[] = [];
  for (let i = 0; i < p.length; i++) {
    const value = p[i] as number;
    if (Number.isNaN(value)) continue;
    if (!(value >= 0 && value <= 1))
      throw new RangeError(`p ${i} must lie in [0, 1], got ${value}`);
    tested.push(i);
  }
  tested.sort((a, b) => (p[b] as number) - (p[a] as number));
  let least = 1;
  tested.forEach((i, fromTop) => {
    const rank = tested.length - fromTop;
    least = Math.min(least, ((p[i] as number) * tested.length) / rank);
    q[i] = least;
  });
  return q;
}
