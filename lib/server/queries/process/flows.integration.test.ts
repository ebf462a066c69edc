import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compareQuerySchema, processQuerySchema, sankeyQuerySchema } from '@/lib/contracts/process';
import { linkConditions } from '@/lib/domain/process/sankey';
import { defaultShares, simplifyGraph } from '@/lib/domain/process/simplify';
import { newInstallation, publishTables, small } from '../series/testing';
import {
  processBehind,
  processCompare,
  processGraph,
  processSankey,
  processVariants,
} from './process';

let installation: Awaited<ReturnType<typeof newInstallation>>;
let version: { id: string };
beforeAll(async () => {
  installation = await newInstallation();
  version = await publishTables(installation.runtime, small);
});
afterAll(() => installation.close());

const db = () => installation.runtime.db;
const query = (more: Record<string, unknown> = {}) =>
  processQuerySchema.parse({ version: version.id, rule: 'celeb-day', side: 'own', ...more });

describe('the flow after and before an event', () => {
  const sankey = (more: Record<string, unknown> = {}) =>
    processSankey(
      db(),
      sankeyQuerySchema.parse({ version: version.id, rule: 'celeb-day', steps: 2, ...more }),
    );
  test('counts cases, and any link opens its celebs', async () => {
    // Days with a chat: a 1 (chat, chat, two likes and a live in the order of the file), a 8, b 1, b 2, c 5.
    const answer = await sankey({ event: 'chat', side: 'own' });
    expect(answer.cases).toBe(5);
    expect(answer.nodes).toEqual([
      { step: 0, kind: 'event', event: 'chat', cases: 5 },
      { step: 1, kind: 'event', event: 'chat', cases: 1 },
      { step: 1, kind: 'end', event: null, cases: 4 },
      { step: 2, kind: 'event', event: 'live_start', cases: 1 },
    ]);
    expect(answer.links).toEqual([
      { source: 0, target: 1, cases: 1 },
      { source: 0, target: 2, cases: 4 },
      { source: 1, target: 3, cases: 1 },
    ]);
    expect(answer.paths).toEqual([
      { nodes: [0, 2], cases: 4 },
      { nodes: [0, 1, 3], cases: 1 },
    ]);
    expect([answer.totalPaths, answer.events]).toEqual([2, ['chat', 'live_start']]);
    const selector = {
      kind: 'path' as const,
      event: 'chat',
      direction: 'after' as const,
      steps: 2,
      conditions: linkConditions(
        answer,
        answer.kept.map((k) => new Set(k)),
        [0, 2],
      ).map((c) => ({
        ...c,
        events: [...c.events],
      })),
    };
    const { celebs, cases } = await processBehind(db(), { ...query(), selector });
    expect(celebs.rows).toEqual([
      { celebId: 'b', count: 2 },
      { celebId: 'a', count: 1 },
      { celebId: 'c', count: 1 },
    ]);
    expect(cases).toBeNull();
  });
  test('rare events become "other", and what came before runs backwards', async () => {
    const folded = await sankey({ side: 'own', minShare: 0.9 });
    expect(folded.nodes.map((n) => [n.step, n.kind, n.cases])).toEqual([
      [0, 'event', 5],
      [1, 'other', 1],
      [1, 'end', 4],
      [2, 'other', 1],
    ]);
    const before = await sankey({ event: 'live_start', direction: 'before', side: 'own' });
    expect(before.nodes.map((n) => [n.step, n.event, n.cases])).toEqual([
      [0, 'live_start', 1],
      [1, 'chat', 1],
      [2, 'chat', 1],
    ]);
  });
  test('an event that nobody has under the filter', async () => {
    const answer = await sankey({ event: 'like', side: 'own' });
    expect([answer.cases, answer.nodes, answer.links]).toEqual([0, [], []]);
    expect(answer.events).toEqual(['chat', 'live_start']);
  });
});

describe('churned and retained', () => {
  const graphOf = (more: Record<string, unknown>) =>
    processGraph(db(), query({ side: 'both', ...more }));
  test('the outcome week ends with the data, and its events do not count', async () => {
    // Observed 3 to 9 January: a and c were active. In the outcome week, 10 to 16, neither has own-room activity.
    const churned = await graphOf({ scope: 'churned' });
    expect(churned.activities.map((x) => [x.name, x.count])).toEqual([
      ['chat', 4],
      ['like', 4],
      ['live_start', 1],
    ]);
    expect((await graphOf({ scope: 'retained' })).cases).toBe(0);
  });
  test('or with the period', async () => {
    // Observed 1 to 7, outcome 8 to 14: a has own-room activity on the 8th, b and c have none.
    const celebsOf = async (scope: string) => {
      const selector = { kind: 'activity' as const, event: 'chat' };
      const { celebs } = await processBehind(db(), {
        ...query({ scope, to: '2024-01-14' }),
        selector,
      });
      return celebs.rows;
    };
    expect(await celebsOf('churned')).toEqual([
      { celebId: 'b', count: 2 },
      { celebId: 'c', count: 1 },
    ]);
    expect(await celebsOf('retained')).toEqual([{ celebId: 'a', count: 2 }]);
  });
  test('less than two weeks have neither', async () => {
    expect((await graphOf({ scope: 'churned', to: '2024-01-13' })).cases).toBe(0);
    expect((await graphOf({ scope: 'retained', to: '2024-01-13' })).cases).toBe(0);
  });
});

