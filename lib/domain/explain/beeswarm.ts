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
 * presses the whole band together, never past its edge. Cost: one short sort per bin.
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
  const stacks = new Map<number, number[]>();
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (Number.isNaN(value)) continue;
    const bin = Math.min(bins - 1, Math.max(0, Math.floor((value - low) / width)));
    const stack = stacks.get(bin);
    if (stack) stack.push(i);
    else stacks.set(bin, [i]);
  }
  const offsets = new Float32Array(values.length);
  let highest = levels;
  for (const stack of stacks.values())
    highest = Math.max(highest, Math.ceil((stack.length - 1) / 2));
  for (const stack of stacks.values()) {
    const order = stack.map((point) => ({ point, key: hashKeys(point) }));
    order.sort((a, b) => a.key - b.key || a.point - b.point);
    order.forEach(({ point }, place) => {
      // 0, 1, -1, 2, -2, ...
      const level = Math.ceil(place / 2) * (place % 2 === 1 ? 1 : -1);
      offsets[point] = level / highest || 0;
    });
  }
  return offsets;
}
