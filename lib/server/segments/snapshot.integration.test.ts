import { afterAll, beforeAll, expect, it } from 'vitest';
import { windowFeatures } from '@/lib/domain/baseline/window-features';
import { shapValues } from '@/lib/domain/trees/shap';
import type { Database } from '@/lib/server/db/client';
import { readTables } from '@/lib/server/explain/tables';
import { sqlString, withLake } from '@/lib/server/lake/duckdb';
import { dailyPath, targetsPath, versionDir, windowsPath } from '@/lib/server/lake/layout';
import { queryRows } from '@/lib/server/lake/rows';
import { listSnapshots, requireSnapshot } from '@/lib/server/queries/snapshots/snapshots';
import type { Runtime } from '@/lib/server/runtime';
import { removeDataDirs } from '@/lib/server/testing/folders';
import { JobRunner } from '@/lib/server/testing/job-runner';
import { newRuntime } from '@/lib/server/testing/state';

const GRU = {
  kind: 'sequence',
  scaler: 'log1p-standard',
  model: { model: 'gru', units: 4 },
  training: { epochs: 1 },
};

let runtime: Runtime;
let db: Database;
let runner: JobRunner;
let versionId: string;
let datasetId: string;
let dir: string;

beforeAll(async () => {
  runtime = await newRuntime();
  db = runtime.db;
  runner = await JobRunner.open(runtime);
  const demo = await runner.run('demo', { scale: 0.05, seed: 5, train: false }, 'Small');
  ({ versionId, datasetId } = demo.result as { versionId: string; datasetId: string });
  dir = versionDir(runtime.env.dataDir, datasetId, versionId);
  await runner.run('train', { versionId, candidates: [GRU], promote: 'best' });
  await db.policy.createMany({
    data: [
      { datasetId, name: 'Top fifth', rule: { by: 'quantile', share: 0.2 }, createdBy: 'Ara' },
      { datasetId, name: 'Nobody', rule: { by: 'value', value: 1 }, createdBy: 'Ara' },
      {
        datasetId,
        name: 'Old',
        rule: { by: 'value', value: 0 },
        createdBy: 'Ara',
        endedAt: new Date(),
      },
    ],
  });
});
afterAll(async () => {
  await runner.close();
  await runtime.close();
  await removeDataDirs();
});

const snapshots = () =>
  db.scoreSnapshot.findMany({
    orderBy: { asOf: 'asc' },
    include: { scores: { orderBy: { celebId: 'asc' } }, outcomes: { include: { policy: true } } },
  });

it('scores the weeks before first, so that each celeb has a change', async () => {
  const job = await runner.run('score', { versionId, asOf: '2023-03-08', weeksBefore: 2 });
  expect(job.error).toBeNull();
  const made = await snapshots();
  expect(made.map(({ asOf }) => asOf.toISOString().slice(0, 10))).toEqual([
    '2023-02-22',
    '2023-03-01',
    '2023-03-08',
  ]);
  expect((job.result as { snapshotId: string }).snapshotId).toBe(made[2]?.id);
  expect(made[0]?.scores.every(({ change }) => change === null)).toBe(true);
  const before = new Map(made[1]?.scores.map((row) => [row.celebId, row]));
  for (const row of made[2]?.scores ?? []) {
    const previous = before.get(row.celebId);
    expect(row.previousScore).toBe(previous?.score ?? null);
    expect(row.change).toBe(previous ? row.score - previous.score : null);
  }
  expect(made[2]?.scores.some(({ change }) => change !== null)).toBe(true);
});

