import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  type SegmentationMethod,
  segmentationQuerySchema,
  segmentComparisonQuerySchema,
} from '@/lib/contracts/segmentation';
import { addDays } from '@/lib/domain/series/period';
import { sqlString, withLake } from '@/lib/server/lake/duckdb';
import { dailyPath } from '@/lib/server/lake/layout';
import { queryRows } from '@/lib/server/lake/rows';
import { appErrorOf } from '@/lib/server/testing/state';
import { type EventRow, newInstallation, publishTables, type StickerRow } from '../series/testing';
import { compareSegments, segmentSnapshot } from './segmentation';

const FIRST = '2024-01-01';
/** As of the day after eleven weeks, so that three lie before the eight that count. */
const AS_OF = addDays(FIRST, 77);

let installation: Awaited<ReturnType<typeof newInstallation>>;
let db: Awaited<ReturnType<typeof newInstallation>>['runtime']['db'];
let versionId: string;
let dir: string;
let runs: readonly [string, string];

/** c0 to c9 act every day and get stickers; c10 to c29 act once a week, the last time k % 5 days before; nobody pays them. */
const CELEBS = Array.from({ length: 30 }, (_, k) => `c${k}`);
const isBusy = (k: number) => k < 10;
const DAYS = Array.from({ length: 77 }, (_, day) => day);
const daysOf = (k: number) => DAYS.filter((day) => isBusy(k) || (76 - day) % 7 === k % 5);

const events = (): EventRow[] =>
  CELEBS.flatMap((id, k) =>
    daysOf(k).flatMap((day) =>
      Array.from(
        { length: isBusy(k) ? 3 + (k % 3) : 1 },
        (): EventRow => [addDays(FIRST, day), 9, id, id, 'chat'],
      ),
    ),
  );
const stickers = (): StickerRow[] =>
  CELEBS.slice(0, 10).flatMap((id, k) =>
    DAYS.filter((day) => day % 10 === 0).map(
      (day): StickerRow => [addDays(FIRST, day), 9, 'f1', id, 1, 100 + k],
    ),
  );

async function makeSnapshot(celebs: readonly string[]): Promise<string> {
  // One version, day and pair of models has one snapshot.
  await db.scoreSnapshot.deleteMany();
  const id = randomUUID();
  await db.scoreSnapshot.create({
    data: {
      id,
      versionId,
      jobId: randomUUID(),
      asOf: new Date(`${AS_OF}T00:00:00Z`),
      churnRunId: runs[0],
      stickerRunId: runs[1],
      celebs: celebs.length,
      scores: {
        create: celebs.map((celebId) => {
          const [churn, sticker] = isBusy(Number(celebId.slice(1))) ? [0.25, 0.5] : [0.75, 0.25];
          return { celebId, churn, sticker, score: churn * sticker };
        }),
      },
    },
  });
  return id;
}

beforeAll(async () => {
  installation = await newInstallation();
  ({ db } = installation.runtime);
  const celebs = CELEBS.map((id) => [id, null, null, {}] as const);
  const published = await publishTables(installation.runtime, {
    events: events(),
    stickers: stickers(),
    celebs,
  });
  ({ id: versionId, dir } = published);
  const newRun = async (target: string) => {
    const run = await db.run.create({
      data: {
        id: randomUUID(),
        versionId,
        jobId: randomUUID(),
        position: 0,
        target,
        kind: 'logistic',
        candidate: {},
        windows: { observeDays: 7, outcomeDays: 7, strideDays: 1 },
        split: {},
        splitSummary: {},
        engine: 'linear',
        libraries: {},
        log: {},
        parameters: 0,
        durationMs: 0,
        report: {},
      },
    });
    return run.id;
  };
  runs = [await newRun('churn'), await newRun('sticker')];
});
afterAll(() => installation.close());

const segments = (snapshot: string, by: SegmentationMethod, groups = 2) =>
  segmentSnapshot(db, segmentationQuerySchema.parse({ snapshot, by, groups }));
const compared = (snapshot: string, by: SegmentationMethod, a: string, b?: string) =>
  compareSegments(db, segmentComparisonQuerySchema.parse({ snapshot, by, groups: 2, a, b }));

