import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { celebProfileSchema, celebTimelineSchema } from '@/lib/contracts/celeb';
import { priorityGroup } from '@/lib/domain/segments/groups';
import { thresholdOf } from '@/lib/domain/segments/threshold';
import { addDays } from '@/lib/domain/series/period';
import type { Database } from '@/lib/server/db/client';
import { sqlString, withLake } from '@/lib/server/lake/duckdb';
import { dailyPath, versionDir } from '@/lib/server/lake/layout';
import { queryRows } from '@/lib/server/lake/rows';
import { JobRunner } from '@/lib/server/testing/job-runner';
import { newInstallation } from '../series/testing';
import { celebProfile } from './profile';
import { celebTimeline } from './timeline';

const TREES = { kind: 'gbdt', trees: { num_iterations: 10 } };
const DAY = '2023-03-15';
const WEEK_BEFORE = '2023-03-08';

let installation: Awaited<ReturnType<typeof newInstallation>>;
let runner: JobRunner;
let db: Database;
let datasetId: string;
let versionId: string;
/** Scores of 15 March, and of the week before. */
let snapshotId: string;
let previousId: string;

beforeAll(async () => {
  installation = await newInstallation();
  const { runtime } = installation;
  db = runtime.db;
  runner = await JobRunner.open(runtime);
  const demo = await runner.run('demo', { scale: 0.03, seed: 5, train: false }, 'Small');
  ({ versionId, datasetId } = demo.result as { versionId: string; datasetId: string });
  await runner.run('train', { versionId, candidates: [TREES], promote: 'best' });
  const scored = await runner.run('score', { versionId, asOf: DAY, weeksBefore: 1 });
  ({ snapshotId } = scored.result as { snapshotId: string });
  previousId = (await db.scoreSnapshot.findFirstOrThrow({ where: { asOf: new Date(WEEK_BEFORE) } }))
    .id;
});
afterAll(async () => {
  await runner.close();
  await installation.close();
});

const scoresOf = (id: string) =>
  db.celebScore.findMany({
    where: { snapshotId: id },
    orderBy: [{ score: 'desc' }, { celebId: 'asc' }],
  });
/** By method §9: the top fifth, as long as no policy is saved. */
const topFifth = (rows: readonly { score: number }[]) =>
  thresholdOf(
    { by: 'quantile', share: 0.2 },
    rows.map(({ score }) => score),
  ).threshold;

