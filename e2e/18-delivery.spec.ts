import { expect, type Page, test } from '@playwright/test';
import type { DeliverySettings, NewShareAnswer } from '../lib/contracts/delivery';
import { type MailBox, startMailServer } from '../lib/server/testing/mail-server';
import { expectNoViolations } from './support/accessibility';
import { fetchJson } from './support/demo';
import { type Explained, makeExplained } from './support/explained';
import { expectNoSidewaysScroll, LOOKS, lookName, setLook } from './support/look';
import { freezeWeeks } from './support/weeks';

/** An administrator has each week made and told by itself, and shows one to somebody without an account. */
test.describe.configure({ mode: 'serial' });

let demo: Explained;
let weekId: string;
let box: MailBox;
/** Ends a minute after it is made: long before the last story looks at it. */
let short: NewShareAnswer;
let status = 0;

test.beforeAll(async ({ request }) => {
  test.setTimeout(180_000);
  box = await startMailServer({
    onMessage: () => (status === 0 ? 'take' : { status, text: 'Mailbox unavailable' }),
  });
  demo = await makeExplained(request);
  weekId = await freezeWeeks(request, demo.versionId, 0);
  const shared = await request.post('/api/v1/shares', { data: { week: weekId, minutes: 1 } });
  short = await shared.json();
});
test.afterAll(async () => box.close());

const address = () => `/settings?version=${demo.versionId}`;
const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
/** Texts of the log, the newest first: recipient, kind, status, attempts, last problem. */
const log = (page: Page) =>
  region(page, '발송 기록')
    .locator('tbody tr[data-index]')
    .evaluateAll((rows) =>
      rows.map((one) => {
        const cells = [...one.querySelectorAll('td')].map((cell) => cell.textContent ?? '');
        return [cells[1], cells[3], cells[4], cells[5], cells[6]];
      }),
    );

test('sets when the week is made, in the dataset’s time', async ({ page }) => {
  await page.goto(address());
  const card = region(page, '주간 자동 실행');
  await expect(card).toContainText('아직 설정하지 않았습니다.');
  await expect(card).toContainText('데이터셋의 시간대(Asia/Seoul)');
  await card.getByRole('combobox', { name: '요일' }).click();
  await page.getByRole('option', { name: '화요일' }).click();
  await card.getByLabel('시각').fill('07:30');
  await card.getByLabel('살펴볼 폴더 (선택)').fill('exports');
  await card.getByRole('button', { name: '저장' }).click();
  await expect(card.getByRole('alert')).toContainText('전체 경로를 /로 시작해 적어 주세요.');
  await card.getByLabel('살펴볼 폴더 (선택)').fill('');
  await card.getByRole('button', { name: '저장' }).click();
  await expect(card.getByRole('status')).toHaveText('저장했습니다');
  await expect(card.getByText(/^다음 실행: /)).toHaveText(/ 오전 7:30$/);
  await page.reload();
  await expect(card.getByRole('combobox', { name: '요일' })).toHaveValue('화요일');
  await expect(card.getByLabel('시각')).toHaveValue('07:30');
  await card.getByRole('switch', { name: '매주 자동으로 실행' }).click();
  await card.getByRole('button', { name: '저장' }).click();
  await expect(card.getByText('꺼져 있습니다.')).toBeVisible();
});

test('a test needs a mail server, and arrives once there is one', async ({ page, request }) => {
  const { mailServer } = await fetchJson<DeliverySettings>(
    request,
    `/deliveries?dataset=${demo.datasetId}`,
  );
  await page.goto(address());
  const card = region(page, '브리핑 보내기');
  await region(page, '받는 사람').getByRole('button', { name: '받는 사람 추가' }).click();
  const adding = page.getByRole('dialog', { name: '받는 사람 추가' });
  await adding.getByLabel('메일 주소').fill('ara@example.com');
  // One server serves all datasets: where a story told before has set it, nothing is missing.
  if (mailServer === null) {
    await adding.getByRole('button', { name: '시험으로 보내기' }).click();
    await expect(adding.getByRole('alert')).toContainText('메일 서버가 아직 설정되지 않았습니다.');
  }
  await expectNoViolations(page);
  await page.keyboard.press('Escape');

  await card.getByRole('button', { name: /^메일 서버 (설정|바꾸기)$/ }).click();
  const server = page.getByRole('dialog', { name: /^메일 서버/ });
  await server.getByLabel('호스트').fill('127.0.0.1');
  await server.getByLabel('포트', { exact: true }).fill(String(box.port));
  await server.getByLabel('보내는 사람', { exact: true }).fill('Stagelight <brief@example.com>');
  await expectNoViolations(page);
  await server.getByRole('button', { name: '저장' }).click();
  await expect(region(page, '메일 서버')).toContainText(
    `Stagelight <brief@example.com> · 127.0.0.1:${box.port} · 로그인 없음`,
  );

  await region(page, '받는 사람').getByRole('button', { name: '받는 사람 추가' }).click();
  await adding.getByLabel('메일 주소').fill('ara@example');
  await adding.getByRole('button', { name: '받는 사람 추가' }).click();
  await expect(adding.getByRole('alert')).toContainText('ara@example.com 같은 메일 주소를 하나');
  await adding.getByLabel('메일 주소').fill('ara@example.com');
  await adding.getByRole('button', { name: '시험으로 보내기' }).click();
  await expect(adding.getByRole('status')).toContainText('시험 브리핑을 보냅니다.');
  await adding.getByRole('button', { name: '받는 사람 추가' }).click();
  await expect(region(page, '받는 사람').getByRole('listitem')).toContainText(['ara@example.com']);
  await expect.poll(() => log(page)).toEqual([['ara@example.com', '시험', '전달됨', '1', '–']]);
  expect(box.mails.map(({ subject }) => subject)).toEqual([
    `[시험] ${demo.name} 주간 브리핑 · 2023. 3. 22. ~ 2023. 3. 28.`,
  ]);
  expect(box.mails[0]?.attachments.map(({ contentType }) => contentType)).toEqual([
    ...Array(7).fill('image/png'),
    'application/pdf',
  ]);
});

