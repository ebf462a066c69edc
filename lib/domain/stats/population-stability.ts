/** How far a distribution has moved, by the usual marks (Siddiqi 2006, Credit Risk Scorecards). */
export type StabilityVerdict = 'stable' | 'shifting' | 'shifted';

export interface StabilityBin {
  /** Upper end, included; the last bin has none. */
  readonly to: number;
  /** Shares of the reference and of the present, in [0, 1]. */
  readonly expected: number;
  readonly actual: number;
}

export interface PopulationStability {
  readonly index: number;
  readonly verdict: StabilityVerdict;
  readonly bins: readonly StabilityBin[];
}

const SHIFTING = 0.1;
const SHIFTED = 0.25;

/** Counted into every bin of both sides, so that an empty one has a logarithm (Laplace's rule with one half). */
const PSEUDO_COUNT = 0.5;

/**
 * Answers: are the present values distributed as the reference was?
 *
 * Population stability index, the sum over bins of (a - e) ln(a / e), which is Jeffreys' divergence of the binned shares.
 * Bins end at the reference's quantiles; equal ends are one bin, so that a variable that is mostly 0 keeps the zeros in a
 * bin of their own.
 * @param bins at most so many; default deciles
 * @returns null when a side has no values
 * @throws RangeError for values that are NaN, or fewer than 2 bins
 */
export function populationStability(
  reference: ArrayLike<number>,
  present: ArrayLike<number>,
  bins = 10,
): PopulationStability | null {
  if (!(Number.isInteger(bins) && bins >= 2)) {
    throw new RangeError(`a stability index needs at least 2 bins, got ${bins}`);
  }
  const expected = Float64Array.from(reference).sort();
  const actual = Float64Array.from(present).sort();
  // Sorting puts NaN last.
  if (Number.isNaN(expected.at(-1)) || Number.isNaN(actual.at(-1))) {
    throw new RangeError('a value is NaN');
  }
  if (expected.length === 0 || actual.length === 0) return null;
  const ends = binEnds(expected, bins);
  const shares = (sorted: Float64Array) => {
    const upTo = ends.map((end) => countUpTo(sorted, end));
    return upTo.map((count, i) => {
      const inBin = count - (upTo[i - 1] ?? 0);
      return (inBin + PSEUDO_COUNT) / (sorted.length + PSEUDO_COUNT * ends.length);
    });
  };
  const [e, a] = [shares(expected), shares(actual)];
  const rows = ends.map((to, i) => ({ to, expected: e[i] ?? 0, actual: a[i] ?? 0 }));
  const index = rows.reduce(
    (sum, row) => sum + (row.actual - row.expected) * Math.log(row.actual / row.expected),
    0,
  );
  const verdict = index < SHIFTING ? 'stable' : index < SHIFTED ? 'shifting' : 'shifted';
  return { index, verdict, bins: rows };
}

/** Distinct upper ends; the last bin takes everything above the one before. */
function binEnds(sorted: Float64Array, bins: number): number[] {
  const ends = new Set<number>();
  for (let i = 1; i < bins; i++) {
    ends.add(sorted[Math.ceil((i * sorted.length) / bins) - 1] as number);
  }
  return [...ends, Infinity];
}

/** Values of a sorted list that are at most `end`. */
function countUpTo(sorted: Float64Array, end: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) <= end) low = middle + 1;
    else high = middle;
  }
  return low;
}
