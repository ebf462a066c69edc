import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Prisma } from '@/lib/server/db/generated/client';
import { explanationDir, writeTables } from '@/lib/server/explain/tables';
import type { Runtime } from '@/lib/server/runtime';
import { appErrorOf } from '@/lib/server/testing/state';
import { newInstallation, publishTables, small } from '../series/testing';
import { explainPoints, listedFeatures } from './points';

const NOBODY = '00000000-0000-4000-8000-000000000000';
const FEATURES = ['own_chat.sum', 'fan_a,b.sum'];
/** Days since 1970-01-01 of 8 and 15 January 2024. */
const [FIRST, SECOND] = [19_730, 19_737];

let installation: Awaited<ReturnType<typeof newInstallation>>;
let runtime: Runtime;
const id = randomUUID();

beforeAll(async () => {
  installation = await newInstallation();
  ({ runtime } = installation);
  const { db, env } = runtime;
  const { id: versionId } = await publishTables(runtime, small);
  const json = {} as Prisma.InputJsonValue;
  const run = await db.run.create({
    data: {
      id: randomUUID(),
      versionId,
      jobId: randomUUID(),
      position: 0,
      target: 'churn',
      kind: 'gbdt',
      candidate: json,
      windows: json,
      split: json,
      splitSummary: json,
      engine: 'trees',
      libraries: json,
      log: json,
      parameters: 0,
      durationMs: 0,
      report: json,
    },
  });
  await db.explanation.create({
    data: {
      id,
      versionId,
      jobId: randomUUID(),
      asOf: new Date('2024-01-17'),
      settings: json,
      parts: { create: [{ target: 'churn', runId: run.id, ledger: json, report: json }] },
    },
  });
  await writeTables(explanationDir(env.dataDir, id), 'churn', {
    surrogate: { objective: 'regression', featureNames: FEATURES, baseScore: 0, trees: [] },
    features: FEATURES,
    series: ['own_chat', 'fan_a,b'],
    observeDays: 7,
    sample: {
      celebs: ['c', 'a', 'c', 'gone'],
      anchors: [SECOND, FIRST, FIRST, SECOND],
      logits: Float32Array.of(0, Math.log(3), -20, 1),
      values: Float32Array.of(1, 10, 2, 20, 3, 30, 4, 123_456.789),
      shap: Float32Array.of(0.1, -1, 0.2, -2, 0.3, -3, 0.123_456_7, 0),
    },
    current: {
      celebs: [],
      logits: new Float32Array(),
      x: new Float32Array(),
      attributions: new Float32Array(),
      errors: new Float32Array(),
    },
  });
}, 120_000);
afterAll(() => installation.close());

const points = (features: string, target: 'churn' | 'sticker' = 'churn', of = id) =>
  explainPoints(runtime.db, of, { target, features });

describe('points', () => {
  test('say of each window whose it is, when, how probable, and what the features do', async () => {
    expect(await points('fan_a,b.sum,own_chat.sum')).toEqual({
      celebs: [
        { id: 'c', name: null },
        { id: 'a', name: 'Ara' },
        // Not a celeb of this version any more.
        { id: 'gone', name: null },
      ],
      anchors: ['2024-01-08', '2024-01-15'],
      celeb: [0, 1, 0, 2],
      anchor: [1, 0, 0, 1],
      probability: [0.5, 0.75, 2.0612e-9, 0.73106],
      features: [
        { name: 'fan_a,b.sum', values: [10, 20, 30, 123_460], shap: [-1, -2, -3, 0] },
        { name: 'own_chat.sum', values: [1, 2, 3, 4], shap: [0.1, 0.2, 0.3, 0.12346] },
      ],
    });
  });

  test('know only features of the explained model', async () => {
    const error = await appErrorOf(points('own_chat.sum,own_chat.mean'));
    expect([error.code, error.details]).toEqual([
      'bad_request',
      { field: 'features', reason: 'features: own_chat.mean' },
    ]);
  });

  test('do not exist for a target that was not explained, nor for another explanation', async () => {
    expect((await appErrorOf(points('own_chat.sum', 'sticker'))).code).toBe('not_found');
    expect((await appErrorOf(points('own_chat.sum', 'churn', NOBODY))).code).toBe('not_found');
  });

  test('say when their files are broken or gone', async () => {
    const folder = path.join(explanationDir(runtime.env.dataDir, id), 'churn');
    await writeFile(path.join(folder, 'sample-shap.f32'), 'abcd');
    expect((await appErrorOf(points('own_chat.sum'))).code).toBe('explanation_files_missing');
    await rm(folder, { recursive: true });
    expect((await appErrorOf(points('own_chat.sum'))).code).toBe('explanation_files_missing');
  });
});

test('names in a list may hold commas themselves', () => {
  const known = ['a.sum', 'a.sum,b.sum', 'b.sum', 'x,y.last'];
  expect(listedFeatures('b.sum,a.sum', known)).toEqual(['b.sum', 'a.sum']);
  expect(listedFeatures('a.sum,b.sum,x,y.last,b.sum', known)).toEqual([
    'a.sum,b.sum',
    'x,y.last',
    'b.sum',
  ]);
  expect(listedFeatures('a.sum,a.sum', known)).toEqual(['a.sum']);
  expect(() => listedFeatures('', known)).toThrow('has no feature ""');
});
