import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareGroups } from './compare-groups';
import { groupOutlook, priorityGroup } from './groups';
import { drawHoldout, judgeHoldout } from './holdout';
import { binCount, histogram, scoreDistribution } from './score-distribution';
import { thresholdOf } from './threshold';

describe('thresholdOf', () => {
  const scores = [0.01, 0.02, 0.03, 0.04, 0.5];

  it('cuts the share with the highest scores, equal scores together', () => {
    // numpy.quantile([...], 0.8) = 0.132
    expect(thresholdOf({ by: 'quantile', share: 0.2 }, scores).threshold).toBeCloseTo(0.132, 12);
    expect(thresholdOf({ by: 'quantile', share: 0.2 }, [0.3, 0.3, 0.3])).toEqual({
      threshold: 0.3,
    });
  });

  it('takes a value as it is, with or without celebs', () => {
    expect(thresholdOf({ by: 'value', value: 0.25 }, [])).toEqual({ threshold: 0.25 });
  });

  it('finds where the upper of two heaps begins, leaving scores of 0 out', () => {
    const heaps = [0, 0, 1e-4, 1.1e-4, 0.9e-4, 1.2e-4, 0.1, 0.11, 0.09, 0.12];
    const { threshold } = thresholdOf({ by: 'mixture' }, heaps);
    expect(heaps.filter((score) => score >= (threshold ?? 1))).toEqual([0.1, 0.11, 0.09, 0.12]);
  });

  it('says why there is none', () => {
    expect(thresholdOf({ by: 'mixture' }, [0.2, 0.2, 0.2, 0.2])).toEqual({
      threshold: null,
      reason: 'no-heaps',
    });
    expect(thresholdOf({ by: 'mixture' }, [0, 0, 0, 0, 0])).toEqual({
      threshold: null,
      reason: 'no-heaps',
    });
    expect(thresholdOf({ by: 'quantile', share: 0.2 }, [])).toEqual({
      threshold: null,
      reason: 'no-scores',
    });
  });

  it('refuses what is no share, value or score', () => {
    expect(() => thresholdOf({ by: 'quantile', share: 1 }, scores)).toThrow('(0, 1), got 1');
    expect(() => thresholdOf({ by: 'value', value: -1 }, scores)).toThrow('[0, 1], got -1');
    expect(() => thresholdOf({ by: 'mixture' }, [Number.NaN])).toThrow('[0, 1], got NaN');
  });
});

describe('groups', () => {
  it('put priority before general churners', () => {
    const celeb = (churn: number, score: number) => ({ churn, score });
    expect(priorityGroup(celeb(0.9, 0.4), 0.4)).toBe('priority');
    expect(priorityGroup(celeb(0.2, 0.4), 0.3)).toBe('priority');
    expect(priorityGroup(celeb(0.5, 0.1), 0.3)).toBe('general-churner');
    expect(priorityGroup(celeb(0.49, 0.1), 0.3)).toBe('other');
    expect(priorityGroup(celeb(1, 1), null)).toBe('general-churner');
  });

  it('add up what is expected of them', () => {
    const members = [
      { churn: 1, sticker: 0 },
      { churn: 0.5, sticker: 0.25 },
    ];
    expect(groupOutlook(members)).toEqual({
      celebs: 2,
      expectedChurners: 1.5,
      expectedStickered: 0.25,
    });
    expect(groupOutlook([])).toEqual({ celebs: 0, expectedChurners: 0, expectedStickered: 0 });
  });
});

describe('scoreDistribution', () => {
  it('counts every score once, and zeros apart from logarithms', () => {
    const { raw, log10, zeros } = scoreDistribution([0, 0.001, 0.01, 0.1, 1], 3);
    expect(zeros).toBe(1);
    expect(raw.bins.map(({ count }) => count)).toEqual([4, 0, 1]);
    expect(log10.bins).toEqual([
      { from: -3, to: -2, count: 1 },
      { from: -2, to: -1, count: 1 },
      { from: -1, to: 0, count: 2 },
    ]);
    expect(log10.skewness).toBeCloseTo(0, 12);
  });

  it('has one bin for equal scores and none without scores', () => {
    expect(scoreDistribution([0.5, 0.5], 10).raw).toEqual({
      bins: [{ from: 0.5, to: 0.5, count: 2 }],
      skewness: null,
    });
    expect(scoreDistribution([], 10)).toEqual({
      raw: { bins: [], skewness: null },
      log10: { bins: [], skewness: null },
      zeros: 0,
    });
    expect(() => histogram([1], 0)).toThrow('positive number of bins, got 0');
  });

  it('takes as many bins as show the form of the values', () => {
    // 1,000 even values: interquartile range 500 of 1,000, so width 2 x 500 / 10 and 10 bins.
    expect(binCount(Array.from({ length: 1000 }, (_, i) => i))).toBe(10);
    expect(binCount([1, 2, 3])).toBe(8);
    expect(binCount([])).toBe(60);
    // No spread in the middle half, and a far outlier.
    expect(binCount([0, 5, 5, 5, 5, 5, 5, 9])).toBe(60);
    // Logarithms of even values have a long tail: more bins than the values themselves.
    const { raw, log10 } = scoreDistribution(Array.from({ length: 1000 }, (_, i) => i / 1024));
    expect([raw.bins.length, log10.bins.length]).toEqual([10, 32]);
  });

  it('tells two values apart that have none between them', () => {
    expect(histogram([0, 5e-324], 2).map(({ count }) => count)).toEqual([1, 1]);
  });

  it('holds all values in bins that meet', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 }),
        fc.integer({ min: 1, max: 60 }),
        (values, count) => {
          const bins = histogram(values, count);
          expect(bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(values.length);
          bins.slice(1).forEach((bin, i) => {
            expect(bin.from).toBe(bins[i]?.to);
          });
        },
      ),
    );
  });
});

