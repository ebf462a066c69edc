import { expect, type Page, test } from '@playwright/test';
import type { WebhookSecret } from '../lib/contracts/webhooks';
import { type Received, type Receiver, startReceiver } from '../lib/server/testing/receiver';
import { sign } from '../lib/server/webhooks/signature';
import { expectNoViolations } from './support/accessibility';
import { goBack } from './support/back';
import { type Demo, makeDemo } from './support/demo';
import { expectNoSidewaysScroll, LOOKS, lookName, setLook } from './support/look';

/** An administrator connects a CRM, sees what reaches it, and ends the connection. */
test.describe.configure({ mode: 'serial' });

let demo: Demo;
let crm: Receiver;
/** What the CRM answers. */
let status = 204;

test.beforeAll(async ({ request }) => {
  test.setTimeout(240_000);
  demo = await makeDemo(request);
  crm = await startReceiver(() => status);
});
test.afterAll(() => crm.close());

const address = (query = '') => `/settings?version=${demo.versionId}${query}`;
const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const row = (page: Page) => region(page, '웹훅').getByRole('listitem', { name: crm.url });
/** Texts of the deliveries, the newest first: event, status, attempts, last problem. */
const deliveries = (page: Page) =>
  region(page, '전송 기록')
    .locator('tbody tr[data-index]')
    .evaluateAll((rows) =>
      rows.map((one) => {
        const cells = [...one.querySelectorAll('td')].map((cell) => cell.textContent ?? '');
        return [cells[1], cells[2], cells[3], cells[5]];
      }),
    );
const secretIn = async (page: Page) =>
  (await page.getByRole('dialog').getByLabel('비밀 키', { exact: true }).textContent()) ?? '';
function expectSigned(message: Received | undefined, secret: string) {
  const header = (name: string) => String(message?.headers[name]);
  const [id, time] = [header('webhook-id'), Number(header('webhook-timestamp'))];
  expect(header('webhook-signature')).toBe(sign(secret, id, time, message?.body ?? ''));
}

test('adds a webhook, is shown its secret once, and sees a test arrive', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(address());
  await expect(page.getByRole('heading', { name: '아직 웹훅이 없습니다' })).toBeVisible();
  await page.getByRole('button', { name: '웹훅 추가' }).click();
  const dialog = page.getByRole('dialog', { name: '웹훅 추가' });
  const url = dialog.getByLabel('받을 주소');
  await expect(url).toBeFocused();
  await url.fill('http://169.254.169.254/latest');
  await page.keyboard.press('Enter');
  await expect(dialog).toContainText('서버 자신의 정보를 내주는 주소(169.254.0.0/16 등)입니다.');
  await url.fill('crm.example.com');
  await page.keyboard.press('Enter');
  await expect(dialog).toContainText('https://crm.example.com/hooks 같은 전체 주소를 적어 주세요.');
  await url.fill(crm.url);
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('status')).toContainText('지금만 볼 수 있으니');
  const secret = await secretIn(page);
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{32}$/);
  await dialog.getByRole('button', { name: '복사' }).click();
  await expect(dialog.getByRole('button', { name: '복사했습니다' })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(secret);
  await expectNoViolations(page);
  await dialog.getByRole('button', { name: '옮겨 두었습니다' }).click();

  await expect(row(page)).toContainText('사용 중');
  await expect(row(page)).toContainText('아직 전달한 메시지 없음');
  await expect(page.getByRole('heading', { name: '아직 보낸 메시지가 없습니다' })).toBeVisible();
  await row(page).getByRole('button', { name: '시험 메시지 보내기' }).click();
  await expect.poll(() => deliveries(page)).toEqual([['시험 메시지', '전달됨', '1', '–']]);
  await expect(row(page)).toContainText('마지막 전달');
  expect(crm.received).toHaveLength(1);
  expectSigned(crm.received[0], secret);
  expect(JSON.parse(crm.received[0]?.body ?? '')).toMatchObject({
    type: 'webhook.test',
    data: { datasetId: demo.datasetId, celebIds: [], by: 'local' },
  });
  await page.reload();
  await expect(row(page)).toBeVisible();
  await expect(page.getByText(secret.slice(6))).toHaveCount(0);
});

