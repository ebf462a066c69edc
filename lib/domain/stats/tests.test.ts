import { describe, expect, it } from 'vitest';
import { createRandom, shuffle } from '../random/generator';
import { benjaminiHochberg } from './benjamini-hochberg';
import { hedgesG } from './effect-size';
import reference from './fixtures/two-sample.json' with { type: 'json' };
import { mannWhitney, midRanks } from './mann-whitney';
import { momentsOf } from './moments';
import { welchTest } from './welch';

const near = (got: number | undefined, want: number) =>
  expect(Math.abs((got ?? Number.NaN) - want) / Math.max(1, Math.abs(want))).toBeLessThan(1e-10);

describe('two-sample tests against scipy', () => {
  for (const { a, b, ...want } of reference.tests) {
    it(`agree on ${a.length} against ${b.length} values within 1e-10`, () => {
      const welch = welchTest(a, b);
      near(welch?.t, want.t);
      near(welch?.p, want.p);
      near(welch?.degreesOfFreedom, want.df);
      near(welch?.low, want.ci95[0] ?? Number.NaN);
      near(welch?.high, want.ci95[1] ?? Number.NaN);
      const effect = hedgesG(a, b);
      near(effect?.cohenD, want.cohen_d_pooled);
      near(effect?.hedgesG, want.hedges_g);
      const ranks = mannWhitney(a, b);
      near(ranks?.u, want.mannwhitney_u);
      near(ranks?.p, want.mannwhitney_p);
    });
  }

  it('agree on Benjamini-Hochberg', () => {
    const q = benjaminiHochberg(reference.bh.p);
    reference.bh.q.forEach((want, i) => {
      near(q[i], want);
    });
  });
});

describe('welchTest', () => {
  it('turns around with its groups', () => {
    const forth = welchTest([1, 2, 3], [2, 4, 7]);
    const back = welchTest([2, 4, 7], [1, 2, 3]);
    expect(back?.t).toBe(-(forth?.t ?? 0));
    expect(back?.p).toBe(forth?.p);
    expect(back?.low).toBe(-(forth?.high ?? 0));
  });

  it('has an interval that touches 0 exactly where p is 1 - confidence', () => {
    const a = [1, 2, 3, 4, 5.5];
    const b = [3, 4, 5, 7];
    const p = welchTest(a, b)?.p ?? 0;
    expect(welchTest(a, b, 1 - p)?.high).toBeCloseTo(0, 9);
  });

  it('has no result where there is none', () => {
    expect(welchTest([1], [1, 2])).toBeNull();
    expect(welchTest([], [])).toBeNull();
    expect(welchTest([3, 3], [3, 3, 3])).toBeNull();
    expect(welchTest([2, 2], [1, 2])?.t).toBe(1);
  });

  it('refuses what is not finite', () => {
    expect(() => welchTest([1, Number.NaN], [1, 2])).toThrow('value 1 of a is NaN');
    expect(() => welchTest([1, 2], [1, 2], 1)).toThrow(RangeError);
  });

  it('keeps small p exact', () => {
    // scipy 1.17.1: ttest_ind(range(50), range(1000, 1050)).pvalue, equal_var=False
    const a = Array.from({ length: 50 }, (_, i) => i);
    const p =
      welchTest(
        a,
        a.map((x) => x + 1000),
      )?.p ?? 0;
    expect(p / 9.983485456900558e-153).toBeCloseTo(1, 9);
  });
});

describe('hedgesG', () => {
  it('covers the effect in its interval', () => {
    // Variance (n1 + n2) / (n1 n2) + g^2 / (2 (n1 + n2)) with 1.959964 standard errors, by hand.
    const effect = hedgesG([1, 2, 3, 4], [3, 4, 5, 6]);
    const g = (-2 / Math.sqrt(5 / 3)) * (1 - 3 / 23);
    expect(effect?.hedgesG).toBeCloseTo(g, 14);
    const reach = 1.959963984540054 * Math.sqrt(0.5 + (g * g) / 16);
    expect(effect?.low).toBeCloseTo(g - reach, 8);
    expect(effect?.high).toBeCloseTo(g + reach, 8);
  });

  it('is null without spread or values', () => {
    expect(hedgesG([1, 1], [2, 2])).toBeNull();
    expect(hedgesG([1], [2, 3])).toBeNull();
  });
});

describe('mannWhitney', () => {
  it('counts pairs, ties half', () => {
    const result = mannWhitney([1, 2, 2], [2, 3]);
    expect(result?.u).toBe(1);
    expect(result?.superiority).toBe(1 / 6);
    expect(mannWhitney([2, 3], [1, 2, 2])?.u).toBe(5);
    expect(mannWhitney([2, 3], [1, 2, 2])?.p).toBe(result?.p);
  });

  it('is null without pairs or differences', () => {
    expect(mannWhitney([], [1])).toBeNull();
    expect(mannWhitney([4, 4], [4])).toBeNull();
  });

  it('ranks ties by their mean', () => {
    expect(midRanks([3, 1, 3, 2])).toEqual({ ranks: new Float64Array([3.5, 1, 3.5, 2]), ties: 6 });
  });
});

describe('benjaminiHochberg', () => {
  it('keeps order, leaves NaN out of the count', () => {
    expect(Array.from(benjaminiHochberg([0.04, Number.NaN, 0.01]))).toEqual([
      0.04,
      Number.NaN,
      0.02,
    ]);
    expect(benjaminiHochberg([])).toEqual(new Float64Array());
    expect(() => benjaminiHochberg([1.2])).toThrow(RangeError);
  });

  it('does not depend on the order of the tests', () => {
    const random = createRandom(4);
    const p = Array.from({ length: 30 }, () => random.uniform() ** 2);
    const order = shuffle(
      p.map((_, i) => i),
      random,
    );
    const q = benjaminiHochberg(p);
    const shuffled = benjaminiHochberg(order.map((i) => p[i] ?? 0));
    order.forEach((i, at) => {
      expect(shuffled[at]).toBe(q[i]);
    });
  });
});

describe('momentsOf', () => {
  it('does not lose the variance of large values', () => {
    const { mean, variance } = momentsOf([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]);
    expect(mean).toBe(1e9 + 10);
    expect(variance).toBe(30);
  });
});
