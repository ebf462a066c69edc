import { describe, expect, it } from 'vitest';
import { analyseSeries, caveatsOf, trendChange } from './analyse';
import { anomalyDecomposition, findAnomalies } from './anomalies';
import { decompose } from './decompose';
import { addDays } from './period';

const days = (n: number) => Array.from({ length: n }, (_, i) => addDays('2022-11-10', i));
const week = [3, -1, 0, 2, -4, 1, -1];
/** 20 weeks with a small, fixed, aperiodic disturbance; a Thursday first. */
const calm = Array.from({ length: 140 }, (_, i) => 100 + (week[i % 7] ?? 0) + ((i * 37) % 11) / 10);

describe('analyseSeries', () => {
  it('splits a series, names its week from Monday, and finds what is unusual', () => {
    const values = calm.with(40, 4).with(90, 300);
    const found = analyseSeries(days(140), values, { method: 'stl' });
    if (found.kind !== 'parts') throw new Error(found.kind);
    expect(found.parts).toEqual(decompose(values, { method: 'stl' }));
    expect(found.profile.days).toEqual(new Array(7).fill(20));
    // The disturbance repeats after 11 days, so every weekday has the same share of it, give or take.
    const mondayFirst = [...week.slice(4), ...week.slice(0, 4)];
    const calmWeek = analyseSeries(days(140), calm);
    if (calmWeek.kind !== 'parts') throw new Error(calmWeek.kind);
    calmWeek.profile.seasonal.forEach((value, i) => {
      expect(Math.abs((value ?? 0) - (mondayFirst[i] ?? 0))).toBeLessThan(0.2);
    });
    expect(found.anomalies.map((a) => a.index)).toEqual([90, 40]);
  });

  it('finds the same days whatever method is looked at', () => {
    const values = calm.with(40, 4).with(90, 300);
    const wanted = findAnomalies(decompose(values, anomalyDecomposition()));
    for (const method of ['additive', 'multiplicative', 'stl', 'stl-robust'] as const) {
      const found = analyseSeries(days(140), values, { method });
      expect(found.kind === 'parts' && found.anomalies).toEqual(wanted);
    }
    const drops = analyseSeries(days(140), values, { direction: 'drops' });
    expect(drops.kind === 'parts' && drops.anomalies.map((a) => a.index)).toEqual([40]);
  });

  it('counts positions from the first day when the cycle is no week', () => {
    const values = Array.from({ length: 30 }, (_, i) => [5, 9, 1][i % 3] ?? 0).with(29, 2);
    const found = analyseSeries(days(30), values, { method: 'additive', period: 3 });
    expect(found.kind === 'parts' && found.profile.observed).toEqual([5, 9, 1.1]);
    expect(anomalyDecomposition(60).stl?.trend).toBe(95);
  });

  it.each([
    [1, 'of a dataset of one day', [5]],
    [13, 'of less than two weeks', calm.slice(0, 13)],
    [13, 'with too few observed days', calm.slice(0, 13).concat(new Array(20).fill(Number.NaN))],
    [0, 'of missing days only', new Array(30).fill(Number.NaN)],
    [0, 'of no days', []],
  ])('needs two cycles: %d observed days %s', (observed, _, numbers) => {
    const values = numbers.map((v) => (Number.isNaN(v) ? null : v));
    expect(analyseSeries(days(values.length), values)).toEqual({
      kind: 'too-short',
      observed,
      needed: 14,
    });
  });

  it('says that a series never changes before it says anything else', () => {
    for (const method of ['multiplicative', 'stl-robust'] as const)
      expect(
        analyseSeries(days(30), new Array<number | null>(30).fill(0).with(3, null), { method }),
      ).toEqual({
        kind: 'constant',
        value: 0,
      });
  });

  it('names the days that no product can make', () => {
    const mixed: (number | null)[] = [...calm];
    const values = mixed.with(5, 0).with(9, -2).with(11, null);
    expect(analyseSeries(days(140), values, { method: 'multiplicative' })).toEqual({
      kind: 'not-positive',
      indices: [5, 9],
    });
  });

  it.each([1, 7.5, 92, Number.NaN])('refuses a period of %d', (period) => {
    expect(() => analyseSeries(days(140), calm, { period })).toThrow(
      new RangeError(`period must be an integer from 2 to 91, got ${period}`),
    );
  });
});

describe('caveatsOf', () => {
  it('warns of fewer than five cycles, and of one value on more than half of the days', () => {
    const robust = { method: 'stl-robust', period: 7 } as const;
    expect(caveatsOf(calm, robust)).toEqual([]);
    expect(caveatsOf(calm.slice(0, 35), robust)).toEqual([]);
    expect(caveatsOf(calm.slice(0, 34), robust)).toEqual(['few-cycles']);
    const half = calm.map((v, i) => (i % 2 === 0 ? 0 : v));
    expect(caveatsOf(half, robust)).toEqual([]);
    expect(caveatsOf(half.with(1, 0), robust)).toEqual(['mostly-equal']);
    expect(caveatsOf(half.with(1, 0).with(0, Number.NaN), robust)).toEqual(['mostly-equal']);
    expect(caveatsOf([5, 5, -1], robust)).toEqual(['few-cycles', 'mostly-equal']);
    // Only a robust method mistakes the rare days.
    expect(caveatsOf(half.with(1, 0), { method: 'stl', period: 7 })).toEqual([]);
  });
});

describe('trendChange', () => {
  const steps = (...levels: number[]) => levels.flatMap((v) => new Array(7).fill(v));

  it('compares the last week with the one that ends four weeks earlier', () => {
    expect(trendChange(steps(99, 8, 1, 1, 1, 6))).toEqual({ before: 8, now: 6, change: -0.25 });
    expect(trendChange([Number.NaN, ...steps(8, 1, 1, 1, 6), Number.NaN])?.change).toBe(-0.25);
  });

  it('has no level below 0, nothing to say about nothing, and needs five weeks', () => {
    expect(trendChange(steps(8, 1, 1, 1, -2))).toEqual({ before: 8, now: 0, change: -1 });
    expect(trendChange(steps(0, 1, 1, 1, 6))).toEqual({ before: 0, now: 6, change: null });
    expect(trendChange(steps(8, 1, 1, 1).concat([1, 2, 3, 4, 5, 6]))).toBeNull();
  });
});