describe('the receipt', () => {
  it('holds the stored numbers of both days, and what the domain makes of them', async () => {
    const [rows, before] = [await scoresOf(snapshotId), await scoresOf(previousId)];
    const [threshold, thresholdBefore] = [topFifth(rows), topFifth(before)];
    const earlier = new Map(before.map((row) => [row.celebId, row]));
    for (const [i, row] of rows.entries()) {
      const profile = await celebProfile(db, row.celebId, snapshotId);
      expect(celebProfileSchema.parse(profile)).toEqual(profile);
      const { churn, sticker, score, rank } = row;
      expect(score).toBe(churn * sticker);
      expect(profile.receipt).toEqual({
        churn,
        sticker,
        score,
        log10: Math.log10(score),
        threshold,
        group: priorityGroup(row, threshold),
        rank,
        celebs: rows.length,
      });
      const old = earlier.get(row.celebId);
      expect(profile.previous).toEqual({
        snapshotId: previousId,
        asOf: WEEK_BEFORE,
        sameModels: { churn: true, sticker: true },
        receipt: old
          ? {
              churn: row.previousChurn,
              sticker: row.previousSticker,
              score: row.previousScore,
              log10: Math.log10(old.score),
              threshold: thresholdBefore,
              group: priorityGroup(old, thresholdBefore),
              rank: old.rank,
              celebs: before.length,
            }
          : null,
      });
      expect(profile.change?.score ?? null).toBe(row.change);
      if (profile.change)
        expect(profile.change.churn + profile.change.sticker).toBeCloseTo(profile.change.score, 14);
      // The list runs from the highest score to the lowest.
      expect(profile.higher?.id ?? null).toBe(rows[i - 1]?.celebId ?? null);
      expect(profile.lower?.id ?? null).toBe(rows[i + 1]?.celebId ?? null);
      expect(profile.history.map(({ asOf, score }) => ({ asOf, score }))).toEqual([
        ...(old ? [{ asOf: WEEK_BEFORE, score: old.score }] : []),
        { asOf: DAY, score },
      ]);
    }
    expect(rows.some(({ change }) => change !== null && change !== 0)).toBe(true);
  });

  it('goes by the newest saved policy', async () => {
    const [first] = await scoresOf(snapshotId);
    const celebId = String(first?.celebId);
    const policy = await db.policy.create({
      data: { datasetId, name: 'All', rule: { by: 'value', value: 0 }, createdBy: 'Ara' },
    });
    const profile = await celebProfile(db, celebId, snapshotId);
    expect(profile.policy).toEqual({ id: policy.id, name: 'All' });
    expect(profile.receipt).toMatchObject({ threshold: 0, group: 'priority' });
    await db.policy.delete({ where: { id: policy.id } });
    expect((await celebProfile(db, celebId, snapshotId)).policy).toBeNull();
  });

  it('says of the first scores that there are none before', async () => {
    const [first] = await scoresOf(previousId);
    const profile = await celebProfile(db, String(first?.celebId), previousId);
    expect([profile.previous, profile.change]).toEqual([null, null]);
    expect(profile.observed).toEqual({ from: '2023-03-01', to: '2023-03-07' });
    expect(profile.foretold).toEqual({ from: WEEK_BEFORE, to: '2023-03-14' });
  });

  it('is missing for a celeb who did nothing in the observed days', async () => {
    const scored = new Set((await scoresOf(snapshotId)).map(({ celebId }) => celebId));
    const all = await db.celebSummary.findMany({ where: { versionId } });
    const resting = all.find(({ celebId }) => !scored.has(celebId));
    const profile = await celebProfile(db, String(resting?.celebId), snapshotId);
    expect(celebProfileSchema.parse(profile)).toEqual(profile);
    expect(profile).toMatchObject({
      celeb: { id: resting?.celebId, name: resting?.name },
      receipt: null,
      change: null,
      higher: null,
      lower: null,
      outcome: { state: 'unknown' },
    });
  });

  it('a score of 0 has no logarithm', async () => {
    const row = (await scoresOf(snapshotId)).at(-1);
    const celebId = String(row?.celebId);
    const where = { snapshotId_celebId: { snapshotId, celebId } };
    await db.celebScore.update({ where, data: { sticker: 0, score: 0 } });
    const { receipt } = await celebProfile(db, celebId, snapshotId);
    expect(receipt).toMatchObject({ sticker: 0, score: 0, log10: null });
    await db.celebScore.update({ where, data: { sticker: row?.sticker, score: row?.score } });
  });
});

it('tells the work, open rounds, and what became of the celeb', async () => {
  const [first] = await scoresOf(snapshotId);
  const celebId = String(first?.celebId);
  const plain = await celebProfile(db, celebId, snapshotId);
  expect(plain.work).toEqual({ owner: null, status: 'open', updatedAt: null, updatedBy: null });
  const outcome = await db.celebOutcome.findUniqueOrThrow({
    where: { datasetId_asOf_celebId: { datasetId, asOf: new Date(DAY), celebId } },
  });
  expect(plain.outcome).toEqual({
    state: 'closed',
    churned: outcome.churned,
    stickered: outcome.stickered,
  });
  expect(plain.rounds).toEqual([]);

  await db.celebWork.create({
    data: { datasetId, celebId, owner: 'Bora', status: 'waiting', updatedBy: 'Ara' },
  });
  const round = await db.round.create({
    data: {
      datasetId,
      snapshotId,
      name: 'March',
      holdoutShare: 0.2,
      seed: 1,
      createdBy: 'Ara',
      members: { create: { celebId, isHoldout: true } },
    },
  });
  await clock('2023-03-21');
  const inRound = await celebProfile(db, celebId, snapshotId);
  expect(inRound.work).toMatchObject({ owner: 'Bora', status: 'waiting', updatedBy: 'Ara' });
  expect(inRound.rounds).toEqual([
    { id: round.id, name: 'March', isHoldout: true, until: '2023-03-21' },
  ]);
  // The last outcome day is today: it is not over.
  expect(inRound.outcome).toEqual({ state: 'open', until: '2023-03-21' });
  await clock('2023-03-22');
  const over = await celebProfile(db, celebId, snapshotId);
  expect(over.rounds).toEqual([]);
  expect(over.outcome).toEqual(plain.outcome);
  await clock(null);
});

const clock = (day: string | null) =>
  db.dataset.update({
    where: { id: datasetId },
    data: { clockDay: day === null ? null : new Date(day) },
  });

