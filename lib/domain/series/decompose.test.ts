import { describe, expect, it } from 'vitest';
import { anomalyDecomposition, findAnomalies, median, robustZ } from './anomalies';
import { componentStrength, DECOMPOSITION_METHODS, decompose } from './decompose';
import collegemsg from './fixtures/collegemsg.json';
import { fillMissing } from './missing';
import { weekdayOf, weekdayProfile } from './profile';

const week = [3, -1, 0, 2, -4, 1, -1];
/** 20 weeks with a small, fixed, aperiodic disturbance. */
const calm = Array.from({ length: 140 }, (_, i) => 100 + (week[i % 7] ?? 0) + ((i * 37) % 11) / 10);

describe('fillMissing', () => {
  it('draws straight lines inside and repeats the nearest day outside', () => {
    const filled = fillMissing([null, 2, Number.NaN, null, 8, null]);
    expect([...filled.values]).toEqual([2, 2, 4, 6, 8, 8]);
    expect([...filled.missing]).toEqual([1, 0, 1, 1, 0, 1]);
    expect(filled.observed).toBe(2);
  });

  it('refuses a series without any value and infinite ones', () => {
    expect(() => fillMissing([null, null])).toThrow(
      new RangeError('the series must have an observed value, got none in 2'),
    );
    expect(() => fillMissing([1, Number.NEGATIVE_INFINITY])).toThrow(
      new RangeError('value 1 must be finite or missing, got -Infinity'),
    );
  });
});

describe('decompose', () => {
  it.each(DECOMPOSITION_METHODS)(
    'marks missing days and leaves their residual out: %s',
    (method) => {
      const parts = decompose(calm.with(50, Number.NaN), { method });
      expect(parts.observed[50]).toBeNaN();
      expect(parts.residual[50]).toBeNaN();
      expect(parts.trend[50]).toBeGreaterThan(95);
      expect([...parts.missing].flatMap((m, i) => (m === 1 ? [i] : []))).toEqual([50]);
      expect(parts.residual[51]).not.toBeNaN();
    },
  );

  it.each(DECOMPOSITION_METHODS)('has strength 0 for a constant: %s', (method) => {
    const parts = decompose(new Array(30).fill(1 / 3), { method });
    expect([parts.trendStrength, parts.seasonalStrength]).toEqual([0, 0]);
    expect(findAnomalies(parts)).toEqual([]);
  });

  it('defines all zeros, except where a ratio would be needed', () => {
    const zeros = new Array(30).fill(0);
    expect(decompose(zeros).trendStrength).toBe(0);
    expect(findAnomalies(decompose(zeros))).toEqual([]);
    expect(() => decompose(zeros, { method: 'multiplicative' })).toThrow(
      new RangeError('the multiplicative model needs values above 0, value 0 is 0'),
    );
  });

  it('needs two observed periods, however long the series is', () => {
    const sparse = new Array<number | null>(30).fill(null).fill(4, 0, 13);
    expect(() => decompose(sparse)).toThrow(
      new RangeError('a period of 7 needs at least 14 observed values, got 13'),
    );
  });

  // Recipe: 1 - var(R) / var(T + R) and 1 - var(R) / var(S + R) of statsmodels' STL(period=7) components.
  it('measures strength as Hyndman does', () => {
    const { trendStrength, seasonalStrength } = decompose(collegemsg.observed, { method: 'stl' });
    const theirs = collegemsg.stl;
    const rest = collegemsg.observed.map(
      (v, i) => v - (theirs.trend[i] ?? 0) - (theirs.seasonal[i] ?? 0),
    );
    const spread = (values: readonly number[]) => {
      const mean = values.reduce((a, b) => a + b, 0) / values.length;
      return values.reduce((a, b) => a + (b - mean) ** 2, 0);
    };
    const strength = (c: readonly number[]) =>
      1 - spread(rest) / spread(rest.map((r, i) => r + (c[i] ?? 0)));
    expect(trendStrength).toBeCloseTo(strength(theirs.trend), 10);
    expect(seasonalStrength).toBeCloseTo(strength(theirs.seasonal), 10);
  });

  it('gives strength 1 when nothing is left and 0 when the component explains nothing', () => {
    const line = Float64Array.from([1, 2, 3, 4]);
    expect(componentStrength(line, new Float64Array(4))).toBe(1);
    expect(componentStrength(new Float64Array(4), line)).toBe(0);
  });
});