it('ranks celebs and tells their last days and weeks, of days before only', async () => {
  const last = (await snapshots()).at(-1);
  const byScore = [...(last?.scores ?? [])].sort((a, b) => b.score - a.score);
  expect(byScore.map(({ rank }) => rank)).toEqual(byScore.map((_, i) => i + 1));
  await withLake({}, async (connection) => {
    const days = await queryRows<{ id: string; day: string; own: number; stickers: number }>(
      connection,
      `SELECT t.celeb_id AS id, d.day::VARCHAR AS day, d.own_total::DOUBLE AS own, d.sticker_count::DOUBLE AS stickers
       FROM read_parquet(${sqlString(dailyPath(dir))}) d
       JOIN read_parquet(${sqlString(targetsPath(dir))}) t USING (celeb_index)
       WHERE d.day < DATE '2023-03-08' ORDER BY d.day`,
    );
    for (const row of byScore.slice(0, 5)) {
      const own = days.filter(({ id }) => id === row.celebId);
      const lastDay = own.filter((day) => day.own > 0).at(-1)?.day;
      const sticker = own.filter((day) => day.stickers > 0).at(-1)?.day;
      expect(row.lastOwnDay?.toISOString().slice(0, 10)).toBe(lastDay);
      expect(row.lastStickerDay?.toISOString().slice(0, 10)).toBe(sticker);
      // 56 days before 2023-03-08 is 2023-01-11.
      const weeks = Array.from({ length: 8 }, (_, week) =>
        own
          .filter(({ day }) => {
            const age = (Date.parse('2023-03-08') - Date.parse(day)) / 86_400_000;
            return Math.floor((age - 1) / 7) === 7 - week;
          })
          .reduce((sum, day) => sum + day.own, 0),
      );
      expect(row.ownWeeks).toEqual(weeks);
    }
  });
});

it('applies every policy that has not ended, and freezes what it cut', async () => {
  const last = (await snapshots()).at(-1);
  const scores = (last?.scores ?? []).map(({ score }) => score).sort((a, b) => a - b);
  const at = 0.8 * (scores.length - 1);
  const below = scores[Math.floor(at)] ?? 0;
  const threshold = below + (at % 1) * ((scores[Math.ceil(at)] ?? 0) - below);
  const outcomes = new Map(last?.outcomes.map((one) => [one.policy.name, one]));
  expect([...outcomes.keys()].sort()).toEqual(['Nobody', 'Top fifth']);
  const members = (last?.scores ?? []).filter(({ score }) => score >= threshold);
  const top = outcomes.get('Top fifth');
  expect(top).toMatchObject({ reason: null, celebs: members.length });
  expect(top?.threshold).toBeCloseTo(threshold, 12);
  expect(top?.expectedChurners).toBeCloseTo(
    members.reduce((sum, { churn }) => sum + churn, 0),
    10,
  );
  expect(outcomes.get('Nobody')).toMatchObject({ threshold: 1, celebs: 0, expectedChurners: 0 });
});

it('tells why once the runs are explained, for every snapshot of theirs and for later ones', async () => {
  expect(await db.celebReason.count()).toBe(0);
  const explaining = await runner.run('explain', { versionId, trials: 2, samples: 100 });
  expect(explaining.error).toBeNull();
  const { explanationId } = explaining.result as { explanationId: string };
  await runner.run('score', { versionId, asOf: '2023-03-15' });
  const made = await snapshots();
  expect(made).toHaveLength(4);
  const { surrogate, features, current } = await readTables(
    runtime.env.dataDir,
    explanationId,
    'churn',
  );
  for (const { id, scores } of made) {
    const reasons = await db.celebReason.findMany({ where: { snapshotId: id, target: 'churn' } });
    expect(new Set(reasons.map(({ celebId }) => celebId)).size).toBe(scores.length);
    expect(Math.max(...reasons.map(({ position }) => position))).toBe(3);
  }
  // Of the explanation's own day the largest pushes can be worked out from its tables.
  const job = await runner.run('score', { versionId });
  const { snapshotId } = job.result as { snapshotId: string };
  const [celebId = ''] = current.celebs;
  const table = windowFeatures({
    values: current.x.slice(0, current.x.length / current.celebs.length),
    windows: 1,
    days: 7,
    features: [...new Set(features.map((name) => name.slice(0, name.lastIndexOf('.'))))],
  });
  const shap = shapValues(surrogate, table).values;
  const largest = features
    .map((feature, i) => ({ feature, shap: shap[i] ?? 0, value: table.values[i] ?? 0 }))
    .sort((a, b) => Math.abs(b.shap) - Math.abs(a.shap))
    .slice(0, 3);
  const stored = await db.celebReason.findMany({
    where: { snapshotId, celebId, target: 'churn' },
    orderBy: { position: 'asc' },
    select: { feature: true, shap: true, value: true },
  });
  expect(stored).toEqual(largest);
});

