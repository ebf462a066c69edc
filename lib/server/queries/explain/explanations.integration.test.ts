import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FeatureLedger } from '@/lib/contracts/explain';
import { explainSettingsSchema } from '@/lib/contracts/explain-job';
import { seriesGroup } from '@/lib/domain/explain/series-group';
import type { Database } from '@/lib/server/db/client';
import type { Prisma, Run } from '@/lib/server/db/generated/client';
import { promoteRun } from '@/lib/server/models/champions';
import type { Runtime } from '@/lib/server/runtime';
import { removeDataDirs } from '@/lib/server/testing/folders';
import { JobRunner } from '@/lib/server/testing/job-runner';
import { appErrorOf, newRuntime } from '@/lib/server/testing/state';
import { listRuns } from '../models/runs';
import { checkExplaining, describeExplanation, listExplanations } from './explanations';
import { describeLedger } from './ledger';
import { trainingsOnSets } from './training';

const NOBODY = '00000000-0000-4000-8000-000000000000';
const GBDT = { kind: 'gbdt', trees: { num_iterations: 10 } };
const SETTINGS = explainSettingsSchema.parse({ trials: 3 });
const REPORT = {
  fidelity: { windows: 90, r2: 0.94, agreement: 0.98, isFaithful: true },
  scale: { slope: 1.1, intercept: -0.2 },
  isCalibrated: true,
  isConstant: false,
  expected: -0.7,
  series: [],
  features: [],
  groups: [],
  drift: { weeks: [], series: [] },
  attributions: null,
  sampleWindows: 80,
  explainedWindows: 100,
  currentWindows: 20,
};

let runtime: Runtime;
let db: Database;
let runner: JobRunner;
let versionId: string;
let datasetId: string;
let columns: string[];
/** Trees for churn, trees for stickers. */
let churn: Run;
let sticker: Run;

/** The first column is accepted, the second tentative, the others rejected; all but the first two are collinear. */
function ledgerOf(target: 'churn' | 'sticker'): FeatureLedger {
  const verdicts = ['accepted', 'tentative'] as const;
  return {
    target,
    settings: SETTINGS,
    windows: { count: 300, celebs: 30, positives: 60 },
    rows: columns.map((feature, i) => ({
      feature,
      group: seriesGroup(feature),
      vif: {
        before: 'infinite',
        last: 12,
        removedAs: i < 2 ? null : i - 1,
        reason: i < 2 ? null : 'collinear',
      },
      boruta: {
        verdict: verdicts[i] ?? 'rejected',
        hits: 1,
        trials: 3,
        p: 1,
        adjustedP: 1,
        decidedAfter: null,
      },
      history: [0.1, 0.2, null],
    })),
    shadows: [0, 1, 2].map(() => ({ max: 0.2, mean: 0.1, min: 0 })),
    correlation: { features: columns, values: columns.map(() => columns.map(() => null)) },
    sets: {
      all: columns,
      accepted: columns.slice(0, 1),
      'not-collinear': columns.slice(0, 2),
      'accepted-not-collinear': columns.slice(0, 1),
    },
  };
}

async function explain(runs: readonly Run[], createdAt: string): Promise<string> {
  const id = randomUUID();
  const json = (value: unknown) => value as Prisma.InputJsonValue;
  await db.explanation.create({
    data: {
      id,
      versionId,
      jobId: randomUUID(),
      createdAt: new Date(createdAt),
      createdBy: 'Ara',
      asOf: new Date('2023-03-29T00:00:00Z'),
      settings: json(SETTINGS),
      parts: {
        create: runs.map((run) => ({
          target: run.target,
          runId: run.id,
          ledger: json(ledgerOf(run.target === 'churn' ? 'churn' : 'sticker')),
          report: json(REPORT),
        })),
      },
    },
  });
  return id;
}

beforeAll(async () => {
  runtime = await newRuntime();
  db = runtime.db;
  runner = await JobRunner.open(runtime);
  const demo = await runner.run('demo', { scale: 0.02, seed: 7, train: false }, 'Small');
  ({ versionId, datasetId } = demo.result as { versionId: string; datasetId: string });
  columns = (await db.datasetVersion.findUniqueOrThrow({ where: { id: versionId } })).dailyColumns;
  expect((await appErrorOf(checkExplaining(db, { versionId }))).code).toBe('no_champion');
  const job = await runner.run('train', { versionId, candidates: [GBDT], promote: 'best' });
  const runs = await db.run.findMany({ where: { jobId: job.id }, orderBy: { position: 'asc' } });
  const [one, two] = runs;
  if (!one || !two) throw new Error('both targets were trained');
  [churn, sticker] = [one, two];
});
afterAll(async () => {
  await runner.close();
  await runtime.close();
  await removeDataDirs();
});

