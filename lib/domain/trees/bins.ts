/** How one feature's values fall into bins. */
export interface FeatureBins {
  /** Upper bounds, inclusive, rising; the last is Infinity. Length = number of bins without that of missing values. */
  readonly upper: Float64Array;
  /** NaN was seen: one more bin, the last, holds it. */
  readonly hasMissing: boolean;
  /** `upper.length`, plus 1 with missing values. */
  readonly count: number;
}

/** Values nearer to zero than this count as zero, which always has a bin of its own. */
const ZERO = Math.fround(1e-35);

const bits = new DataView(new ArrayBuffer(8));

/** The next larger double. */
export function nextUp(value: number): number {
  if (!(value < Infinity)) return value;
  if (value === 0) return Number.MIN_VALUE;
  bits.setFloat64(0, value);
  const raw = bits.getBigInt64(0);
  bits.setBigInt64(0, value > 0 ? raw + 1n : raw - 1n);
  return bits.getFloat64(0);
}

/** Equal up to the last bit, for a <= b. The first test spares most calls of the slow `nextUp`. */
const sameDouble = (a: number, b: number) => b - a <= Math.abs(a) * 3e-16 && b <= nextUp(a);

interface Distinct {
  readonly values: number[];
  readonly counts: number[];
}

/** Distinct values with counts, rising; zeros, which are not in `sorted`, are put in their place. */
function distinctValues(sorted: Float64Array, zeros: number): Distinct {
  const values: number[] = [];
  const counts: number[] = [];
  const add = (value: number, count: number) => {
    values.push(value);
    counts.push(count);
  };
  const first = sorted[0];
  if (first === undefined || (first > 0 && zeros > 0)) add(0, zeros);
  let previous = Number.NaN;
  for (const value of sorted) {
    if (sameDouble(previous, value)) {
      values[values.length - 1] = value;
      counts[counts.length - 1] = (counts[counts.length - 1] ?? 0) + 1;
    } else {
      if (previous < 0 && value > 0) add(0, zeros);
      add(value, 1);
    }
    previous = value;
  }
  if (previous < 0 && zeros > 0) add(0, zeros);
  return { values, counts };
}

/** One bin per distinct value, neighbours joined until each holds `minData` values. */
function boundsOfFew({ values, counts }: Distinct, minData: number): number[] {
  const bounds: number[] = [];
  let inBin = 0;
  for (let i = 0; i < values.length - 1; i++) {
    inBin += counts[i] ?? 0;
    if (inBin < minData) continue;
    if (pushBound(bounds, values[i] ?? 0, values[i + 1] ?? 0)) inBin = 0;
  }
  bounds.push(Infinity);
  return bounds;
}

function pushBound(bounds: number[], below: number, above: number): boolean {
  const bound = nextUp((below + above) / 2);
  const last = bounds[bounds.length - 1];
  if (last !== undefined && sameDouble(last, bound)) return false;
  bounds.push(bound);
  return true;
}

/** Bins of about equal size; a value more frequent than a bin's mean size gets a bin of its own. */
function boundsOfMany(
  { values, counts }: Distinct,
  maxBin: number,
  total: number,
  minData: number,
): number[] {
  const most = Math.max(1, Math.min(maxBin, Math.floor(total / minData)));
  let mean = total / most;
  let restBins = most;
  let restCount = total;
  const big = counts.map((count) => count >= mean);
  counts.forEach((count, i) => {
    if (!big[i]) return;
    restBins--;
    restCount -= count;
  });
  mean = restCount / restBins;
  const highest: number[] = [];
  const lowest: number[] = [values[0] ?? 0];
  let inBin = 0;
  for (let i = 0; i < values.length - 1; i++) {
    const count = counts[i] ?? 0;
    if (!big[i]) restCount -= count;
    inBin += count;
    if (!(big[i] || inBin >= mean || (big[i + 1] && inBin >= Math.max(1, mean * 0.5)))) continue;
    highest.push(values[i] ?? 0);
    lowest.push(values[i + 1] ?? 0);
    if (highest.length >= most - 1) break;
    inBin = 0;
    if (!big[i]) {
      restBins--;
      mean = restCount / restBins;
    }
  }
  const bounds: number[] = [];
  highest.forEach((value, i) => {
    pushBound(bounds, value, lowest[i + 1] ?? 0);
  });
  bounds.push(Infinity);
  return bounds;
}