test('what the server refuses is said in its words, and is sent again by hand', async ({
  page,
  request,
}) => {
  status = 550;
  const asked = await request.post('/api/v1/deliveries/test', {
    data: {
      dataset: demo.datasetId,
      channel: 'email',
      address: 'ben@example.com',
      locale: 'en',
    },
  });
  expect(asked.status()).toBe(200);
  await page.goto(address());
  await expect
    .poll(async () => (await log(page))[0])
    .toEqual([
      'ben@example.com',
      '시험',
      '전달하지 못함',
      '1',
      '서버가 거절했습니다: 550 Mailbox unavailable',
    ]);
  status = 0;
  const row = region(page, '발송 기록').locator('tbody tr[data-index="0"]');
  await row.getByRole('button', { name: '다시 보내기' }).click();
  await expect
    .poll(async () => (await log(page))[0])
    .toEqual(['ben@example.com', '시험', '전달됨', '2', '–']);
  await expect(
    region(page, '발송 기록')
      .locator('tbody tr[data-index="0"]')
      .getByRole('button', { name: '다시 보내기' }),
  ).toBeDisabled();
});

test('a link shows the week to somebody without an account, and leads nowhere', async ({
  page,
  browser,
  baseURL,
  request,
}) => {
  await page.goto(address());
  const card = region(page, '계정 없이 보는 링크');
  await card.getByRole('combobox', { name: '유효 기간' }).click();
  await page.getByRole('option', { name: '7일' }).click();
  await card.getByRole('button', { name: '링크 만들기' }).click();
  const link = await card.getByLabel('링크', { exact: true }).inputValue();
  expect(link).toMatch(new RegExp(`^${baseURL}/brief/[A-Za-z0-9_-]{43}$`));
  await expect(card.getByRole('listitem').first()).toContainText('까지 열림');

  const reader = await browser.newContext({ locale: 'ko-KR' });
  const shared = await reader.newPage();
  const asked: string[] = [];
  shared.on('request', (one) => asked.push(new URL(one.url()).pathname));
  const opened = await shared.goto(link);
  expect(opened?.status()).toBe(200);
  await expect(
    shared.getByRole('heading', { level: 1, name: '2023. 3. 22. ~ 2023. 3. 28. 주간' }),
  ).toBeVisible();
  await expect(shared.locator('[data-figure]')).toHaveCount(7);
  await expect(shared.getByRole('link')).toHaveCount(0);
  await expect(shared.getByRole('navigation')).toHaveCount(0);
  expect(asked.filter((path) => path.startsWith('/api/'))).toEqual([]);
  expect(await reader.cookies()).toEqual([]);
  await expectNoViolations(shared);
  await expectNoSidewaysScroll(shared);

  // Through a proxy with another name the link opens, and nothing else does.
  const { pathname } = new URL(link);
  const elsewhere = { headers: { host: 'brief.example.com' }, maxRedirects: 0 };
  expect((await request.get(pathname, elsewhere)).status()).toBe(200);
  expect((await request.get('/api/v1/datasets', elsewhere)).status()).toBe(403);
  expect((await request.get(`/api/v1/shares?week=${weekId}`, elsewhere)).status()).toBe(403);
  const home = await request.get(address(), elsewhere);
  expect(await home.text()).not.toContain(demo.name);

  await card.getByRole('button', { name: '거두어들이기' }).first().click();
  await expect(card.getByRole('listitem').first()).toContainText('거두어들임');
  const closed = await shared.goto(link);
  expect(closed?.status()).toBe(404);
  await expect(shared.getByRole('heading', { name: '열 수 없는 링크입니다' })).toBeVisible();
  await expect(shared.getByRole('link')).toHaveCount(0);
  expect(await shared.content()).not.toContain(demo.name);
  await reader.close();
});

test('a link that nobody made is refused like one that ended', async ({ page }) => {
  const answer = await page.goto(`/brief/${'A'.repeat(43)}`);
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole('heading', { name: '열 수 없는 링크입니다' })).toBeVisible();
});

for (const look of LOOKS)
  test(`fits and is accessible: ${lookName(look)}`, async ({ page, baseURL }) => {
    await setLook(page, look, baseURL);
    await page.goto(address());
    await expect(page.getByText('ara@example.com').first()).toBeVisible();
    await expectNoSidewaysScroll(page);
    await expectNoViolations(page);
  });

test('takes a recipient away (in English)', async ({ page, baseURL }) => {
  await setLook(page, { locale: 'en', scheme: 'light', size: 'wide' }, baseURL);
  await page.goto(address());
  const recipients = region(page, 'Recipients');
  await recipients.getByRole('button', { name: 'Remove ara@example.com' }).click();
  await expect(recipients).toContainText('There are no recipients yet.');
  await expect(region(page, 'Delivery log').locator('tbody tr[data-index]')).toHaveCount(2);
});

test('a link is refused after its time', async ({ page, request }) => {
  test.setTimeout(120_000);
  const open = async () => (await request.get(`/brief/${short.token}`)).status();
  await expect.poll(open, { timeout: 80_000, intervals: [1000] }).toBe(404);
  expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(short.share.expiresAt));
  await page.goto(`/brief/${short.token}`);
  await expect(page.getByRole('heading', { name: '열 수 없는 링크입니다' })).toBeVisible();
});