describe('explanations', () => {
  let older: string;
  let newer: string;
  beforeAll(async () => {
    older = await explain([churn, sticker], '2024-01-01T10:00:00Z');
    newer = await explain([sticker], '2024-01-02T10:00:00Z');
  });

  test('of a version, newest first, say which runs they explain and how faithfully', async () => {
    const part = { isChampion: true, kind: 'gbdt', fidelity: REPORT.fidelity };
    const { explanations } = await listExplanations(db, versionId);
    expect(explanations).toEqual([
      {
        id: newer,
        jobId: expect.any(String),
        versionId,
        createdAt: '2024-01-02T10:00:00.000Z',
        createdBy: 'Ara',
        asOf: '2023-03-29',
        settings: SETTINGS,
        parts: [{ target: 'sticker', runId: sticker.id, ...part }],
      },
      expect.objectContaining({
        id: older,
        parts: [
          { target: 'churn', runId: churn.id, ...part },
          { target: 'sticker', runId: sticker.id, ...part },
        ],
      }),
    ]);
    const detail = await describeExplanation(db, older);
    expect(detail).toMatchObject({ ...explanations[1], parts: [{ ...REPORT }, { ...REPORT }] });
    expect(await describeLedger(db, older, 'churn')).toEqual(ledgerOf('churn'));
  });

  test('a run that is champion no more is told apart from one that is', async () => {
    const other = await runner.run('train', {
      versionId,
      candidates: [GBDT],
      targets: ['churn'],
      promote: 'best',
    });
    expect(other.status).toBe('succeeded');
    const champions = async () => [
      (await describeExplanation(db, older)).parts.map((part) => part.isChampion),
      (await listExplanations(db, versionId)).explanations[1]?.parts.map((p) => p.isChampion),
    ];
    expect(await champions()).toEqual([
      [false, true],
      [false, true],
    ]);
    const back = { by: 'person', text: 'Back' } as const;
    await db.$transaction((tx) => promoteRun(tx, { ...churn, datasetId }, 'Ara', back));
    expect(await champions()).toEqual([
      [true, true],
      [true, true],
    ]);
  });

  test('unknown versions, explanations and targets', async () => {
    const code = async (work: Promise<unknown>) => (await appErrorOf(work)).code;
    expect(await code(listExplanations(db, NOBODY))).toBe('not_found');
    expect(await code(describeExplanation(db, NOBODY))).toBe('not_found');
    expect(await code(describeLedger(db, NOBODY, 'churn'))).toBe('not_found');
    expect(await code(describeLedger(db, newer, 'churn'))).toBe('not_found');
    expect(await code(checkExplaining(db, { versionId: NOBODY }))).toBe('not_found');
    expect(await checkExplaining(db, { versionId })).toBe('Small');
  });
});

describe('training on sets of features', () => {
  test('one job for each set that differs, with the settings of the explained run', async () => {
    const id = await explain([churn], '2024-01-03T10:00:00Z');
    const trainings = await trainingsOnSets(db, id, {
      target: 'churn',
      sets: ['accepted-not-collinear', 'accepted', 'all'],
    });
    // The accepted set without collinear features is the accepted set here.
    expect(trainings.map(({ payload }) => payload.featureSet?.name)).toEqual(['all', 'accepted']);
    expect(trainings[1]).toEqual({
      title: 'Small',
      payload: {
        versionId,
        split: { kind: 'time', testAnchors: 14, validationShare: 0.2, seed: 1 },
        features: columns.slice(0, 1),
        targets: ['churn'],
        candidates: [churn.candidate],
        calibration: 'platt',
        experiment: 'Feature sets of 2024-01-03',
        promote: 'never',
        featureSet: { explanationId: id, name: 'accepted' },
        score: false,
        explain: false,
        brief: false,
      },
    });

    for (const { payload } of trainings)
      expect((await runner.run('train', payload)).status).toBe('succeeded');
    const { runs, total } = await listRuns(db, { version: versionId, explanation: id });
    expect([total, runs.map((run) => [run.featureSet, run.featureCount, run.isChampion])]).toEqual([
      2,
      [
        ['accepted', 1, false],
        ['all', columns.length, false],
      ],
    ]);
    // Only the features differ: on all of them, the explained run comes out once more.
    const again = await db.run.findFirstOrThrow({
      where: { explanationId: id, featureSet: 'all' },
    });
    expect(again.report).toEqual(churn.report);
    expect(again).toMatchObject({
      explanationId: id,
      features: columns,
      experiment: 'Feature sets of 2024-01-03',
    });
    expect((await listRuns(db, { dataset: datasetId, explanation: NOBODY })).total).toBe(0);
  });

  test('an empty set is refused before any job starts', async () => {
    const id = await explain([churn], '2024-01-04T10:00:00Z');
    await db.explanationPart.update({
      where: { explanationId_target: { explanationId: id, target: 'churn' } },
      data: {
        ledger: { ...ledgerOf('churn'), sets: { ...ledgerOf('churn').sets, accepted: [] } },
      },
    });
    const error = await appErrorOf(
      trainingsOnSets(db, id, { target: 'churn', sets: ['all', 'accepted'] }),
    );
    expect([error.code, error.details]).toEqual([
      'feature_set_empty',
      { field: 'accepted', reason: 'accepted' },
    ]);
    const missing = await appErrorOf(trainingsOnSets(db, id, { target: 'sticker', sets: ['all'] }));
    expect(missing.code).toBe('not_found');
  });
});
