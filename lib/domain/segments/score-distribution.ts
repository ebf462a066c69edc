import { sortedQuantile } from '../metrics/bootstrap';
import { skewness } from '../stats/skewness';

export interface HistogramBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

export interface Distribution {
  /** Of equal width, from the smallest to the largest value; the last bin holds its upper end too. */
  readonly bins: readonly HistogramBin[];
  readonly skewness: number | null;
}

export interface ScoreDistribution {
  readonly raw: Distribution;
  /** Of log10 of the scores above 0. */
  readonly log10: Distribution;
  /** Scores of 0, which have no logarithm. */
  readonly zeros: number;
}

/**
 * Equal bins over the range of the values; one bin when they are all equal, none without values.
 * @throws RangeError unless count is a positive integer
 */
export function histogram(values: ArrayLike<number>, count: number): HistogramBin[] {
  if (!(Number.isInteger(count) && count >= 1)) {
    throw new RangeError(`a histogram needs a positive number of bins, got ${count}`);
  }
  if (values.length === 0) return [];
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    low = Math.min(low, values[i] as number);
    high = Math.max(high, values[i] as number);
  }
  if (low === high) return [{ from: low, to: high, count: values.length }];
  const counts = new Int32Array(count);
  const width = (high - low) / count;
  for (let i = 0; i < values.length; i++) {
    // Not divided by the width: that of two neighbouring numbers may round to 0.
    const share = ((values[i] as number) - low) / (high - low);
    const bin = Math.min(count - 1, Math.floor(share * count));
    counts[bin] = (counts[bin] as number) + 1;
  }
  return Array.from(counts, (n, i) => ({
    from: low + i * width,
    to: i === count - 1 ? high : low + (i + 1) * width,
    count: n,
  }));
}

/** Fewer bins show no form, more of them only noise. */
const FEWEST_BINS = 8;
const MOST_BINS = 60;

/**
 * How many bins show the form of these values: width 2 IQR / n^(1/3) (Freedman and Diaconis 1981), between 8 and 60 of
 * them. Without spread in the middle half there are 60.
 */
export function binCount(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values).sort();
  const range = (sorted.at(-1) ?? 0) - (sorted[0] ?? 0);
  const spread = sortedQuantile(sorted, 0.75) - sortedQuantile(sorted, 0.25);
  const width = (2 * spread) / Math.cbrt(sorted.length);
  const bins = width > 0 ? Math.ceil(range / width) : MOST_BINS;
  return Math.min(MOST_BINS, Math.max(FEWEST_BINS, bins));
}

/**
 * Scores before and after log10, with the skewness of each (method §9).
 * @param bins of each histogram; as `binCount` says when left out
 */
export function scoreDistribution(scores: ArrayLike<number>, bins?: number): ScoreDistribution {
  const raw = Array.from(scores);
  const logs = raw.filter((score) => score > 0).map(Math.log10);
  const of = (values: readonly number[]): Distribution => ({
    bins: histogram(values, bins ?? binCount(values)),
    skewness: skewness(values),
  });
  return { raw: of(raw), log10: of(logs), zeros: raw.length - logs.length };
}