describe('two groups', () => {
  const compare = (a: object, b: object) =>
    processCompare(
      db(),
      compareQuerySchema.parse({
        version: version.id,
        a: JSON.stringify({ rule: 'celeb-day', side: 'own', ...a }),
        b: JSON.stringify({ rule: 'celeb-day', side: 'own', ...b }),
      }),
    );
  test('differ in their transition probabilities', async () => {
    const answer = await compare({ scope: 'celeb', celeb: 'a' }, { scope: 'celeb', celeb: 'b' });
    expect([answer.a, answer.b]).toEqual([
      { cases: 2, events: 4 },
      { cases: 2, events: 2 },
    ]);
    expect(answer.rows.map((r) => [r.from, r.to, r.difference])).toEqual([
      ['chat', null, 1 / 3 - 1],
      ['chat', 'chat', 1 / 3],
      ['chat', 'live_start', 1 / 3],
      [null, 'chat', 0],
      ['live_start', null, null],
    ]);
    expect(answer.graph).toMatchObject({
      cases: 4,
      events: 6,
      activities: [
        { name: 'chat', count: 5, starts: 4, ends: 3 },
        { name: 'live_start', count: 1, starts: 0, ends: 1 },
      ],
    });
  });
  test('of which one may have no events', async () => {
    const answer = await compare({}, { from: '2030-01-01' });
    expect([answer.a.cases, answer.b.cases]).toEqual([5, 0]);
    expect(answer.rows.every((r) => r.difference === null)).toBe(true);
  });
});

describe('unusual versions', () => {
  test('a day is enough for a map, variants and a flow; churn needs two weeks', async () => {
    const day = await publishTables(installation.runtime, {
      events: [
        ['2024-01-01', 9, 'a', 'a', 'chat'],
        ['2024-01-01', 9, 'f', 'a', 'like'],
      ],
      celebs: [['a', 'Ara', '2024-01-01', {}]],
    });
    const of = (more: object = {}) => query({ version: day.id, side: 'both', ...more });
    expect(await processGraph(db(), of())).toMatchObject({ cases: 1, events: 2, totalEdges: 1 });
    expect((await processVariants(db(), of())).total).toBe(1);
    const flow = await processSankey(db(), sankeyQuerySchema.parse({ version: day.id }));
    expect(flow.cases).toBe(2);
    expect((await processGraph(db(), of({ scope: 'churned' }))).cases).toBe(0);
  });
  test('a celeb without events in the filter', async () => {
    const silent = query({ scope: 'celeb', celeb: 'c', side: 'own', from: '2024-01-08' });
    expect((await processGraph(db(), silent)).cases).toBe(0);
    expect(await processVariants(db(), silent)).toMatchObject({ rows: [], cases: 0, total: 0 });
    const flow = await processSankey(db(), sankeyQuerySchema.parse(silent));
    expect([flow.cases, flow.events]).toEqual([0, []]);
  });
  test('200 event names: all of them counted, few of them drawn at first', async () => {
    const name = (i: number) => `event_${String(i).padStart(3, '0')}`;
    const many = await publishTables(installation.runtime, {
      // Each name follows the one before; name i is seen 200 - i times in all.
      events: Array.from({ length: 200 }, (_, i) => i).flatMap((i) =>
        Array.from({ length: 200 - i }, (_, day): [string, number, string, string, string] => [
          new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10),
          9,
          'a',
          'a',
          name(i),
        ]),
      ),
      celebs: [['a', 'Ara', '2024-01-01', {}]],
    });
    const graph = await processGraph(db(), query({ version: many.id }));
    expect([graph.cases, graph.totalActivities, graph.totalEdges]).toEqual([200, 200, 199]);
    const shown = simplifyGraph(graph, defaultShares(graph));
    expect(shown.activities.map((a) => a.name)).toEqual(
      Array.from({ length: 12 }, (_, i) => name(i)),
    );
    expect(shown.hidden.activities).toBe(188);
    const flow = await processSankey(
      db(),
      sankeyQuerySchema.parse({ ...query(), version: many.id }),
    );
    expect(flow.nodes.map((n) => [n.step, n.event, n.cases])).toEqual([
      [0, 'event_000', 200],
      [1, 'event_001', 199],
      [1, null, 1],
      [2, 'event_002', 198],
      [2, null, 1],
      [3, 'event_003', 197],
      [3, null, 1],
      [4, 'event_004', 196],
      [4, null, 1],
      [5, 'event_005', 195],
      [5, null, 1],
    ]);
  });
});
