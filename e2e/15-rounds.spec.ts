import { expect, type Page, test } from '@playwright/test';
import type { Clock } from '../lib/contracts/clock';
import type { RoundDetail, RoundList } from '../lib/contracts/rounds';
import type { SnapshotList } from '../lib/contracts/snapshots';
import { createFormats } from '../lib/domain/format/format';
import { roundPower } from '../lib/domain/segments/round-power';
import { expectNoViolations } from './support/accessibility';
import { goBack } from './support/back';
import { type Demo, fetchJson, makeDemo } from './support/demo';
import { expectNoSidewaysScroll, LOOKS, lookName, setLook } from './support/look';
import { train } from './support/train';

/** A manager plays the weeks through: sets some celebs aside at random, waits for the week to end, reads the result. */
test.describe.configure({ mode: 'serial' });

const f = createFormats('ko');
let demo: Demo;

test.beforeAll(async ({ request }) => {
  test.setTimeout(240_000);
  demo = await makeDemo(request, { scale: 0.2 });
  const { versionId } = demo;
  await train(request, { versionId, candidates: [{ kind: 'logistic' }], promote: 'best' });
});

const address = (query = '') => `/celebs/rounds?version=${demo.versionId}${query}`;
const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const clock = (page: Page) => region(page, '데모 시계');
const startButton = (page: Page) =>
  page.getByRole('button', { name: '관리우선대상군에서 새 라운드' });
const dialog = (page: Page) => page.getByRole('dialog', { name: '관리우선대상군에서 새 라운드' });
const points = (difference: number) => `${f.signedDecimal(difference * 100)}%p`;
const rounds = (page: Page) =>
  fetchJson<RoundList>(page.request, `/rounds?dataset=${demo.datasetId}`);
const roundIn = (page: Page) => new URL(page.url()).searchParams.get('round') ?? '';
const detail = (page: Page) => fetchJson<RoundDetail>(page.request, `/rounds/${roundIn(page)}`);
const rowsOf = (page: Page, name: string) =>
  region(page, name)
    .locator('tbody tr[data-index]')
    .evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent ?? '')),
    );

/** The day is today and scored. */
async function expectDay(page: Page, day: string): Promise<void> {
  await expect(clock(page)).toHaveAttribute('data-clock', day);
  const newest = async () =>
    (await fetchJson<SnapshotList>(page.request, `/snapshots?version=${demo.versionId}`))
      .snapshots[0]?.asOf;
  await expect.poll(newest, { timeout: 60_000 }).toBe(day);
  await expect(clock(page).getByRole('progressbar')).toHaveCount(0);
}

async function nextWeek(page: Page, day: string): Promise<void> {
  await clock(page).getByRole('button', { name: '다음 주' }).click();
  await expectDay(page, day);
}

test('without rounds the page leads to the worklist; the clock is set back and the day scored', async ({
  page,
}) => {
  await page.goto(address());
  await expect(page.getByRole('heading', { name: '아직 라운드가 없습니다' })).toBeVisible();
  await expect(page.getByRole('link', { name: '셀럽 관리로 가기' })).toHaveAttribute(
    'href',
    `/celebs?version=${demo.versionId}`,
  );
  await expect(startButton(page)).toHaveCount(0);
  await expect(clock(page)).toContainText('오늘은 2023년 3월 29일 (수)입니다(데이터의 끝).');
  await expect(clock(page).getByRole('button', { name: '다음 주' })).toBeDisabled();

  await clock(page).getByRole('button', { name: '날짜 정하기' }).click();
  const day = page.getByLabel('오늘로 할 날');
  await day.fill('2022-11-20');
  await expect(page.getByText('2022. 12. 1.부터 2023. 3. 29. 사이에서 골라 주세요.')).toBeVisible();
  await expect(page.getByRole('button', { name: '이 날로 가기' })).toBeDisabled();
  await day.fill('2023-03-08');
  await page.getByRole('button', { name: '이 날로 가기' }).click();
  await expectDay(page, '2023-03-08');
  await expect(clock(page)).toContainText('오늘은 2023년 3월 8일 (수)입니다(데모 시계).');
  await expect(startButton(page)).toBeVisible();
  const { today, isSet } = await fetchJson<Clock>(page.request, `/clock?dataset=${demo.datasetId}`);
  expect([today, isSet]).toEqual(['2023-03-08', true]);
});

