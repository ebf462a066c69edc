import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseRule } from '@/lib/domain/process/cases';
import { graphOf } from '@/lib/domain/process/graph';
import { graphCsvRows } from '@/lib/domain/process/graph-csv';
import { RUNNING_EXAMPLE, RUNNING_EXAMPLE_DFG } from '@/lib/domain/process/running-example.fixture';
import { buildSankey, linkConditions, type SankeyDirection } from '@/lib/domain/process/sankey';
import { followRows } from '@/lib/domain/process/slow.fixture';
import { withLake } from '@/lib/server/lake/duckdb';
import { casesBehind, celebsBehind } from './behind';
import { xesPieces } from './export';
import { readGraph } from './graph';
import { lakeLog, openProcessLog, type ProcessLogOptions } from './log';
import { pathCelebs, readSankey } from './sankey';
import {
  isoOf,
  type LogEvent,
  randomLog,
  type SlowFilter,
  slowCases,
  writeLog,
} from './small-log.fixture';
import { readVariants } from './variants';

const EVENTS = randomLog(7, 900);
const TARGETS = ['c1', 'c2', 'c3'];
let dir = '';

beforeAll(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'stagelight-process-'));
  await withLake({}, (connection) => writeLog(connection, dir, EVENTS, TARGETS));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const visit: CaseRule = { kind: 'visit', gapMinutes: 30 };
const SETTINGS: [string, ProcessLogOptions, SlowFilter][] = [
  ['visits', {}, { rule: visit, side: 'both', rooms: TARGETS }],
  [
    'visits within a room, gap 10 minutes',
    { rule: { kind: 'visit', gapMinutes: 10, withinRoom: true } },
    {
      rule: { kind: 'visit', gapMinutes: 10, withinRoom: true },
      side: 'both',
      rooms: TARGETS,
    },
  ],
  [
    'own visits in two days',
    { side: 'own', from: '2023-01-02', to: '2023-01-03' },
    { rule: visit, side: 'own', rooms: TARGETS, from: '2023-01-02', to: '2023-01-03' },
  ],
  [
    'fans of two celebs',
    { side: 'fan', celebs: 'some celebs' },
    { rule: visit, side: 'fan', rooms: ['c1', 'c3'] },
  ],
  [
    'celeb days',
    { rule: { kind: 'celeb-day' } },
    { rule: { kind: 'celeb-day' }, side: 'both', rooms: TARGETS },
  ],
  [
    'a case column',
    { rule: { kind: 'column', column: 'order_no' } },
    { rule: { kind: 'column', column: 'order_no' }, side: 'both', rooms: TARGETS },
  ],
];

async function opened<T>(
  options: ProcessLogOptions,
  work: (
    connection: DuckDBConnection,
    log: Awaited<ReturnType<typeof openProcessLog>>,
  ) => Promise<T>,
): Promise<T> {
  return withLake({ memoryLimitMb: 400 }, async (connection) => {
    await connection.run(
      `CREATE TEMP TABLE "some celebs" AS SELECT * FROM (VALUES ('c1'), ('c3')) AS v(celeb_id)`,
    );
    return work(connection, await openProcessLog(connection, lakeLog(dir), options));
  });
}

const namesOf = (events: readonly LogEvent[]) => events.map((e) => e.event);
const slowGraph = (cases: readonly (readonly LogEvent[])[]) =>
  graphOf(followRows(cases.map((c) => c.map((e) => ({ name: e.event, at: e.second / 60 })))));

/** How often each key occurs, most first, then by key. */
function tally(keys: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
}

