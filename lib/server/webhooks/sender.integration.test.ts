import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createDatabase, type Database } from '@/lib/server/db/client';
import { listDeliveries, resendDelivery, sendTest } from '@/lib/server/queries/webhooks/deliveries';
import {
  addWebhook,
  listWebhooks,
  rotateSecret,
  stopWebhook,
} from '@/lib/server/queries/webhooks/webhooks';
import type { Runtime } from '@/lib/server/runtime';
import { removeDataDirs } from '@/lib/server/testing/folders';
import { startCode } from '@/lib/server/testing/programs';
import { type Receiver, startReceiver } from '@/lib/server/testing/receiver';
import { appErrorOf, newRuntime } from '@/lib/server/testing/state';
import { until } from '@/lib/server/testing/until';
import { enqueueWebhooks } from './enqueue';
import { type SenderOptions, startSender } from './sender';
import { sign } from './signature';

let runtime: Runtime;
let db: Database;
let datasetId: string;
const closing: (() => Promise<void>)[] = [];

beforeAll(async () => {
  runtime = await newRuntime();
  db = runtime.db;
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  await db.dataset.deleteMany();
});
afterAll(async () => {
  await runtime.close();
  await removeDataDirs();
});

/** Another connection to the same database. */
function anotherConnection(): Database {
  const other = createDatabase(runtime.url);
  closing.push(() => other.$disconnect());
  return other;
}

async function receiver(...args: Parameters<typeof startReceiver>): Promise<Receiver> {
  const started = await startReceiver(...args);
  closing.push(started.close);
  return started;
}

/** Every first pause is 4 s: longer than a test looks, shorter than it may take. */
function sender(options: Partial<SenderOptions> = {}): { readonly stop: () => Promise<void> } {
  const started = startSender({ db, pollMs: 20, random: () => 0, ...options });
  closing.push(started.stop);
  return started;
}

/** A webhook of a new dataset. */
async function webhook(url: string) {
  ({ id: datasetId } = await db.dataset.create({
    data: { name: 'Spring', timeZone: 'Asia/Seoul' },
  }));
  const { webhook: made, secret } = await addWebhook(db, { dataset: datasetId, url }, 'Ara');
  return { ...made, secret };
}

/** Leaves messages as work on celebs does. @param celebs one message each */
const enqueue = (celebs: readonly string[]) =>
  db.$transaction(async (tx) => {
    for (const celeb of celebs)
      await enqueueWebhooks(tx, datasetId, {
        event: 'work.changed',
        celebIds: [celeb],
        facts: { by: 'Ara', status: 'done' },
      });
  });

const rows = () => db.webhookDelivery.findMany({ orderBy: { id: 'asc' } });
const settled = (count: number) =>
  until(`${count} messages are settled`, async () => {
    const all = await rows();
    return (
      all.length === count && all.every(({ status }) => /delivered|failed/.test(status)) && all
    );
  });
const ids = ({ received }: Receiver) => received.map(({ headers }) => headers['webhook-id']);
const makeDue = (id: string) =>
  db.webhookDelivery.update({ where: { id }, data: { nextAt: new Date(0) } });
const millisecondsUntil = (time: Date | undefined) => (time?.getTime() ?? 0) - Date.now();

test('delivers what was left, signed', async () => {
  const crm = await receiver();
  const { secret, id: webhookId } = await webhook(crm.url);
  await enqueue(['c1']);
  sender();
  const [row] = await settled(1);
  expect(row).toMatchObject({ status: 'delivered', attempts: 1, lastError: null });
  const [message] = crm.received;
  expect(crm.received).toHaveLength(1);
  expect(JSON.parse(message?.body ?? '')).toEqual({
    type: 'work.changed',
    timestamp: row?.createdAt.toISOString(),
    data: { datasetId, celebIds: ['c1'], by: 'Ara', status: 'done' },
  });
  const timestamp = Number(message?.headers['webhook-timestamp']);
  expect(Math.abs(timestamp - Date.now() / 1000)).toBeLessThan(10);
  expect(message?.headers).toMatchObject({
    'content-type': 'application/json',
    'webhook-id': row?.id,
    'webhook-signature': sign(secret, row?.id ?? '', timestamp, message?.body ?? ''),
  });
  const { webhooks } = await listWebhooks(db, datasetId);
  expect(webhooks).toMatchObject([
    { id: webhookId, waiting: 0, failed: 0, lastDeliveredAt: row?.deliveredAt?.toISOString() },
  ]);
});

