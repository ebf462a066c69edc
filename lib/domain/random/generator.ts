/** A seeded stream of random numbers; the same seed and key give the same stream on every machine. */
export interface Random {
  /** Uniform in [0, 1), 32 bits. */
  uniform(): number;
  /** Integer in [0, n). */
  integer(n: number): number;
  /** Standard normal (Box-Muller). */
  normal(): number;
  /** Poisson with the given mean. */
  poisson(mean: number): number;
}

/** splitmix32: spreads neighbouring seeds over the whole state space. */
function splitmix(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
}

/**
 * xoshiro128** 1.1 (Blackman and Vigna, 2018), seeded by splitmix32 from `seed` and any number of integer keys.
 * Streams with different keys are independent for every practical purpose, so celeb 17 draws the same numbers
 * whatever other celebs do.
 */
export function createRandom(seed: number, ...keys: number[]): Random {
  if (!(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32)) {
    throw new RangeError(`seed must be an integer from 0 to 4294967295, got ${seed}`);
  }
  let mixed = seed;
  for (const key of keys) mixed = (splitmix(mixed)() ^ Math.imul(key + 1, 0x9e3779b1)) >>> 0;
  const next = splitmix(mixed);
  let a = next();
  let b = next();
  let c = next();
  let d = next() | 1;
  const uniform = () => {
    const product = Math.imul(b, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = (d << 11) | (d >>> 21);
    return result / 4294967296;
  };
  let spare: number | undefined;
  const normal = () => {
    if (spare !== undefined) {
      const value = spare;
      spare = undefined;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    const angle = 2 * Math.PI * uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
  const poisson = (mean: number) => {
    if (!(mean >= 0)) throw new RangeError(`the mean of a Poisson must be at least 0, got ${mean}`);
    // Beyond 40 the normal approximation with continuity correction is off by far less than the sampling noise.
    if (mean > 40) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
    const limit = Math.exp(-mean);
    let count = 0;
    for (let p = uniform(); p > limit; p *= uniform()) count++;
    return count;
  };
  return { uniform, integer: (n) => Math.floor(uniform() * n), normal, poisson };
}

/**
 * Standard normal quantile, by Acklam's rational approximation (relative error below 1.2e-9).
 * @param p in (0, 1)
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`p must lie in (0, 1), got ${p}`);
  const a = [
    -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716,
    2.506628277459239,
  ];
  const b = [
    -54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972,
    -13.28068155288572, 1,
  ];
  const c = [
    -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734,
    4.374664141464968, 2.938163982698783,
  ];
  const d = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1];
  const horner = (k: readonly number[], x: number) => k.reduce((sum, value) => sum * x + value, 0);
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p));
    return horner(c, q) / horner(d, q);
  }
  if (p > 1 - 0.02425) return -normalQuantile(1 - p);
  const q = p - 0.5;
  return (horner(a, q * q) * q) / horner(b, q * q);
}

/** Cumulative weights for `drawIndex`. */
export function cumulative(weights: readonly number[]): Float64Array {
  const out = new Float64Array(weights.length);
  let sum = 0;
  weights.forEach((w, i) => {
    sum += w;
    out[i] = sum;
  });
  return out.map((v) => v / sum);
}

/** Draws an index with the probabilities behind `cumulative`. */
export function drawIndex(table: Float64Array, random: Random): number {
  const u = random.uniform();
  let i = 0;
  while (i < table.length - 1 && u >= (table[i] ?? 1)) i++;
  return i;
}
