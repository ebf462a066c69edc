import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import type { WorklistOptions, WorklistPage, WorklistRow } from '../lib/contracts/worklist';
import { expectNoViolations } from './support/accessibility';
import { goBack } from './support/back';
import { fetchJson, resultOf } from './support/demo';
import { type Explained, makeExplained } from './support/explained';
import { expectNoSidewaysScroll, LOOKS, lookName, setLook } from './support/look';

/** A community manager looks through the day's celebs, hands them out, marks them and comes back to them. */
test.describe.configure({ mode: 'serial' });

let demo: Explained;
let snapshot: string;
let all: readonly WorklistRow[];

test.beforeAll(async ({ request }) => {
  test.setTimeout(240_000);
  demo = await makeExplained(request, 0.08);
  const response = await request.post('/api/v1/snapshots', {
    data: { versionId: demo.versionId, weeksBefore: 1 },
  });
  expect(response.status()).toBe(200);
  snapshot = (await resultOf(request, (await response.json()).id)).snapshotId ?? '';
  all = (await fetchJson<WorklistPage>(request, `/worklist?snapshot=${snapshot}&limit=500`)).rows;
  expect(all.length).toBeGreaterThan(12);
});

const address = (query = '') => `/celebs?version=${demo.versionId}&snapshot=${snapshot}${query}`;
const grid = (page: Page, name = '셀럽 목록') => page.getByRole('grid', { name });
const row = (page: Page, index: number) => page.locator(`tr[data-index="${index}"]`);
const nameOf = ({ name, celebId }: WorklistRow) => name ?? celebId;
const list = async (page: Page, query = ''): Promise<WorklistPage> =>
  fetchJson(page.request, `/worklist?snapshot=${snapshot}&limit=500${query}`);
const status = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text });

async function open(page: Page, query = ''): Promise<void> {
  await page.goto(address(query));
  await expect(row(page, 0).getByRole('link')).toBeVisible();
}

/** The first rows show these celebs. */
async function expectRows(page: Page, rows: readonly WorklistRow[]): Promise<void> {
  const names = () =>
    page
      .locator('tr[data-index]')
      .evaluateAll((found) =>
        found.slice(0, 5).map((one) => one.querySelector('a')?.textContent ?? ''),
      );
  await expect.poll(names).toEqual(rows.slice(0, 5).map(nameOf));
}

async function choose(page: Page, label: string, option: string | RegExp): Promise<void> {
  await page.getByRole('combobox', { name: label, exact: true }).click();
  await page.getByRole('option', { name: option, exact: typeof option === 'string' }).click();
}

test('shows who has priority and why, as the scores say', async ({ page }) => {
  await open(page);
  const options = await fetchJson<WorklistOptions>(
    page.request,
    `/worklist/options?snapshot=${snapshot}`,
  );
  const { celebs, priority } = options;
  const churners = new Intl.NumberFormat('ko', { maximumFractionDigits: 1 }).format(
    priority.expectedChurners,
  );
  await expect(
    page.getByText(
      `셀럽 ${celebs}명 · 관리우선대상군 ${priority.celebs}명(기본: 점수 상위 20%), 그중 이탈 예상 ${churners}명`,
    ),
  ).toBeVisible();
  await expect(grid(page)).toHaveAttribute('aria-rowcount', String(celebs + 1));
  await expectRows(page, all);
  const [first] = all;
  const cells = row(page, 0).getByRole('gridcell');
  await expect(cells.nth(2)).toHaveText(first?.score.toFixed(3) ?? '?');
  await expect(cells.nth(5)).toHaveText('우선대상');
  await expect(row(page, 0)).toHaveAttribute('aria-rowindex', '2');
  const chips = row(page, 0).getByRole('button');
  await expect(chips).toHaveCount(first?.reasons.length ?? -1);
  await expect(chips.first()).toHaveText(
    /(감소|증가|멈춤|시작|없음|급증|마지막 날 [\d.,]+|증가세|감소세)$/,
  );
  await expect(row(page, 0).getByRole('img')).toHaveAccessibleName(
    `주별 자기방활동, 오래된 주부터: ${first?.ownWeeks.map((week) => week.toLocaleString('ko')).join(', ')}`,
  );
  await expect(page.getByRole('link', { name: '기준 정하기' })).toHaveAttribute(
    'href',
    `/segments?version=${demo.versionId}&snapshot=${snapshot}`,
  );
});

test('filters narrow step by step; reload and Back keep them', async ({ page }) => {
  await open(page);
  await choose(page, '그룹', '일반 이탈');
  const churners = await list(page, '&group=general-churner');
  await expect(status(page, `${all.length}명 중 ${churners.total}명`)).toBeVisible();
  await expectRows(page, churners.rows);

  await page.getByRole('button', { name: '조건 지우기' }).click();
  await expectRows(page, all);
  await page.keyboard.press('/');
  const wanted = all[3];
  await page.keyboard.type(wanted?.celebId ?? '');
  await expect(page).toHaveURL(new RegExp(`q=${wanted?.celebId}`));
  await expect(row(page, 0)).toContainText(wanted?.celebId ?? '?');
  await page.reload();
  await expect(row(page, 0)).toContainText(wanted?.celebId ?? '?');
  await expect(page.getByRole('textbox', { name: '검색' })).toHaveValue(wanted?.celebId ?? '?');
  await goBack(page);
  await goBack(page);
  await expectRows(page, churners.rows);

  await page.goto(address('&q=nobody-is-called-so'));
  await expect(page.getByText('조건에 맞는 셀럽이 없습니다')).toBeVisible();
});

