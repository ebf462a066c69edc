import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { jobResultSchema } from '@/lib/contracts/jobs';
import { runReportSchema, type Target, trainPayloadSchema } from '@/lib/contracts/models';
import { LOCAL_SESSION } from '@/lib/server/auth/session';
import { createJob, getJob } from '@/lib/server/jobs/store';
import { type Runtime, startJobs } from '@/lib/server/runtime';
import { appErrorOf } from '@/lib/server/testing/state';
import { until } from '@/lib/server/testing/until';
import { newInstallation } from '../series/testing';
import { listChampions } from './champions';
import { runFileDownload } from './files';
import { promote } from './promote';
import { describeRun } from './run';
import { listRuns } from './runs';
import { checkTraining } from './start-training';

let installation: Awaited<ReturnType<typeof newInstallation>>;
let runtime: Runtime;
let jobs: Awaited<ReturnType<typeof startJobs>>;
let versionId: string;
let datasetId: string;
/** Ids in order of position: most frequent, logistic, trees, GRU for churn, then the same for stickers. */
let runs: string[];

const NOBODY = '00000000-0000-4000-8000-000000000000';
const CANDIDATES = [
  { kind: 'most-frequent' },
  { kind: 'logistic' },
  { kind: 'gbdt', trees: { num_iterations: 10 } },
  { kind: 'sequence', model: { model: 'gru', units: 4 }, training: { epochs: 2 } },
];

async function finish(type: 'demo' | 'train', payload: unknown) {
  const { id } = await createJob(runtime.db, LOCAL_SESSION, type, 'Test', payload);
  await jobs.queue.send(id);
  const job = await until(`${type} ends`, async () => {
    const now = await getJob(runtime.db, id);
    return now.status !== 'queued' && now.status !== 'running' && now;
  });
  expect([job.status, job.error]).toEqual(['succeeded', null]);
  return jobResultSchema.parse(job.result);
}

beforeAll(async () => {
  installation = await newInstallation();
  ({ runtime } = installation);
  jobs = await startJobs(runtime);
  ({ versionId, datasetId } = await finish('demo', {
    scale: 0.02,
    seed: 20_240_101,
    train: false,
  }));
  const payload = { versionId, candidates: CANDIDATES, promote: 'best-sequence' };
  runs = (await finish('train', payload)).runIds ?? [];
}, 240_000);
afterAll(async () => {
  await jobs.stop();
  await installation.close();
});

const db = () => runtime.db;
const run = (position: number): string => {
  const id = runs[position];
  if (id === undefined) throw new Error(`there is no run ${position}`);
  return id;
};
const [GRU, TREES] = [3, 2];
const champions = async (target: Target) =>
  (await listChampions(db(), datasetId)).champions.filter((c) => c.target === target);

describe('the list', () => {
  test('holds the runs of a version, newest first, with the numbers of their reports', async () => {
    const { runs: listed, total, truncated } = await listRuns(db(), { version: versionId });
    expect([total, truncated]).toEqual([8, false]);
    expect(listed.map((r) => r.id).toSorted()).toEqual(runs.toSorted());
    expect(listed.map((r) => r.createdAt)).toEqual(
      listed.map((r) => r.createdAt).toSorted((a, b) => b.localeCompare(a)),
    );
    for (const summary of listed) {
      const row = await db().run.findUniqueOrThrow({ where: { id: summary.id } });
      const report = runReportSchema.parse(row.report);
      expect(summary).toMatchObject({
        versionId,
        versionNumber: 1,
        splitKind: 'time',
        testAnchors: 14,
        durationMs: row.durationMs,
        createdBy: 'local',
        validation: report.validation,
        test: report.test,
        ceiling: report.ceiling,
      });
    }
  });

  test('of one target, and of a dataset', async () => {
    const { runs: churn } = await listRuns(db(), { dataset: datasetId, target: 'churn' });
    expect(churn.map((r) => [r.kind, r.scaler, r.isChampion]).toSorted()).toEqual([
      ['gbdt', null, false],
      ['gru', 'log1p-standard', true],
      ['logistic', null, false],
      ['most-frequent', null, false],
    ]);
  });

  test('an unknown version or dataset', async () => {
    expect((await appErrorOf(listRuns(db(), { version: NOBODY }))).code).toBe('not_found');
    expect((await appErrorOf(listRuns(db(), { dataset: NOBODY }))).code).toBe('not_found');
    expect((await appErrorOf(listChampions(db(), NOBODY))).code).toBe('not_found');
  });
});

describe('one run', () => {
  test('keeps everything that it was made of', async () => {
    const detail = await describeRun(db(), run(GRU));
    const version = await db().datasetVersion.findUniqueOrThrow({ where: { id: versionId } });
    expect(detail).toMatchObject({
      datasetId,
      datasetName: 'Test',
      simulated: true,
      kind: 'gru',
      candidate: { kind: 'sequence', model: { units: 4 }, training: { epochs: 2 } },
      windows: { observeDays: 7, outcomeDays: 7, strideDays: 1 },
      split: { kind: 'time', testAnchors: 14, validationShare: 0.2, seed: 1 },
      features: version.dailyColumns,
      calibration: { method: 'platt' },
      isChampion: true,
    });
    expect(detail.log.map((entry) => entry.step)).toEqual([1, 2]);
    const { test: part } = detail.splitSummary;
    const { confusion, operatingPoints } = detail.report;
    expect(part.anchors).toBe(14);
    expect(confusion.truePositives + confusion.falseNegatives).toBe(part.positives);
    const last = operatingPoints.at(-1);
    expect([last?.truePositives, last?.falsePositives]).toEqual([
      part.positives,
      part.windows - part.positives,
    ]);
    expect(detail.report.calibration.map((c) => c.method)).toEqual(['none', 'platt', 'isotonic']);
    expect(detail.championHistory).toMatchObject([
      { runId: run(GRU), kind: 'gru', versionNumber: 1, reason: { by: 'rule', candidates: 1 } },
    ]);
  });

  test('one that does not exist', async () => {
    expect((await appErrorOf(describeRun(db(), NOBODY))).code).toBe('not_found');
  });
});

