import { afterAll, beforeAll, expect, it } from 'vitest';
import { type WeekContent, weekContentSchema, weekGradeSchema } from '@/lib/contracts/weeks';
import { averagePrecision, microAveragePrecision } from '@/lib/domain/metrics/ranking';
import type { Database } from '@/lib/server/db/client';
import { sqlString, withLake } from '@/lib/server/lake/duckdb';
import { dailyPath, versionDir } from '@/lib/server/lake/layout';
import { queryRows } from '@/lib/server/lake/rows';
import { getWeek, listWeeks } from '@/lib/server/queries/weeks/weeks';
import type { Runtime } from '@/lib/server/runtime';
import { removeDataDirs } from '@/lib/server/testing/folders';
import { JobRunner } from '@/lib/server/testing/job-runner';
import { newRuntime } from '@/lib/server/testing/state';
import { describeWeek } from './freeze-week';
import { gradeWeeks } from './grade-weeks';

const TREES = { kind: 'gbdt', trees: { num_iterations: 10 } };

let runtime: Runtime;
let db: Database;
let runner: JobRunner;
let versionId: string;
let datasetId: string;

beforeAll(async () => {
  runtime = await newRuntime();
  db = runtime.db;
  runner = await JobRunner.open(runtime);
  const demo = await runner.run('demo', { scale: 0.05, seed: 5, train: false }, 'Small');
  ({ versionId, datasetId } = demo.result as { versionId: string; datasetId: string });
  await runner.run('train', { versionId, candidates: [TREES], promote: 'best' });
});
afterAll(async () => {
  await runner.close();
  await runtime.close();
  await removeDataDirs();
});

const weeks = () =>
  db.week.findMany({ orderBy: { asOf: 'asc' }, include: { grade: true, snapshot: true } });
const contentOf = (week: { content: unknown } | undefined): WeekContent =>
  weekContentSchema.parse(week?.content);

it('freezes each week and grades those whose outcome is known', async () => {
  const job = await runner.run('brief', { versionId, asOf: '2023-03-15', weeksBefore: 2 });
  expect(job.error).toBeNull();
  const made = await weeks();
  expect(made.map(({ asOf }) => asOf.toISOString().slice(0, 10))).toEqual([
    '2023-03-01',
    '2023-03-08',
    '2023-03-15',
  ]);
  expect((job.result as { weekId: string }).weekId).toBe(made[2]?.id);
  // Data reach to 2023-03-28: all three outcome weeks lie inside.
  expect(made.map(({ grade }) => grade !== null)).toEqual([true, true, true]);
  expect(made.map((week) => contentOf(week).movements === null)).toEqual([true, false, false]);
});

it('tells figures that agree with the daily table', async () => {
  const [first, , last] = (await weeks()).map(contentOf);
  const dir = versionDir(runtime.env.dataDir, datasetId, versionId);
  const [row] = await withLake({}, (connection) =>
    queryRows<{ active: number; churned: number; stickers: number }>(
      connection,
      `WITH celeb AS (
         SELECT sum(own_total) FILTER (WHERE day BETWEEN DATE '2023-03-08' AND DATE '2023-03-14') AS now,
           sum(own_total) FILTER (WHERE day BETWEEN DATE '2023-03-01' AND DATE '2023-03-07') AS before,
           sum(sticker_count) FILTER (WHERE day BETWEEN DATE '2023-03-08' AND DATE '2023-03-14') AS stickers
         FROM read_parquet(${sqlString(dailyPath(dir))}) GROUP BY celeb_index)
       SELECT count(*) FILTER (now > 0)::DOUBLE AS active,
         count(*) FILTER (before > 0 AND now = 0)::DOUBLE AS churned, sum(stickers)::DOUBLE AS stickers FROM celeb`,
    ),
  );
  expect(last?.figures.active.weeks.at(-1)).toBe(row?.active);
  expect(last?.figures.churned.weeks.at(-1)).toBe(row?.churned);
  expect(last?.figures.stickers.weeks.at(-1)).toBe(row?.stickers);
  // Who is active is scored.
  expect(last?.celebs).toBe(row?.active);
  // What was believed before is told again as it was.
  expect(last?.figures.atRisk.weeks.slice(-3)[0]).toBe(first?.figures.atRisk.weeks.at(-1));
  expect(last?.figures.atRisk.weeks.slice(0, 5)).toEqual([null, null, null, null, null]);
  // The data begin on 2022-11-10: eight weeks before 2023-03-15 lie inside.
  expect(last?.figures.active.weeks.every((value) => value !== null)).toBe(true);
});