it('keeps what each celeb was like, and what became of it once its week is over', async () => {
  const rows = await db.celebScore.findMany({
    where: { snapshot: { version: { datasetId } } },
    include: { snapshot: true },
  });
  const profiles = await db.celebSummary.findMany({ where: { versionId } });
  const attributes = new Map(profiles.map((one) => [one.celebId, one.attributes]));
  expect(rows.every((row) => Object.keys(row.attributes as object).length > 0)).toBe(true);
  for (const row of rows) expect(row.attributes).toEqual(attributes.get(row.celebId));

  // Of the data's last day, 2023-03-28, no outcome can be known.
  const weeks = await db.outcomeWeek.findMany({ where: { datasetId }, orderBy: { asOf: 'asc' } });
  const days = [...new Set(rows.map((row) => row.snapshot.asOf.toISOString().slice(0, 10)))].sort();
  expect(weeks.map(({ asOf }) => asOf.toISOString().slice(0, 10))).toEqual(
    days.filter((day) => day <= '2023-03-22'),
  );
  const outcomes = await db.celebOutcome.findMany({ where: { datasetId } });
  const known = new Map(
    outcomes.map(({ asOf, celebId, churned, stickered }) => [
      `${asOf.toISOString().slice(0, 10)} ${celebId}`,
      { churn: Number(churned), sticker: Number(stickered) },
    ]),
  );
  await withLake({}, async (connection) => {
    const labels = await queryRows<{ day: string; id: string; churn: number; sticker: number }>(
      connection,
      `SELECT anchor::VARCHAR AS day, celeb_id AS id, churn, sticker
       FROM read_parquet(${sqlString(windowsPath(dir, { observeDays: 7, outcomeDays: 7, strideDays: 1 }))})
       WHERE complete AND anchor IN (${weeks.map(({ asOf }) => `DATE '${asOf.toISOString().slice(0, 10)}'`).join()})`,
    );
    expect(labels.length).toBe(known.size);
    for (const { day, id, churn, sticker } of labels)
      expect(known.get(`${day} ${id}`)).toEqual({ churn, sticker });
  });
});

it('lists the scored days up to the demo clock', async () => {
  const all = await listSnapshots(db, versionId);
  expect({ ...all, snapshots: [] }).toEqual({
    today: '2023-03-29',
    isClockSet: false,
    snapshots: [],
  });
  await db.dataset.update({
    where: { id: datasetId },
    data: { clockDay: new Date('2023-03-08T00:00:00Z') },
  });
  const back = await listSnapshots(db, versionId);
  expect(back.today).toBe('2023-03-08');
  expect(back.isClockSet).toBe(true);
  expect(back.snapshots.map(({ asOf, isClosed }) => ({ asOf, isClosed }))).toEqual([
    { asOf: '2023-03-08', isClosed: false },
    { asOf: '2023-03-01', isClosed: true },
    { asOf: '2023-02-22', isClosed: true },
  ]);
  const later = all.snapshots.find(({ asOf }) => asOf > '2023-03-08');
  if (later)
    await expect(requireSnapshot(db, later.id)).rejects.toMatchObject({ code: 'not_found' });
  await db.dataset.update({ where: { id: datasetId }, data: { clockDay: null } });
});