test('a bound on the score, an attribute, and what a link cannot mean', async ({ page }) => {
  const half = all[Math.floor(all.length / 2)]?.score ?? 0;
  await open(page, `&scoreMin=${half}&churnMax=7&owner=nonsense&sort=gone`);
  const above = await list(page, `&scoreMin=${half}`);
  await expect(status(page, `${all.length}명 중 ${above.total}명`)).toBeVisible();
  await expectRows(page, above.rows);
});

test('a reason leads to all who share it', async ({ page }) => {
  await open(page);
  const [feature = ''] = all[0]?.reasons.map((one) => one.feature) ?? [];
  const series = feature.slice(0, feature.lastIndexOf('.'));
  await row(page, 0).getByRole('button').first().click();
  await expect(page).toHaveURL((url) => url.searchParams.get('reason') === series);
  const same = await list(page, `&reason=${encodeURIComponent(series)}`);
  await expect(status(page, `${same.total}명`)).toBeVisible();
  await expectRows(page, same.rows);
});

test('sorts by keyboard, both ways', async ({ page }) => {
  await open(page);
  const head = grid(page).getByRole('columnheader', { name: '이탈 확률' });
  await head.getByRole('button').focus();
  await page.keyboard.press('Enter');
  await expect(head).toHaveAttribute('aria-sort', 'descending');
  await expectRows(page, (await list(page, '&sort=churn&order=desc')).rows);
  await page.keyboard.press('Enter');
  await expect(head).toHaveAttribute('aria-sort', 'ascending');
  await expectRows(page, (await list(page, '&sort=churn&order=asc')).rows);
  await goBack(page);
  await expect(head).toHaveAttribute('aria-sort', 'descending');
});