test('a round of the priority group: sizes and power while choosing, then the draw', async ({
  page,
}) => {
  await page.goto(address());
  const { snapshots } = await fetchJson<SnapshotList>(
    page.request,
    `/snapshots?version=${demo.versionId}`,
  );
  const candidates = await fetchJson<{ priority: number; celebIds: string[] }>(
    page.request,
    `/rounds/candidates?snapshot=${snapshots[0]?.id}`,
  );
  expect(candidates.celebIds).toHaveLength(candidates.priority);
  await startButton(page).click();
  const form = dialog(page);
  await expect(form.getByLabel('참여할 셀럽 수')).toHaveValue(String(candidates.priority));
  await form.getByLabel('참여할 셀럽 수').fill('6');
  await expect(form.getByText('연락 5명 · 남겨 둠 1명')).toBeVisible();
  // Two steps of 5 % to the right.
  const slider = form.getByRole('slider', { name: '남겨 둘 비율' });
  await slider.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(slider).toHaveAttribute('aria-valuetext', '30%');
  await expect(form.getByText('연락 4명 · 남겨 둠 2명')).toBeVisible();
  const plan = await page.request.post('/api/v1/rounds/plan', {
    data: { snapshot: snapshots[0]?.id, celebIds: candidates.celebIds.slice(0, 6) },
  });
  const { meanChurn } = await plan.json();
  await form.getByLabel('기대하는 이탈률 감소').fill('10');
  const planned = { celebs: 6, share: 0.3, baseline: meanChurn, effect: 0.1 };
  const { hoped, power, neededCelebs } = roundPower(planned);
  await expect(form.locator('[data-power]')).toHaveText(
    `연락 4명, 남겨 둠 2명이면 이탈률이 ${f.percent(meanChurn)}에서 ${f.percent(hoped)}로 떨어져도 알아볼 확률은 ${f.percent(Math.round((power ?? 0) * 100) / 100)}입니다. 80%가 되려면 모두 ${f.integer(neededCelebs ?? 0)}명이 필요합니다.`,
  );
  await form.getByLabel('담당자').fill('민지');
  await expectNoViolations(page);
  await form.getByRole('button', { name: '추첨하고 시작' }).click();

  await expect(
    page.getByRole('heading', { name: '2023. 3. 8. 라운드', exact: true }),
  ).toBeVisible();
  const round = await detail(page);
  expect(round).toMatchObject({ contacted: 4, holdout: 2, owner: '민지', isClosed: false });
  expect(round.members.map(({ celebId }) => celebId).sort()).toEqual(
    candidates.celebIds.slice(0, 6).sort(),
  );
  await expect(page.locator('[data-result]')).toContainText(
    '결과는 2023년 3월 15일 (수)에 알 수 있습니다.',
  );
  await expect
    .poll(() => rowsOf(page, '참여 셀럽'))
    .toEqual(
      round.members.map((member) => [
        member.name ?? member.celebId,
        member.celebId,
        member.isHoldout ? '남겨 둠' : '연락',
        f.score(member.churn),
        f.score(member.sticker),
        f.score(member.score),
        member.isHoldout ? '–' : '민지',
        member.isHoldout ? '시작 전' : '진행 중',
        '–',
        '아직 모름',
        '–',
      ]),
    );
});

test('celebs that somebody else took meanwhile are named, and the others can start', async ({
  page,
}) => {
  await page.goto(address());
  await startButton(page).click();
  const form = dialog(page);
  await expect(form.getByRole('button', { name: '추첨하고 시작' })).toBeEnabled();
  const free = Number(await form.getByLabel('참여할 셀럽 수').inputValue());
  const { snapshots } = await fetchJson<SnapshotList>(
    page.request,
    `/snapshots?version=${demo.versionId}`,
  );
  const snapshot = snapshots[0]?.id;
  const { celebIds } = await fetchJson<{ celebIds: string[] }>(
    page.request,
    `/rounds/candidates?snapshot=${snapshot}`,
  );
  expect(celebIds).toHaveLength(free);
  const taken = celebIds.slice(0, 2);
  const other = await page.request.post('/api/v1/rounds', {
    data: { snapshot, celebIds: taken, name: '먼저', seed: 1 },
  });
  expect(other.status()).toBe(200);
  const start = form.getByRole('button', { name: '추첨하고 시작' });
  await start.click();
  await expect(form.getByRole('alert').filter({ hasText: '처리하지 못했습니다' })).toContainText(
    '고른 셀럽 가운데 2명은 이 기준일에 이미 연락했거나 결과를 기다리는 다른 라운드에 들어 있습니다',
  );
  const alert = form.getByRole('alert').filter({ hasText: '2명은 참여할 수 없습니다' });
  await expect(alert).toContainText('이미 연락함 0명, 결과를 기다리는 다른 라운드에 참여 중 2명');
  await expect(form.getByText(`연락 ${free - 3}명 · 남겨 둠 1명`)).toBeVisible();
  await expect(start).toBeDisabled();
  await expectNoViolations(page);
  await alert.getByLabel('이 2명을 빼고 시작하기').check();
  await expect(form.getByRole('alert')).toHaveCount(1);
  await start.click();
  await expect(page.getByRole('heading', { name: '2023. 3. 8. 라운드 (2)' })).toBeVisible();
  const { members } = await detail(page);
  expect(members.map(({ celebId }) => celebId).sort()).toEqual(celebIds.slice(2).sort());
  await page.getByRole('button', { name: '모든 라운드 보기' }).click();
  await expect
    .poll(async () => (await rowsOf(page, '라운드 목록')).map((row) => row.slice(0, 6)))
    .toEqual([
      ['2023. 3. 8. 라운드 (2)', '2023. 3. 8.', String(free - 3), '1', '20%', '결과 대기'],
      ['먼저', '2023. 3. 8.', '1', '1', '20%', '결과 대기'],
      ['2023. 3. 8. 라운드', '2023. 3. 8.', '4', '2', '30%', '결과 대기'],
    ]);
});

