import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ComparisonQuery } from '@/lib/contracts/segments';
import { compareGroups } from '@/lib/domain/segments/compare-groups';
import { addDays } from '@/lib/domain/series/period';
import { LOCAL_SESSION } from '@/lib/server/auth/session';
import type { Prisma } from '@/lib/server/db/generated/client';
import { snapshotThreshold } from '@/lib/server/segments/current-policy';
import { appErrorOf } from '@/lib/server/testing/state';
import { type EventRow, newInstallation, publishTables } from '../series/testing';
import { requireSnapshot } from '../snapshots/snapshots';
import { compareInSnapshot } from './comparison';
import { createPolicy, endPolicy, listPolicies } from './policies';
import { cutOf, snapshotScores } from './scores';

const NOBODY = '00000000-0000-4000-8000-000000000000';
const FIRST = '2024-01-01';
const DAYS = 16;
/** p(churn) and p(sticker) of c0 to c5; scores 0, 0.125, 0.125, 0.25, 0.375, 0.5. */
const PROBABILITIES = [
  [1, 0],
  [0.5, 0.25],
  [0.25, 0.5],
  [0.5, 0.5],
  [0.5, 0.75],
  [0.5, 1],
] as const;

let installation: Awaited<ReturnType<typeof newInstallation>>;
let db: Awaited<ReturnType<typeof newInstallation>>['runtime']['db'];
let versionId: string;
let datasetId: string;
let runs: readonly [string, string];
let snapshot: string;

/** Celeb k chats k + 1 times on every day of January from the first, and a fan twice as often on even days. */
function events(): EventRow[] {
  return PROBABILITIES.flatMap((_, k) =>
    Array.from({ length: DAYS }, (_, day) => {
      const at = addDays(FIRST, day);
      const own = Array.from({ length: k + 1 }, (): EventRow => [at, 9, `c${k}`, `c${k}`, 'chat']);
      const fans = Array.from(
        { length: day % 2 === 0 ? 2 * k : 0 },
        (_, i): EventRow => [at, 10, `f${i}`, `c${k}`, 'chat'],
      );
      return [...own, ...fans];
    }).flat(),
  );
}

async function makeSnapshot(
  asOf: string,
  probabilities: readonly (readonly [number, number])[],
): Promise<string> {
  const id = randomUUID();
  await db.scoreSnapshot.create({
    data: {
      id,
      versionId,
      jobId: randomUUID(),
      asOf: new Date(`${asOf}T00:00:00Z`),
      churnRunId: runs[0],
      stickerRunId: runs[1],
      celebs: probabilities.length,
      scores: {
        create: probabilities.map(([churn, sticker], k) => ({
          celebId: `c${k}`,
          churn,
          sticker,
          score: churn * sticker,
          attributes: { tier: k < 3 ? 'small' : 'large' },
        })),
      },
    },
  });
  return id;
}

beforeAll(async () => {
  installation = await newInstallation();
  ({ db } = installation.runtime);
  const celebs = PROBABILITIES.map(([,], k) => [`c${k}`, null, null, {}] as const);
  ({ id: versionId } = await publishTables(installation.runtime, { events: events(), celebs }));
  ({ datasetId } = await db.datasetVersion.findUniqueOrThrow({ where: { id: versionId } }));
  const json = {} as Prisma.InputJsonValue;
  const newRun = async (target: string) => {
    const run = await db.run.create({
      data: {
        id: randomUUID(),
        versionId,
        jobId: randomUUID(),
        position: 0,
        target,
        kind: 'logistic',
        candidate: json,
        windows: { observeDays: 7, outcomeDays: 7, strideDays: 1 },
        split: json,
        splitSummary: json,
        engine: 'linear',
        libraries: json,
        log: json,
        parameters: 0,
        durationMs: 0,
        report: json,
      },
    });
    return run.id;
  };
  runs = [await newRun('churn'), await newRun('sticker')];
  snapshot = await makeSnapshot('2024-01-15', PROBABILITIES);
});
afterAll(() => installation.close());

