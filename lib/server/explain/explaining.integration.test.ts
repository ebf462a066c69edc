import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explanationPartSchema, featureLedgerSchema } from '@/lib/contracts/explain';
import { TARGETS, type Target } from '@/lib/contracts/models';
import { predictMargin, sigmoid } from '@/lib/domain/trees/predict';
import type { Database } from '@/lib/server/db/client';
import type { Job } from '@/lib/server/db/generated/client';
import { cancelJob, getJob } from '@/lib/server/jobs/store';
import type { Runtime } from '@/lib/server/runtime';
import { removeDataDirs } from '@/lib/server/testing/folders';
import { JobRunner } from '@/lib/server/testing/job-runner';
import { newRuntime } from '@/lib/server/testing/state';
import { until } from '@/lib/server/testing/until';
import { explanationsRoot, readTables } from './tables';

const GRU = {
  kind: 'sequence',
  scaler: 'log1p-standard',
  model: { model: 'gru', units: 4 },
  training: { epochs: 2 },
};
const QUICK = { trials: 3, samples: 100 };
const reportSchema = explanationPartSchema.omit({
  target: true,
  runId: true,
  kind: true,
  isChampion: true,
});

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

const folders = () => readdir(explanationsRoot(runtime.env.dataDir)).catch((): string[] => []);

async function train(payload: object): Promise<string[]> {
  const job = await runner.run('train', { versionId, ...payload });
  expect(job.error).toBeNull();
  return (job.result as { runIds: string[] }).runIds;
}

/** An explanation as it is stored. */
async function explain(payload: object = {}) {
  const job = await runner.run('explain', { versionId, ...QUICK, ...payload });
  expect(job.error).toBeNull();
  const { explanationId: id } = job.result as { explanationId: string };
  const { parts } = await db.explanation.findUniqueOrThrow({
    where: { id },
    include: { parts: true },
  });
  const part = (target: Target) => {
    const found = parts.find((one) => one.target === target);
    return {
      runId: found?.runId,
      ledger: featureLedgerSchema.parse(found?.ledger),
      report: reportSchema.parse(found?.report),
    };
  };
  const tables = (target: Target) => readTables(runtime.env.dataDir, id, target);
  return { id, targets: parts.map(({ target }) => target).sort(), part, tables };
}

const failed = async (payload: object = {}): Promise<Job['error']> => {
  const job = await runner.run('explain', { versionId, ...QUICK, ...payload });
  expect(job.status).toBe('failed');
  return job.error;
};

const promote = (target: Target, runId: string) =>
  db.champion.create({ data: { datasetId, target, runId, chosenBy: 'test', reason: {} } });

it('needs a champion', async () => {
  expect(await failed()).toMatchObject({ code: 'no_champion' });
  expect(await folders()).toEqual([]);
});

describe('explaining the champions', () => {
  let made: Awaited<ReturnType<typeof explain>>;
  let columns: readonly string[];

  beforeAll(async () => {
    await train({ candidates: [GRU], promote: 'best' });
    made = await explain();
    ({ dailyColumns: columns } = await db.datasetVersion.findUniqueOrThrow({
      where: { id: versionId },
    }));
  });

  it('judges every series of the daily table on the training windows only', async () => {
    expect(made.targets).toEqual(['churn', 'sticker']);
    for (const target of TARGETS) {
      const { ledger, runId } = made.part(target);
      const { splitSummary } = await db.run.findUniqueOrThrow({ where: { id: runId } });
      const { windows, positives, celebs } = (
        splitSummary as { train: { windows: number; positives: number; celebs: number } }
      ).train;
      expect(ledger.windows).toEqual({ count: windows, positives, celebs });
      expect(ledger.rows.map((row) => row.feature)).toEqual(columns);
      expect([...ledger.correlation.features].sort()).toEqual([...columns].sort());
      expect(ledger.shadows).toHaveLength(3);
      expect(ledger.rows.every((row) => row.history.length === 3)).toBe(true);
      // own_total is the sum of all own events.
      const total = ledger.rows.find((row) => row.feature === 'own_total');
      expect(total?.vif.before).toBe('infinite');
      expect(ledger.sets.all).toEqual(columns);
      expect(ledger.sets['not-collinear']).toEqual(
        ledger.rows.filter((row) => row.vif.removedAs === null).map((row) => row.feature),
      );
    }
  });

  it('explains the logits that scores come from, and its SHAP values add up', async () => {
    const score = await runner.run('score', { versionId });
    const { snapshotId } = score.result as { snapshotId: string };
    const scores = await db.celebScore.findMany({ where: { snapshotId } });
    for (const target of TARGETS) {
      const { surrogate, features, sample, current } = await made.tables(target);
      const { report } = made.part(target);
      const scoreOf = new Map(scores.map((row) => [row.celebId, row[target]]));
      expect(current.celebs).toHaveLength(scores.length);
      current.celebs.forEach((celeb, i) => {
        expect(sigmoid(current.logits[i] ?? 0)).toBeCloseTo(scoreOf.get(celeb) ?? -1, 5);
      });
      const width = features.length;
      const rows = sample.celebs.length;
      expect(rows).toBe(report.sampleWindows);
      const margins = predictMargin(surrogate, { values: sample.values, rows, columns: width });
      margins.forEach((margin, row) => {
        const parts = sample.shap.subarray(row * width, (row + 1) * width);
        const sum = parts.reduce((total, part) => total + part, report.expected);
        expect(sum).toBeCloseTo(margin, 4);
      });
    }
  });

  it('attributes days, and tells the completeness error', async () => {
    const { current, series, observeDays } = await made.tables('churn');
    const { attributions } = made.part('churn').report;
    expect(attributions).toMatchObject({
      windows: current.celebs.length,
      samples: 100,
      background: 100,
    });
    const width = observeDays * series.length;
    current.errors.forEach((error, i) => {
      const parts = current.attributions.subarray(i * width, (i + 1) * width);
      const sum = parts.reduce((total, part) => total + part, 0);
      const gap = (current.logits[i] ?? 0) - (attributions?.baseline ?? 0);
      expect(sum - gap).toBeCloseTo(error, 3);
    });
    expect(Math.max(...current.errors.map(Math.abs))).toBeCloseTo(
      attributions?.largestError ?? -1,
      6,
    );
  });

  it('says the same when it is repeated', async () => {
    const again = await explain();
    for (const target of TARGETS) {
      expect(again.part(target)).toEqual(made.part(target));
      expect(await again.tables(target)).toEqual(await made.tables(target));
    }
  });

  it('tells the weeks of the anchors by their Mondays, each window once', () => {
    const { drift, explainedWindows } = made.part('churn').report;
    expect(drift.weeks.every(({ week }) => new Date(week).getUTCDay() === 1)).toBe(true);
    expect(drift.weeks.reduce((sum, { windows }) => sum + windows, 0)).toBe(explainedWindows);
    expect(drift.series.every(({ shap }) => shap.length === drift.weeks.length)).toBe(true);
  });

  it('leaves nothing behind when it is cancelled', async () => {
    const before = await folders();
    const id = await runner.start('explain', { versionId, trials: 1000, samples: 100, seed: 3 });
    await until('it explains', async () => (await getJob(db, id)).stage === 'explain');
    await cancelJob(db, id);
    expect(await runner.ended(id)).toMatchObject({ status: 'cancelled' });
    expect(await folders()).toEqual(before);
  });
});

