import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createDatabase, type Database } from '@/lib/server/db/client';
import {
  listBriefDeliveries,
  resendBrief,
  sendTestBrief,
} from '@/lib/server/queries/delivery/deliveries';
import {
  addRecipient,
  deliverySettings,
  removeRecipient,
  setMailServer,
} from '@/lib/server/queries/delivery/settings';
import { addWebhook } from '@/lib/server/queries/webhooks/webhooks';
import type { Runtime } from '@/lib/server/runtime';
import { removeDataDirs } from '@/lib/server/testing/folders';
import { frozenWeek } from '@/lib/server/testing/frozen-week';
import { type MailBox, startMailServer } from '@/lib/server/testing/mail-server';
import { startCode } from '@/lib/server/testing/programs';
import { startReceiver } from '@/lib/server/testing/receiver';
import { appErrorOf, newRuntime } from '@/lib/server/testing/state';
import { until } from '@/lib/server/testing/until';
import { enqueueBrief } from './enqueue-brief';
import { type PostmanOptions, startPostman } from './postman';
import { WEEK_CONTENT } from './week.fixture';

let runtime: Runtime;
let db: Database;
let datasetId: string;
let weekId: string;
const closing: (() => Promise<void>)[] = [];

beforeAll(async () => {
  runtime = await newRuntime();
  db = runtime.db;
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  await db.week.deleteMany();
  await db.scoreSnapshot.deleteMany();
  await db.dataset.deleteMany();
  await db.mailServer.deleteMany();
});
afterAll(async () => {
  await runtime.close();
  await removeDataDirs();
});

const newWeek = async () => {
  ({ datasetId, weekId } = await frozenWeek(db, { name: '봄 <Spring>', content: WEEK_CONTENT }));
};

/** A mail server that the settings name. */
async function mailServer(...args: Parameters<typeof startMailServer>): Promise<MailBox> {
  const box = await startMailServer(...args);
  closing.push(box.close);
  await setMailServer(db, { ...SERVER, port: box.port }, 'Ara');
  return box;
}
const SERVER = {
  host: '127.0.0.1',
  secure: false,
  user: null,
  from: '무대 Stagelight <brief@example.com>',
};

const mailTo = (address: string, locale: 'ko' | 'en' = 'ko') =>
  addRecipient(db, { dataset: datasetId, channel: 'email', address, locale }, 'Ara');
const enqueue = () => db.$transaction((tx) => enqueueBrief(tx, weekId));

/** Every first pause is 4 s: longer than a test looks, shorter than it may take. */
function postman(options: Partial<PostmanOptions> = {}) {
  const started = startPostman({ db, pollMs: 20, random: () => 0, ...options });
  closing.push(started.stop);
  return started;
}

const rows = () => db.briefDelivery.findMany({ orderBy: { recipient: 'asc' } });
const settled = (count: number, statuses = /delivered|failed|unknown/) =>
  until(`${count} briefs are settled`, async () => {
    const all = await rows();
    return all.length === count && all.every(({ status }) => statuses.test(status)) && all;
  });
const failedOnce = () =>
  until('the first attempt fails', async () => {
    const [row] = await rows();
    return row && row.lastError !== null && row;
  });
const makeDue = (id: string) =>
  db.briefDelivery.update({ where: { id }, data: { nextAt: new Date(0) } });
const pdfOf = async (attachments: readonly { contentType: string; content: Buffer }[]) => {
  const [pdf] = attachments.filter(({ contentType }) => contentType === 'application/pdf');
  const bytes = new Uint8Array(pdf?.content ?? []);
  const document = await getDocumentProxy(bytes.slice());
  const { totalPages, text } = await extractText(document, { mergePages: true });
  return { totalPages, text, bytes: bytes.length };
};