test('what fails is tried again with the same id and body', async () => {
  const crm = await receiver((_, count) => (count === 1 ? 500 : 200));
  await webhook(crm.url);
  await enqueue(['c1']);
  sender();
  const row = await until('the first attempt fails', async () => {
    const [one] = await rows();
    return one?.lastError !== null && one;
  });
  expect(row).toMatchObject({ status: 'waiting', attempts: 1, lastError: 'status 500' });
  expect(millisecondsUntil(row.nextAt)).toBeGreaterThan(2000);
  expect(millisecondsUntil(row.nextAt)).toBeLessThanOrEqual(4000);
  await makeDue(row.id);
  expect(await settled(1)).toMatchObject([{ status: 'delivered', attempts: 2, lastError: null }]);
  expect(ids(crm)).toEqual([row.id, row.id]);
  expect(crm.received[1]?.body).toBe(crm.received[0]?.body);
});

test('gives up after the seventh attempt, keeps it, and sends it by hand', async () => {
  let status = 500;
  const crm = await receiver(() => status);
  const { id: webhookId } = await webhook(crm.url);
  await enqueue(['c1']);
  await db.webhookDelivery.updateMany({ data: { attempts: 6 } });
  sender();
  const [row] = await settled(1);
  expect(row).toMatchObject({ status: 'failed', attempts: 7, lastError: 'status 500' });
  status = 200;
  expect(await resendDelivery(db, row?.id ?? '')).toMatchObject({ status: 'waiting', attempts: 7 });
  const { deliveries, total } = await until('it is delivered', async () => {
    const list = await listDeliveries(db, webhookId);
    return list.deliveries[0]?.status === 'delivered' && list;
  });
  expect([total, deliveries.length]).toEqual([1, 1]);
  expect(deliveries[0]).toMatchObject({
    id: row?.id,
    event: 'work.changed',
    celebs: 1,
    attempts: 8,
    nextAt: null,
    failure: null,
  });
  expect(ids(crm)).toEqual([row?.id, row?.id]);
});

test('410 ends the webhook', async () => {
  const crm = await receiver(() => 410);
  const { id: webhookId } = await webhook(crm.url);
  await enqueue(['c1']);
  // One that is not due when the first is answered.
  await db.webhookDelivery.create({
    data: {
      webhookId,
      event: 'webhook.test',
      payload: { celebIds: [] },
      nextAt: new Date(Date.now() + 60_000),
    },
  });
  sender();
  expect((await settled(2)).map(({ lastError }) => lastError)).toEqual(['status 410', 'ended']);
  const [view] = (await listWebhooks(db, datasetId)).webhooks;
  expect(view).toMatchObject({ waiting: 0, failed: 2, lastDeliveredAt: null });
  expect(Math.abs(millisecondsUntil(new Date(view?.endedAt ?? '')))).toBeLessThan(10_000);
  await enqueue(['c2']);
  expect(await rows()).toHaveLength(2);
  const [row] = await rows();
  const refused = await Promise.all(
    [
      sendTest(db, webhookId, 'Ara'),
      rotateSecret(db, webhookId),
      resendDelivery(db, row?.id ?? ''),
    ].map(appErrorOf),
  );
  expect(refused.map(({ code }) => code)).toEqual(Array(3).fill('webhook_ended'));
});

test('two senders send nothing twice', async () => {
  const crm = await receiver();
  await webhook(crm.url);
  await enqueue(Array.from({ length: 60 }, (_, i) => `c${i}`));
  const other = anotherConnection();
  sender();
  sender({ db: other });
  sender();
  const all = await settled(60);
  expect(ids(crm).sort()).toEqual(all.map(({ id }) => id));
  expect(all.every(({ attempts }) => attempts === 1)).toBe(true);
});

test('what a killed sender was sending is sent again with the same id', async () => {
  const crm = await receiver((_, count) => (count === 1 ? 'silence' : 200));
  await webhook(crm.url);
  await enqueue(['c1']);
  const program = startCode(`
    import { createDatabase } from '@/lib/server/db/client';
    import { startSender } from '@/lib/server/webhooks/sender';
    startSender({ db: createDatabase(${JSON.stringify(runtime.url)}), leaseMs: 3000 });`);
  await until('it is sent', () => crm.received.length === 1);
  await program.kill();
  const [row] = await rows();
  expect(row).toMatchObject({ status: 'sending', attempts: 1, deliveredAt: null });
  expect((await appErrorOf(resendDelivery(db, row?.id ?? ''))).code).toBe('conflict');
  sender();
  expect(await settled(1)).toMatchObject([{ status: 'delivered', attempts: 2 }]);
  expect(ids(crm)).toEqual([row?.id, row?.id]);
});