test('once the week is over, the result is read in words, numbers and intervals', async ({
  page,
}) => {
  await page.goto(address());
  await page.getByRole('button', { name: '2023. 3. 8. 라운드', exact: true }).click();
  await expect(page).toHaveURL(/round=/);
  await nextWeek(page, '2023-03-15');
  await expect(page.getByText('결과 확정')).toBeVisible();
  const { judgement, sides } = await detail(page);
  const churn = judgement?.churn;
  if (!churn) throw new Error('the round was not judged');
  // Four against two are never told from chance, whoever was drawn.
  expect(judgement.verdict).toBe('too-few-to-tell');
  await expect(page.getByText('판단하기에 적음')).toBeVisible();
  const interval = `95% 구간 ${points(churn.low)} ~ ${points(churn.high)}`;
  const numbers = `연락한 쪽의 이탈률은 ${f.percent(churn.p1)}, 남겨 둔 쪽은 ${f.percent(churn.p2)}로 ${points(churn.difference)} 차이이지만(${interval}), 양쪽이 5명 이상이어야 우연과 구별할 수 있습니다.`;
  const needed = judgement.neededContacted;
  await expect(page.locator('[data-result]')).toHaveText(
    `아직 판단하기에 너무 적습니다. ${numbers} ${
      needed === null
        ? '두 쪽의 이탈률이 같습니다.'
        : `이만한 차이를 확인하려면 같은 비율로 나눌 때 연락한 셀럽이 ${f.integer(needed)}명 필요합니다(지금 4명).`
    }`,
  );
  const cells = (side: 'contacted' | 'holdout') =>
    page.locator(`td[data-side="${side}"]`).allTextContents();
  for (const side of ['contacted', 'holdout'] as const) {
    const { celebs, acted, known, churned, stickered } = sides[side];
    const share = (count: number) => `${count}명 (${f.percent(count / known)})`;
    expect(await cells(side)).toEqual([
      String(celebs),
      String(acted),
      String(known),
      share(churned),
      share(stickered),
    ]);
  }
  const card = region(page, '연락한 쪽과 남겨 둔 쪽의 차이');
  await expect(card.getByRole('img').first()).toHaveAccessibleName(
    new RegExp(`^이탈률: ${points(churn.difference).replace('+', '\\+')}, 95% 구간`),
  );
  await card.getByText('표', { exact: true }).click();
  const sticker = judgement.sticker;
  await expect
    .poll(() => rowsOf(page, '연락한 쪽과 남겨 둔 쪽의 차이'))
    .toEqual(
      [
        ['이탈률', churn],
        ['스티커 받은 비율', sticker],
      ].map(([label, one]) => [
        label,
        ...(typeof one === 'object' && one
          ? [points(one.difference), points(one.low), points(one.high)]
          : []),
      ]),
    );
  // A shared link and Back lead to the same.
  await page.reload();
  await expect(page.locator('[data-result]')).toContainText(numbers);
  await page.getByRole('button', { name: '모든 라운드 보기' }).click();
  await expect(region(page, '라운드 목록')).toBeVisible();
  await goBack(page);
  await expect(page.locator('[data-result]')).toContainText(numbers);
});

