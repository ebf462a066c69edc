import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildSankey, keptEvents, linkConditions, type StepCount, type StepPath } from './sankey';

/** Counts of every event at every step, as the query gives them. */
function countsOf(paths: readonly StepPath[]): StepCount[] {
  const counts = new Map<string, StepCount>();
  for (const { steps, cases } of paths) {
    for (const [step, event] of steps.entries()) {
      if (event === null) break;
      const key = `${step} ${event}`;
      counts.set(key, { step, event, cases: cases + (counts.get(key)?.cases ?? 0) });
    }
  }
  return [...counts.values()];
}
const totalOf = (paths: readonly StepPath[]) => paths.reduce((n, p) => n + p.cases, 0);

const PATHS: StepPath[] = [
  { steps: ['open', 'chat', 'like'], cases: 60 },
  { steps: ['open', 'chat', null], cases: 25 },
  { steps: ['open', 'post', 'like'], cases: 5 },
  { steps: ['open', 'story', null], cases: 4 },
  { steps: ['open', null, null], cases: 6 },
];

describe('buildSankey', () => {
  const kept = keptEvents(countsOf(PATHS), 100, 2, 0.1);
  const sankey = buildSankey(PATHS, kept);

  it('folds rare events and draws each end once', () => {
    expect(sankey.nodes.map((n) => [n.step, n.kind, n.event, n.cases])).toEqual([
      [0, 'event', 'open', 100],
      [1, 'event', 'chat', 85],
      [1, 'other', null, 9],
      [1, 'end', null, 6],
      [2, 'event', 'like', 65],
      [2, 'end', null, 29],
    ]);
    expect(sankey.links).toEqual([
      { source: 0, target: 1, cases: 85 },
      { source: 0, target: 2, cases: 9 },
      { source: 0, target: 3, cases: 6 },
      { source: 1, target: 4, cases: 60 },
      { source: 1, target: 5, cases: 25 },
      { source: 2, target: 4, cases: 5 },
      { source: 2, target: 5, cases: 4 },
    ]);
    expect(sankey.paths[0]).toEqual({ nodes: [0, 1, 4], cases: 60 });
  });

  it('folds rare first events too, where no event was chosen', () => {
    const firsts = [...PATHS, { steps: ['chat', 'like', null], cases: 2 }];
    const s = buildSankey(firsts, keptEvents(countsOf(firsts), 102, 2, 0.1));
    expect(s.nodes.slice(0, 2)).toEqual([
      { step: 0, kind: 'event', event: 'open', cases: 100 },
      { step: 0, kind: 'other', event: null, cases: 2 },
    ]);
  });

  it('names the conditions of a link', () => {
    expect(linkConditions(sankey, kept, [0, 2])).toEqual([
      { step: 0, kind: 'event', events: ['open'] },
      { step: 1, kind: 'other', events: ['chat'] },
    ]);
    expect(linkConditions(sankey, kept, [5])).toEqual([{ step: 2, kind: 'end', events: [] }]);
    expect(() => linkConditions(sankey, kept, [9])).toThrow(
      new RangeError('the diagram has no node 9'),
    );
  });

  it('refuses paths that cannot be', () => {
    const message = (steps: (string | null)[]) => () => buildSankey([{ steps, cases: 1 }], kept);
    expect(message(['open'])).toThrow(new RangeError('a path must have 3 steps, got 1'));
    expect(message([null, null, null])).toThrow('a path must begin with an event and stay ended');
    expect(message(['open', null, 'chat'])).toThrow(
      new RangeError('a path must begin with an event and stay ended, got ["open",null,"chat"]'),
    );
    expect(() => keptEvents([], 1, 0, 0.1)).toThrow(
      new RangeError('lastStep must be a positive integer, got 0'),
    );
    expect(() => keptEvents([], 1, 1, 2)).toThrow(
      new RangeError('minShare must lie in [0, 1], got 2'),
    );
  });

  const lastStep = 4;
  const paths = fc.array(
    fc
      .tuple(
        fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: lastStep + 1 }),
        fc.integer({ min: 1, max: 50 }),
      )
      .map(([events, cases]) => ({
        steps: Array.from({ length: lastStep + 1 }, (_, i) => events[i] ?? null),
        cases,
      })),
    { minLength: 1, maxLength: 30 },
  );

  it('flows out what flows in, at every node and every step', () => {
    fc.assert(
      fc.property(paths, fc.double({ min: 0, max: 1, noNaN: true }), (all, minShare) => {
        const total = totalOf(all);
        const s = buildSankey(all, keptEvents(countsOf(all), total, lastStep, minShare));
        s.nodes.forEach((node, i) => {
          const into = s.links.filter((l) => l.target === i).reduce((n, l) => n + l.cases, 0);
          const out = s.links.filter((l) => l.source === i).reduce((n, l) => n + l.cases, 0);
          expect(into).toBe(node.step === 0 ? 0 : node.cases);
          expect(out).toBe(node.kind === 'end' || node.step === lastStep ? 0 : node.cases);
        });
        let ended = 0;
        for (let step = 0; step <= lastStep; step++) {
          const here = s.nodes.filter((n) => n.step === step);
          expect(here.reduce((n, x) => n + x.cases, 0) + ended).toBe(total);
          ended += here.filter((n) => n.kind === 'end').reduce((n, x) => n + x.cases, 0);
          expect(here.filter((n) => n.kind !== 'event').length).toBeLessThanOrEqual(2);
        }
        expect(s.cases).toBe(total);
        expect(totalOf(s.paths.map((p) => ({ steps: [], cases: p.cases })))).toBe(total);
      }),
    );
  });

  it('gives the same from paths folded beforehand', () => {
    fc.assert(
      fc.property(paths, fc.double({ min: 0, max: 1, noNaN: true }), (all, minShare) => {
        const keep = keptEvents(countsOf(all), totalOf(all), lastStep, minShare);
        const folded = all.map((p) => ({
          ...p,
          steps: p.steps.map((e, i) => (e === null || keep[i]?.has(e) ? e : '')),
        }));
        expect(buildSankey(folded, keep)).toEqual(buildSankey(all, keep));
      }),
    );
  });
});
