import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { actionListSchema, type NewAction } from '@/lib/contracts/actions';
import type { Database } from '@/lib/server/db/client';
import { newInstallation, publishTables, small } from '../series/testing';
import { listActions, removeAction } from './actions';
import { logActions } from './log-actions';

const NONE = {};
/** Scored on 9 January; the outcome days last until the 15th. The data end on the 16th. */
const DAY = '2024-01-09';

let installation: Awaited<ReturnType<typeof newInstallation>>;
let db: Database;
let datasetId: string;
let versionId: string;
let snapshot: string;

beforeAll(async () => {
  installation = await newInstallation();
  db = installation.runtime.db;
  versionId = (await publishTables(installation.runtime, small)).id;
  ({ datasetId } = await db.datasetVersion.findUniqueOrThrow({ where: { id: versionId } }));
  snapshot = await scoreDay(DAY);
});
afterAll(() => installation.close());
afterEach(async () => {
  await db.celebAction.deleteMany();
  await db.round.deleteMany();
  await db.webhook.deleteMany();
  await db.outcomeWeek.deleteMany();
  await clock(null);
});

async function scoreDay(day: string): Promise<string> {
  const jobId = randomUUID();
  const run = (target: string, position: number) =>
    db.run.create({
      data: {
        id: randomUUID(),
        versionId,
        jobId,
        position,
        target,
        kind: 'gbdt',
        candidate: NONE,
        windows: { observeDays: 7, outcomeDays: 7, strideDays: 1 },
        split: NONE,
        splitSummary: NONE,
        features: [],
        engine: 'none',
        libraries: NONE,
        log: NONE,
        parameters: 1,
        durationMs: 1,
        report: NONE,
      },
    });
  const [churn, sticker] = [await run('churn', 0), await run('sticker', 1)];
  const { id } = await db.scoreSnapshot.create({
    data: {
      id: randomUUID(),
      versionId,
      jobId,
      asOf: new Date(day),
      churnRunId: churn.id,
      stickerRunId: sticker.id,
      celebs: 3,
    },
  });
  return id;
}

const clock = (day: string | null) =>
  db.dataset.update({
    where: { id: datasetId },
    data: { clockDay: day === null ? null : new Date(day) },
  });
const log = (celebIds: string[], more: Partial<NewAction> = {}) =>
  logActions(db, { snapshot, celebIds, kind: 'contacted', note: '', force: false, ...more }, 'Ara');
const list = async (more: { celeb?: string; round?: string } = {}) => {
  const found = await listActions(db, { dataset: datasetId, ...more }, 'Ara');
  expect(actionListSchema.parse(found)).toEqual(found);
  return found;
};
const startRound = (name: string, members: Readonly<Record<string, boolean>>) =>
  db.round.create({
    data: {
      datasetId,
      snapshotId: snapshot,
      name,
      holdoutShare: 0.5,
      seed: 1,
      createdBy: 'Ara',
      members: {
        create: Object.entries(members).map(([celebId, isHoldout]) => ({ celebId, isHoldout })),
      },
    },
  });

