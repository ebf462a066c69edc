import { describe, expect, it } from 'vitest';
import { smoothTrend, trendAt } from './trend';

const largestGap = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Math.max(...Array.from(a, (value, i) => Math.abs(value - (b[i] ?? Number.NaN))));

describe('trendAt', () => {
  // Recipe: statsmodels 0.15.0, lowess(y, x, frac, it=0, delta=0), with xvals for places between points.
  it('agrees with statsmodels where several points share an x', () => {
    const x = Array.from({ length: 30 }, (_, i) => (7 * i * i + 3 * i) % 23);
    const y = Array.from({ length: 30 }, (_, i) => ((5 * i * i + 11 * i) % 17) / 4);
    const golden = [
      [0, 1.533879942871713],
      [3, 1.8199033850036417],
      [4, 1.9340844741022774],
      [6, 2.489662947331907],
      [8, 2.406423613391443],
      [9, 2.4485273949466047],
      [10, 2.6759877573734],
      [11, 1.8042531111051459],
      [12, 0.5584308316131192],
      [17, 2.255856684928215],
      [19, 2.5964033790469445],
      [22, 2.982322489415364],
    ];
    const places = golden.map(([at = 0]) => at);
    const expected = golden.map(([, value = 0]) => value);
    expect(largestGap(trendAt(x, y, places, 0.4), expected)).toBeLessThan(1e-12);
    const trend = smoothTrend(x, y, { share: 0.4 });
    expect(trend.map((point) => point.x)).toEqual(places);
    expect(
      largestGap(
        trend.map((point) => point.y),
        expected,
      ),
    ).toBeLessThan(1e-12);
  });

  it('agrees with statsmodels between points', () => {
    const x = [0, 1, 3, 4, 8, 10, 11, 15, 16, 20];
    const y = [2, 1, 4, 3, 8, 6, 7, 9, 5, 5];
    const expected = [
      1.4679269968232174, 2.5, 4.878400885079971, 6.922023760073159, 7.404552678392136,
      5.733941955383285, 4.753276613670484,
    ];
    const places = [0, 2, 5, 9, 12, 18, 20];
    expect(largestGap(trendAt(x, y, places, 0.5), expected)).toBeLessThan(1e-12);
  });

  it('refuses to guess without a point', () => {
    expect(() => trendAt([], [], [1])).toThrow('at least one point');
  });
});

describe('smoothTrend', () => {
  it('keeps a straight line, whatever the order of points', () => {
    const x = Array.from({ length: 200 }, (_, i) => (i * 37) % 101);
    const trend = smoothTrend(
      x,
      x.map((value) => 3 - 0.5 * value),
    );
    expect(trend).toHaveLength(50);
    for (const point of trend) expect(Math.abs(point.y - (3 - 0.5 * point.x))).toBeLessThan(1e-12);
  });

  it('is the mean where more points than a fit looks at share one x', () => {
    const x = [...new Array<number>(60).fill(0), ...Array.from({ length: 40 }, (_, i) => 1 + i)];
    const y = x.map((value, i) => (value === 0 ? (i % 2) * 8 : 1));
    expect(smoothTrend(x, y)[0]).toEqual({ x: 0, y: 4 });
  });

  it('leaves missing values out and copes with one x or none', () => {
    expect(smoothTrend([2, Number.NaN, 2], [1, 100, 5])).toEqual([{ x: 2, y: 3 }]);
    expect(smoothTrend([Number.NaN], [1])).toEqual([]);
    expect(smoothTrend([], [])).toEqual([]);
  });

  it('takes two distinct values for two means', () => {
    const trend = smoothTrend([0, 1, 0, 1, 0, 1], [1, 10, 2, 20, 3, 30], { share: 1 });
    expect(trend).toEqual([
      { x: 0, y: 2 },
      { x: 1, y: 20 },
    ]);
  });

  it('refuses lengths and settings that do not fit', () => {
    expect(() => smoothTrend([1], [])).toThrow('1 x do not fit 0 y');
    expect(() => smoothTrend([1], [1], { share: 0 })).toThrow('share must lie in (0, 1], got 0');
    expect(() => smoothTrend([1], [1], { points: 1 })).toThrow('from 2, got 1');
  });
});