describe.each(SETTINGS)('%s', (_, options, filter) => {
  const cases = slowCases(EVENTS, filter);

  it('counts the directly-follows graph', async () => {
    const graph = await opened(options, readGraph);
    const slow = slowGraph(cases);
    expect(graph).toEqual({
      ...slow,
      edges: slow.edges.map((e) => ({ ...e, medianSeconds: expect.closeTo(e.medianSeconds, 6) })),
    });
    expect(graph.cases).toBe(cases.length);
  });

  it('counts variants', async () => {
    const variants = await opened(options, (c, log) => readVariants(c, log, 10_000));
    const slow = tally(cases.map((c) => JSON.stringify(namesOf(c))));
    expect([variants.total, variants.cases, variants.truncated]).toEqual([
      slow.length,
      cases.length,
      false,
    ]);
    const sorted = variants.rows
      .map((r): [string, number] => [JSON.stringify(r.events), r.cases])
      .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
    expect(sorted).toEqual(slow);
    expect(variants.rows.at(-1)?.cumulativeShare).toBeCloseTo(1, 12);
    expect(variants.curve.at(-1)).toMatchObject({ variants: slow.length, caseShare: 1 });
  });

  it('keeps only the cases of chosen variants', async () => {
    const wanted = tally(cases.map((c) => JSON.stringify(namesOf(c))))
      .slice(1, 3)
      .map(([key]) => JSON.parse(key) as string[]);
    const graph = await opened({ ...options, variants: wanted }, readGraph);
    const chosen = cases.filter((c) =>
      wanted.some((w) => JSON.stringify(w) === JSON.stringify(namesOf(c))),
    );
    expect(graph.activities).toEqual(slowGraph(chosen).activities);
    const unknown = await opened({ ...options, variants: [['no such event']] }, readGraph);
    expect(unknown.cases).toBe(0);
    expect((await opened({ ...options, variants: [] }, readGraph)).cases).toBe(0);
  });

  const questions: [string | null, SankeyDirection][] = [
    ['chat', 'after'],
    ['like', 'before'],
    [null, 'after'],
    [null, 'before'],
  ];
  it.each(questions)('follows %s %s and finds its celebs', async (event, direction) => {
    const lastStep = 3;
    const slow = cases.flatMap((c) => {
      const at =
        event === null ? (direction === 'after' ? 0 : c.length - 1) : namesOf(c).indexOf(event);
      if (at < 0) return [];
      const sign = direction === 'after' ? 1 : -1;
      const steps = Array.from({ length: lastStep + 1 }, (_, i) => c[at + sign * i]?.event ?? null);
      return [{ steps, cases: 1, room: c[at]?.room ?? '' }];
    });
    await opened(options, async (connection, log) => {
      const { sankey, kept } = await readSankey(connection, log, {
        event,
        direction,
        steps: lastStep,
        minShare: 0.2,
      });
      expect(sankey).toEqual(buildSankey(slow, kept));
      const link = sankey.links.at(-1);
      if (!link) throw new Error('this log has links');
      const positions = [link.source, link.target];
      const celebs = await pathCelebs(connection, log, linkConditions(sankey, kept, positions));
      const behind = slow.filter((p) =>
        positions.every((position) => {
          const node = sankey.nodes[position];
          const step = p.steps[node?.step ?? 0] ?? null;
          if (node?.kind === 'event') return step === node.event;
          if (node?.kind === 'end') return step === null;
          return step !== null && !kept[node?.step ?? 0]?.has(step);
        }),
      );
      expect(celebs.rows.map((r) => [r.celebId, r.count])).toEqual(
        tally(behind.map((p) => p.room)),
      );
      expect(celebs.rows.reduce((n, r) => n + r.count, 0)).toBe(link.cases);
    });
  });

  it('finds celebs and cases behind an edge, an activity and a variant', async () => {
    await opened(options, async (connection, log) => {
      const [edge] = (await readGraph(connection, log)).edges;
      if (!edge) throw new Error('this log has edges');
      const hits = cases.map((c) =>
        c.filter((e, i) => e.event === edge.from && c[i + 1]?.event === edge.to),
      );
      const selector = { kind: 'edge', from: edge.from, to: edge.to } as const;
      const celebs = await celebsBehind(connection, log, selector);
      expect(celebs.rows.map((r) => [r.celebId, r.count])).toEqual(
        tally(hits.flat().map((e) => e.room)),
      );
      const shown = await casesBehind(connection, log, selector, 5);
      expect(shown.total).toBe(hits.filter((h) => h.length > 0).length);
      expect(shown.truncated).toBe(shown.total > 5);
      for (const row of shown.rows) {
        const index = cases.findIndex(
          (c) =>
            isoOf(c[0]?.second ?? 0) === row.start &&
            isoOf(c.at(-1)?.second ?? 0) === row.end &&
            c[0]?.actor === row.actorId &&
            c.length === row.events,
        );
        expect(hits[index]?.length).toBe(row.hits);
      }
      const start = await celebsBehind(connection, log, { kind: 'edge', from: null, to: 'chat' });
      expect(start.rows.map((r) => [r.celebId, r.count])).toEqual(
        tally(cases.flatMap((c) => (c[0]?.event === 'chat' ? [c[0].room] : []))),
      );
      const ended = await celebsBehind(connection, log, { kind: 'edge', from: 'chat', to: null });
      expect(ended.rows.map((r) => [r.celebId, r.count])).toEqual(
        tally(cases.flatMap((c) => (c.at(-1)?.event === 'chat' ? [c.at(-1)?.room ?? ''] : []))),
      );
      const done = await celebsBehind(connection, log, { kind: 'activity', event: 'like' });
      expect(done.rows.map((r) => [r.celebId, r.count])).toEqual(
        tally(cases.flatMap((c) => c.filter((e) => e.event === 'like').map((e) => e.room))),
      );
      const end = await casesBehind(connection, log, { kind: 'edge', from: 'chat', to: null });
      expect(end.total).toBe(cases.filter((c) => c.at(-1)?.event === 'chat').length);
      const [variant] = tally(cases.map((c) => JSON.stringify(namesOf(c))));
      const events = JSON.parse(variant?.[0] ?? '[]') as string[];
      const same = cases.filter((c) => JSON.stringify(namesOf(c)) === variant?.[0]);
      const ofVariant = await celebsBehind(connection, log, { kind: 'variant', events });
      expect(ofVariant.rows.map((r) => [r.celebId, r.count])).toEqual(
        tally(same.flatMap((c) => [...new Set(c.map((e) => e.room))])),
      );
      const caseRows = await casesBehind(connection, log, { kind: 'variant', events });
      expect(caseRows.total).toBe(same.length);
    });
  });
});