it('counts who came into the priority group and who left it', async () => {
  const made = await weeks();
  const [before, now] = await Promise.all(
    made.slice(1).map(async (week) => {
      const { threshold } = contentOf(week).policy;
      const rows = await db.celebScore.findMany({ where: { snapshotId: week.snapshotId } });
      const members = rows.filter(({ score }) => score >= (threshold ?? Infinity));
      return { all: rows.map((r) => r.celebId), group: members.map((r) => r.celebId) };
    }),
  );
  const { movements, group } = contentOf(made[2]);
  expect(group.celebs).toBe(now?.group.length);
  expect(movements?.newlyAtRisk.count).toBe(
    now?.group.filter((id) => !before?.group.includes(id)).length,
  );
  expect(movements?.recovered.count).toBe(
    before?.group.filter((id) => now?.all.includes(id) && !now.group.includes(id)).length,
  );
  expect(movements?.newlyAtRisk.celebs.length).toBe(Math.min(5, movements?.newlyAtRisk.count ?? 0));
});

it('grades the list by what became of its celebs', async () => {
  const [week] = await weeks();
  const grade = weekGradeSchema.parse(week?.grade?.content);
  const { threshold } = contentOf(week).policy;
  const rows = await db.celebScore.findMany({ where: { snapshotId: week?.snapshotId ?? '' } });
  const outcomes = await db.celebOutcome.findMany({ where: { asOf: week?.asOf } });
  const left = new Map(outcomes.map((o) => [o.celebId, o.churned]));
  const listed = rows.filter(({ score }) => score >= (threshold ?? Infinity));
  const listedLeft = listed.filter(({ celebId }) => left.get(celebId));
  expect(grade.list.listed).toBe(listed.length);
  expect(grade.list.listedChurned).toBe(listedLeft.length);
  expect(grade.list.precision).toBeCloseTo(listedLeft.length / listed.length, 12);
  expect(grade.baselines.map(({ grade: g }) => g.listed)).toEqual([listed.length, listed.length]);
  expect(grade.missing).toBe(0);
  const labels = rows.map(({ celebId }) => Number(left.get(celebId)));
  const p = rows.map(({ churn }) => churn);
  const [churn] = grade.targets;
  expect(churn?.metrics.microAveragePrecision).toBeCloseTo(microAveragePrecision(labels, p), 12);
  expect(churn?.metrics.averagePrecision).toBeCloseTo(averagePrecision(labels, p), 12);
  // The 14 test anchors begin on 2023-03-09: the models had learned from the first two weeks.
  expect(grade.isInSample).toBe(true);
  expect(churn?.recentWeeks).toBe(0);
  const later = (await weeks()).slice(1).map((one) => weekGradeSchema.parse(one.grade?.content));
  expect(later.map((one) => [one.isInSample, one.targets[0]?.recentWeeks])).toEqual([
    [true, 0],
    [false, 1],
  ]);
});

it('says the same to the bit when made again', async () => {
  for (const week of await weeks()) {
    const again = await withLake({}, (connection) =>
      describeWeek(db, connection, runtime.env.dataDir, week.snapshotId),
    );
    expect(again.fingerprint).toBe(week.fingerprint);
    expect(JSON.parse(JSON.stringify(again.content))).toEqual(week.content);
  }
});

it('leaves a frozen week as it was when it runs again, also under another policy', async () => {
  const before = await weeks();
  await db.policy.create({
    data: { datasetId, name: 'All', rule: { by: 'value', value: 0 }, createdBy: 'Ara' },
  });
  const job = await runner.run('brief', { versionId, asOf: '2023-03-15', weeksBefore: 2 });
  expect(job.error).toBeNull();
  expect(await weeks()).toEqual(before);
});

