import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, hashKeys, permutation, type Random, shuffle } from './generator';

const draws = (random: Random, n: number) => Array.from({ length: n }, () => random.bits());
const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });

describe('createRandom', () => {
  // Recipe: xoshiro128** 1.1 from its authors' C source, written anew in Python with 32-bit masks (state 1, 2, 3, 4
  // gives 11520, 0, 5927040, 70819200), the state filled from splitmix32 hashes of seed and keys.
  it('draws the numbers of an independent implementation', () => {
    expect(draws(createRandom(0), 5)).toEqual([
      1782217513, 4171277170, 1319010424, 1564556740, 649147159,
    ]);
    expect(draws(createRandom(1), 5)).toEqual([
      2218818479, 1132611998, 3063713592, 2989636637, 2657328400,
    ]);
    expect(draws(createRandom(20230328, 3, 17), 5)).toEqual([
      4191534952, 2340883423, 2566017285, 2930404689, 3829369947,
    ]);
    expect(draws(createRandom(4294967295, -5), 5)).toEqual([
      1055853129, 4195470586, 3293488651, 1288224892, 3430823526,
    ]);
  });

  it('repeats itself for the same seed and keys, whatever other streams draw', () => {
    fc.assert(
      fc.property(seeds, fc.array(fc.integer(), { maxLength: 3 }), (seed, keys) => {
        const one = createRandom(seed, ...keys);
        const other = createRandom(seed, ...keys, 1);
        const again = createRandom(seed, ...keys);
        const first = Array.from({ length: 20 }, () => {
          other.bits();
          return one.bits();
        });
        expect(draws(again, 20)).toEqual(first);
      }),
    );
  });

  it.each([-1, 0.5, 2 ** 32, Number.NaN])('refuses the seed %s', (seed) => {
    expect(() => createRandom(seed)).toThrow(new RegExp(`got ${seed}`));
  });

  it('is uniform: 256 bins of each byte, seed 11', () => {
    const random = createRandom(11);
    const n = 400_000;
    const bins = Array.from({ length: 4 }, () => new Float64Array(256));
    for (let i = 0; i < n; i++) {
      const bits = random.bits();
      bins.forEach((bin, b) => {
        const at = (bits >>> (8 * b)) & 255;
        bin[at] = (bin[at] ?? 0) + 1;
      });
    }
    // Chi-square with 255 degrees of freedom: 330.5 is its 99.9 % quantile (scipy.stats.chi2.ppf(0.999, 255)).
    for (const bin of bins) {
      expect(bin.reduce((sum, c) => sum + (c - n / 256) ** 2 / (n / 256), 0)).toBeLessThan(330.52);
    }
  });

  it('has sub-streams that are not correlated with each other or with a shifted self', () => {
    const n = 4096;
    const streams = [0, 1, 2, 255, 256, 65_536].flatMap((key) => [
      Array.from({ length: n }, uniformOf(createRandom(7, 4, key))),
      Array.from({ length: n }, uniformOf(createRandom(8, 4, key))),
    ]);
    // 12 uniforms have variance 1: the covariance of n pairs times 12 sqrt(n) is a standard normal.
    const score = (a: number[], b: number[], shift: number) => {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += ((a[i] ?? 0) - 0.5) * ((b[(i + shift) % n] ?? 0) - 0.5);
      return Math.abs((12 * sum) / Math.sqrt(n));
    };
    const scores = streams.flatMap((a, i) =>
      streams.slice(i).map((b, j) => score(a, b, j === 0 ? 1 : 0)),
    );
    expect(scores).toHaveLength(78);
    expect(Math.max(...scores)).toBeLessThan(4);
  });

  it('keeps uniform in [0, 1), open in (0, 1) and integer below n', () => {
    const random = createRandom(3);
    const counts = new Array<number>(6).fill(0);
    for (let i = 0; i < 60_000; i++) {
      const u = random.uniform();
      const v = random.open();
      expect(u >= 0 && u < 1 && v > 0 && v < 1).toBe(true);
      const k = random.integer(6);
      counts[k] = (counts[k] ?? 0) + 1;
    }
    expect(counts).toHaveLength(6);
    for (const c of counts) expect(Math.abs(c - 10_000)).toBeLessThan(4 * Math.sqrt(60_000 / 6));
    expect(random.integer(1)).toBe(0);
    expect(() => random.integer(0)).toThrow(RangeError);
    expect(() => random.integer(2 ** 32 + 1)).toThrow(RangeError);
  });
});

const uniformOf = (random: Random) => () => random.uniform();

describe('hashKeys', () => {
  it('gives the golden values of the same Python recipe', () => {
    expect([hashKeys(), hashKeys(0), hashKeys(1, 2, 3), hashKeys(-1), hashKeys(3, 2, 1)]).toEqual([
      0, 3385628684, 690563010, 985129868, 285386655,
    ]);
  });
});

describe('shuffle', () => {
  it('makes every order of four equally often', () => {
    const random = createRandom(5);
    const seen = new Map<string, number>();
    for (let i = 0; i < 24_000; i++) {
      const order = shuffle(['a', 'b', 'c', 'd'], random).join('');
      seen.set(order, (seen.get(order) ?? 0) + 1);
    }
    expect(seen.size).toBe(24);
    // Chi-square, 23 degrees of freedom, 99.9 %: 49.73.
    const chi = [...seen.values()].reduce((sum, c) => sum + (c - 1000) ** 2 / 1000, 0);
    expect(chi).toBeLessThan(49.73);
  });

  it('changes the array it is given and loses nothing', () => {
    const items = Array.from({ length: 50 }, (_, i) => i);
    expect(shuffle(items, createRandom(1))).toBe(items);
    expect(items.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i));
  });
});

describe('permutation', () => {
  it('draws the order that shuffle draws from the same stream', () => {
    for (const n of [0, 1, 2, 50]) {
      const shuffled = shuffle(
        Array.from({ length: n }, (_, i) => i),
        createRandom(9),
      );
      expect(Array.from(permutation(n, createRandom(9)))).toEqual(shuffled);
    }
  });
});