function greedyBounds(distinct: Distinct, maxBin: number, total: number, minData: number) {
  return distinct.values.length <= maxBin
    ? boundsOfFew(distinct, minData)
    : boundsOfMany(distinct, maxBin, total, minData);
}

const sum = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0);

/** Negative values, zero and positive values are binned apart, bins shared out by their numbers of values. */
function boundsAroundZero({ values, counts }: Distinct, maxBin: number, minData: number): number[] {
  const firstAbove = (limit: number) => {
    const at = values.findIndex((value) => value > limit);
    return at < 0 ? values.length : at;
  };
  const left = firstAbove(-ZERO);
  const right = firstAbove(ZERO);
  const part = (from: number, to: number) => ({
    values: values.slice(from, to),
    counts: counts.slice(from, to),
  });
  const negative = part(0, left);
  const positive = part(right, values.length);
  const negativeCount = sum(negative.counts);
  const positiveCount = sum(positive.counts);
  let bounds: number[] = [];
  if (left > 0 && maxBin > 1) {
    const portion = negativeCount / (negativeCount + positiveCount);
    const most = Math.max(1, Math.floor(portion * (maxBin - 1)));
    bounds = greedyBounds(negative, most, negativeCount, minData);
    bounds[bounds.length - 1] = -ZERO;
  }
  const most = maxBin - 1 - bounds.length;
  if (right === values.length || most <= 0) return [...bounds, Infinity];
  return [...bounds, ZERO, ...greedyBounds(positive, most, positiveCount, minData)];
}

/** Distinct values and their counts of a feature without its missing ones. */
function distinctOf(values: Float64Array): Distinct & { missing: number } {
  const kept = new Float64Array(values.length);
  let size = 0;
  let missing = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value > ZERO || value < -ZERO) kept[size++] = value;
    else if (Number.isNaN(value)) missing++;
  }
  const sorted = kept.subarray(0, size).sort();
  return { ...distinctValues(sorted, values.length - size - missing), missing };
}

/** Whole numbers from 0 to below this are counted instead of sorted; most features are counts of events. */
export const SMALL_COUNT = 4096;

/** Whether all values are missing or such whole numbers. */
export function areSmallCounts(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (
      !Number.isNaN(value) &&
      !(value >= 0 && value < SMALL_COUNT && value === Math.floor(value))
    ) {
      return false;
    }
  }
  return true;
}

/** The same as `distinctOf` for small counts, without a sort. */
function distinctOfCounts(column: Float64Array): Distinct & { missing: number } {
  const seen = new Int32Array(SMALL_COUNT);
  let missing = 0;
  for (let i = 0; i < column.length; i++) {
    const value = column[i] as number;
    if (Number.isNaN(value)) missing++;
    else seen[value] = (seen[value] as number) + 1;
  }
  const values: number[] = [];
  const counts: number[] = [];
  seen.forEach((count, value) => {
    if (count === 0) return;
    values.push(value);
    counts.push(count);
  });
  return values.length > 0 ? { values, counts, missing } : { values: [0], counts: [0], missing };
}

/**
 * Answers: where are a feature's values cut into at most `maxBin` bins?
 *
 * LightGBM's rule for numbers (`BinMapper::FindBin`, 4.x, zero as a bin of its own), so that both libraries look
 * at the same thresholds. Cost: one sort of the non-zero values; none for counts.
 * @param values one feature, unsorted, NaN = missing; not changed
 */
export function findBins(values: Float64Array, maxBin: number, minDataInBin: number): FeatureBins {
  const distinct = areSmallCounts(values) ? distinctOfCounts(values) : distinctOf(values);
  const hasMissing = distinct.missing > 0;
  const bounds = boundsAroundZero(distinct, hasMissing ? maxBin - 1 : maxBin, minDataInBin);
  const upper = Float64Array.from(bounds);
  return { upper, hasMissing, count: upper.length + (hasMissing ? 1 : 0) };
}

/** The bin of a value: the first whose upper bound is not below it. NaN without a bin of its own counts as zero. */
export function binOf(bins: FeatureBins, value: number): number {
  let wanted = value;
  if (Number.isNaN(value)) {
    if (bins.hasMissing) return bins.count - 1;
    wanted = 0;
  }
  const { upper } = bins;
  let low = 0;
  let high = upper.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (wanted <= (upper[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
}