it('tells a week and its grade only as far as the clock has come', async () => {
  const told = async () =>
    (await listWeeks(db, datasetId)).weeks.map(({ asOf, isGraded }) => [asOf, isGraded]);
  expect(await told()).toEqual([
    ['2023-03-15', true],
    ['2023-03-08', true],
    ['2023-03-01', true],
  ]);
  await db.dataset.update({ where: { id: datasetId }, data: { clockDay: new Date('2023-03-14') } });
  expect(await told()).toEqual([
    ['2023-03-08', false],
    ['2023-03-01', true],
  ]);
  const [, second, third] = await weeks();
  const week = await getWeek(db, second?.id ?? '');
  expect([week.grade, week.graded.map(({ asOf }) => asOf)]).toEqual([null, ['2023-03-01']]);
  await expect(getWeek(db, third?.id ?? '')).rejects.toThrow(`There is no week ${third?.id}.`);
});

it('grades the list and the plain rules also by those who left with stickers', async () => {
  const [week] = await weeks();
  if (!week) throw new Error('a week was frozen before');
  const { id: weekId, snapshotId, asOf } = week;
  const left = await db.celebOutcome.findMany({ where: { asOf, churned: true } });
  // In data this small few had, so every third of those who left is made to have received some, seven days before or
  // later, and the others eight.
  const paid = left.filter((_, i) => i % 3 === 0).map(({ celebId }) => celebId);
  const daysBefore = (days: number) => new Date(asOf.getTime() - days * 86_400_000);
  await db.celebScore.updateMany({
    where: { snapshotId },
    data: { lastStickerDay: daysBefore(8) },
  });
  for (const [i, celebId] of paid.entries())
    await db.celebScore.update({
      where: { snapshotId_celebId: { snapshotId, celebId } },
      data: { lastStickerDay: daysBefore(i % 2 === 0 ? 7 : 1) },
    });
  const rows = await db.celebScore.findMany({ where: { snapshotId }, orderBy: { celebId: 'asc' } });
  // One who stays, though stickers came the day before, is expected to leave as much as p(churn) says.
  const stays = rows.find(({ celebId }) => left.every((one) => one.celebId !== celebId));
  if (!stays) throw new Error('somebody stayed');
  await db.celebScore.update({
    where: { snapshotId_celebId: { snapshotId, celebId: stays.celebId } },
    data: { lastStickerDay: daysBefore(1) },
  });
  await db.weekGrade.delete({ where: { weekId } });
  expect(await gradeWeeks(db, datasetId)).toEqual(['2023-03-01']);

  const { content } = await db.weekGrade.findUniqueOrThrow({ where: { weekId } });
  const grade = weekGradeSchema.parse(content);
  expect(grade.list).toEqual(weekGradeSchema.parse(week.grade?.content).list);
  const { threshold } = contentOf(week).policy;
  const count = rows.filter(({ score }) => score >= (threshold ?? Infinity)).length;
  const firstBy = (value: (row: (typeof rows)[number]) => number) =>
    [...rows]
      .sort((a, b) => value(b) - value(a) || rows.indexOf(a) - rows.indexOf(b))
      .slice(0, count);
  const expected = (listed: typeof rows) => {
    const hits = listed.filter(({ celebId }) => paid.includes(celebId)).length;
    return {
      celebs: rows.length,
      churned: paid.length,
      listed: count,
      listedChurned: hits,
      precision: expect.closeTo(hits / count, 12),
      recall: expect.closeTo(hits / paid.length, 12),
      lift: expect.closeTo(hits / count / (paid.length / rows.length), 12),
      expected: expect.closeTo(
        listed
          .filter(({ celebId }) => [...paid, stays.celebId].includes(celebId))
          .reduce((sum, { churn }) => sum + churn, 0),
        9,
      ),
    };
  };
  expect(paid.length).toBeGreaterThan(2);
  expect(grade.paid).toEqual(expected(firstBy(({ score }) => score)));
  expect(grade.baselines.map((one) => [one.rule, one.paid])).toEqual([
    ['longest-away', expected(firstBy(({ lastOwnDay }) => -(lastOwnDay?.getTime() ?? -Infinity)))],
    [
      'largest-fall',
      expected(firstBy(({ ownWeeks }) => (ownWeeks.at(-2) ?? 0) - (ownWeeks.at(-1) ?? 0))),
    ],
  ]);
});