test('the keyboard moves to the end and back, and opens a profile', async ({ page }) => {
  await open(page);
  await row(page, 0).focus();
  await page.keyboard.press('End');
  const last = all.length - 1;
  await expect(row(page, last)).toBeFocused();
  await expect(row(page, last)).toContainText(nameOf(all[last] as WorklistRow));
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await expect(row(page, 1)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(
    `/celebs/${encodeURIComponent(all[1]?.celebId ?? '')}?version=${demo.versionId}&snapshot=${snapshot}`,
  );
  await goBack(page);
  await expectRows(page, all);
});

test('selects a range, hands it out, marks it, and takes it back', async ({ page }) => {
  await open(page);
  const ids = all.slice(0, 4).map(({ celebId }) => celebId);
  const workOf = async () =>
    (await list(page)).rows
      .filter(({ celebId }) => ids.includes(celebId))
      .map((one) => [one.owner, one.status]);
  await row(page, 0).focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+ArrowDown');
  await expect(page.locator('tr[aria-selected="true"]')).toHaveCount(4);
  await expect(status(page, '4명 선택')).toBeVisible();
  await page.getByRole('button', { name: '담당자 정하기' }).click();
  await page.getByRole('combobox', { name: '이름', exact: true }).fill('보라');
  await page.keyboard.press('Enter');
  await expect(page.getByText('4명의 담당자를 보라(으)로 정했습니다.')).toBeVisible();
  await expect(row(page, 3).getByRole('gridcell').nth(11)).toHaveText('보라');
  expect(await workOf()).toEqual(ids.map(() => ['보라', 'open']));
  await expect(page.locator('tr[aria-selected="true"]')).toHaveCount(0);

  // One by mouse, the rest with Shift.
  await row(page, 1).getByRole('checkbox').click();
  await row(page, 3)
    .getByRole('checkbox')
    .click({ modifiers: ['Shift'] });
  await expect(status(page, '3명 선택')).toBeVisible();
  await page.getByRole('button', { name: '상태 바꾸기' }).click();
  await page.getByRole('menuitem', { name: '완료' }).click();
  const toast = page.getByRole('alert').filter({ hasText: '3명의 상태를 ‘완료’(으)로' });
  await expect(toast).toBeVisible();
  await expect(row(page, 2).getByRole('gridcell').nth(12)).toHaveText('완료');
  await toast.getByRole('button', { name: '되돌리기' }).click();
  await expect(page.getByText('3명을 되돌렸습니다.')).toBeVisible();
  await expect(row(page, 2).getByRole('gridcell').nth(12)).toHaveText('시작 전');
  expect(await workOf()).toEqual(ids.map(() => ['보라', 'open']));

  await choose(page, '담당자', '보라');
  await expect(status(page, `${all.length}명 중 4명`)).toBeVisible();
  await page.keyboard.press('Escape');
  await row(page, 0).focus();
  await page.keyboard.press('Control+a');
  await expect(status(page, '4명 선택')).toBeVisible();
  await page.getByRole('button', { name: '담당자 정하기' }).click();
  await page.getByRole('button', { name: '담당자 없음' }).click();
  await expect(page.getByText('조건에 맞는 셀럽이 없습니다')).toBeVisible();
  expect(await workOf()).toEqual(ids.map(() => [null, 'open']));
  await page.getByRole('button', { name: '조건 모두 지우기' }).click();
  await expectRows(page, all);
});

test('saves the list and a selection as CSV', async ({ page }) => {
  await open(page, '&group=priority&sort=churn&order=asc');
  const { rows } = await list(page, '&group=priority&sort=churn&order=asc');
  const saved = async (button: string | RegExp) => {
    const download = page.waitForEvent('download');
    await page
      .getByRole('button', { name: button })
      .or(page.getByRole('link', { name: button }))
      .click();
    const file = await download;
    const text = await readFile(await file.path(), 'utf8');
    const lines = text.trimEnd().split('\r\n');
    return {
      name: file.suggestedFilename(),
      head: lines[0],
      ids: lines.slice(1).map((line) => line.split(',')[0]),
    };
  };
  const whole = await saved('목록 전체를 CSV로 저장');
  expect(whole.name).toMatch(/^worklist-\d{4}-\d\d-\d\d\.csv$/);
  expect(whole.head).toContain('celeb_id,name,p_churn,p_sticker,score,rank,group,previous_score');
  expect(whole.ids).toEqual(rows.map(({ celebId }) => celebId));
  await row(page, 0).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowDown');
  const some = await saved('선택한 2명을 CSV로 저장');
  expect(some.ids).toEqual(rows.slice(0, 2).map(({ celebId }) => celebId));
});

test('a saved view brings back conditions, order and columns', async ({ page }) => {
  await open(page, '&group=priority&sort=churn&order=asc');
  const expected = (await list(page, '&group=priority&sort=churn&order=asc')).rows;
  await page.getByRole('button', { name: '보일 열 고르기' }).click();
  await page.getByRole('menuitemcheckbox', { name: '순위' }).click();
  await page.keyboard.press('Escape');
  await expect(grid(page).getByRole('columnheader', { name: '순위' })).toBeVisible();
  await page.getByRole('button', { name: '저장한 보기' }).click();
  await page.getByRole('menuitem', { name: '지금 보기 저장' }).click();
  const dialog = page.getByRole('dialog', { name: '지금 보기 저장' });
  await dialog.getByRole('textbox', { name: '이름' }).fill('먼저 볼 셀럽');
  await dialog.getByRole('button', { name: '저장' }).click();
  await expect(dialog).toHaveCount(0);

  await open(page);
  await expectRows(page, all);
  await page.reload();
  await page.getByRole('button', { name: '저장한 보기' }).click();
  await page.getByRole('menuitem', { name: '먼저 볼 셀럽', exact: true }).click();
  await expectRows(page, expected);
  await expect(grid(page).getByRole('columnheader', { name: '순위' })).toBeVisible();
  await page.getByRole('button', { name: '먼저 볼 셀럽' }).click();
  await page.getByRole('menuitem', { name: '‘먼저 볼 셀럽’ 보기 삭제' }).click();
  await expect(page.getByText('아직 저장한 보기가 없습니다.')).toBeVisible();
  await page.keyboard.press('Escape');
  await goBack(page);
  await expectRows(page, all);
});

test('in English the same', async ({ page, baseURL }) => {
  await setLook(page, { locale: 'en', scheme: 'light', size: 'wide' }, baseURL);
  await open(page);
  await expect(grid(page, 'List of celebs')).toBeVisible();
  await expect(row(page, 0).getByRole('gridcell').nth(5)).toHaveText('Priority');
  await expect(row(page, 0).getByRole('button').first()).toHaveText(
    /fell|rose|stopped|started|none|soared|doubled|steady|on the last day|through the week/,
  );
  await choose(page, 'Since last time', 'Worsened');
  const worse = await list(page, '&move=worsened');
  await expect(status(page, `${worse.total} of ${all.length} celebs`)).toBeVisible();
});

for (const look of LOOKS)
  test(`fits and is accessible: ${lookName(look)}`, async ({ page, baseURL }) => {
    await setLook(page, look, baseURL);
    await page.goto(address());
    await expect(page.locator('[data-index="0"]').getByRole('link')).toBeVisible();
    await page.locator('[data-index="0"]').getByRole('checkbox').click();
    await expectNoSidewaysScroll(page);
    // Rows scroll within the list: the page itself ends where its content does.
    const belowContent = await page.evaluate(() => {
      const main = document.querySelector('main') as HTMLElement;
      const end = Math.round(main.getBoundingClientRect().bottom + window.scrollY);
      return document.documentElement.scrollHeight - end;
    });
    expect(belowContent).toBe(0);
    await expectNoViolations(page);
  });