describe('compareGroups', () => {
  it('orders by the size of the effect, with what cannot be tested last', () => {
    const rows = compareGroups([
      { name: 'constant', a: [1, 1], b: [1, 1] },
      { name: 'small', a: [1, 2, 3, 4], b: [1, 2, 3, 5] },
      { name: 'large', a: [1, 2, 3], b: [11, 12, 13] },
      { name: 'empty', a: [], b: [1, 2] },
    ]);
    expect(rows.map(({ name }) => name)).toEqual(['large', 'small', 'constant', 'empty']);
    const [large, small, constant, empty] = rows;
    expect(large).toMatchObject({ nA: 3, nB: 3, meanA: 2, meanB: 12, difference: -10, u: 0 });
    expect(large?.q).toBeCloseTo(2 * (large?.p ?? 0), 12);
    expect(small?.q).toBe(small?.p);
    expect(constant).toMatchObject({ meanA: 1, difference: null, p: null, q: null, hedgesG: null });
    expect(empty).toMatchObject({ nA: 0, meanA: null, meanB: 1.5, superiority: null });
  });

  it('calls groups equal only when the whole interval of g is near 0', () => {
    const many = Array.from({ length: 4000 }, (_, i) => i % 10);
    const [row] = compareGroups([{ name: 'same', a: many, b: many }]);
    expect(row).toMatchObject({ hedgesG: 0, isPracticallyEqual: true });
    const [few] = compareGroups([{ name: 'few', a: [1, 2, 3], b: [1, 2, 3] }]);
    expect(few).toMatchObject({ hedgesG: 0, isPracticallyEqual: false });
    expect(() => compareGroups([], 0)).toThrow('margin must be positive, got 0');
  });
});

describe('drawHoldout', () => {
  const ids = Array.from({ length: 20 }, (_, i) => `c${i}`);

  it('sets aside exactly the share, the same whatever the order of the ids', () => {
    const drawn = drawHoldout(ids, 0.2, 7);
    expect(drawn).toHaveLength(4);
    expect(drawHoldout([...ids].reverse(), 0.2, 7)).toEqual(drawn);
    expect(drawHoldout(ids, 0.2, 8)).not.toEqual(drawn);
    expect(drawn.every((id) => ids.includes(id))).toBe(true);
  });

  it('leaves somebody on both sides where it can', () => {
    expect(drawHoldout(['a', 'b'], 0.01, 1)).toHaveLength(1);
    expect(drawHoldout(['a', 'b'], 0.99, 1)).toHaveLength(1);
    expect(drawHoldout(['a'], 0.5, 1)).toEqual([]);
    expect(drawHoldout(ids, 0, 1)).toEqual([]);
  });

  it('draws every celeb about equally often', () => {
    const counts = new Map<string, number>();
    for (let seed = 0; seed < 2000; seed++)
      for (const id of drawHoldout(ids, 0.2, seed)) counts.set(id, (counts.get(id) ?? 0) + 1);
    // 400 of 2,000 each; four standard deviations of a binomial are 72.
    for (const id of ids) expect(Math.abs((counts.get(id) ?? 0) - 400)).toBeLessThan(72);
  });

  it('refuses a share of all, and a celeb named twice', () => {
    expect(() => drawHoldout(ids, 1, 1)).toThrow('[0, 1), got 1');
    expect(() => drawHoldout(['a', 'a'], 0.5, 1)).toThrow('named twice');
  });
});

describe('judgeHoldout', () => {
  it('decides only when the interval leaves out 0', () => {
    const of = (churned: number, celebs: number) => ({ churned, celebs });
    expect(judgeHoldout(of(10, 100), of(40, 100))).toMatchObject({
      verdict: 'helped',
      neededContacted: null,
    });
    expect(judgeHoldout(of(40, 100), of(10, 100)).verdict).toBe('harmed');
    const unclear = judgeHoldout(of(30, 100), of(9, 25));
    // statsmodels 0.15.0: solve_power(proportion_effectsize(.3, .36), power=.8, alpha=.05, ratio=.25) = 2405.69
    expect(unclear).toMatchObject({ verdict: 'too-few-to-tell', neededContacted: 2406 });
    expect(judgeHoldout(of(3, 10), of(3, 10))).toMatchObject({
      verdict: 'too-few-to-tell',
      neededContacted: null,
    });
    expect(judgeHoldout(of(0, 10), of(0, 0))).toMatchObject({
      effect: null,
      verdict: 'too-few-to-tell',
      neededContacted: null,
    });
  });
});