it.each(['kmeans', 'mixture'] as const)('%s finds those who are alike', async (by) => {
  const snapshot = await makeSnapshot(CELEBS);
  const answer = await segments(snapshot, by);
  expect(answer).toMatchObject({
    by,
    celebs: 30,
    reason: null,
    from: addDays(AS_OF, -56),
    to: addDays(AS_OF, -1),
    stickersAre: 'amount',
  });
  expect(answer.silhouette).toBeGreaterThan(0.6);
  const [quiet, busy] = answer.groups;
  expect(answer.groups).toHaveLength(2);
  expect(quiet).toMatchObject({
    key: 'g1',
    celebs: 20,
    meanChurn: 0.75,
    meanSticker: 0.25,
    meanScore: 0.1875,
    expectedChurners: 15,
    expectedStickered: 5,
    stability: { word: 'stable' },
  });
  expect(busy).toMatchObject({ key: 'g2', celebs: 10, expectedChurners: 2.5 });
  const means = (group: typeof quiet) =>
    Object.fromEntries(group?.profile.map(({ variable, mean }) => [variable, mean]) ?? []);
  // Days 21 to 76 count; the quiet ones acted once in each of the eight weeks, 0 to 4 days before the last.
  expect(means(quiet)).toEqual({
    recencyDays: 2,
    activeDays: 8,
    ownActivity: 8,
    fanActivity: 0,
    stickerValue: 0,
  });
  // Five days of the 56 are multiples of ten: 30, 40, 50, 60, 70; 100 to 109 a sticker.
  expect(means(busy)).toEqual({
    recencyDays: 0,
    activeDays: 56,
    ownActivity: 56 * 3.9,
    fanActivity: 0,
    stickerValue: 5 * 104.5,
  });
  const levels = (group: typeof quiet) => group?.profile.map(({ level }) => level);
  expect(levels(busy)).toEqual(['below', 'far-above', 'far-above', null, 'far-above']);
  expect(levels(quiet)).toEqual(['above', 'below', 'below', null, 'below']);
});

it('tests one group against another and against the rest, over the week that was scored', async () => {
  const snapshot = await makeSnapshot(CELEBS);
  const comparison = await compared(snapshot, 'kmeans', 'g2');
  expect(comparison).toMatchObject({
    a: { celebs: 10 },
    b: { celebs: 20 },
    from: addDays(AS_OF, -7),
    to: addDays(AS_OF, -1),
  });
  const own = comparison.rows.find(({ name }) => name === 'own_total.sum');
  expect(own).toMatchObject({ nA: 10, nB: 20, meanA: 7 * 3.9, meanB: 1 });
  expect(await compared(snapshot, 'kmeans', 'g2', 'g1')).toEqual(comparison);
  const columns = await withLake({}, (connection) =>
    queryRows<{ name: string }>(
      connection,
      `SELECT column_name AS name FROM (DESCRIBE SELECT * FROM read_parquet(${sqlString(dailyPath(dir))}))`,
    ),
  );
  const names = columns
    .map(({ name }) => name)
    .filter((name) => !['celeb_id', 'celeb_index', 'day'].includes(name));
  expect(comparison.rows.map(({ name }) => name).sort()).toEqual(
    names.flatMap((name) => [`${name}.last`, `${name}.sum`]).sort(),
  );
  const unknown = await appErrorOf(compared(snapshot, 'kmeans', 'g9'));
  expect([unknown.code, unknown.details.reason]).toEqual(['not_found', 'g9']);
});

it('RFM cuts fifths of recency, frequency and sticker value', async () => {
  const snapshot = await makeSnapshot(CELEBS);
  const answer = await segments(snapshot, 'rfm');
  // The ten busy ones are the most recent, frequent and valued; the four quiet ones of k % 5 = 0 are as recent.
  expect(answer.groups.map(({ key, celebs }) => [key, celebs])).toEqual([
    ['stars', 10],
    ['rising', 4],
    ['quiet', 16],
  ]);
  expect(answer.silhouette).toBeNull();
  expect(answer.groups.every(({ stability }) => stability === null)).toBe(true);
  const comparison = await compared(snapshot, 'rfm', 'stars');
  expect([comparison.a.celebs, comparison.b.celebs]).toEqual([10, 20]);
});

it('says why there are no groups', async () => {
  const cases: readonly (readonly [readonly string[], SegmentationMethod, string, number])[] = [
    [[], 'kmeans', 'none', 0],
    [['c0'], 'rfm', 'equal', 1],
    // c10 and c15 did the same.
    [['c10', 'c15'], 'mixture', 'equal', 1],
    [['c10', 'c11', 'c0'], 'kmeans', 'few', 3],
    [['c10', 'c11', 'c12', 'c0'], 'rfm', 'few', 4],
  ];
  for (const [celebs, by, reason, different] of cases) {
    const answer = await segments(await makeSnapshot(celebs), by, 4);
    expect(answer).toMatchObject({ reason, different, groups: [], celebs: celebs.length });
  }
});