describe('weekdayProfile', () => {
  it('starts on Monday whatever the first day is', () => {
    expect(weekdayOf('2022-11-10')).toBe(3);
    expect(weekdayOf('1969-12-31')).toBe(2);
    expect(() => weekdayOf('10.11.2022')).toThrow(
      new RangeError('a day must be YYYY-MM-DD, got 10.11.2022'),
    );
    // Thursday to the next Friday, Sunday missing.
    const profile = weekdayProfile(
      '2022-11-10',
      [1, 2, 3, Number.NaN, 5, 6, 7, 8, 9],
      [10, 20, 30, 40, 50, 60, 70, 80, 90],
    );
    expect(profile.observed).toEqual([5, 6, 7, 4.5, 5.5, 3, null]);
    expect(profile.seasonal).toEqual([50, 60, 70, 45, 55, 30, 40]);
    expect(profile.days).toEqual([1, 1, 1, 2, 2, 1, 0]);
    expect(() => weekdayProfile('2022-11-10', [1], [1, 2])).toThrow(
      new RangeError('observed and seasonal must be equally long, got 1 and 2'),
    );
  });
});

describe('robustZ', () => {
  it('divides by the MAD of a normal', () => {
    // median 3, absolute deviations 2 1 0 1 97, MAD 1
    const z = robustZ([1, 2, 3, 4, 100]);
    expect(z[4]).toBeCloseTo(97 / 1.482602218505602, 12);
    expect(z[2]).toBe(0);
  });

  it('falls back to the mean deviation when more than half are equal, and to 0 when all are', () => {
    // mean absolute deviation 2
    expect(robustZ([0, 0, 0, 0, 10])[4]).toBeCloseTo(10 / (2 * 1.2533141373155001), 12);
    expect([...robustZ([7, 7, 7])]).toEqual([0, 0, 0]);
    expect([...robustZ([1, Number.NaN, 1])]).toEqual([0, Number.NaN, 0]);
    expect(median(Float64Array.of(4, 1, 3, 2))).toBe(2.5);
    expect(median(new Float64Array(0))).toBeNaN();
  });
});

describe('findAnomalies', () => {
  const planted = calm.with(40, 4).with(90, 300);
  const parts = decompose(planted, anomalyDecomposition());

  it('finds a planted drop and rise and nothing else', () => {
    const found = findAnomalies(parts);
    expect(found.map((a) => [a.index, a.observed, Math.sign(a.z)])).toEqual([
      [90, 300, 1],
      [40, 4, -1],
    ]);
    expect(Math.abs((found[0]?.expected ?? 0) - 100)).toBeLessThan(5);
  });

  it('looks in one direction when asked', () => {
    expect(findAnomalies(parts, { direction: 'drops' }).map((a) => a.index)).toEqual([40]);
    expect(findAnomalies(parts, { direction: 'rises' }).map((a) => a.index)).toEqual([90]);
    expect(findAnomalies(parts, { threshold: 1e6 })).toEqual([]);
    expect(() => findAnomalies(parts, { threshold: 0 })).toThrow(
      new RangeError('threshold must be above 0, got 0'),
    );
  });

  it('compares ratios in the multiplicative model', () => {
    const found = findAnomalies(decompose(planted, { method: 'multiplicative' }));
    const drop = found.find((a) => a.index === 40);
    expect(drop?.z).toBeLessThan(-3.5);
    // The moving average of the drop's own week: six usual days and this one.
    expect(drop?.expected).toBeGreaterThan(80);
  });
});