test('whoever was overtaken has no say in what became of a message', async () => {
  const crm = await receiver((_, count) => (count === 1 ? 'silence' : 200));
  await webhook(crm.url);
  await enqueue(['c1']);
  // Its attempt ends as a failure after the other one has delivered.
  const late = sender({ timeoutMs: 2000, leaseMs: 100, pollMs: 60_000 });
  await until('the first one sends', () => crm.received.length === 1);
  sender();
  expect(await settled(1)).toMatchObject([{ status: 'delivered', attempts: 2 }]);
  await late.stop();
  expect(await rows()).toMatchObject([{ status: 'delivered', attempts: 2, lastError: null }]);
});

test('a receiver that hangs holds up nobody else, and costs one attempt', async () => {
  const [hanging, crm] = [await receiver(() => 'silence'), await receiver()];
  const { id: slow } = await webhook(hanging.url);
  await addWebhook(db, { dataset: datasetId, url: crm.url }, 'Ara');
  await enqueue(Array.from({ length: 9 }, (_, i) => `c${i}`));
  sender({ timeoutMs: 2000 });
  await until('the other one has all', () => crm.received.length === 9);
  expect(hanging.received).toHaveLength(4);
  const [first] = await until('the first attempts end', async () => {
    const ended = await db.webhookDelivery.findMany({
      where: { webhookId: slow, lastError: { not: null } },
    });
    return ended.length >= 4 && ended;
  });
  expect(first).toMatchObject({ status: 'waiting', attempts: 1, lastError: 'timeout' });
});

test('stopping waits for what is being sent', async () => {
  const crm = await receiver();
  await webhook(crm.url);
  await enqueue(['c1']);
  const { stop } = sender();
  await until('it is sent', () => crm.received.length === 1);
  await stop();
  expect(await rows()).toMatchObject([{ status: 'delivered' }]);
});

test('a webhook that was ended sends nothing more; its secret is in no list', async () => {
  const crm = await receiver();
  const { id, secret } = await webhook(crm.url);
  expect(await sendTest(db, id, 'Ara')).toMatchObject({
    event: 'webhook.test',
    celebs: 0,
    status: 'waiting',
  });
  const ended = await stopWebhook(db, id);
  expect(ended).toMatchObject({ waiting: 0, failed: 1 });
  expect(await stopWebhook(db, id)).toEqual(ended);
  await addWebhook(db, { dataset: datasetId, url: crm.url }, 'Ara');
  const { webhooks } = await listWebhooks(db, datasetId);
  expect(webhooks.map((one) => one.endedAt === null)).toEqual([true, false]);
  expect(JSON.stringify([webhooks, await listDeliveries(db, id)])).not.toContain(secret.slice(6));
  sender();
  await enqueue(['c1']);
  await until('the other one gets it', () => crm.received.length === 1);
  expect((await rows()).map(({ status, lastError }) => [status, lastError])).toEqual([
    ['failed', 'ended'],
    ['delivered', null],
  ]);
});

test('a new secret signs what is sent from then on', async () => {
  const crm = await receiver();
  const { id, secret } = await webhook(crm.url);
  const rotated = await rotateSecret(db, id);
  expect(rotated.secret).not.toBe(secret);
  await sendTest(db, id, 'Ara');
  sender();
  const [row] = await settled(1);
  const [message] = crm.received;
  const timestamp = Number(message?.headers['webhook-timestamp']);
  expect(message?.headers['webhook-signature']).toBe(
    sign(rotated.secret, row?.id ?? '', timestamp, message?.body ?? ''),
  );
});

test('what is not there is not found', async () => {
  const nobody = randomUUID();
  await webhook('http://localhost/');
  const errors = await Promise.all(
    [
      addWebhook(db, { dataset: nobody, url: 'http://localhost/' }, 'Ara'),
      stopWebhook(db, nobody),
      sendTest(db, nobody, 'Ara'),
      listDeliveries(db, nobody),
      resendDelivery(db, nobody),
    ].map(appErrorOf),
  );
  expect(errors.map(({ code }) => code)).toEqual(Array(5).fill('not_found'));
  expect(await listWebhooks(db, nobody)).toEqual({ webhooks: [] });
});