describe('scores', () => {
  it('tells the distribution, and each stop of a slider', async () => {
    const answer = await snapshotScores(db, snapshot);
    expect(answer).toMatchObject({
      celebs: 6,
      expectedChurners: 3.25,
      expectedStickered: 3,
      zeros: 1,
      current: { policy: null, rule: { by: 'quantile', share: 0.2 } },
    });
    const counted = (bins: readonly { readonly count: number }[]) =>
      bins.reduce((sum, { count }) => sum + count, 0);
    expect([counted(answer.raw.bins), counted(answer.log10.bins)]).toEqual([6, 5]);
    expect(answer.shares.find(({ share }) => share === 0.2)).toEqual({
      share: 0.2,
      threshold: 0.375,
      celebs: 2,
      expectedChurners: 1,
      expectedStickered: 1.75,
      generalChurners: 3,
    });
    expect(answer.values.find(({ threshold }) => threshold === 0.125)?.celebs).toBe(5);
  });

  it('cuts by each rule, or as the worklist does', async () => {
    const cut = {
      threshold: 0.375,
      celebs: 2,
      expectedChurners: 1,
      expectedStickered: 1.75,
      generalChurners: 3,
      reason: null,
    };
    const asked = { snapshot };
    expect(await cutOf(db, asked)).toEqual({ ...cut, rule: { by: 'quantile', share: 0.2 } });
    expect(await cutOf(db, { ...asked, by: 'value', value: 0.375 })).toEqual({
      ...cut,
      rule: { by: 'value', value: 0.375 },
    });
    expect(await cutOf(db, { ...asked, by: 'value', value: 1 })).toMatchObject({
      celebs: 0,
      generalChurners: 5,
    });
    expect(await cutOf(db, { ...asked, by: 'value', value: 0 })).toMatchObject({
      celebs: 6,
      generalChurners: 0,
    });
  });

  it('refuses a rule without its number, and scores that are not there', async () => {
    const bare = await appErrorOf(cutOf(db, { snapshot, by: 'quantile' }));
    expect([bare.code, bare.details]).toEqual([
      'bad_request',
      { field: 'share', reason: 'missing' },
    ]);
    expect((await appErrorOf(cutOf(db, { snapshot, by: 'value' }))).details).toMatchObject({
      field: 'value',
    });
    expect((await appErrorOf(snapshotScores(db, NOBODY))).code).toBe('not_found');
  });

  it.each([
    ['nobody', [], { celebs: 0, threshold: null, reason: 'no-scores' }],
    ['one celeb', [[0.5, 0.5]], { celebs: 1, threshold: 0.25, reason: null }],
    // Everybody reaches the threshold that all share.
    ['equal scores', Array(5).fill([0.5, 0.5]), { celebs: 5, threshold: 0.25, reason: null }],
    ['scores of 0', Array(5).fill([0, 1]), { celebs: 5, threshold: 0, reason: null }],
    ['scores of 1', Array(5).fill([1, 1]), { celebs: 5, threshold: 1, reason: null }],
  ] as const)('has an answer for %s', async (name, probabilities, cut) => {
    const days = ['nobody', 'one celeb', 'equal scores', 'scores of 0', 'scores of 1'];
    const id = await makeSnapshot(addDays('2024-01-08', days.indexOf(name)), probabilities);
    const { raw, celebs, values } = await snapshotScores(db, id);
    expect([celebs, raw.bins.length, raw.skewness]).toEqual([
      probabilities.length,
      Math.min(1, probabilities.length),
      null,
    ]);
    expect(values[0]?.celebs).toBe(probabilities.length);
    expect(await cutOf(db, { snapshot: id })).toMatchObject(cut);
    const mixture = await cutOf(db, { snapshot: id, by: 'mixture' });
    expect(mixture).toMatchObject({
      threshold: null,
      reason: probabilities.length === 0 ? 'no-scores' : 'no-heaps',
      celebs: 0,
    });
    const compared = await compareInSnapshot(db, { snapshot: id, a: 'priority', b: 'rest' });
    expect([compared.a.celebs, compared.b.celebs]).toEqual([probabilities.length, 0]);
    expect(compared.rows.every(({ p, hedgesG }) => p === null && hedgesG === null)).toBe(true);
    await db.scoreSnapshot.delete({ where: { id } });
  });
});