describe('a mail', () => {
  test('holds both alternatives, pictures and a page to print, in each recipient’s language', async () => {
    await newWeek();
    const { mails } = await mailServer();
    await mailTo('ara@example.com');
    await mailTo('Ben@Example.com', 'en');
    expect(await enqueue()).toBe(2);
    postman();
    const [first, second] = await settled(2);
    expect([first, second]).toMatchObject([
      { status: 'delivered', attempts: 1, recipient: 'ara@example.com', lastError: null },
      { status: 'delivered', attempts: 1, recipient: 'ben@example.com', lastError: null },
    ]);
    const [korean, english] = ['ara@example.com', 'ben@example.com'].map((address) =>
      mails.find(({ to }) => !Array.isArray(to) && to?.text === address),
    );
    expect(mails).toHaveLength(2);
    expect(korean?.subject).toBe('봄 <Spring> 주간 브리핑 · 2023. 3. 15. ~ 2023. 3. 21.');
    expect(english?.subject).toBe('봄 <Spring> weekly brief · Mar 15 – 21, 2023');
    expect(korean?.from?.value).toEqual([
      { name: '무대 Stagelight', address: 'brief@example.com' },
    ]);
    expect(korean?.messageId).toBe(`<${first?.id}@example.com>`);
    expect(korean?.headers.get('auto-submitted')).toBe('auto-generated');
    expect(korean?.text).toContain(
      '활동한 셀럽은 2,134명으로 지난주보다 3% 줄었고, 123명이 이탈했습니다.',
    );
    expect(english?.text).toContain(
      '2,134 celebs were active, 3% fewer than the week before; 123 left.',
    );
    expect(english?.text).toContain('- Stickers: 6,021, +630 (+11.7%)');
    for (const mail of [korean, english]) {
      const html = String(mail?.html);
      // A name that wants to be HTML is shown as it is written.
      expect(html).toContain('&lt;b&gt;별빛&lt;/b&gt; &amp; &quot;달&quot;');
      expect(html).not.toContain('<b>별빛');
      expect(html).not.toMatch(/<script|https?:|javascript:|<link|<style/);
      const pictures = (mail?.attachments ?? []).filter(({ related }) => related);
      expect(pictures.map(({ cid }) => cid)).toEqual(
        ['active', 'churned', 'atRisk', 'recovered', 'stickers', 'amount', 'stickersAtRisk'].map(
          (name) => `${name}@stagelight`,
        ),
      );
      // Seven pictures, put in by the parser where the HTML names them.
      expect(html.match(/src="data:image\/png;base64,/g)).toHaveLength(7);
      const { totalPages, text, bytes } = await pdfOf(mail?.attachments ?? []);
      expect(totalPages).toBe(1);
      expect(bytes).toBeLessThan(80_000);
      for (const figure of ['2,134', '123', '427', '58', '6,021', '311'])
        expect(text).toContain(figure);
    }
    expect((await pdfOf(korean?.attachments ?? [])).text).toContain('관리우선대상군은 427명이며');
    expect((await pdfOf(english?.attachments ?? [])).text).toContain(
      '427 celebs are in the priority group',
    );
  });

  test('is sent after signing in; a wrong password is told in the server’s words', async () => {
    await newWeek();
    const box = await mailServer({ login: { user: 'ara', password: 'right' } });
    const server = { ...SERVER, port: box.port, user: 'ara' };
    await setMailServer(db, { ...server, password: 'wrong' }, 'Ara');
    await mailTo('ara@example.com');
    await enqueue();
    postman();
    const [row] = await settled(1);
    expect(row).toMatchObject({ status: 'failed', attempts: 1 });
    expect(row?.lastError).toMatch(/^refused 535 .*Wrong user or password/);
    await setMailServer(db, { ...server, password: 'right' }, 'Ara');
    // Left out, it stays.
    expect(await setMailServer(db, server, 'Ara')).toEqual({ ...server, hasPassword: true });
    await resendBrief(db, row?.id ?? '');
    expect(await settled(1, /delivered/)).toMatchObject([{ attempts: 2, lastError: null }]);
    // The password is in no answer, and does not go to another host.
    expect(JSON.stringify(await deliverySettings(db, datasetId))).not.toContain('right');
    const moved = await setMailServer(db, { ...server, host: 'localhost' }, 'Ara');
    expect(moved.hasPassword).toBe(false);
  });

  test('waits when the server says later, and keeps its Message-ID', async () => {
    await newWeek();
    const { mails } = await mailServer({
      onMessage: (_, count) => (count === 1 ? { status: 451, text: 'Try again later' } : 'take'),
    });
    await mailTo('ara@example.com');
    await enqueue();
    postman();
    const row = await failedOnce();
    expect(row).toMatchObject({ status: 'waiting', attempts: 1, handedAt: null });
    expect(row.lastError).toBe('deferred 451 Try again later');
    expect(row.nextAt.getTime() - Date.now()).toBeGreaterThan(1000);
    await makeDue(row.id);
    expect(await settled(1)).toMatchObject([{ status: 'delivered', attempts: 2, lastError: null }]);
    expect(mails.map(({ messageId }) => messageId)).toEqual([
      `<${row.id}@example.com>`,
      `<${row.id}@example.com>`,
    ]);
  });

  test('is given up when the server refuses for good', async () => {
    await newWeek();
    const { mails } = await mailServer({
      onRecipient: (address) =>
        address === 'nobody@example.com' ? { status: 550, text: 'No such user' } : 'take',
    });
    await mailTo('nobody@example.com');
    await mailTo('ara@example.com');
    await enqueue();
    postman();
    const all = await settled(2);
    expect(all.map(({ status, lastError }) => [status, lastError])).toEqual([
      ['delivered', null],
      ['failed', 'refused 550 No such user'],
    ]);
    expect(mails).toHaveLength(1);
    const { deliveries } = await listBriefDeliveries(db, datasetId);
    expect(deliveries.find(({ status }) => status === 'failed')).toMatchObject({
      recipient: 'nobody@example.com',
      isTest: false,
      asOf: '2023-03-22',
      failure: { kind: 'refused', detail: '550 No such user' },
    });
  });

  test('waits while the server is away, and fails while there is none', async () => {
    await newWeek();
    const box = await mailServer();
    await box.close();
    await mailTo('ara@example.com');
    await enqueue();
    const first = postman();
    const row = await failedOnce();
    expect(row).toMatchObject({ status: 'waiting', lastError: 'unreachable ECONNREFUSED' });
    await first.stop();
    await db.mailServer.deleteMany();
    await makeDue(row.id);
    postman();
    expect(await settled(1)).toMatchObject([{ status: 'failed', lastError: 'no-server' }]);
  });
});

describe('never twice', () => {
  test('however often a week is told', async () => {
    await newWeek();
    const { mails } = await mailServer();
    await mailTo('ara@example.com');
    expect(await Promise.all([enqueue(), enqueue()])).toEqual(expect.arrayContaining([0, 1]));
    postman();
    await settled(1);
    expect(await enqueue()).toBe(0);
    await mailTo('ben@example.com');
    // Who was added later gets it, who had it does not.
    expect(await enqueue()).toBe(1);
    await settled(2);
    expect(mails.map(({ to }) => !Array.isArray(to) && to?.text)).toEqual([
      'ara@example.com',
      'ben@example.com',
    ]);
  });

  test('by several senders at once', async () => {
    await newWeek();
    const { mails } = await mailServer();
    for (let i = 10; i < 22; i++) await mailTo(`p${i}@example.com`);
    await enqueue();
    const other = createDatabase(runtime.url);
    closing.push(() => other.$disconnect());
    postman();
    postman({ db: other });
    postman();
    const all = await settled(12);
    expect(all.every(({ attempts, status }) => attempts === 1 && status === 'delivered')).toBe(
      true,
    );
    expect(mails.map(({ to }) => !Array.isArray(to) && to?.text).sort()).toEqual(
      all.map(({ recipient }) => recipient),
    );
  });

  const killedSender = async () =>
    startCode(`
      import { createDatabase } from '@/lib/server/db/client';
      import { startPostman } from '@/lib/server/delivery/postman';
      startPostman({ db: createDatabase(${JSON.stringify(runtime.url)}), leaseMs: 20_000 });`);
  const endLease = () =>
    db.briefDelivery.updateMany({
      where: { status: 'sending' },
      data: { nextAt: new Date(0) },
    });

  test('a sender killed before the message ended has not sent it: another does', async () => {
    await newWeek();
    let asked = 0;
    const { mails } = await mailServer({
      onRecipient: (_, count) => {
        asked = count;
        return count === 1 ? 'silence' : 'take';
      },
    });
    await mailTo('ara@example.com');
    await enqueue();
    const program = await killedSender();
    await until('it names the recipient', () => asked === 1);
    await program.kill();
    expect(await rows()).toMatchObject([{ status: 'sending', attempts: 1, handedAt: null }]);
    await endLease();
    postman();
    expect(await settled(1)).toMatchObject([{ status: 'delivered', attempts: 2 }]);
    expect(mails).toHaveLength(1);
  });

  test('a sender killed after the message ended may have sent it: only a person sends it again', async () => {
    await newWeek();
    const { mails } = await mailServer({
      onMessage: (_, count) => (count === 1 ? 'silence' : 'take'),
    });
    await mailTo('ara@example.com');
    await enqueue();
    const program = await killedSender();
    await until('the message is there', () => mails.length === 1);
    await program.kill();
    const [row] = await rows();
    expect(row).toMatchObject({ status: 'sending', attempts: 1 });
    expect(row?.handedAt).not.toBeNull();
    expect((await appErrorOf(resendBrief(db, row?.id ?? ''))).code).toBe('conflict');
    await endLease();
    postman();
    expect(await settled(1)).toMatchObject([
      { status: 'unknown', attempts: 1, lastError: 'unanswered' },
    ]);
    expect(mails).toHaveLength(1);
    await resendBrief(db, row?.id ?? '');
    expect(await settled(1, /delivered/)).toMatchObject([{ attempts: 2 }]);
    expect(mails.map(({ messageId }) => messageId)).toEqual(
      Array(2).fill(`<${row?.id}@example.com>`),
    );
  });

  test('a sender whose time is over lets go of nothing', async () => {
    await newWeek();
    const { mails } = await mailServer();
    await mailTo('ara@example.com');
    await enqueue();
    // Writing the message takes longer than it has.
    const slow = postman({ leaseMs: 1, pollMs: 60_000 });
    await until('it was tried', async () => (await rows())[0]?.lastError !== null);
    await slow.stop();
    expect(mails).toHaveLength(0);
    expect(await rows()).toMatchObject([{ status: 'waiting', attempts: 1, handedAt: null }]);
  });

  test('an answer that never comes leaves it unknown', async () => {
    await newWeek();
    const { mails } = await mailServer({ onMessage: () => 'silence' });
    await mailTo('ara@example.com');
    await enqueue();
    postman({ timeoutMs: 3000 });
    expect(await settled(1)).toMatchObject([{ status: 'unknown', lastError: 'unanswered' }]);
    expect(mails).toHaveLength(1);
  });
});

describe('a test', () => {
  test('goes to one address, says so, and does not count', async () => {
    await newWeek();
    const address = { dataset: datasetId, channel: 'email', address: 'ara@example.com' } as const;
    expect((await appErrorOf(sendTestBrief(db, { ...address, locale: 'en' }))).code).toBe(
      'mail_server_missing',
    );
    const { mails } = await mailServer();
    await mailTo('ara@example.com', 'en');
    expect(await sendTestBrief(db, { ...address, locale: 'en' })).toMatchObject({
      status: 'waiting',
      isTest: true,
    });
    await sendTestBrief(db, { ...address, locale: 'ko' });
    postman();
    await settled(2);
    expect(await enqueue()).toBe(1);
    await settled(3);
    expect(mails.map(({ subject }) => subject).sort()).toEqual([
      '[Test] 봄 <Spring> weekly brief · Mar 15 – 21, 2023',
      '[시험] 봄 <Spring> 주간 브리핑 · 2023. 3. 15. ~ 2023. 3. 21.',
      '봄 <Spring> weekly brief · Mar 15 – 21, 2023',
    ]);
    expect(mails.find(({ subject }) => subject?.startsWith('[Test]'))?.text).toContain(
      'This is a test.',
    );
  });

  test('needs a frozen week', async () => {
    await newWeek();
    await db.week.deleteMany();
    const error = await appErrorOf(
      sendTestBrief(db, {
        dataset: datasetId,
        channel: 'email',
        address: 'ara@example.com',
        locale: 'ko',
      }),
    );
    expect(error.code).toBe('week_missing');
  });
});

describe('other ways', () => {
  test('Slack gets text and blocks', async () => {
    await newWeek();
    const chat = await startReceiver((_, count) => (count === 1 ? 503 : 200));
    closing.push(chat.close);
    await addRecipient(
      db,
      { dataset: datasetId, channel: 'slack', address: chat.url, locale: 'en' },
      'Ara',
    );
    await enqueue();
    postman();
    const row = await failedOnce();
    expect(row).toMatchObject({ status: 'waiting', lastError: 'status 503' });
    await makeDue(row.id);
    expect(await settled(1)).toMatchObject([{ status: 'delivered', attempts: 2 }]);
    const message = JSON.parse(chat.received[1]?.body ?? '');
    expect(message.text).toContain('2,134 celebs were active');
    expect(message.blocks.map(({ type }: { type: string }) => type)).toEqual([
      'header',
      'section',
      'section',
      'section',
      'section',
      'section',
      'context',
    ]);
    expect(message.blocks[2].fields).toContainEqual({
      type: 'mrkdwn',
      text: '*Stickers*\n6,021  +630 (+11.7%)',
    });
    // A name that wants to be a mention is none.
    expect(message.blocks[3].text.text).toContain('&lt;b&gt;별빛&lt;/b&gt; &amp; "달" 83%');
    const { recipients, deliveries } = await deliverySettings(db, datasetId);
    const shown = `${new URL(chat.url).origin}/…am=1`;
    expect([recipients[0]?.address, deliveries[0]?.recipient]).toEqual([shown, shown]);
  });

  test('a chat that refuses for good is given up', async () => {
    await newWeek();
    const chat = await startReceiver(() => 404);
    closing.push(chat.close);
    await addRecipient(
      db,
      { dataset: datasetId, channel: 'slack', address: chat.url, locale: 'en' },
      'Ara',
    );
    await enqueue();
    postman();
    expect(await settled(1)).toMatchObject([
      { status: 'failed', attempts: 1, lastError: 'status 404' },
    ]);
  });

  test('webhooks get the numbers once', async () => {
    await newWeek();
    await addWebhook(db, { dataset: datasetId, url: 'http://localhost/hooks' }, 'Ara');
    await enqueue();
    await enqueue();
    const messages = await db.webhookDelivery.findMany();
    expect(messages.map(({ event, payload }) => [event, payload])).toEqual([
      [
        'brief.ready',
        {
          datasetId,
          by: 'Ara',
          weekId,
          asOf: '2023-03-22',
          from: '2023-03-15',
          to: '2023-03-21',
          fingerprint: 'f'.repeat(64),
          celebIds: ['c1', 'c2'],
          figures: {
            active: { week: 2134, weekBefore: 2200 },
            churned: { week: 123, weekBefore: 80 },
            atRisk: { week: 427, weekBefore: 431 },
            recovered: { week: 58, weekBefore: 61 },
            stickers: { week: 6021, weekBefore: 5391 },
            amount: { week: 301_050, weekBefore: 250_000 },
            stickersAtRisk: { week: 311.4, weekBefore: 290 },
          },
          group: { celebs: 427, expectedChurners: 181.6, expectedStickered: 102.3 },
        },
      ],
    ]);
  });
});

test('recipients are checked, kept once, and taken away', async () => {
  await newWeek();
  const { id } = await mailTo(' Ara@Example.com ');
  const wrong = (channel: 'email' | 'slack', address: string) =>
    appErrorOf(addRecipient(db, { dataset: datasetId, channel, address, locale: 'ko' }, 'Ara'));
  expect((await wrong('email', 'ara@example.com')).code).toBe('recipient_known');
  expect((await wrong('email', 'ara@example.com, ben@example.com')).details).toEqual({
    field: 'address',
    reason: 'email',
  });
  expect((await wrong('email', 'ara@example.com\r\nBcc: all@example.com')).code).toBe(
    'recipient_address',
  );
  expect((await wrong('slack', 'http://169.254.169.254/')).details).toEqual({
    field: 'address',
    reason: 'slack',
  });
  await enqueue();
  await removeRecipient(db, id);
  await removeRecipient(db, id);
  expect(await deliverySettings(db, datasetId)).toEqual({
    mailServer: null,
    recipients: [],
    deliveries: [],
    total: 0,
  });
});