test('what the CRM refuses is tried again, and can be sent at once by hand', async ({ page }) => {
  await page.goto(address());
  status = 503;
  await row(page).getByRole('button', { name: '시험 메시지 보내기' }).click();
  const before = ['시험 메시지', '전달됨', '1', '–'];
  await expect
    .poll(() => deliveries(page))
    .toEqual([['시험 메시지', '다시 보낼 예정', '1', 'HTTP 503 응답을 받았습니다'], before]);
  await expect(row(page)).toContainText('대기 1건');
  status = 200;
  const table = region(page, '전송 기록').locator('tbody tr[data-index="0"]');
  await table.getByRole('button', { name: '다시 보내기' }).click();
  await expect.poll(async () => (await deliveries(page))[0]?.[1]).toBe('전달됨');
  await expect(row(page)).not.toContainText('대기');
  // A slow browser leaves time for an attempt that nobody asked for.
  const [again] = await deliveries(page);
  const sent = crm.received.slice(1);
  expect(again).toEqual(['시험 메시지', '전달됨', String(sent.length), '–']);
  expect(sent.length).toBeGreaterThanOrEqual(2);
  expect(new Set(sent.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  expect(new Set(sent.map(({ body }) => body)).size).toBe(1);
});

test('a new secret signs the next message', async ({ page }) => {
  await page.goto(address());
  await row(page).getByRole('button', { name: '비밀 키 바꾸기' }).click();
  await page.getByRole('button', { name: '새 비밀 키 만들기' }).click();
  await expect(page.getByRole('dialog').getByRole('status')).toBeVisible();
  const secret = await secretIn(page);
  await page.getByRole('button', { name: '옮겨 두었습니다' }).click();
  await row(page).getByRole('button', { name: '시험 메시지 보내기' }).click();
  await expect.poll(async () => (await deliveries(page)).length).toBe(3);
  await expect.poll(async () => (await deliveries(page))[0]?.[1]).toBe('전달됨');
  expectSigned(crm.received.at(-1), secret);
});

test('the webhook in the address is the one whose deliveries are shown, also after Back', async ({
  page,
  request,
}) => {
  const url = `${crm.url}&second=1`;
  const added = await request.post('/api/v1/webhooks', { data: { dataset: demo.datasetId, url } });
  const { webhook }: WebhookSecret = await added.json();
  await page.goto(address());
  const card = region(page, '전송 기록');
  await expect(card).toContainText(`${url} 주소로 보낸`);
  const first = region(page, '웹훅').getByRole('listitem', { name: crm.url, exact: true });
  await first.getByRole('button', { name: '전송 기록' }).click();
  await expect(card).toContainText(`${crm.url} 주소로 보낸`);
  await page.reload();
  await expect(card).toContainText(`${crm.url} 주소로 보낸`);
  await expect(first.getByRole('button', { name: '전송 기록' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await goBack(page);
  await expect(card).toContainText(`${url} 주소로 보낸`);
  const ended = await request.post(`/api/v1/webhooks/${webhook.id}/end`);
  expect(ended.status()).toBe(200);
});

test('ends it; what became of its messages stays (in English)', async ({ page, baseURL }) => {
  await setLook(page, { locale: 'en', scheme: 'light', size: 'wide' }, baseURL);
  await page.goto(address());
  const list = region(page, 'Webhooks');
  const first = list.getByRole('listitem', { name: crm.url, exact: true });
  await first.getByRole('button', { name: 'Deliveries' }).click();
  await first.getByRole('button', { name: 'End', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'End the webhook' });
  await expect(dialog).toContainText(`Nothing more is sent to ${crm.url}.`);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(first).toContainText('On');
  await first.getByRole('button', { name: 'End', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End it' }).click();
  await expect(first).toContainText('Ended');
  await expect(first.getByRole('button')).toHaveText(['Deliveries']);
  const table = region(page, 'Deliveries');
  await expect(table.locator('tbody tr[data-index]')).toHaveCount(3);
  await expect(table.getByRole('button', { name: 'Send again' })).toHaveCount(0);
});

for (const look of LOOKS)
  test(`fits and is accessible: ${lookName(look)}`, async ({ page, baseURL, request }) => {
    const before = await request.get(`/api/v1/webhooks?dataset=${demo.datasetId}`);
    const { webhooks } = await before.json();
    const on = webhooks.some((one: { endedAt: string | null }) => one.endedAt === null);
    if (!on)
      await request.post('/api/v1/webhooks', { data: { dataset: demo.datasetId, url: crm.url } });
    await setLook(page, look, baseURL);
    await page.goto(address());
    await expect(page.getByRole('listitem', { name: crm.url }).first()).toBeVisible();
    await expectNoSidewaysScroll(page);
    await expectNoViolations(page);
  });
