import { describe, expect, it } from 'vitest';
import { decomposeClassical } from './classical';
import collegemsg from './fixtures/collegemsg.json';

const EVEN = {
  trend: [
    'NaN',
    'NaN',
    '5.625000000000',
    '5.875000000000',
    '6.250000000000',
    '6.625000000000',
    '6.875000000000',
    '7.250000000000',
    'NaN',
    'NaN',
  ],
  seasonal: ['0.968517310943', '1.370543364542', '1.125045361196', '0.535893963318'],
};

describe('decomposeClassical', () => {
  it('equals statsmodels on collegemsg', () => {
    const { trend, seasonal, residual } = decomposeClassical(collegemsg.observed);
    collegemsg.observed.forEach((observed, i) => {
      const expected = collegemsg.classical.trend[i];
      const cycle = collegemsg.classical.seasonalCycle[i % 7] ?? Number.NaN;
      expect(Math.abs((seasonal[i] ?? 0) - cycle)).toBeLessThan(1e-8);
      if (expected === null || expected === undefined) {
        expect([trend[i], residual[i]]).toEqual([Number.NaN, Number.NaN]);
        expect(i < 3 || i >= 192).toBe(true);
      } else {
        expect(Math.abs((trend[i] ?? 0) - expected)).toBeLessThan(1e-8);
        expect(Math.abs((residual[i] ?? 0) - (observed - expected - cycle))).toBeLessThan(1e-8);
      }
    });
  });

  // statsmodels 0.15.0: seasonal_decompose([5, 8, 6, 3, 6, 9, 8, 4, 7, 11], model='multiplicative', period=4)
  it('equals statsmodels for an even period and the multiplicative model', () => {
    const { trend, seasonal } = decomposeClassical(
      [5, 8, 6, 3, 6, 9, 8, 4, 7, 11],
      'multiplicative',
      4,
    );
    const digits = (values: Float64Array) => [...values].map((v) => v.toFixed(12));
    expect(digits(trend)).toEqual(EVEN.trend);
    expect(digits(seasonal.slice(0, 4))).toEqual(EVEN.seasonal);
  });

  it('finds a fixed week under a straight line', () => {
    const week = [3, -1, 0, 2, -4, 1, -1];
    const values = Array.from({ length: 28 }, (_, i) => 2 * i + (week[i % 7] ?? 0));
    const { seasonal, residual } = decomposeClassical(values);
    week.forEach((v, i) => {
      expect(seasonal[i]).toBeCloseTo(v, 12);
    });
    for (let i = 3; i < 25; i++) expect(residual[i]).toBeCloseTo(0, 12);
  });

  it('says what it cannot decompose', () => {
    expect(() => decomposeClassical(new Array(13).fill(1))).toThrow(
      new RangeError('a period of 7 needs at least 14 values, got 13'),
    );
    expect(() => decomposeClassical([1, 2, 3, 4], 'additive', 1)).toThrow(
      new RangeError('period must be an integer of at least 2, got 1'),
    );
    expect(() => decomposeClassical([1, 2, 0, 4], 'multiplicative', 2)).toThrow(
      new RangeError('the multiplicative model needs values above 0, value 2 is 0'),
    );
    expect(() => decomposeClassical([1, Number.NaN, 0, 4], 'additive', 2)).toThrow(
      new RangeError('value 1 must be finite, got NaN'),
    );
  });

  it('gives zeros for zeros', () => {
    const { trend, seasonal, residual } = decomposeClassical(new Array(14).fill(0));
    expect([...trend.slice(3, 11)]).toEqual(new Array(8).fill(0));
    expect([...seasonal]).toEqual(new Array(14).fill(0));
    expect([...residual.slice(3, 11)]).toEqual(new Array(8).fill(0));
  });
});