describe('files', () => {
  const bytes = async (id: string, name: string) => {
    const response = await runFileDownload(db(), id, name);
    return {
      type: response.headers.get('content-type'),
      name: response.headers.get('content-disposition'),
      body: Buffer.from(await response.arrayBuffer()),
    };
  };
  const stored = (id: string, name: string) => path.join(runtime.env.dataDir, 'models', id, name);

  test.each(['model.json', 'weights.bin', 'model.onnx'])('%s of a sequence model', async (name) => {
    const file = await bytes(run(GRU), name);
    expect(file.name).toBe(`attachment; filename="${name}"`);
    expect(file.body.equals(await readFile(stored(run(GRU), name)))).toBe(true);
  });

  test('the JSON of trees names its run', async () => {
    const file = await bytes(run(TREES), 'tabular.json');
    expect(file.type).toBe('application/json');
    expect(JSON.parse(file.body.toString()).metadata.runId).toBe(run(TREES));
  });

  test.each([
    ['a file of the other kind', 'tabular.json'],
    ['a name that is none', 'secret'],
    ['a path', '../../../etc/passwd'],
  ])('%s is not found', async (_, name) => {
    expect((await appErrorOf(runFileDownload(db(), run(GRU), name))).code).toBe('not_found');
  });
});

describe('promotion', () => {
  test('another run becomes champion with a reason, and the one before can come back', async () => {
    const promoted = await promote(db(), LOCAL_SESSION, run(TREES), 'Easier to explain');
    expect(promoted.isChampion).toBe(true);
    expect(promoted.championHistory.map((c) => [c.runId, c.chosenBy, c.reason])).toEqual([
      [run(TREES), 'local', { by: 'person', text: 'Easier to explain' }],
      [run(GRU), 'local', expect.objectContaining({ by: 'rule', rule: 'best-sequence' })],
    ]);
    expect((await describeRun(db(), run(GRU))).isChampion).toBe(false);

    await promote(db(), LOCAL_SESSION, run(GRU), 'Back');
    expect((await champions('churn')).map((c) => c.runId)).toEqual([
      run(GRU),
      run(TREES),
      run(GRU),
    ]);
    // The other target's champion has nothing to do with it.
    expect((await champions('sticker')).map((c) => c.runId)).toEqual([run(7)]);
  });

  test('the present champion is not promoted again, also by two at once', async () => {
    const error = await appErrorOf(promote(db(), LOCAL_SESSION, run(GRU), 'again'));
    expect(error.code).toBe('conflict');
    const both = await Promise.allSettled([
      promote(db(), LOCAL_SESSION, run(1), 'one'),
      promote(db(), LOCAL_SESSION, run(1), 'two'),
    ]);
    expect(both.map((b) => b.status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  test('a run whose files are broken or gone is refused, and nothing changes', async () => {
    const before = await champions('sticker');
    const [trees, gru] = [run(4 + TREES), run(4 + GRU)];
    await writeFile(path.join(runtime.env.dataDir, 'models', trees, 'tabular.json'), '{"model"');
    const code = async (id: string) =>
      (await appErrorOf(promote(db(), LOCAL_SESSION, id, 'x'))).code;
    expect(await code(trees)).toBe('model_files_missing');
    const weights = path.join(runtime.env.dataDir, 'models', gru, 'weights.bin');
    await writeFile(weights, (await readFile(weights)).subarray(4));
    expect(await code(gru)).toBe('model_files_missing');
    await rm(weights);
    expect(await code(gru)).toBe('model_files_missing');
    expect((await appErrorOf(runFileDownload(db(), gru, 'weights.bin'))).code).toBe(
      'model_files_missing',
    );
    expect(await code(NOBODY)).toBe('not_found');
    expect(await champions('sticker')).toEqual(before);
  });
});

describe('what training refuses at once', () => {
  const asked = (more: Record<string, unknown>) =>
    trainPayloadSchema.parse({ versionId, candidates: [{ kind: 'gbdt' }], ...more });

  test('is told before a job exists; otherwise the job goes by the name of the dataset', async () => {
    expect(await checkTraining(db(), asked({}))).toBe('Test');
    const code = async (more: Record<string, unknown>) =>
      (await appErrorOf(checkTraining(db(), asked(more)))).code;
    expect(await code({ versionId: NOBODY })).toBe('not_found');
    expect(await code({ features: ['own_total', 'no_such_column'] })).toBe('features_missing');
    expect(await code({ split: { testAnchors: 200 } })).toBe('windows_too_few');
  });
});
