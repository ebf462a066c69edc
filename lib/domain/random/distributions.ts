import type { Random } from './generator';

/** True with probability `p`. */
export const bernoulli = (random: Random, p: number): boolean => random.uniform() < p;

/** Exponential with the given mean (> 0). */
export const exponential = (random: Random, mean: number): number =>
  -mean * Math.log(random.open());

/** Standard normal, by Box and Muller (1958); two uniforms each, so a stream never depends on a kept spare. */
export function normal(random: Random): number {
  const radius = Math.sqrt(-2 * Math.log(random.open()));
  return radius * Math.cos(2 * Math.PI * random.uniform());
}

/** exp(mu + sigma Z): median exp(mu), mean exp(mu + sigma^2 / 2). */
export const logNormal = (random: Random, mu: number, sigma: number): number =>
  Math.exp(mu + sigma * normal(random));

/**
 * Pareto: heavy tail P(X > x) = x^-shape for x >= 1; infinite variance for shape <= 2.
 * @throws RangeError unless shape > 0
 */
export function pareto(random: Random, shape: number): number {
  if (!(shape > 0)) throw new RangeError(`the shape of a Pareto must be positive, got ${shape}`);
  return random.open() ** (-1 / shape);
}

/**
 * Gamma with mean `shape` and variance `shape` (scale 1), by Marsaglia and Tsang (2000).
 * @throws RangeError unless shape > 0
 */
export function gamma(random: Random, shape: number): number {
  if (!(shape > 0)) throw new RangeError(`the shape of a gamma must be positive, got ${shape}`);
  if (shape < 1) return gamma(random, shape + 1) * random.open() ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(random.open()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

/**
 * Poisson: multiplication of uniforms (Knuth) for small means, PTRS (Hörmann 1993, transformed rejection) from 10
 * on. Both are exact up to rounding.
 * @throws RangeError unless 0 <= mean < 2^31
 */
export function poisson(random: Random, mean: number): number {
  if (!(mean >= 0 && mean < 2 ** 31)) {
    throw new RangeError(`the mean of a Poisson must lie in [0, 2^31), got ${mean}`);
  }
  return mean < 10 ? smallPoisson(random, mean) : largePoisson(random, mean);
}

function smallPoisson(random: Random, mean: number): number {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random.open(); product > limit; product *= random.open()) count++;
  return count;
}

function largePoisson(random: Random, mean: number): number {
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const limit = 0.9277 - 3.6224 / (b - 2);
  const logMean = Math.log(mean);
  for (;;) {
    const u = random.uniform() - 0.5;
    const v = random.open();
    const room = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / room + b) * u + mean + 0.43);
    if (room >= 0.07 && v <= limit) return k;
    if (k < 0 || (room < 0.013 && v > room)) continue;
    const accepted = Math.log((v * inverseAlpha) / (a / (room * room) + b));
    if (accepted <= k * logMean - mean - logFactorial(k)) return k;
  }
}

/** log k!, by a product below 16 and Stirling's series above (error below 1e-11). */
export function logFactorial(k: number): number {
  if (k < 16) {
    let product = 1;
    for (let i = 2; i <= k; i++) product *= i;
    return Math.log(product);
  }
  const x = k + 1;
  const tail = 1 / (12 * x) - 1 / (360 * x ** 3) + 1 / (1260 * x ** 5);
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + tail;
}

const TAIL = 0.02425;
const CENTRE_TOP = [
  -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716,
  2.506628277459239,
];
const CENTRE_BOTTOM = [
  -54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572,
  1,
];
const TAIL_TOP = [
  -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734,
  4.374664141464968, 2.938163982698783,
];
const TAIL_BOTTOM = [
  0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1,
];

const horner = (k: readonly number[], x: number) => k.reduce((sum, value) => sum * x + value, 0);

/**
 * Standard normal quantile, Acklam's rational approximation (relative error below 1.2e-9).
 * @throws RangeError unless 0 < p < 1
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`p must lie in (0, 1), got ${p}`);
  if (p > 1 - TAIL) return -normalQuantile(1 - p);
  if (p < TAIL) {
    const q = Math.sqrt(-2 * Math.log(p));
    return horner(TAIL_TOP, q) / horner(TAIL_BOTTOM, q);
  }
  const q = p - 0.5;
  return (horner(CENTRE_TOP, q * q) * q) / horner(CENTRE_BOTTOM, q * q);
}