describe('logging', () => {
  it('writes one action for each celeb, once, with who, when and for which scores', async () => {
    const before = Date.now();
    expect(await log(['a', 'b', 'a'], { kind: 'offer', note: 'Front page' })).toEqual({
      logged: 2,
    });
    const { rows, total, truncated } = await list();
    expect([total, truncated]).toEqual([2, false]);
    expect(rows.map(({ celeb }) => celeb).sort((x, y) => (x.id < y.id ? -1 : 1))).toEqual([
      { id: 'a', name: 'Ara' },
      { id: 'b', name: '별빛 50%' },
    ]);
    for (const row of rows) {
      expect(row).toMatchObject({
        asOf: DAY,
        kind: 'offer',
        note: 'Front page',
        createdBy: 'Ara',
        round: null,
        isRemovable: true,
      });
      expect(Date.parse(row.createdAt)).toBeGreaterThanOrEqual(before);
    }
    expect((await list({ celeb: 'b' })).rows.map(({ celeb }) => celeb.id)).toEqual(['b']);
  });

  it('refuses celebs, scores and rounds that are not there, and writes nothing', async () => {
    await expect(log(['a', 'nobody'])).rejects.toMatchObject({
      code: 'celeb_unknown',
      details: { celeb: 'nobody' },
    });
    await expect(log(['a'], { snapshot: randomUUID() })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(log(['a'], { roundId: randomUUID() })).rejects.toMatchObject({
      code: 'not_found',
      details: { field: 'roundId' },
    });
    // Scores of a day that has not come.
    await clock('2024-01-08');
    await expect(log(['a'])).rejects.toMatchObject({ code: 'not_found' });
    expect(await db.celebAction.count()).toBe(0);
  });

  it('tells the webhooks in the same transaction, once for each round', async () => {
    const secret = 'secret';
    const hook = { datasetId, url: 'https://crm.example/hook', secret, createdBy: 'Ara' };
    await db.webhook.create({ data: hook });
    const { id: roundId } = await startRound('January', { a: false, c: true });
    await clock('2024-01-10');
    await expect(log(['a', 'c'])).rejects.toMatchObject({ code: 'celebs_held_out' });
    expect(await db.webhookDelivery.count()).toBe(0);
    await log(['a', 'b'], { note: 'Hello' });
    const sent = await db.webhookDelivery.findMany();
    const facts = { datasetId, by: 'Ara', kind: 'contacted', note: 'Hello', asOf: DAY };
    expect(sent.map(({ event }) => event)).toEqual(['action.logged', 'action.logged']);
    expect(sent.map(({ payload }) => payload)).toEqual(
      expect.arrayContaining([
        { ...facts, roundId, celebIds: ['a'] },
        { ...facts, celebIds: ['b'] },
      ]),
    );
  });
});

describe('celebs that an open round sets aside', () => {
  it('are refused by name until its outcome days are over; force logs them too', async () => {
    const { id: roundId } = await startRound('January', { a: true, b: false, c: true });
    await clock('2024-01-15');
    await expect(log(['a', 'b', 'c'])).rejects.toMatchObject({
      code: 'celebs_held_out',
      status: 409,
      details: {
        celebs: ['a', 'c'],
        names: ['Ara', 'c'],
        count: 2,
        rounds: ['January'],
        until: '2024-01-15',
      },
    });
    expect((await list()).total).toBe(0);
    // The others alone, and then all of them.
    expect(await log(['b'])).toEqual({ logged: 1 });
    expect(await log(['a', 'b', 'c'], { force: true })).toEqual({ logged: 3 });
    expect((await list({ round: roundId })).rows.map(({ celeb }) => celeb.id).sort()).toEqual([
      'a',
      'b',
      'b',
      'c',
    ]);
    // The 15th was the last day.
    await clock('2024-01-16');
    expect(await log(['a', 'c'])).toEqual({ logged: 2 });
    expect((await list({ celeb: 'c' })).rows.map(({ round }) => round)).toEqual([
      null,
      { id: roundId, name: 'January' },
    ]);
  });

  it('count for the newest open round in which they are contacted, unless another is named', async () => {
    const first = await startRound('First', { a: false });
    const second = await startRound('Second', { a: false, b: true });
    await clock('2024-01-10');
    await log(['a']);
    await log(['b'], { force: true });
    await log(['a'], { roundId: first.id });
    const { rows } = await list();
    expect(rows.map(({ celeb, round }) => [celeb.id, round?.name])).toEqual([
      ['a', 'First'],
      ['b', 'Second'],
      ['a', 'Second'],
    ]);
    // What another round set aside is refused, whichever round is named.
    await expect(log(['b'], { roundId: first.id })).rejects.toMatchObject({
      code: 'celebs_held_out',
      details: { rounds: ['Second'] },
    });
    expect(second.name).toBe('Second');
  });
});

describe('the outcome', () => {
  it('is open until the outcome days are over, then told of those who are known', async () => {
    await log(['a', 'b', 'c']);
    await clock('2024-01-15');
    expect((await list()).rows.map(({ outcome }) => outcome)).toEqual(
      ['c', 'b', 'a'].map(() => ({ state: 'open', until: '2024-01-15' })),
    );
    await db.outcomeWeek.create({
      data: {
        datasetId,
        asOf: new Date(DAY),
        outcomeDays: 7,
        versionId,
        celebs: {
          create: [
            { celebId: 'a', churned: false, stickered: true },
            { celebId: 'b', churned: true, stickered: false },
          ],
        },
      },
    });
    // Closed already, but not over for whoever looks on the 15th.
    expect((await list({ celeb: 'a' })).rows[0]?.outcome).toEqual({
      state: 'open',
      until: '2024-01-15',
    });
    await clock('2024-01-16');
    const outcomes = new Map((await list()).rows.map(({ celeb, outcome }) => [celeb.id, outcome]));
    expect(outcomes).toEqual(
      new Map<string, unknown>([
        ['a', { state: 'closed', churned: false, stickered: true }],
        ['b', { state: 'closed', churned: true, stickered: false }],
        ['c', { state: 'unknown' }],
      ]),
    );
  });

  it('and its action are not shown before their day', async () => {
    await log(['a']);
    await clock('2024-01-08');
    expect((await list()).rows).toEqual([]);
    await clock('2024-01-09');
    expect((await list()).total).toBe(1);
  });
});

describe('removing', () => {
  it('is for who logged it, within a day', async () => {
    await log(['a', 'b']);
    const [first, second] = (await list()).rows;
    const id = String(first?.id);
    await expect(removeAction(db, id, 'Bora')).rejects.toMatchObject({
      code: 'action_kept',
      details: { person: 'Ara', hours: 24 },
    });
    expect(await removeAction(db, id, 'Ara')).toEqual({});
    await expect(removeAction(db, id, 'Ara')).rejects.toMatchObject({ code: 'not_found' });
    const late = String(second?.id);
    const dayAgo = new Date(Date.now() - 24 * 3_600_000);
    await db.celebAction.update({ where: { id: late }, data: { createdAt: dayAgo } });
    expect((await list()).rows.map(({ id, isRemovable }) => [id, isRemovable])).toEqual([
      [late, false],
    ]);
    await expect(removeAction(db, late, 'Ara')).rejects.toMatchObject({ code: 'action_kept' });
  });
});
