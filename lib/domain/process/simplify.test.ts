import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { graphOf } from './graph';
import { defaultShares, type SimplifiedGraph, simplifyGraph } from './simplify';
import { followRows } from './slow.fixture';

const graph = (log: readonly (readonly string[])[]) =>
  graphOf(followRows(log.map((names) => names.map((name, at) => ({ name, at })))));
const times = <T>(n: number, value: T): T[] => new Array<T>(n).fill(value);

/** 10 x a b, 3 x a c b, 1 x d a b; x is reached through c only: 1 x a c x. */
const LOG = [
  ...times(10, ['a', 'b']),
  ...times(3, ['a', 'c', 'b']),
  ['d', 'a', 'b'],
  ['a', 'c', 'x'],
];

/** Activities that a walk over shown steps cannot reach. */
function unreachable(map: SimplifiedGraph, backwards: boolean): string[] {
  const seen = new Set((backwards ? map.ends : map.starts).map((e) => e.activity));
  for (let grown = true; grown; ) {
    grown = false;
    for (const e of map.edges) {
      const [near, far] = backwards ? [e.to, e.from] : [e.from, e.to];
      if (seen.has(near) && !seen.has(far)) {
        seen.add(far);
        grown = true;
      }
    }
  }
  return map.activities.map((a) => a.name).filter((name) => !seen.has(name));
}

describe('simplifyGraph', () => {
  it('shows everything at 1', () => {
    const all = graph(LOG);
    const map = simplifyGraph(all);
    expect(map.activities.map((a) => [a.name, a.count, a.because])).toEqual([
      ['a', 15, 'frequent'],
      ['b', 14, 'frequent'],
      ['c', 4, 'frequent'],
      ['d', 1, 'frequent'],
      ['x', 1, 'frequent'],
    ]);
    expect(map.edges.map(({ because, ...e }) => e)).toEqual(all.edges);
    expect(map.hidden).toEqual({
      activities: 0,
      events: 0,
      eventShare: 0,
      paths: 0,
      transitions: 0,
      transitionShare: 0,
    });
  });

  it('keeps the backbone at 0 and says what is hidden', () => {
    const map = simplifyGraph(graph(LOG), { activities: 0, paths: 0 });
    expect(map.activities.map((a) => [a.name, a.because])).toEqual([
      ['a', 'frequent'],
      ['b', 'connects'],
    ]);
    expect(map.edges.map((e) => [e.from, e.to, e.count, e.because])).toEqual([
      ['a', 'b', 11, 'connects'],
    ]);
    expect(map.starts).toEqual([{ activity: 'a', count: 14, because: 'connects' }]);
    expect(map.ends).toEqual([{ activity: 'b', count: 14, because: 'connects' }]);
    // Hidden: c, d, x (6 of 35 events); a-c 4, c-b 3, start-d, d-a, c-x, x-end (11 of 50 transitions).
    expect(map.hidden).toEqual({
      activities: 3,
      events: 6,
      eventShare: 6 / 35,
      paths: 6,
      transitions: 11,
      transitionShare: 11 / 50,
    });
    expect(map.activities.map((a) => [a.hiddenIn, a.hiddenOut])).toEqual([
      [1, 4],
      [3, 0],
    ]);
  });

  it('prefers ways through shown activities, and brings hidden ones back when there is no other', () => {
    // d is as frequent as it gets but can only be reached through the rare r.
    const log = [...times(5, ['r', 'd', 'd', 'd', 'd']), ...times(9, ['e'])];
    const map = simplifyGraph(graph(log), { activities: 0.3, paths: 1 });
    expect(map.activities.map((a) => [a.name, a.because])).toEqual([
      ['d', 'frequent'],
      ['r', 'connects'],
    ]);
    // a-b has a wide way through the hidden m (5) and a narrow direct one (2): the direct one is drawn.
    const detour = graph([...times(5, ['a', 'm', 'b']), ...times(2, ['a', 'b', 'a', 'b'])]);
    const direct = simplifyGraph(detour, { activities: 0.6, paths: 0 });
    expect(direct.activities.map((a) => a.name)).toEqual(['a', 'b']);
    expect(direct.edges.map((e) => [e.from, e.to, e.count])).toEqual([['a', 'b', 4]]);
  });

  it('handles an empty graph and refuses shares outside [0, 1]', () => {
    expect(simplifyGraph(graph([])).activities).toEqual([]);
    expect(() => simplifyGraph(graph([]), { paths: 1.1 })).toThrow(
      new RangeError('paths must lie in [0, 1], got 1.1'),
    );
    expect(() => simplifyGraph(graph([]), { activities: Number.NaN })).toThrow(
      new RangeError('activities must lie in [0, 1], got NaN'),
    );
  });

  it('stays in one piece, hides nothing uncounted and grows with the sliders', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const log = fc.array(
      fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { minLength: 1, maxLength: 8 }),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(log, share, share, share, (cases, activities, paths, more) => {
        const all = graph(cases);
        const map = simplifyGraph(all, { activities, paths });
        expect(unreachable(map, false)).toEqual([]);
        expect(unreachable(map, true)).toEqual([]);
        const shown = [...map.edges, ...map.starts, ...map.ends].reduce((n, e) => n + e.count, 0);
        expect(shown + map.hidden.transitions).toBe(all.events + all.cases);
        const events = map.activities.reduce((n, a) => n + a.count, 0);
        expect(events + map.hidden.events).toBe(all.events);
        for (const a of map.activities) {
          const into = [
            ...map.edges.filter((e) => e.to === a.name),
            ...map.starts.filter((s) => s.activity === a.name),
          ].reduce((n, e) => n + e.count, 0);
          expect(into + a.hiddenIn).toBe(a.count);
        }
        const wider = simplifyGraph(all, { activities, paths: Math.max(paths, more) });
        const edges = new Set(wider.edges.map((e) => e.from + e.to));
        expect(map.edges.every((e) => edges.has(e.from + e.to))).toBe(true);
        const taller = simplifyGraph(all, { activities: Math.max(activities, more), paths });
        const frequent = (m: SimplifiedGraph) =>
          m.activities.filter((a) => a.because === 'frequent').map((a) => a.name);
        expect(frequent(taller)).toEqual(expect.arrayContaining(frequent(map)));
      }),
    );
  });
});

describe('defaultShares', () => {
  it('shows a small log whole', () => {
    expect(defaultShares(graph(LOG))).toEqual({ activities: 1, paths: 1 });
    expect(defaultShares(graph([]))).toEqual({ activities: 1, paths: 1 });
  });
  it('keeps any log readable', () => {
    // 40 activities, each followed by each: 1,600 paths, 40 starts and 40 ends.
    const names = Array.from({ length: 40 }, (_, i) => `e${i}`);
    const all = graph(names.flatMap((a) => names.map((b) => [a, b])));
    const map = simplifyGraph(all, defaultShares(all));
    expect(map.activities).toHaveLength(12);
    expect(map.edges.length + map.starts.length + map.ends.length).toBeLessThanOrEqual(30 + 2 * 12);
    expect(map.hidden.activities).toBe(28);
  });
});
