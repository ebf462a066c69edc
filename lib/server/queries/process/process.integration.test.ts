import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { processQuerySchema } from '@/lib/contracts/process';
import { AppError } from '@/lib/server/errors';
import { newInstallation, publishTables, small } from '../series/testing';
import { cached } from './cache';
import { processBehind, processGraph, processOptions, processVariants } from './process';
import { xesStream } from './xes';

let installation: Awaited<ReturnType<typeof newInstallation>>;
let version: { id: string };
let other: { id: string };
beforeAll(async () => {
  installation = await newInstallation();
  version = await publishTables(installation.runtime, small);
  other = await publishTables(installation.runtime, {
    events: [['2024-01-01', 9, 'a', 'a', 'chat']],
    celebs: [['a', 'Ara', '2024-01-01', {}]],
  });
});
afterAll(() => installation.close());

const db = () => installation.runtime.db;
const query = (more: Record<string, unknown> = {}) =>
  processQuerySchema.parse({ version: version.id, rule: 'celeb-day', side: 'own', ...more });

describe('answers', () => {
  test('the graph of one celeb’s own days', async () => {
    expect(await processGraph(db(), query({ scope: 'celeb', celeb: 'a' }))).toEqual({
      cases: 2,
      events: 4,
      activities: [
        { name: 'chat', count: 3, starts: 2, ends: 1 },
        { name: 'live_start', count: 1, starts: 0, ends: 1 },
      ],
      edges: [
        { from: 'chat', to: 'chat', count: 1, medianSeconds: 0, returns: 0 },
        { from: 'chat', to: 'live_start', count: 1, medianSeconds: 0, returns: 0 },
      ],
      totalActivities: 2,
      totalEdges: 2,
      truncated: false,
    });
  });
  test('variants, and the graph of one of them', async () => {
    const { rows, total, cases } = await processVariants(db(), query());
    expect([total, cases, rows[0]?.events, rows[0]?.cases]).toEqual([2, 5, ['chat'], 4]);
    const graph = await processGraph(db(), query({ variant: '["chat"]' }));
    expect([graph.cases, graph.events, graph.edges]).toEqual([4, 4, []]);
  });
  test('celebs and cases behind an edge', async () => {
    const selector = { kind: 'edge' as const, from: 'chat', to: 'live_start' };
    const { celebs, cases } = await processBehind(db(), { ...query(), selector });
    expect(celebs.rows).toEqual([{ celebId: 'a', count: 1 }]);
    expect(cases?.rows.map((r) => [r.caseId, r.events, r.hits])).toEqual([['a/2024-01-01', 3, 1]]);
  });
  test('an empty period has an empty graph', async () => {
    const graph = await processGraph(db(), query({ from: '2030-01-01' }));
    expect([graph.cases, graph.activities, graph.edges]).toEqual([0, [], []]);
  });
  test('no further columns in this version', async () => {
    expect(await processOptions(db(), version.id)).toEqual({ columns: [] });
  });
  test('an unknown celeb, and a case column without a name or that is not there', async () => {
    const codeOf = async (more: Record<string, unknown>) => {
      const error = await processGraph(db(), query(more)).catch((e: unknown) => e);
      return error instanceof AppError ? error.code : error;
    };
    expect(await codeOf({ scope: 'celeb', celeb: 'nobody' })).toBe('not_found');
    expect(await codeOf({ rule: 'column' })).toBe('bad_request');
    expect(await codeOf({ rule: 'column', column: 'order' })).toBe('not_found');
  });
  test('the log as XES', async () => {
    const text = await new Response(
      await xesStream(db(), query(), new AbortController().signal),
    ).text();
    expect(text.match(/<trace>/g)).toHaveLength(5);
    expect(text.trimEnd().endsWith('</log>')).toBe(true);
  });
});

describe('kept answers', () => {
  test('are kept per version and go with it', async () => {
    await processGraph(db(), query());
    const mine = await processGraph(db(), query({ version: other.id }));
    expect(mine.events).toBe(1);
    expect(await db().processResult.count({ where: { versionId: other.id } })).toBe(1);
    await db().datasetVersion.delete({ where: { id: other.id } });
    expect(await db().processResult.count({ where: { versionId: other.id } })).toBe(0);
  });
  test('one computation for two who ask at once, and none for the next', async () => {
    let computed = 0;
    const ask = () =>
      cached({
        db: db(),
        versionId: version.id,
        inputs: ['twice'],
        schema: processQuerySchema.shape.version,
        compute: async () => {
          computed += 1;
          return `answer ${computed}`;
        },
      });
    expect(await Promise.all([ask(), ask()])).toEqual(['answer 1', 'answer 1']);
    expect(await ask()).toBe('answer 1');
    expect(computed).toBe(1);
  });
  test('a computation goes on for the one who stays, and is given up when all have left', async () => {
    const [first, second] = [new AbortController(), new AbortController()];
    let finish = () => {};
    let own: AbortSignal | undefined;
    const ask = (signal: AbortSignal) =>
      cached({
        db: db(),
        versionId: version.id,
        inputs: ['left'],
        schema: processQuerySchema.shape.version,
        signal,
        compute: (given) => {
          own = given;
          return new Promise<string>((resolve) => {
            finish = () => resolve('done');
          });
        },
      });
    const both = [ask(first.signal), ask(second.signal)];
    await expect.poll(() => own !== undefined).toBe(true);
    // Both have joined once another question has gone to the database and back.
    await db().processResult.count();
    first.abort();
    expect(own?.aborted).toBe(false);
    second.abort();
    expect(own?.aborted).toBe(true);
    finish();
    expect(await Promise.all(both)).toEqual(['done', 'done']);
  });
});
