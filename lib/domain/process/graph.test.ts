import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FollowRow, graphOf, shortLoops } from './graph';
import { RUNNING_EXAMPLE, RUNNING_EXAMPLE_DFG } from './running-example.fixture';
import { followRows } from './slow.fixture';

describe('graphOf', () => {
  it('equals the reference for the running example', () => {
    const graph = graphOf(
      followRows(RUNNING_EXAMPLE.map((c) => c.events.map(([name, at]) => ({ name, at })))),
    );
    expect([graph.cases, graph.events]).toEqual([6, 42]);
    const counts = (key: 'starts' | 'ends') =>
      Object.fromEntries(graph.activities.flatMap((a) => (a[key] > 0 ? [[a.name, a[key]]] : [])));
    expect(counts('starts')).toEqual(RUNNING_EXAMPLE_DFG.starts);
    expect(counts('ends')).toEqual(RUNNING_EXAMPLE_DFG.ends);
    const sorted = (edges: readonly (readonly [string, string, number])[]) =>
      edges.map((e) => e.join('|')).sort();
    expect(sorted(graph.edges.map((e) => [e.from, e.to, e.count]))).toEqual(
      sorted(RUNNING_EXAMPLE_DFG.edges),
    );
  });

  it('orders by frequency, then by name', () => {
    const graph = graphOf(followRows([['b', 'a'], ['a', 'b'], ['c']].map(plain)));
    expect(graph.activities.map((a) => a.name)).toEqual(['a', 'b', 'c']);
    expect(graph.edges.map((e) => e.from + e.to)).toEqual(['ab', 'ba']);
  });

  it('refuses counts that contradict each other', () => {
    const row = { from: 'a', to: 'b', count: 2, medianSeconds: 1, returns: 0 };
    expect(() => graphOf([row, { ...row, from: 'b', to: null, count: 1 }])).toThrow(
      new RangeError('"b" is followed 1 times but follows 2 times'),
    );
    expect(() => graphOf([{ ...row, count: 0 }])).toThrow(
      new RangeError('a count must be a positive integer, got 0'),
    );
    expect(graphOf([])).toEqual({ cases: 0, events: 0, activities: [], edges: [] });
  });

  it('balances: count = starts + in = ends + out', () => {
    fc.assert(
      fc.property(logs, (log) => {
        const graph = graphOf(followRows(log.map(plain)));
        expect(graph.cases).toBe(log.length);
        for (const a of graph.activities) {
          const sum = (side: 'from' | 'to') =>
            graph.edges.filter((e) => e[side] === a.name).reduce((n, e) => n + e.count, 0);
          expect(a.starts + sum('to')).toBe(a.count);
          expect(a.ends + sum('from')).toBe(a.count);
        }
      }),
    );
  });
});

describe('shortLoops', () => {
  it('counts repetitions of one and of two activities', () => {
    // a b a b a: aba twice, bab once; c c c: twice
    const rows: FollowRow[] = followRows(
      [
        ['a', 'b', 'a', 'b', 'a'],
        ['c', 'c', 'c'],
      ].map(plain),
    );
    expect(shortLoops(graphOf(rows))).toEqual([
      { activities: ['a', 'b'], count: 3 },
      { activities: ['c'], count: 2 },
    ]);
  });
});

const plain = (names: readonly string[]) => names.map((name, at) => ({ name, at }));
const logs = fc.array(fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1 }), {
  minLength: 1,
});
