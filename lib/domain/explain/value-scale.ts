import { linearTicks } from '../search/ticks';

/** How an axis of values is stretched: `log` is sign(x) log(1 + |x|), which has room for 0 and negative numbers. */
export const VALUE_SCALES = ['linear', 'log'] as const;
export type ValueScale = (typeof VALUE_SCALES)[number];

const HEAVY = 10;

/**
 * Whether a few values are so large that on a linear axis most others lie on one spot: the largest size is at least 10,
 * and at least 10 times the median size.
 */
export function isHeavyTailed(values: ArrayLike<number>): boolean {
  const sizes = Float64Array.from(values, Math.abs).sort();
  const largest = sizes.at(-1) ?? 0;
  return largest >= HEAVY && largest >= HEAVY * (sizes[sizes.length >> 1] ?? 0);
}

export const scaled = (value: number, scale: ValueScale): number =>
  scale === 'log' ? Math.sign(value) * Math.log1p(Math.abs(value)) : value;

/** Undoes `scaled`. */
export const unscaled = (place: number, scale: ValueScale): number =>
  scale === 'log' ? Math.sign(place) * Math.expm1(Math.abs(place)) : place;

/** Most marks of a log axis; beyond, every second one is left out. */
const MOST_TICKS = 7;

/** Round values within `[low, high]`, rising: on a log axis 0 and powers of ten. */
export function scaleTicks(low: number, high: number, scale: ValueScale): number[] {
  const largest = Math.max(Math.abs(low), Math.abs(high));
  // Below a few units log(1 + x) is nearly a straight line.
  if (scale === 'linear' || largest < HEAVY) return linearTicks(low, high);
  const powers = Array.from({ length: Math.floor(Math.log10(largest)) + 1 }, (_, k) => 10 ** k);
  const every = Math.ceil(powers.length / MOST_TICKS);
  const kept = powers.filter((_, k) => k % every === 0);
  return [...kept.map((power) => -power).reverse(), 0, ...kept].filter(
    (tick) => tick >= low && tick <= high,
  );
}