test('a CRM gets those to contact only, unless all are asked for', async ({ page }) => {
  await page.goto(address());
  await page.getByRole('button', { name: '2023. 3. 8. 라운드', exact: true }).click();
  await page.getByRole('button', { name: 'CRM용 CSV' }).click();
  const saved = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: '연락할 셀럽만 (4명)' }).click();
  const file = await saved;
  expect(file.suggestedFilename()).toBe('round-contacted.csv');
  const { members } = await detail(page);
  const text = async (which: string) =>
    (await page.request.get(`/api/v1/rounds/${roundIn(page)}/csv?members=${which}`)).text();
  const idsIn = (csv: string) =>
    csv
      .trim()
      .split('\r\n')
      .slice(1)
      .map((line) => line.split(',')[0]);
  expect(idsIn(await text('contacted'))).toEqual(
    members.filter(({ isHoldout }) => !isHoldout).map(({ celebId }) => celebId),
  );
  expect(idsIn(await text('all'))).toEqual(members.map(({ celebId }) => celebId));
});

test('rounds together say more than one; the clock hides what is later and brings it back', async ({
  page,
}) => {
  await page.goto(address());
  await startButton(page).click();
  await dialog(page).getByRole('button', { name: '추첨하고 시작' }).click();
  await expect(page.getByRole('heading', { name: '2023. 3. 15. 라운드' })).toBeVisible();
  await nextWeek(page, '2023-03-22');
  await page.getByRole('button', { name: '모든 라운드 보기' }).click();
  const { pooled } = await rounds(page);
  if (!pooled?.churn) throw new Error('the rounds were not put together');
  await expect(page.locator('[data-pooled]')).toHaveText(
    `결과가 나온 라운드 4개에서 연락한 ${f.integer(pooled.contacted)}명은 남겨 둔 ${f.integer(pooled.holdout)}명보다 이탈률이 ${points(pooled.churn.difference)}만큼 다릅니다(95% 구간 ${points(pooled.churn.low)} ~ ${points(pooled.churn.high)}).`,
  );
  await clock(page).getByRole('button', { name: '날짜 정하기' }).click();
  await page.getByLabel('오늘로 할 날').fill('2023-03-14');
  await page.getByRole('button', { name: '이 날로 가기' }).click();
  await expectDay(page, '2023-03-14');
  await expect
    .poll(async () =>
      (await rowsOf(page, '라운드 목록')).map(([name, , , , , state]) => [name, state]),
    )
    .toEqual([
      ['2023. 3. 8. 라운드 (2)', '결과 대기'],
      ['먼저', '결과 대기'],
      ['2023. 3. 8. 라운드', '결과 대기'],
    ]);
  await expect(page.locator('[data-pooled]')).toHaveCount(0);
  await clock(page).getByRole('button', { name: '끝으로 돌아가기' }).click();
  await expectDay(page, '2023-03-29');
  await expect(page.locator('[data-pooled]')).toBeVisible();
  expect((await rounds(page)).rounds).toHaveLength(4);
});

test('an address of a round that is not there says so', async ({ page }) => {
  await page.goto(address('&round=00000000-0000-7000-8000-000000000000'));
  await expect(page.getByRole('heading', { name: '이 라운드를 찾을 수 없습니다' })).toBeVisible();
  await page.getByRole('button', { name: '모든 라운드 보기' }).click();
  await expect(region(page, '라운드 목록')).toBeVisible();
});

test('in English the same', async ({ page, baseURL }) => {
  await setLook(page, { locale: 'en', scheme: 'light', size: 'wide' }, baseURL);
  await page.goto(address());
  await expect(region(page, 'Demo clock')).toContainText(
    'Today is Wed, Mar 29, 2023 (end of the data).',
  );
  await page.getByRole('button', { name: '2023. 3. 8. 라운드', exact: true }).click();
  await expect(page.locator('[data-result]')).toContainText('Too few to tell.');
  await expect(page.getByText('intention to treat')).toBeVisible();
  await page.getByRole('button', { name: 'New round from the priority group' }).click();
  const form = page.getByRole('dialog', { name: 'New round from the priority group' });
  await expect(form.locator('[data-power]')).toContainText(/would be seen with \d+% probability/);
});

for (const look of LOOKS)
  test(`fits and is accessible: ${lookName(look)}`, async ({ page, baseURL }) => {
    await setLook(page, look, baseURL);
    await page.goto(address());
    const list = page.getByRole('button', { name: '2023. 3. 8. 라운드', exact: true });
    await expect(list).toBeVisible();
    await expectNoSidewaysScroll(page, 'list');
    await expectNoViolations(page);
    await list.click();
    await expect(page.locator('[data-result]')).toBeVisible();
    await expectNoSidewaysScroll(page, 'round');
    await expectNoViolations(page);
  });
