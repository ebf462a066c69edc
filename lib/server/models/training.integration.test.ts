import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runReportSchema, splitSummarySchema } from '@/lib/contracts/models';
import { LOCAL_SESSION } from '@/lib/server/auth/session';
import type { Database } from '@/lib/server/db/client';
import { cancelJob, getJob } from '@/lib/server/jobs/store';
import type { Runtime } from '@/lib/server/runtime';
import { removeDataDirs } from '@/lib/server/testing/folders';
import { JobRunner } from '@/lib/server/testing/job-runner';
import { newRuntime } from '@/lib/server/testing/state';
import { until } from '@/lib/server/testing/until';
import { currentChampions } from './champions';
import { modelsRoot } from './layout';

const GRU = {
  kind: 'sequence',
  scaler: 'log1p-standard',
  model: { model: 'gru', units: 4 },
  training: { epochs: 2 },
};
const GBDT = { kind: 'gbdt', trees: { num_iterations: 10 } };
const CANDIDATES = [{ kind: 'most-frequent' }, { kind: 'logistic' }, GBDT, GRU];

let runtime: Runtime;
let db: Database;
let runner: JobRunner;
let versionId: string;
let datasetId: string;

beforeAll(async () => {
  runtime = await newRuntime();
  db = runtime.db;
  runner = await JobRunner.open(runtime);
  const demo = await runner.run('demo', { scale: 0.05, seed: 7, train: false }, 'Small');
  ({ versionId, datasetId } = demo.result as { versionId: string; datasetId: string });
});
afterAll(async () => {
  await runner.close();
  await runtime.close();
  await removeDataDirs();
});

const runsOf = (jobId: string) =>
  db.run.findMany({ where: { jobId }, orderBy: { position: 'asc' } });
const folders = async () => (await readdir(modelsRoot(runtime.env.dataDir))).sort();

