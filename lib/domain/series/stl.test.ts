import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import collegemsg from './fixtures/collegemsg.json';
import co2 from './fixtures/stl-co2.json';
import { prepareStl, type StlOptions, stl, stlSettings } from './stl';

/** Largest absolute difference; the fixtures are rounded to 1e-10. */
const distance = (ours: Float64Array, theirs: readonly number[]) => {
  expect(ours.length).toBe(theirs.length);
  return ours.reduce((m, v, i) => Math.max(m, Math.abs(v - (theirs[i] ?? Number.NaN))), 0);
};

const base: StlOptions = {
  period: 12,
  seasonal: 35,
  trend: 19,
  lowPass: 13,
  seasonalJump: 4,
  trendJump: 2,
  lowPassJump: 2,
  inner: 1,
  outer: 2,
};

describe('stl equals statsmodels', () => {
  const scenarios: [keyof typeof co2.scenarios, StlOptions][] = [
    ['baseline', base],
    ['nljump-1', { ...base, lowPassJump: 1 }],
    ['ntjump-1', { ...base, trendJump: 1 }],
    ['nljump-1-ntjump-1', { ...base, lowPassJump: 1, trendJump: 1 }],
    ['short', base],
    ['stlez', { ...base, inner: 2, outer: 0 }],
  ];
  it.each(scenarios)('co2 %s', (name, options) => {
    const expected = co2.scenarios[name];
    const result = stl(co2.observed.slice(0, expected.trend.length), options);
    expect(distance(result.trend, expected.trend)).toBeLessThan(1e-8);
    expect(distance(result.seasonal, expected.seasonal)).toBeLessThan(1e-8);
    const weights = 'weights' in expected ? expected.weights : expected.trend.map(() => 1);
    expect(distance(result.weights, weights)).toBeLessThan(1e-8);
  });

  it.each([
    ['default', {}, collegemsg.stl],
    ['robust', { robust: true }, collegemsg.stlRobust],
  ] as const)('collegemsg %s', (_, options, expected) => {
    const result = stl(collegemsg.observed, options);
    expect(distance(result.trend, expected.trend)).toBeLessThan(1e-8);
    expect(distance(result.seasonal, expected.seasonal)).toBeLessThan(1e-8);
    expect(
      distance(
        result.residual,
        collegemsg.observed.map(
          (v, i) => v - (expected.trend[i] ?? 0) - (expected.seasonal[i] ?? 0),
        ),
      ),
    ).toBeLessThan(1e-8);
    const weights = 'weights' in expected ? expected.weights : expected.trend.map(() => 1);
    expect(distance(result.weights, weights)).toBeLessThan(1e-8);
  });
});

describe('stlSettings', () => {
  it('chooses the defaults of statsmodels', () => {
    expect(stlSettings()).toEqual({
      period: 7,
      seasonal: 7,
      trend: 15,
      lowPass: 9,
      seasonalDegree: 1,
      trendDegree: 1,
      lowPassDegree: 1,
      seasonalJump: 1,
      trendJump: 1,
      lowPassJump: 1,
      robust: false,
      inner: 5,
      outer: 0,
    });
    expect(stlSettings({ robust: true })).toMatchObject({ inner: 2, outer: 15 });
    // 1.5 * 12 / (1 - 1.5 / 17) = 19.7
    expect(stlSettings({ period: 12, seasonal: 17 })).toMatchObject({ trend: 21, lowPass: 13 });
  });

  it.each([
    [{ period: 1 }, 'period must be an integer of at least 2, got 1'],
    [{ period: 7.5 }, 'period must be an integer of at least 2, got 7.5'],
    [{ seasonal: 2 }, 'seasonal must be an integer of at least 3, got 2'],
    [{ seasonal: 8 }, 'seasonal must be odd, got 8'],
    [{ trend: 7 }, 'trend must be an integer of at least 8, got 7'],
    [{ trend: 14 }, 'trend must be odd, got 14'],
    [{ lowPass: 7 }, 'lowPass must be an integer of at least 8, got 7'],
    [{ trendJump: 0 }, 'trendJump must be an integer of at least 1, got 0'],
    [{ inner: 0 }, 'inner must be an integer of at least 1, got 0'],
    [{ outer: Number.NaN }, 'outer must be an integer of at least 0, got NaN'],
    [{ seasonalDegree: 2 as 1 }, 'seasonalDegree must be 0 or 1, got 2'],
  ])('refuses %o', (options, message) => {
    expect(() => stlSettings(options)).toThrow(new RangeError(message));
  });
});

describe('stl at the edges', () => {
  it('needs two periods of finite values', () => {
    expect(() => stl(new Array(13).fill(1))).toThrow(
      new RangeError('a period of 7 needs at least 14 values, got 13'),
    );
    expect(() => stl([...new Array(13).fill(1), Number.NaN])).toThrow(
      new RangeError('value 13 must be finite, got NaN'),
    );
    expect(() => prepareStl(14)(new Array(15).fill(1))).toThrow(
      new RangeError('the series must have 14 values, got 15'),
    );
  });

  it.each([0, 5, -1 / 3])('takes a constant %d for trend, exactly', (value) => {
    const result = stl(new Array(20).fill(value), { robust: true });
    expect([...result.trend]).toEqual(new Array(20).fill(value));
    expect([...result.seasonal]).toEqual(new Array(20).fill(0));
    expect([...result.residual]).toEqual(new Array(20).fill(0));
    expect([...result.weights]).toEqual(new Array(20).fill(1));
  });

  it('recovers a straight line with a fixed week', () => {
    const week = [3, -1, 0, 2, -4, 1, -1];
    const values = Array.from({ length: 70 }, (_, i) => 10 + 0.5 * i + (week[i % 7] ?? 0));
    const result = stl(values);
    expect(distance(result.residual, new Array(70).fill(0))).toBeLessThan(1e-10);
    expect(
      distance(
        result.seasonal,
        values.map((_, i) => week[i % 7] ?? 0),
      ),
    ).toBeLessThan(1e-10);
  });

  it('keeps finite when most days are zero and robust weights vanish', () => {
    const values = Array.from({ length: 60 }, (_, i) => (i % 23 === 0 ? 50 : 0));
    const result = stl(values, { robust: true });
    expect(result.trend.every(Number.isFinite)).toBe(true);
    expect(result.seasonal.every(Number.isFinite)).toBe(true);
  });

  it('adds up, and a prepared fit does not remember the series before', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 14, maxLength: 40 }),
        fc.boolean(),
        fc.integer({ min: 1, max: 9 }),
        (values, robust, jump) => {
          const options = { robust, seasonalJump: jump, trendJump: jump, lowPassJump: jump };
          const split = prepareStl(values.length, options);
          split(values.map((v) => v * v - 7));
          const again = split(values);
          expect(again).toEqual(stl(values, options));
          values.forEach((v, i) => {
            const sum = (again.trend[i] ?? 0) + (again.seasonal[i] ?? 0) + (again.residual[i] ?? 0);
            expect(Math.abs(sum - v)).toBeLessThanOrEqual(1e-6);
          });
        },
      ),
      { numRuns: 100 },
    );
  });
});