describe('the timeline', () => {
  const dir = () => versionDir(installation.runtime.env.dataDir, datasetId, versionId);

  it('is the daily table of at most 20 weeks before the scores, and of the days since', async () => {
    const [first] = await scoresOf(snapshotId);
    const celebId = String(first?.celebId);
    const timeline = await celebTimeline(db, celebId, snapshotId);
    expect(celebTimelineSchema.parse(timeline)).toEqual(timeline);
    // 140 days before 15 March lie before the data's first day, 10 November.
    expect([timeline.days[0], timeline.days.at(-1)]).toEqual(['2022-11-10', '2023-03-28']);
    expect(timeline.days).toHaveLength(139);
    expect(timeline.today).toBe('2023-03-29');
    const rows = await withLake({}, (connection) =>
      queryRows<{ day: string; own: number; fan: number; stickers: number }>(
        connection,
        `SELECT day::VARCHAR AS day, own_total::DOUBLE AS own, fan_total::DOUBLE AS fan, sticker_count::DOUBLE AS stickers
         FROM read_parquet(${sqlString(dailyPath(dir()))}) WHERE celeb_id = ${sqlString(celebId)} ORDER BY day`,
      ),
    );
    expect(timeline.spanStart).toBe(rows[0]?.day);
    const at = new Map(rows.map((row) => [row.day, row]));
    expect(timeline.own).toEqual(timeline.days.map((day) => at.get(day)?.own ?? 0));
    expect(timeline.fan).toEqual(timeline.days.map((day) => at.get(day)?.fan ?? 0));
    expect(timeline.stickers).toEqual(timeline.days.map((day) => at.get(day)?.stickers ?? 0));
    expect(timeline.own.some((n) => n > 0)).toBe(true);
  });

  it('ends before the demo clock', async () => {
    const [first] = await scoresOf(snapshotId);
    await clock('2023-03-17');
    const { days, today } = await celebTimeline(db, String(first?.celebId), snapshotId);
    expect([days.at(-1), today]).toEqual(['2023-03-16', '2023-03-17']);
    // Scores of the day after are not there yet either.
    await clock('2023-03-14');
    const early = celebTimeline(db, String(first?.celebId), snapshotId);
    await expect(early).rejects.toMatchObject({ code: 'not_found' });
    await clock(null);
  });
});

it('has no celeb that is unknown, or still to come', async () => {
  const nobody = { code: 'celeb_unknown', details: { celeb: 'nobody/%' } };
  await expect(celebProfile(db, 'nobody/%', snapshotId)).rejects.toMatchObject(nobody);
  await expect(celebTimeline(db, 'nobody/%', snapshotId)).rejects.toMatchObject(nobody);
  await expect(celebProfile(db, 'nobody/%', randomUUID())).rejects.toMatchObject({
    code: 'not_found',
  });
  const late = await db.celebSummary.findFirstOrThrow({
    where: { versionId, firstOwnDay: { gte: new Date(addDays(DAY, 1)) } },
  });
  expect((await celebProfile(db, late.celebId, snapshotId)).receipt).toBeNull();
  await clock(DAY);
  await expect(celebProfile(db, late.celebId, snapshotId)).rejects.toMatchObject({
    code: 'celeb_unknown',
  });
  await clock(null);
});

it('names the reasons, and the explanation of the very runs, of its own day before a newer one', async () => {
  const [first] = await scoresOf(snapshotId);
  const celebId = String(first?.celebId);
  const bare = await celebProfile(db, celebId, snapshotId);
  expect([bare.reasons, bare.explanations]).toEqual([[], { churn: null, sticker: null }]);
  const explaining = await runner.run('explain', { versionId, trials: 2, samples: 100 });
  const { explanationId } = explaining.result as { explanationId: string };
  const told = await celebProfile(db, celebId, snapshotId);
  expect(told.explanations).toEqual({ churn: explanationId, sticker: explanationId });
  const stored = await db.celebReason.findMany({
    where: { snapshotId, celebId },
    orderBy: [{ target: 'asc' }, { position: 'asc' }],
  });
  expect(told.reasons.map(({ target, feature, shap }) => ({ target, feature, shap }))).toEqual(
    stored.map(({ target, feature, shap }) => ({ target, feature, shap })),
  );
  expect(told.reasons.length).toBeGreaterThan(0);
  // One that was made before, but as of this very day.
  const { parts, ...explanation } = await db.explanation.findUniqueOrThrow({
    where: { id: explanationId },
    include: { parts: true },
  });
  const own = randomUUID();
  await db.explanation.create({
    data: {
      ...explanation,
      settings: {},
      id: own,
      jobId: randomUUID(),
      asOf: new Date(DAY),
      createdAt: new Date(0),
      parts: {
        create: parts
          .filter(({ target }) => target === 'churn')
          .map(({ target, runId }) => ({ target, runId, ledger: {}, report: {} })),
      },
    },
  });
  const nearer = await celebProfile(db, celebId, snapshotId);
  expect(nearer.explanations).toEqual({ churn: own, sticker: explanationId });
});