describe('openProcessLog', () => {
  it('says which column is missing and which gap is none', async () => {
    await expect(
      opened({ rule: { kind: 'column', column: 'basket' } }, readGraph),
    ).rejects.toMatchObject({ code: 'not_found', details: { field: 'column', reason: 'basket' } });
    await expect(opened({ rule: { kind: 'visit', gapMinutes: 0 } }, readGraph)).rejects.toThrow(
      new RangeError('gapMinutes must be at least one second, got 0 minutes'),
    );
  });

  it('answers with nothing where nothing is left', async () => {
    await opened({ from: '2030-01-01' }, async (connection, log) => {
      expect(await readGraph(connection, log)).toEqual({
        cases: 0,
        events: 0,
        activities: [],
        edges: [],
      });
      expect(await readVariants(connection, log)).toMatchObject({ rows: [], total: 0, cases: 0 });
      const { sankey } = await readSankey(connection, log, { event: 'chat', direction: 'after' });
      expect(sankey).toEqual({ cases: 0, nodes: [], links: [], paths: [] });
    });
  });

  it('refuses a number of steps that cannot be drawn', async () => {
    await expect(
      opened({}, (c, log) => readSankey(c, log, { event: null, direction: 'after', steps: 13 })),
    ).rejects.toThrow(new RangeError('steps must be an integer from 1 to 12, got 13'));
  });
});

describe('the running example', () => {
  let example = '';
  beforeAll(async () => {
    example = await mkdtemp(path.join(os.tmpdir(), 'stagelight-example-'));
    const events = RUNNING_EXAMPLE.flatMap(({ id, events }) =>
      events.map(([event, minute]) => ({
        second: minute * 60,
        actor: id,
        room: id,
        event,
        order: id,
      })),
    );
    await withLake({}, (connection) =>
      writeLog(
        connection,
        example,
        events,
        RUNNING_EXAMPLE.map((c) => c.id),
      ),
    );
  });
  afterAll(() => rm(example, { recursive: true, force: true }));

  const read = <T>(
    work: (c: DuckDBConnection, log: Awaited<ReturnType<typeof openProcessLog>>) => Promise<T>,
  ) =>
    withLake({}, async (connection) =>
      work(
        connection,
        await openProcessLog(connection, lakeLog(example), {
          rule: { kind: 'column', column: 'order_no' },
        }),
      ),
    );

  it('has the reference graph', async () => {
    const graph = await read(readGraph);
    expect([graph.cases, graph.events, graph.edges.length]).toEqual([6, 42, 16]);
    expect(graph.edges.map((e) => `${e.from}>${e.to} ${e.count}`).sort()).toEqual(
      RUNNING_EXAMPLE_DFG.edges.map(([from, to, n]) => `${from}>${to} ${n}`).sort(),
    );
    const rows = graphCsvRows(graph);
    expect(rows[0]).toEqual({
      from: '',
      to: 'register request',
      count: 6,
      share_of_from: 1,
      median_seconds: null,
    });
    expect(rows.filter((r) => r.to === '').map((r) => [r.from, r.count, r.share_of_from])).toEqual([
      ['pay compensation', 3, 1],
      ['reject request', 3, 1],
    ]);
    expect(rows).toHaveLength(1 + 16 + 2);
  });

  it('has six cases in six variants', async () => {
    const variants = await read(readVariants);
    expect([variants.cases, variants.total]).toEqual([6, 6]);
  });
});

describe('xesPieces', () => {
  it('writes every case with its events in order, escaped, with the offset of the time zone', async () => {
    const pieces: string[] = [];
    await opened({ side: 'own' }, async (connection, log) => {
      for await (const piece of xesPieces(connection, log, 'Asia/Seoul')) pieces.push(piece);
    });
    const cases = slowCases(EVENTS, { rule: visit, side: 'own', rooms: TARGETS });
    const traces = pieces.join('').split('<trace>').slice(1);
    expect(traces).toHaveLength(cases.length);
    const read = (trace: string, key: string) =>
      [...trace.matchAll(new RegExp(`key="${key}" value="([^"]*)"`, 'g'))].map((m) => m[1]);
    const local = (second: number) => isoOf(second + 9 * 3600).replace('Z', '+09:00');
    const expected = cases.map((c) => [
      `${c[0]?.actor}/${isoOf(c[0]?.second ?? 0)}`,
      ...c.map((e) => (e.event.startsWith('땡') ? '땡큐&quot;&amp;&lt;' : e.event)),
      ...c.map((e) => local(e.second)),
    ]);
    expect(
      traces.map((t) => [...read(t, 'concept:name'), ...read(t, 'time:timestamp')]).sort(),
    ).toEqual(expected.sort());
    expect(pieces.at(-1)).toBe('  </trace>\n</log>\n');
  });
});
