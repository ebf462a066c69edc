import { describe, expect, it } from 'vitest';
import { compareGraphs, newcombeDifference, poolGraphs, wilsonInterval } from './compare';
import { graphOf } from './graph';
import { followRows } from './slow.fixture';

const graph = (log: readonly (readonly string[])[]) =>
  graphOf(followRows(log.map((names) => names.map((name, at) => ({ name, at })))));
const times = <T>(n: number, value: T): T[] => new Array<T>(n).fill(value);

describe('newcombeDifference', () => {
  // Recipe: Newcombe (1998), Statistics in Medicine 17, 873-890, table II, method 10.
  it.each([
    ['a', 56, 70, 48, 80, 0.0524, 0.3339],
    ['b', 9, 10, 3, 10, 0.1705, 0.809],
    ['c', 6, 7, 2, 7, 0.0582, 0.8062],
    ['d', 5, 56, 0, 29, -0.0381, 0.1926],
    ['e', 0, 10, 0, 20, -0.1611, 0.2775],
    ['f', 0, 10, 0, 10, -0.2775, 0.2775],
    ['g', 10, 10, 0, 20, 0.6791, 1],
    ['h', 10, 10, 0, 10, 0.6075, 1],
  ])('equals the published interval %s', (_, a, m, b, n, low, high) => {
    const result = newcombeDifference(a, m, b, n);
    expect(result.difference).toBeCloseTo(a / m - b / n, 14);
    expect([result.low.toFixed(4), result.high.toFixed(4)]).toEqual([
      low.toFixed(4),
      high.toFixed(4),
    ]);
  });

  it('refuses impossible counts', () => {
    expect(() => wilsonInterval(3, 2)).toThrow(
      new RangeError('hits must lie in [0, trials] and trials be above 0, got 3 of 2'),
    );
    expect(() => wilsonInterval(0, 0)).toThrow(RangeError);
  });
});

describe('compareGraphs', () => {
  it('sorts by the size of the difference and keeps what only one side knows', () => {
    const churned = graph([...times(30, ['open', 'like']), ...times(70, ['open'])]);
    const retained = graph([...times(60, ['open', 'like']), ...times(40, ['open', 'chat'])]);
    const rows = compareGraphs(churned, retained);
    expect(rows.map((r) => [r.from, r.to, r.difference])).toEqual([
      ['open', null, 0.7],
      ['open', 'chat', -0.4],
      ['open', 'like', -0.3],
      [null, 'open', 0],
      ['like', null, 0],
      ['chat', null, null],
    ]);
    expect(rows[0]).toMatchObject({
      a: { count: 70, trials: 100, probability: 0.7 },
      b: { count: 0, trials: 100, probability: 0 },
      clear: true,
    });
    expect(rows[3]?.clear).toBe(false);
    expect(rows[5]).toEqual({
      from: 'chat',
      to: null,
      a: { count: 0, trials: 0, probability: null },
      b: { count: 40, trials: 40, probability: 1 },
      difference: null,
      interval: null,
      clear: false,
    });
  });

  it('is antisymmetric', () => {
    const a = graph([...times(3, ['x', 'y', 'x']), ['y']]);
    const b = graph([...times(5, ['x', 'y']), ['x', 'x']]);
    const forth = compareGraphs(a, b);
    const back = compareGraphs(b, a);
    forth.forEach((row, i) => {
      const other = back[i];
      expect([other?.from, other?.to]).toEqual([row.from, row.to]);
      expect((other?.difference ?? 0) + (row.difference ?? 0)).toBeCloseTo(0, 14);
      expect((other?.interval?.low ?? 0) + (row.interval?.high ?? 0)).toBeCloseTo(0, 14);
    });
  });
});

describe('poolGraphs', () => {
  it('counts like one log of both', () => {
    const a = [['x', 'y', 'x'], ['y']];
    const b = [['x', 'y'], ['z', 'z'], ['x']];
    const both = graph([...a, ...b]);
    expect(poolGraphs(graph(a), graph(b))).toEqual({
      ...both,
      edges: both.edges.map((e) => ({ ...e, medianSeconds: 0, returns: 0 })),
    });
    expect(poolGraphs(graph([]), graph([]))).toEqual(graph([]));
  });
});
