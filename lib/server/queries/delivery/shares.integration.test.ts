import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WEEK_CONTENT } from '@/lib/server/delivery/week.fixture';
import type { Runtime } from '@/lib/server/runtime';
import { removeDataDirs } from '@/lib/server/testing/folders';
import { frozenWeek } from '@/lib/server/testing/frozen-week';
import { appErrorOf, newRuntime } from '@/lib/server/testing/state';
import { addShare, listShares, revokeShare, sharedWeek } from './shares';

let runtime: Runtime;
let datasetId: string;
let weekId: string;

beforeAll(async () => {
  runtime = await newRuntime();
  ({ datasetId, weekId } = await frozenWeek(runtime.db, { name: 'Spring', content: WEEK_CONTENT }));
});
afterAll(async () => {
  await runtime.close();
  await removeDataDirs();
});

const share = (minutes = 60) => addShare(runtime.db, { week: weekId, minutes }, 'Ara');

test('a link shows its week until it ends; only a hash of its token is kept', async () => {
  const { db } = runtime;
  const { share: made, token } = await share();
  expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(made).toMatchObject({ weekId, createdBy: 'Ara', revokedAt: null, isOpen: true });
  const lives = Date.parse(made.expiresAt) - Date.parse(made.createdAt);
  expect(Math.abs(lives - 3_600_000)).toBeLessThan(5000);
  expect((await sharedWeek(db, token))?.content).toEqual(WEEK_CONTENT);
  expect(JSON.stringify(await db.weekShare.findMany())).not.toContain(token);
  expect(JSON.stringify(await listShares(db, weekId))).not.toContain(token);
  await db.weekShare.update({ where: { id: made.id }, data: { expiresAt: new Date() } });
  expect(await sharedWeek(db, token)).toBeUndefined();
  expect((await listShares(db, weekId)).shares).toMatchObject([{ id: made.id, isOpen: false }]);
});

test('a link that was taken back is closed, and others stay', async () => {
  const { db } = runtime;
  const [one, other] = [await share(), await share()];
  const revoked = await revokeShare(db, one.share.id);
  expect(revoked.isOpen).toBe(false);
  expect(await revokeShare(db, one.share.id)).toEqual(revoked);
  expect(await sharedWeek(db, one.token)).toBeUndefined();
  expect((await sharedWeek(db, other.token))?.id).toBe(weekId);
});

test('a link shows nothing that is after the dataset’s today', async () => {
  const { db } = runtime;
  const { token } = await share();
  const clock = (day: string | null) =>
    db.dataset.update({ where: { id: datasetId }, data: { clockDay: day && new Date(day) } });
  await clock('2023-03-21');
  expect(await sharedWeek(db, token)).toBeUndefined();
  await clock(null);
  expect((await sharedWeek(db, token))?.id).toBe(weekId);
});

test('what is not there is not found', async () => {
  const { db } = runtime;
  expect(await sharedWeek(db, '')).toBeUndefined();
  expect(await sharedWeek(db, 'A'.repeat(43))).toBeUndefined();
  const nobody = randomUUID();
  const errors = await Promise.all(
    [
      addShare(db, { week: nobody, minutes: 5 }, 'Ara'),
      listShares(db, nobody),
      revokeShare(db, nobody),
    ].map(appErrorOf),
  );
  expect(errors.map(({ code }) => code)).toEqual(Array(3).fill('not_found'));
});
