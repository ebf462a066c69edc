/**
 * A seeded stream of uniform random numbers. The same seed and keys give the same stream on every machine; nothing
 * here reads a clock or a global generator.
 */
export interface Random {
  /** 32 random bits, 0 to 4294967295. */
  bits(): number;
  /** Uniform in [0, 1), a multiple of 2^-32. */
  uniform(): number;
  /** Uniform in (0, 1), never 0 or 1: safe under a logarithm. */
  open(): number;
  /** Uniform integer in [0, n); the bias is below n / 2^32. @throws RangeError unless n is in [1, 2^32] */
  integer(n: number): number;
}

const TWO_32 = 4294967296;

/** One step of splitmix32: spreads neighbouring integers over all 32 bits. */
function mix(value: number): number {
  let z = (value + 0x9e3779b9) | 0;
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return (z ^ (z >>> 15)) >>> 0;
}

/** 32 well-mixed bits of integer keys; a hash for choices that must not use up a stream. */
export function hashKeys(...keys: readonly number[]): number {
  let hash = 0;
  for (const key of keys) hash = mix(hash ^ mix(key));
  return hash;
}

/**
 * xoshiro128** 1.1 (Blackman and Vigna 2018), period 2^128 - 1, seeded by splitmix32.
 *
 * `keys` name a sub-stream: `createRandom(seed, LIFE, 17)` draws the same numbers whatever other streams do, so a
 * celeb's numbers depend neither on the scale nor on the order in which celebs are made.
 * @param seed integer in [0, 2^32)
 * @param keys integers; any number of them
 * @throws RangeError for any other seed
 */
export function createRandom(seed: number, ...keys: readonly number[]): Random {
  if (!(Number.isInteger(seed) && seed >= 0 && seed < TWO_32)) {
    throw new RangeError(`seed must be an integer from 0 to 4294967295, got ${seed}`);
  }
  // Two words of the state come from a second hash, so that streams do not meet when one 32-bit hash collides.
  const one = hashKeys(seed, ...keys);
  const two = hashKeys(~seed, ...keys, 0x5bd1e995);
  // The odd constant keeps the state from being all zero, where the generator would stay.
  let a = mix(one) | 0;
  let b = mix(two) | 0;
  let c = mix(one ^ 0x6a09e667) | 0;
  let d = mix(two ^ 0x3c6ef372) | 1;
  const bits = () => {
    const product = Math.imul(b, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9);
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = (d << 11) | (d >>> 21);
    return result >>> 0;
  };
  return {
    bits,
    uniform: () => bits() / TWO_32,
    open: () => (bits() + 0.5) / TWO_32,
    integer: (n) => {
      if (!(n >= 1 && n <= TWO_32)) throw new RangeError(`n must lie in [1, 2^32], got ${n}`);
      return Math.floor((bits() / TWO_32) * n);
    },
  };
}

/** Fisher-Yates: every order is equally likely. Changes `items` and returns it. */
export function shuffle<T>(items: T[], random: Random): T[] {
  for (let i = items.length - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    [items[i], items[j]] = [items[j] as T, items[i] as T];
  }
  return items;
}

/** The numbers 0 to n - 1 in a random order (Fisher-Yates). */
export function permutation(n: number, random: Random): Int32Array {
  const order = Int32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    const moved = order[i] as number;
    order[i] = order[j] as number;
    order[j] = moved;
  }
  return order;
}
