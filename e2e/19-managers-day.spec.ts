import { expect, type Page, test } from '@playwright/test';
import type { ActionList } from '../lib/contracts/actions';
import type { RoundDetail } from '../lib/contracts/rounds';
import type { SnapshotList } from '../lib/contracts/snapshots';
import type { WorklistPage } from '../lib/contracts/worklist';
import { createFormats } from '../lib/domain/format/format';
import { type Demo, fetchJson, makeDemo } from './support/demo';
import { train } from './support/train';

/**
 * A community manager's week, from page to page: filters the list, starts a round of twenty celebs with a fifth of them
 * set aside, logs what was done, plays the week, and reads whether it helped.
 */
test.describe.configure({ mode: 'serial' });

const f = createFormats('ko');
const TODAY = '2023-03-15';
const NEXT_WEEK = '2023-03-22';
const CHOSEN = 20;

let demo: Demo;
let round: string;

const snapshots = (page: Page) =>
  fetchJson<SnapshotList>(page.request, `/snapshots?version=${demo.versionId}`);
const roundDetail = (page: Page) => fetchJson<RoundDetail>(page.request, `/rounds/${round}`);
const row = (page: Page, index: number) => page.locator(`tr[data-index="${index}"]`);
const selected = (page: Page, count: number) =>
  expect(page.getByRole('status').filter({ hasText: `${count}명 선택` })).toBeVisible();

test.beforeAll(async ({ request }) => {
  test.setTimeout(240_000);
  demo = await makeDemo(request, { scale: 0.2 });
  const { versionId, datasetId } = demo;
  await train(request, { versionId, candidates: [{ kind: 'logistic' }], promote: 'best' });
  const set = await request.post('/api/v1/clock', { data: { dataset: datasetId, day: TODAY } });
  expect(set.status()).toBe(200);
});

test('twenty celebs of a filtered list start a round; a fifth is set aside', async ({ page }) => {
  await expect
    .poll(async () => (await snapshots(page)).snapshots[0]?.asOf, { timeout: 60_000 })
    .toBe(TODAY);
  await page.goto(`/celebs?version=${demo.versionId}`);
  await expect(page.getByRole('region', { name: '데모 시계' })).toHaveAttribute(
    'data-clock',
    TODAY,
  );
  await page.getByRole('combobox', { name: '상태', exact: true }).click();
  await page.getByRole('option', { name: '시작 전', exact: true }).click();
  await expect(page).toHaveURL(/status=open/);
  await row(page, 0).focus();
  for (let i = 1; i < CHOSEN; i++) await page.keyboard.press('Shift+ArrowDown');
  await selected(page, CHOSEN);
  await page.getByRole('button', { name: '라운드 시작' }).click();
  const dialog = page.getByRole('dialog', { name: '셀럽 20명으로 라운드 시작' });
  await expect(dialog.getByText('남겨 둘 비율: 20%')).toBeVisible();
  await expect(dialog.getByText('연락 16명 · 남겨 둠 4명')).toBeVisible();
  await dialog.getByLabel('담당자').fill('민지');
  await dialog.getByRole('button', { name: '추첨하고 시작' }).click();
  await expect(page).toHaveURL(/\/celebs\/rounds\?.*round=/);
  round = new URL(page.url()).searchParams.get('round') ?? '';
  const { members } = await roundDetail(page);
  const [{ snapshots: scored }, holdout] = [
    await snapshots(page),
    members.filter(({ isHoldout }) => isHoldout).map(({ celebId }) => celebId),
  ];
  const list = await fetchJson<WorklistPage>(
    page.request,
    `/worklist?snapshot=${scored[0]?.id}&limit=500`,
  );
  const best = list.rows.slice(0, CHOSEN);
  expect(members.map(({ celebId }) => celebId).sort()).toEqual(
    best.map(({ celebId }) => celebId).sort(),
  );
  expect(holdout).toHaveLength(4);
  // Whom to contact is assigned; who is set aside is nobody's.
  for (const { celebId, owner, status } of best)
    expect([celebId, owner, status]).toEqual(
      holdout.includes(celebId) ? [celebId, null, 'open'] : [celebId, '민지', 'in-progress'],
    );
});

test('what was done is logged for those to contact; the others are guarded', async ({ page }) => {
  await page.goto(`/celebs?version=${demo.versionId}&owner=name:${encodeURIComponent('민지')}`);
  await expect(row(page, 15).getByRole('link')).toBeVisible();
  await row(page, 0).focus();
  await page.keyboard.press('Control+a');
  await selected(page, 16);
  await page.getByRole('button', { name: '조치 기록 (16명)' }).click();
  const dialog = page.getByRole('dialog', { name: '셀럽 16명의 조치 기록' });
  await dialog.getByLabel('메모').fill('안부 전화');
  await dialog.getByRole('button', { name: '기록', exact: true }).click();
  await expect(page.getByText('셀럽 16명의 조치를 기록했습니다.')).toBeVisible();

  const { members } = await roundDetail(page);
  const aside = members.find(({ isHoldout }) => isHoldout);
  await page.goto(`/celebs/${encodeURIComponent(aside?.celebId ?? '')}?version=${demo.versionId}`);
  await page.getByRole('button', { name: '조치 기록', exact: true }).first().click();
  const guarded = page.getByRole('dialog', { name: '조치 기록' });
  await guarded.getByRole('button', { name: '기록', exact: true }).click();
  await expect(guarded).toContainText('1명은 연락하지 않기로 한 셀럽입니다');
});

test('a week later the outcome stands beside each action, and the round is judged', async ({
  page,
}) => {
  test.setTimeout(120_000);
  await page.goto(`/celebs/rounds?version=${demo.versionId}&round=${round}`);
  await expect(page.getByText('결과 대기')).toBeVisible();
  await page
    .getByRole('region', { name: '데모 시계' })
    .getByRole('button', { name: '다음 주' })
    .click();
  await expect(page.getByText('결과 확정')).toBeVisible({ timeout: 60_000 });
  expect((await snapshots(page)).today).toBe(NEXT_WEEK);
  const { sides, judgement, members } = await roundDetail(page);
  expect([sides.contacted.celebs, sides.contacted.acted, sides.holdout.celebs]).toEqual([
    16, 16, 4,
  ]);
  // Four on a side are too few, whoever was drawn.
  expect(judgement?.verdict).toBe('too-few-to-tell');
  await expect(page.locator('[data-result]')).toContainText('아직 판단하기에 너무 적습니다.');
  await expect(page.locator('[data-result]')).toContainText(
    f.percent(judgement?.churn?.p1 ?? Number.NaN),
  );

  const contacted = members.find(({ isHoldout }) => !isHoldout);
  const path = `/actions?dataset=${demo.datasetId}&celeb=${encodeURIComponent(contacted?.celebId ?? '')}`;
  const { rows: actions } = await fetchJson<ActionList>(page.request, path);
  expect(actions.map(({ kind, note, asOf }) => [kind, note, asOf])).toEqual([
    ['contacted', '안부 전화', TODAY],
  ]);
  await page.goto(
    `/celebs/${encodeURIComponent(contacted?.celebId ?? '')}?version=${demo.versionId}`,
  );
  await expect(page.getByText('안부 전화')).toBeVisible();
  await expect(page.getByText(/^(이탈함|남음)( · 스티커 받음)?$/).first()).toBeVisible();
});
