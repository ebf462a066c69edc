import { expect, type Page, test } from '@playwright/test';
import { WEEK_FIGURES, type WeekDetail, type WeekGrade } from '../lib/contracts/weeks';
import { expectNoViolations } from './support/accessibility';
import { goBack } from './support/back';
import { type Demo, fetchJson, makeDemo } from './support/demo';
import { type Explained, makeExplained } from './support/explained';
import { expectNoSidewaysScroll, LOOKS, lookName, setLook } from './support/look';
import { weekOf } from './support/weeks';

/** An executive reads what happened this week, on one page. */
test.describe.configure({ mode: 'serial' });

let demo: Explained;
let untrained: Demo;
let week: WeekDetail;

test.beforeAll(async ({ request }) => {
  test.setTimeout(180_000);
  untrained = await makeDemo(request, { seed: 11 });
  demo = await makeExplained(request, 0.05);
});

const address = (query = '') => `/?version=${demo.versionId}${query}`;
const tile = (page: Page, figure: string) => page.locator(`[data-figure="${figure}"]`);
const count = new Intl.NumberFormat('ko', { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat('ko', { notation: 'compact', maximumFractionDigits: 1 });
const shown = (value: number | null | undefined) =>
  value === null || value === undefined ? '–' : (value >= 100_000 ? compact : count).format(value);

test('without a champion the page leads to the models', async ({ page }) => {
  await page.goto(`/?version=${untrained.versionId}`);
  await expect(page.getByRole('heading', { name: '아직 챔피언 모델이 없습니다' })).toBeVisible();
  await page.getByRole('link', { name: '모델 페이지로 가기' }).click();
  await expect(page).toHaveURL(`/models?version=${untrained.versionId}`);
});

test('the first week is frozen from the page, with those before it', async ({ page, request }) => {
  test.setTimeout(150_000);
  await page.goto(address());
  await expect(page.getByRole('heading', { name: '아직 확정된 주가 없습니다' })).toBeVisible();
  await page.getByRole('button', { name: '이번 주 확정하기' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /^이번 주: / })).toBeVisible({
    timeout: 100_000,
  });
  const { weeks } = await fetchJson<{ weeks: { id: string; asOf: string; isGraded: boolean }[] }>(
    request,
    `/weeks?dataset=${demo.datasetId}`,
  );
  expect(weeks.map(({ asOf }) => asOf)).toEqual([
    '2023-03-29',
    '2023-03-22',
    '2023-03-15',
    '2023-03-08',
    '2023-03-01',
    '2023-02-22',
    '2023-02-15',
    '2023-02-08',
    '2023-02-01',
  ]);
  expect(weeks.map(({ isGraded }) => isGraded)).toEqual([false, ...Array(8).fill(true)]);
  week = await weekOf(request, weeks[0]?.id ?? '');
});

test('every figure is the week’s, with its change and a way to its rows', async ({ page }) => {
  await page.goto(address());
  for (const figure of WEEK_FIGURES) {
    const { weeks } = week.content.figures[figure];
    const [before, now] = weeks.slice(-2);
    await expect(tile(page, figure)).toContainText(shown(now));
    if (typeof before === 'number' && typeof now === 'number')
      await expect(tile(page, figure).getByTitle(`지난주: ${count.format(before)}`)).toBeVisible();
    const values = weeks.map((value) => shown(value)).join(', ');
    await expect(tile(page, figure).getByRole('img')).toHaveAccessibleName(
      new RegExp(`최근 8주: ${values.replaceAll('.', '\\.')}$`),
    );
  }
  await tile(page, 'atRisk').getByRole('link').click();
  await expect(page).toHaveURL(
    `/celebs?version=${demo.versionId}&snapshot=${week.snapshotId}&group=priority`,
  );
});

test('the paragraph, the movements and the grade say the numbers of the API', async ({ page }) => {
  await page.goto(address());
  const { content, graded } = week;
  const active = content.figures.active.weeks.at(-1) ?? 0;
  const churned = content.figures.churned.weeks.at(-1) ?? 0;
  await expect(page.getByText(new RegExp(`^활동한 셀럽은 ${active}명으로`))).toContainText(
    `${churned}명이 이탈했습니다.`,
  );
  const grade = graded.at(-1)?.grade;
  if (!grade || !content.movements) throw new Error('earlier weeks are frozen and graded');
  await expect(page.getByText(/^활동한 셀럽은/)).toContainText(
    `명단 ${grade.list.listed}명 중 ${grade.list.listedChurned}명이 이탈했습니다`,
  );
  for (const [name, { count: people, celebs }] of Object.entries(content.movements)) {
    const list = page.locator(`[data-movement="${name}"]`);
    await expect(list.getByText(String(people), { exact: true }).first()).toBeVisible();
    await expect(list.getByRole('link')).toHaveText(celebs.map((c) => c.name ?? c.celebId));
  }
  const judged = page.getByRole('region', { name: '지난 예측은 맞았나요?' });
  const percent = new Intl.NumberFormat('ko', { style: 'percent', maximumFractionDigits: 1 });
  const lift = new Intl.NumberFormat('ko', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const cell = (of: WeekGrade['paid']) =>
    `${percent.format(of?.precision ?? 0)}${of?.lift == null ? '' : ` · ${lift.format(of.lift)}배`}`;
  const lists = [
    { name: '관리우선대상군', grade: grade.list, paid: grade.paid },
    ...grade.baselines.map(({ rule, ...graded }) => ({
      name: rule === 'longest-away' ? '가장 오래 쉰 순' : '활동이 가장 줄어든 순',
      ...graded,
    })),
  ];
  expect(grade.paid?.listed).toBe(grade.list.listed);
  await expect(judged.getByRole('row')).toHaveText([
    '명단이탈스티커 받고 이탈',
    ...lists.map((one) => `${one.name}${cell(one.grade)}${cell(one.paid)}`),
  ]);
  await expect(judged).toContainText(
    grade.paid?.churned === 0
      ? '직전 주에 스티커를 받고도 이탈한 셀럽은 없었습니다'
      : /직전 주에 스티커를 받고도 이탈한 셀럽.* 명단에/,
  );
  await expect(page.getByText(`지문 ${week.fingerprint.slice(0, 12)}`)).toBeVisible();
});

test('an earlier week is chosen; its link shows it again, and Back leads to the newest', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(address());
  await expect(page.getByRole('heading', { level: 1, name: /^이번 주: / })).toBeVisible();
  await page.getByRole('combobox', { name: '주', exact: true }).click();
  await page.getByRole('option', { name: '2023. 3. 8. 이전 한 주' }).click();
  const earlier = page.getByRole('heading', { level: 1, name: '2023. 3. 1. ~ 2023. 3. 7. 주간' });
  await expect(earlier).toBeVisible();
  // The models had learned from this week, and the page says so.
  await expect(page.getByText('채점 결과가 실제보다 좋게 나옵니다')).toBeVisible();
  await page.getByRole('button', { name: '이 주의 링크 복사' }).click();
  await expect(page.getByRole('button', { name: '복사했습니다' })).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await goBack(page);
  await expect(page.getByRole('heading', { level: 1, name: /^이번 주: / })).toBeVisible();
  await page.goto(link);
  await expect(earlier).toBeVisible();
});

test('a week that a link names and nobody has is said', async ({ page }) => {
  await page.goto(address('&week=00000000-0000-7000-8000-000000000000'));
  await expect(page.getByRole('heading', { name: '이 주를 찾을 수 없습니다' })).toBeVisible();
  await page.getByRole('button', { name: '가장 최근 주 보기' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /^이번 주: / })).toBeVisible();
});

for (const locale of ['ko', 'en'] as const)
  test(`one screen, and one A4 page when printed: ${locale}`, async ({ page, baseURL }) => {
    await setLook(page, { locale, scheme: 'light', size: 'wide' }, baseURL);
    await page.goto(address());
    const title = page.getByRole('heading', {
      level: 1,
      name: locale === 'ko' ? /^이번 주: / : /^This week: /,
    });
    await expect(title).toBeVisible();
    await expect(page.locator('[data-figure]')).toHaveCount(7);
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(900);
    const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
    expect(pdf.toString('latin1').match(/\/Type \/Page\b(?!s)/g)).toHaveLength(1);
    // A4 in points.
    expect(pdf.toString('latin1')).toMatch(/\/MediaBox \[0 0 59[45](\.\d+)? 84[12](\.\d+)?\]/);
  });

for (const look of LOOKS)
  test(`fits and is accessible: ${lookName(look)}`, async ({ page, baseURL }) => {
    await setLook(page, look, baseURL);
    await page.goto(address());
    await expect(page.locator('[data-figure]')).toHaveCount(7);
    await expectNoViolations(page);
    await expectNoSidewaysScroll(page);
  });
