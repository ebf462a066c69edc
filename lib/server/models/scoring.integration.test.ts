import { rename } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { withLake } from '@/lib/server/lake/duckdb';
import { versionDir } from '@/lib/server/lake/layout';
import { loadWindowTensor } from '@/lib/server/prepare/tensor';
import type { Runtime } from '@/lib/server/runtime';
import { removeDataDirs } from '@/lib/server/testing/folders';
import { JobRunner } from '@/lib/server/testing/job-runner';
import { newRuntime } from '@/lib/server/testing/state';
import { modelDir } from './layout';
import { loadScoringWindows } from './scoring-data';

let runtime: Runtime;
let runner: JobRunner;
let versionId: string;
let dir: string;
let runIds: readonly string[];

const CANDIDATES = [
  { kind: 'sequence', model: { model: 'gru', units: 4 }, training: { epochs: 1 } },
];

beforeAll(async () => {
  runtime = await newRuntime();
  runner = await JobRunner.open(runtime);
  const demo = await runner.run('demo', { scale: 0.05, seed: 11, train: false });
  const made = demo.result as { versionId: string; datasetId: string };
  versionId = made.versionId;
  dir = versionDir(runtime.env.dataDir, made.datasetId, versionId);
});
afterAll(async () => {
  await runner.close();
  await runtime.close();
  await removeDataDirs();
});

it('needs a champion of both targets', async () => {
  const job = await runner.run('score', { versionId });
  expect(job.error).toMatchObject({
    code: 'no_champion',
    message: 'There is no champion for churn and sticker yet. Train models and choose one.',
  });
});

it('sees of any day what training would have seen of it', async () => {
  const windows = { observeDays: 7, outcomeDays: 7, strideDays: 1 };
  const features = ['own_total', 'fan_unique', 'sticker_count'];
  await withLake({}, async (connection) => {
    const tensor = await loadWindowTensor(connection, dir, windows, features);
    const day = tensor.anchor[Math.floor(tensor.anchor.length / 2)] ?? 0;
    const asOf = new Date(day * 86_400_000).toISOString().slice(0, 10);
    const rows = [...tensor.anchor.keys()].filter((row) => tensor.anchor[row] === day);
    const width = windows.observeDays * features.length;
    const scoring = await loadScoringWindows(connection, dir, asOf, windows.observeDays, features);
    expect(scoring.celebIds).toEqual(
      rows.map((row) => tensor.celebIds[tensor.celebIndex[row] ?? -1]),
    );
    expect(Array.from(scoring.x)).toEqual(
      rows.flatMap((row) => Array.from(tensor.x.subarray(row * width, (row + 1) * width))),
    );
    expect(rows.length).toBeGreaterThan(5);
  });
});

it('gives a day one snapshot, which stays as it is', async () => {
  const training = await runner.run('train', {
    versionId,
    candidates: CANDIDATES,
    promote: 'best',
  });
  runIds = (training.result as { runIds: string[] }).runIds;
  const snapshot = async (payload: object) => {
    const job = await runner.run('score', { versionId, ...payload });
    expect(job.error).toBeNull();
    const { snapshotId: id } = job.result as { snapshotId: string };
    return runtime.db.scoreSnapshot.findUniqueOrThrow({
      where: { id },
      include: { scores: { orderBy: { celebId: 'asc' } } },
    });
  };
  const first = await snapshot({ asOf: '2023-01-15' });
  expect([first.churnRunId, first.stickerRunId]).toEqual(runIds);
  expect(await snapshot({ asOf: '2023-01-15' })).toEqual(first);
  const newest = await snapshot({});
  expect(newest.id).not.toBe(first.id);
  expect(newest.asOf.toISOString()).toBe('2023-03-29T00:00:00.000Z');
  // New champions believe something else of the same day, and what was believed before stays.
  await runner.run('train', {
    versionId,
    candidates: [{ kind: 'logistic' }],
    promote: 'best',
  });
  const later = await snapshot({ asOf: '2023-01-15' });
  expect(later.id).not.toBe(first.id);
  expect(later.scores.map((row) => row.celebId)).toEqual(first.scores.map((row) => row.celebId));
  const kept = await runtime.db.scoreSnapshot.findUniqueOrThrow({
    where: { id: first.id },
    include: { scores: { orderBy: { celebId: 'asc' } } },
  });
  expect(kept).toEqual(first);
});

it.each([
  ['2021-01-01', 'nothing_to_score'],
  ['2024-01-01', 'nothing_to_score'],
])('says of %s that nobody can be scored', async (asOf, code) => {
  const job = await runner.run('score', { versionId, asOf });
  expect(job.error).toMatchObject({
    code,
    details: { reason: asOf, from: '2022-11-10', to: '2023-03-28' },
  });
});

it('says when the files of a champion are gone', async () => {
  const [churn] = await runtime.db.champion.findMany({
    where: { target: 'churn' },
    orderBy: { chosenAt: 'desc' },
  });
  const folder = modelDir(runtime.env.dataDir, churn?.runId ?? '');
  await rename(folder, `${folder}-away`);
  const job = await runner.run('score', { versionId, asOf: '2023-02-01' });
  await rename(`${folder}-away`, folder);
  expect(job.error).toMatchObject({ code: 'model_files_missing' });
  expect((job.error as { message: string }).message).toContain('the folder is gone');
  expect((await runner.run('score', { versionId, asOf: '2023-02-01' })).error).toBeNull();
});