describe('comparison', () => {
  const compare = (query: Partial<ComparisonQuery>) =>
    compareInSnapshot(db, { snapshot, a: 'priority', b: 'other', ...query });

  it('compares sums over the observed week and its last day', async () => {
    // Day 14 (2024-01-15) is scored from days 7 to 13; days 8, 10 and 12 are even.
    const answer = await compare({ a: '@tier=large', b: '@tier=small' });
    expect(answer).toMatchObject({
      a: { celebs: 3 },
      b: { celebs: 3 },
      overlap: 0,
      from: '2024-01-08',
      to: '2024-01-14',
    });
    const large = [3, 4, 5];
    const small = [0, 1, 2];
    const expected = compareGroups([
      { name: 'own_chat.sum', a: large.map((k) => 7 * (k + 1)), b: small.map((k) => 7 * (k + 1)) },
      { name: 'fan_chat.sum', a: large.map((k) => 6 * k), b: small.map((k) => 6 * k) },
      { name: 'own_chat.last', a: large.map((k) => k + 1), b: small.map((k) => k + 1) },
      { name: 'fan_chat.last', a: [0, 0, 0], b: [0, 0, 0] },
    ]);
    for (const one of expected) {
      const { q, ...row } = answer.rows.find(({ name }) => name === one.name) ?? { q: 0 };
      const { q: _, ...rest } = one;
      expect(row).toEqual(rest);
    }
    const { dailyColumns } = await db.datasetVersion.findUniqueOrThrow({
      where: { id: versionId },
    });
    expect(answer.rows.map(({ name }) => name).sort()).toEqual(
      dailyColumns.flatMap((name) => [`${name}.last`, `${name}.sum`]).sort(),
    );
    const sizes = answer.rows.map(({ hedgesG }) => (hedgesG === null ? -1 : Math.abs(hedgesG)));
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
  });

  it('knows the groups of a rule, and celebs in both', async () => {
    const sizes = async (a: string, b: string, rule: Partial<ComparisonQuery> = {}) => {
      const answer = await compare({ a, b, ...rule });
      return [answer.a.celebs, answer.b.celebs, answer.overlap, answer.threshold];
    };
    expect(await sizes('priority', 'other')).toEqual([2, 1, 0, 0.375]);
    expect(await sizes('priority', 'general-churner')).toEqual([2, 3, 0, 0.375]);
    expect(await sizes('rest', 'priority', { by: 'value', value: 0.2 })).toEqual([3, 3, 0, 0.2]);
    expect(await sizes('churn>=0.5', '@tier=large,sticker<1')).toEqual([5, 2, 2, 0.375]);
    expect(await sizes('@tier=huge', 'priority')).toEqual([0, 2, 0, 0.375]);
    // Of the scores above 0, the two of 0.125 are a heap of their own.
    const [above, below] = await sizes('priority', 'rest', { by: 'mixture' });
    expect([above, below]).toEqual([3, 3]);
  });
});

describe('policies', () => {
  it('are saved once under a name, cut at once, and lead until they end', async () => {
    const rule = { by: 'value', value: 0.25 } as const;
    const outcome = {
      snapshotId: snapshot,
      asOf: '2024-01-15',
      threshold: 0.25,
      reason: null,
      celebs: 3,
      total: 6,
      expectedChurners: 1.5,
      expectedStickered: 2.25,
    };
    const made = await createPolicy(db, LOCAL_SESSION, { snapshot, name: 'Quarter', rule });
    expect(made).toEqual({
      id: made.id,
      name: 'Quarter',
      rule,
      createdAt: made.createdAt,
      createdBy: LOCAL_SESSION.name,
      endedAt: null,
      isCurrent: true,
      outcomes: [outcome],
    });
    const again = await appErrorOf(
      createPolicy(db, LOCAL_SESSION, { snapshot, name: 'Quarter', rule: { by: 'mixture' } }),
    );
    expect([again.code, again.status, again.details]).toEqual([
      'policy_name_taken',
      409,
      { field: 'name', reason: 'Quarter' },
    ]);
    expect((await cutOf(db, { snapshot })).rule).toEqual(rule);

    const heaps = await createPolicy(db, LOCAL_SESSION, {
      snapshot,
      name: 'All',
      rule: { by: 'value', value: 0 },
    });
    const told = async () =>
      (await listPolicies(db, datasetId)).policies.map(({ name, isCurrent, endedAt }) => [
        name,
        isCurrent,
        endedAt !== null,
      ]);
    expect(await told()).toEqual([
      ['All', true, false],
      ['Quarter', false, false],
    ]);
    const ended = await endPolicy(db, heaps.id);
    expect(await endPolicy(db, heaps.id)).toEqual(ended);
    expect(await told()).toEqual([
      ['All', false, true],
      ['Quarter', true, false],
    ]);
    expect((await appErrorOf(endPolicy(db, NOBODY))).code).toBe('not_found');
    const { policy, threshold } = await snapshotThreshold(db, await requireSnapshot(db, snapshot));
    expect([policy?.name, threshold]).toEqual(['Quarter', 0.25]);
  });
});
