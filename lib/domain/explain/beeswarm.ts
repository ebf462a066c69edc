import { hashKeys } from '../random/generator';

export interface BeeswarmSettings {
  /** Ends of the common axis of all features, so that points of one width stand in one bin. */
  readonly low: number;
  readonly high: number;
  /** Bins along the axis: its length in points' diameters; default 100. */
  readonly bins?: number;
  /** Points that fit one above the other in half of a feature's band without touching. */
  readonly levels: number;
}

/**
 * Answers: how far from the middle of its band is each point of a beeswarm drawn?
 *
 * Points of one bin are stacked in turn above and below the middle line, in an order that is hashed from their number, so
 * that the same rows always give the same picture and a band shows no stripes. A bin with more points than fit
 * presses the whole band together, never past its edge. Cost: linear, after one sort for a
 * number of points that was not met just before.
 * @param values SHAP values of one feature; NaN gets 0
 * @returns one offset per point in [-1, 1]; 0 is the middle, 1 the band's edge
 * @throws RangeError unless low <= high are finite and bins and levels are positive integers
 */
export function beeswarmOffsets(
  values: ArrayLike<number>,
  { low, high, bins = 100, levels }: BeeswarmSettings,
): Float32Array {
  if (!(low <= high && Number.isFinite(high - low))) {
    throw new RangeError(`the axis must run from low to high, got ${low} to ${high}`);
  }
  if (!(Number.isInteger(bins) && bins >= 1 && Number.isInteger(levels) && levels >= 1)) {
    throw new RangeError(`bins and levels must be positive integers, got ${bins} and ${levels}`);
  }
  const width = (high - low) / bins || 1;
  const binOf = Int32Array.from({ length: values.length }, (_, i) => {
    const value = values[i] as number;
    if (Number.isNaN(value)) return -1;
    return Math.min(bins - 1, Math.max(0, Math.floor((value - low) / width)));
  });
  const stacked = new Uint32Array(bins);
  for (const bin of binOf) if (bin >= 0) stacked[bin] = (stacked[bin] as number) + 1;
  const highest = stacked.reduce((most, n) => Math.max(most, Math.ceil((n - 1) / 2)), levels);
  const placed = new Uint32Array(bins);
  const offsets = new Float32Array(values.length);
  for (const point of hashedOrder(values.length)) {
    const bin = binOf[point] as number;
    if (bin < 0) continue;
    const place = placed[bin] as number;
    placed[bin] = place + 1;
    // 0, 1, -1, 2, -2, ...
    const level = Math.ceil(place / 2) * (place % 2 === 1 ? 1 : -1);
    offsets[point] = level / highest || 0;
  }
  return offsets;
}

/** The newest is kept: all features of a beeswarm have the same points. */
let newestOrder = new Uint32Array(0);

/** Numbers below a count in an order hashed from them. */
function hashedOrder(count: number): Uint32Array {
  if (newestOrder.length !== count) {
    const keys = Float64Array.from({ length: count }, (_, point) => hashKeys(point));
    newestOrder = Uint32Array.from(keys.keys()).sort(
      (a, b) => (keys[a] as number) - (keys[b] as number) || a - b,
    );
  }
  return newestOrder;
}