describe('unusual models', () => {
  it('a constant one has nothing to explain, and says so', async () => {
    const [runId = ''] = await train({
      targets: ['churn'],
      candidates: [{ kind: 'most-frequent' }],
    });
    await promote('churn', runId);
    const { report } = (await explain()).part('churn');
    expect(report).toMatchObject({ isConstant: true, attributions: null });
    expect(report.fidelity).toMatchObject({ r2: null, agreement: 1, isFaithful: true });
    expect(report.series.every(({ shap, gain }) => shap === 0 && gain === 0)).toBe(true);
    expect(report.features.every(({ interactions }) => interactions.length === 0)).toBe(true);
  });

  it('one that reads a single series is explained by its three summaries', async () => {
    const [runId = ''] = await train({
      targets: ['churn'],
      candidates: [GRU],
      features: ['own_total'],
    });
    await promote('churn', runId);
    const made = await explain();
    const { report, ledger } = made.part('churn');
    expect(report.series.map(({ name }) => name)).toEqual(['own_total']);
    expect(report.features.map(({ name }) => name).sort()).toEqual([
      'own_total.last',
      'own_total.slope',
      'own_total.sum',
    ]);
    expect(report.groups.map(({ group }) => group)).toEqual(['own']);
    expect((await made.tables('churn')).series).toEqual(['own_total']);
    // The ledger judges all series whatever the model reads.
    expect(ledger.rows.length).toBeGreaterThan(1);
  });

  it('one whose features the version lacks is refused by name', async () => {
    const [runId = ''] = await train({ targets: ['churn'], candidates: [GRU] });
    await db.run.update({ where: { id: runId }, data: { features: ['own_total', 'own_gone'] } });
    await promote('churn', runId);
    expect(await failed()).toMatchObject({
      code: 'features_missing',
      details: { columns: ['own_gone'], count: 1 },
    });
  });

  it('one for windows of other lengths is refused with both lengths', async () => {
    const [runId = ''] = await train({ targets: ['churn'], candidates: [GRU] });
    await db.run.update({
      where: { id: runId },
      data: { windows: { observeDays: 14, outcomeDays: 7, strideDays: 1 } },
    });
    await promote('churn', runId);
    expect(await failed()).toMatchObject({
      code: 'windows_differ',
      details: { observed: 14, outcome: 7, versionObserved: 7, versionOutcome: 7 },
    });
  });

  it('a target without a champion is left out', async () => {
    const [runId = ''] = await train({ targets: ['churn'], candidates: [GRU] });
    await promote('churn', runId);
    await db.champion.deleteMany({ where: { datasetId, target: 'sticker' } });
    expect((await explain()).targets).toEqual(['churn']);
  });

  it('a day without active celebs is refused with the days that the data have', async () => {
    expect(await failed({ asOf: '2030-01-01' })).toMatchObject({
      code: 'nothing_to_score',
      details: { reason: '2030-01-01', from: '2022-11-10', to: '2023-03-28' },
    });
  });
});