describe('a training job', () => {
  it('trains every candidate for both targets, promotes the best and scores all celebs', async () => {
    const job = await runner.run('train', {
      versionId,
      candidates: CANDIDATES,
      promote: 'best',
      score: true,
    });
    expect(job).toMatchObject({ status: 'succeeded', error: null });
    const runs = await runsOf(job.id);
    expect(runs.map((run) => `${run.target} ${run.kind} ${run.scaler}`)).toEqual([
      'churn most-frequent null',
      'churn logistic null',
      'churn gbdt null',
      'churn gru log1p-standard',
      'sticker most-frequent null',
      'sticker logistic null',
      'sticker gbdt null',
      'sticker gru log1p-standard',
    ]);
    expect(job.result).toEqual({ datasetId, versionId, runIds: runs.map((run) => run.id) });
    expect(await folders()).toEqual(runs.map((run) => run.id).sort());

    const champions = await currentChampions(db, datasetId);
    for (const target of ['churn', 'sticker'] as const) {
      const ofTarget = runs.filter((run) => run.target === target);
      const quality = (run: (typeof runs)[number]) =>
        runReportSchema.parse(run.report).validation.microAveragePrecision ?? 0;
      const best = Math.max(...ofTarget.map(quality));
      const champion = champions[target];
      expect(champion?.reason).toEqual({
        by: 'rule',
        rule: 'best',
        microAveragePrecision: best,
        candidates: 4,
      });
      expect(champion && quality(champion.run)).toBe(best);
    }

    const scoring = await runner.follower(job.id);
    expect(scoring).toMatchObject({ type: 'score', status: 'succeeded' });
    const { snapshotId } = scoring.result as { snapshotId: string };
    const snapshot = await db.scoreSnapshot.findUniqueOrThrow({
      where: { id: snapshotId },
      include: { scores: true },
    });
    expect(snapshot.asOf.toISOString().slice(0, 10)).toBe('2023-03-29');
    const newest = await db.celebWeek.count({ where: { versionId, ownDays: { gt: 0 } } });
    expect(newest).toBeGreaterThan(0);
    expect(snapshot.scores).toHaveLength(snapshot.celebs);
    for (const { churn, sticker, score } of snapshot.scores) {
      expect(churn > 0 && churn < 1 && sticker > 0 && sticker < 1).toBe(true);
      expect(score).toBe(churn * sticker);
    }
  });

  it('keeps what a run needs to be trusted and repeated', async () => {
    const first = await runner.run('train', { versionId, candidates: [GRU], targets: ['churn'] });
    const again = await runner.run('train', { versionId, candidates: [GRU], targets: ['churn'] });
    const [[one], [two]] = [await runsOf(first.id), await runsOf(again.id)];
    if (!one || !two) throw new Error('each job has one run');
    expect(one.report).toEqual(two.report);
    expect(one.log).toEqual(two.log);
    expect(one).toMatchObject({
      windows: { observeDays: 7, outcomeDays: 7, strideDays: 1 },
      split: { kind: 'time', testAnchors: 14, validationShare: 0.2, seed: 1 },
      engine: 'onnx',
      createdBy: LOCAL_SESSION.name,
    });
    const version = await db.datasetVersion.findUniqueOrThrow({
      where: { id: versionId },
      include: { preparations: true },
    });
    expect(one.features).toEqual(version.dailyColumns);
    expect(one.libraries).toMatchObject({ node: process.versions.node });
    const { train, validation, test, purged } = splitSummarySchema.parse(one.splitSummary);
    expect(train.windows + validation.windows + test.windows + purged).toBe(
      version.preparations[0]?.complete,
    );
    expect([test.anchors, test.lastAnchor]).toEqual([14, '2023-03-22']);
    expect(train.lastAnchor).toBe('2023-03-02');
    const report = runReportSchema.parse(one.report);
    const { trueNegatives, falsePositives, falseNegatives, truePositives } = report.confusion;
    expect(trueNegatives + falsePositives + falseNegatives + truePositives).toBe(test.windows);
    expect(report.calibration.map(({ method }) => method)).toEqual(['none', 'platt', 'isotonic']);
    const { value, low, high } = report.test.accuracy ?? {};
    expect(value).toBe((trueNegatives + truePositives) / test.windows);
    expect(low != null && high != null && value != null && low <= value && value <= high).toBe(
      true,
    );
    expect(report.ceiling?.accuracy).toBeGreaterThan(0.8);
  });

  it('that is cancelled keeps its finished runs, and another attempt goes on from there', async () => {
    const slow = {
      ...GRU,
      model: { model: 'gru-bilstm', units: 64, layers: 2 },
      training: { epochs: 200, patience: 200 },
    };
    const candidates = [{ kind: 'most-frequent' }, GBDT, slow];
    const id = await runner.start('train', { versionId, candidates, targets: ['churn'] });
    const begun = await until('two runs are stored', async () => {
      const runs = await runsOf(id);
      return runs.length === 2 && runs;
    });
    await cancelJob(db, id);
    expect((await runner.ended(id)).status).toBe('cancelled');
    expect(await runsOf(id)).toEqual(begun);
    const kept = (await db.run.findMany({ select: { id: true } })).map((run) => run.id).sort();
    expect(await folders()).toEqual(kept);

    const { payload } = await getJob(db, id);
    const quick = { ...(payload as object), candidates: [{ kind: 'most-frequent' }, GBDT, GRU] };
    await db.job.update({
      where: { id },
      data: { status: 'queued', cancelRequested: false, payload: quick },
    });
    await runner.send(id);
    expect((await runner.ended(id)).status).toBe('succeeded');
    const runs = await runsOf(id);
    expect(runs.slice(0, 2)).toEqual(begun);
    expect(runs.map((run) => run.kind)).toEqual(['most-frequent', 'gbdt', 'gru']);
  });

  it.each([
    [
      { features: ['own_total', 'own_dance', 'fan_sleep'] },
      'features_missing',
      'own_dance, fan_sleep',
    ],
    [{ split: { testAnchors: 300 } }, 'windows_too_few', '300 test anchors'],
    [{ split: { testAnchors: 122 } }, 'windows_too_few', '7 days older'],
  ])('with %j ends in words', async (more, code, words) => {
    const before = await folders();
    const payload = { versionId, candidates: [GRU], targets: ['churn'], ...more };
    const job = await runner.run('train', payload);
    expect(job.status).toBe('failed');
    expect(job.error).toMatchObject({ code });
    expect((job.error as { message: string }).message).toContain(words);
    expect(await runsOf(job.id)).toEqual([]);
    expect(await folders()).toEqual(before);
  });
});
