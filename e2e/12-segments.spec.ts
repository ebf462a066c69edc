import { readFile } from 'node:fs/promises';
import { type APIRequestContext, expect, type Locator, type Page, test } from '@playwright/test';
import type {
  Comparison,
  CutAnswer,
  CutView,
  PolicyList,
  ScoresAnswer,
} from '../lib/contracts/segments';
import { expectNoViolations } from './support/accessibility';
import { goBack } from './support/back';
import { fetchJson, makeDemo } from './support/demo';
import { expectNoSidewaysScroll, LOOKS, lookName, setLook } from './support/look';
import { makeScored, type Scored, score } from './support/scored';
import { train } from './support/train';

/** An analyst cuts the priority group, saves the rule as a policy, and looks at what sets the group apart. */
test.describe.configure({ mode: 'serial' });

const DAYS = ['2023-03-15', '2023-03-22'] as const;
let demo: Scored;
let newest: string;
let scores: ScoresAnswer;

test.beforeAll(async ({ request }) => {
  test.setTimeout(240_000);
  demo = await makeScored(request, DAYS);
  newest = demo.snapshots.at(-1) ?? '';
  scores = await fetchJson<ScoresAnswer>(request, `/segments/scores?snapshot=${newest}`);
});

const address = (query = '') => `/segments?version=${demo.versionId}${query}`;
const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const decimal = (value: number, locale = 'ko') =>
  new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(value);
const percent = (share: number, locale = 'ko') =>
  new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(share);
const digits = (value: number) =>
  new Intl.NumberFormat('ko', { maximumSignificantDigits: 3 }).format(value);
const signed = (value: number) => {
  const text = Math.abs(value).toFixed(2);
  return Number(text) === 0 ? text : `${value < 0 ? '-' : '+'}${text}`;
};
const rowsOf = (table: Locator) =>
  table
    .locator('tbody tr[data-index]')
    .evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent ?? '')),
    );

/** The numbers on the page are exactly those of a cut. */
async function expectCounts(page: Page, cut: CutView | undefined): Promise<void> {
  if (!cut) throw new Error('no such cut');
  const figure = (name: string) => page.locator(`[data-figure="${name}"] [data-value]`);
  await expect(figure('celebs')).toHaveText(decimal(cut.celebs));
  await expect(figure('churners')).toHaveText(decimal(cut.expectedChurners));
  await expect(figure('stickered')).toHaveText(decimal(cut.expectedStickered));
  await expect(figure('general')).toHaveText(decimal(cut.generalChurners));
  await expect(figure('others')).toHaveText(
    decimal(scores.celebs - cut.celebs - cut.generalChurners),
  );
  await expect(page.locator('[data-threshold]')).toHaveAttribute(
    'data-threshold',
    String(cut.threshold ?? 'none'),
  );
}

const shareCut = (share: number) => scores.shares.find((cut) => cut.share === share);
const ruleLine = (page: Page) => page.getByRole('status', { name: '지금 쓰는 기준' });

test('the slider counts everybody anew, by keyboard; address, back and reload follow', async ({
  page,
  request,
}) => {
  await page.goto(address());
  await expect(ruleLine(page)).toContainText('기준: 점수 상위 20%');
  await expect(ruleLine(page)).toContainText('기본 기준');
  await expectCounts(page, shareCut(0.2));
  await expect(region(page, '점수 분포')).toContainText(
    `왜도 ${scores.raw.skewness?.toFixed(2) ?? ''}`,
  );
  await expect(region(page, '점수 분포 (log10)')).toContainText(
    `왜도 ${scores.log10.skewness?.toFixed(2) ?? ''}`,
  );

  const slider = page.getByRole('slider', { name: '우선대상으로 할 비율' });
  await slider.focus();
  for (let step = 0; step < 4; step++) await page.keyboard.press('ArrowRight');
  await expect(slider).toHaveAttribute('aria-valuetext', '22%');
  await expectCounts(page, shareCut(0.22));
  await expect(page).toHaveURL(/by=quantile&share=0\.22/);
  const asked = await fetchJson<CutAnswer>(
    request,
    `/segments/cut?snapshot=${newest}&by=quantile&share=0.22`,
  );
  const { rule: _, reason: __, ...cut } = asked;
  await expectCounts(page, cut);
  expect({ share: 0.22, ...cut }).toEqual(shareCut(0.22));
  await expect(ruleLine(page)).toContainText('저장하지 않음');
  await expect(ruleLine(page)).toContainText(
    '셀럽 관리 화면은 기본 기준(점수 상위 20%)을 따릅니다.',
  );
  await page.reload();
  await expectCounts(page, shareCut(0.22));
  // Keys that are pressed slowly are choices of their own; the page follows each Back.
  const chosen = () => new URL(page.url()).searchParams.get('share');
  for (let share = chosen(); share !== null; share = chosen()) {
    await expectCounts(page, shareCut(Number(share)));
    await goBack(page);
  }
  await expectCounts(page, shareCut(0.2));
});

test('a share between the stops, a score, and another day', async ({ page, request }) => {
  await page.goto(address());
  const share = page.getByRole('textbox', { name: '상위 비율' });
  await share.fill('12.34');
  await expect(page).toHaveURL(/share=0\.1234/);
  const asked = await fetchJson<CutAnswer>(
    request,
    `/segments/cut?snapshot=${newest}&by=quantile&share=0.1234`,
  );
  await expectCounts(page, asked);

  await page
    .getByRole('radiogroup', { name: '정하는 방법' })
    .getByText('점수 값', { exact: true })
    .click();
  await expect(page).toHaveURL(/by=value/);
  const value = Number(new URL(page.url()).searchParams.get('value'));
  await expectCounts(
    page,
    scores.values.find((cut) => cut.threshold === value),
  );
  const slider = page.getByRole('slider', { name: '우선대상이 시작되는 점수' });
  await slider.focus();
  await page.keyboard.press('End');
  await expect(page.locator('[data-note="empty"]')).toBeVisible();
  await expectCounts(page, scores.values.at(-1));

  await page.goto(address('&by=value&value=0.05'));
  const day = page.getByRole('combobox', { name: '기준일' });
  await day.click();
  await page.getByRole('option', { name: /15/ }).click();
  await expect(page).toHaveURL(new RegExp(`snapshot=${demo.snapshots[0]}`));
  const earlier = await fetchJson<CutAnswer>(
    request,
    `/segments/cut?snapshot=${demo.snapshots[0]}&by=value&value=0.05`,
  );
  await expect(page.locator('[data-figure="celebs"] [data-value]')).toHaveText(
    decimal(earlier.celebs),
  );
  const link = page.getByRole('link', { name: '셀럽 관리에서 보기' });
  const href = new URL((await link.getAttribute('href')) ?? '', 'http://x');
  expect([href.pathname, Object.fromEntries(href.searchParams)]).toEqual([
    '/celebs',
    { version: demo.versionId, snapshot: demo.snapshots[0], group: 'priority' },
  ]);
});

const policies = async (request: APIRequestContext) =>
  (await fetchJson<PolicyList>(request, `/policies?dataset=${demo.datasetId}`)).policies;
const size = ({ celebs, total }: { celebs: number; total: number }) =>
  `${celebs}명 (${percent(celebs / total)})`;

test('a policy is saved under a name of its own', async ({ page, request }) => {
  await page.goto(address(`&snapshot=${demo.snapshots[0]}&by=quantile&share=0.1`));
  await expect(page.locator('[data-policies="none"]')).toBeVisible();
  await ruleLine(page).getByRole('button', { name: '정책으로 저장' }).click();
  const dialog = page.getByRole('dialog', { name: '정책으로 저장' });
  await dialog.getByRole('button', { name: '저장' }).click();
  await expect(dialog).toContainText('이름을 적어 주세요.');
  await dialog.getByRole('textbox', { name: '정책 이름' }).fill('봄 상위 10%');
  await dialog.getByRole('button', { name: '저장' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(ruleLine(page)).toContainText('정책 ‘봄 상위 10%’');
  await expect(page).not.toHaveURL(/share/);
  const table = region(page, '저장한 정책');
  const [saved] = await policies(request);
  expect(saved).toMatchObject({ name: '봄 상위 10%', isCurrent: true, endedAt: null });
  const shown = async () => (await rowsOf(table)).map((row) => [row[0], row[1], row[2], row[4]]);
  await expect
    .poll(shown)
    .toEqual([
      [
        '봄 상위 10%사용 중',
        '점수 상위 10%',
        saved?.createdBy,
        size(saved?.outcomes[0] ?? { celebs: 0, total: 0 }),
      ],
    ]);

  // The same name again: told before anything is sent, and by the server as well.
  await page.goto(address('&by=mixture'));
  await ruleLine(page).getByRole('button', { name: '정책으로 저장' }).click();
  await dialog.getByRole('textbox', { name: '정책 이름' }).fill('봄 상위 10%');
  await expect(dialog).toContainText('같은 이름의 정책이 이미 있습니다');
  const again = await request.post('/api/v1/policies', {
    data: { snapshot: newest, name: '봄 상위 10%', rule: { by: 'mixture' } },
  });
  expect([again.status(), (await again.json()).error.code]).toEqual([409, 'policy_name_taken']);
  await dialog.getByRole('button', { name: '취소' }).click();
});

test('a policy applies to later scores by itself, and ends', async ({ page, request }) => {
  const table = region(page, '저장한 정책');
  // Scores of a later day get the policy's cut by themselves.
  await score(request, demo.versionId, '2023-03-24');
  const [later] = await policies(request);
  expect(later?.outcomes.map(({ asOf }) => asOf)).toEqual(['2023-03-24', '2023-03-15']);
  await page.goto(address());
  await expect
    .poll(async () => (await rowsOf(table))[0]?.slice(4, 6))
    .toEqual((later?.outcomes ?? []).map(size));

  await table.getByRole('button', { name: '끝내기' }).click();
  const end = page.getByRole('dialog', { name: '정책 ‘봄 상위 10%’ 끝내기' });
  await expect(end).toContainText('‘점수 상위 20%’ 기준을 따릅니다');
  await end.getByRole('button', { name: '정책 끝내기' }).click();
  await expect(end).toHaveCount(0);
  await expect(ruleLine(page)).toContainText('기본 기준');
  await expect(table.getByRole('button', { name: '끝내기' })).toHaveCount(0);
  // Its group can still be looked at, and linked to.
  await table.getByRole('button', { name: '봄 상위 10%' }).click();
  await expect(page).toHaveURL(new RegExp(`policy=${later?.id}`));
  await page.reload();
  await expect(ruleLine(page)).toContainText('기준: 점수 상위 10%');
  await goBack(page);
  await expect(ruleLine(page)).toContainText('기준: 점수 상위 20%');
  await page.goto(address('&policy=gone'));
  await expect(page.getByRole('alert').filter({ hasText: '정책을 찾을 수 없어' })).toBeVisible();
});

test('groups are compared in every variable, sorted, filtered, and saved exactly', async ({
  page,
  request,
}) => {
  const ask = (query: string) =>
    fetchJson<Comparison>(request, `/segments/comparison?snapshot=${newest}&${query}`);
  const at = `&snapshot=${newest}`;
  await page.goto(address(at));
  await page.getByRole('tab', { name: '그룹 비교' }).click();
  await expect(page).toHaveURL(/tab=comparison/);
  const answer = await ask('a=priority&b=other');
  const table = region(page, '변수별 검정');
  const effects = async () => (await rowsOf(table)).slice(0, 10).map((row) => row[1]);
  const told = (rows: Comparison['rows']) =>
    rows.slice(0, 10).map(({ hedgesG }) => (hedgesG === null ? '–' : signed(hedgesG)));
  await expect.poll(effects).toEqual(told(answer.rows));
  await expect(page.locator('[data-note="circularity"]')).toBeVisible();
  const [first] = answer.rows;
  expect((await rowsOf(table))[0]?.slice(5, 7)).toEqual([
    digits(first?.meanA ?? 0),
    digits(first?.meanB ?? 0),
  ]);

  const saving = page.waitForEvent('download');
  await table.getByRole('button', { name: `모든 변수 CSV (${answer.rows.length}행)` }).click();
  const file = await saving;
  expect(file.suggestedFilename()).toBe(`priority-comparison-${DAYS[1]}.csv`);
  const text = await readFile(await file.path(), 'utf8');
  const [header, ...lines] = text.replace('\uFEFF', '').trimEnd().split('\r\n');
  const fields = (header ?? '').split(',') as (keyof Comparison['rows'][number])[];
  expect(lines).toEqual(
    answer.rows.map((row) =>
      fields
        .map((field) => {
          const value = row[field];
          return value === null ? '' : String(typeof value === 'boolean' ? Number(value) : value);
        })
        .join(','),
    ),
  );

  await table.getByRole('button', { name: 'Welch t' }).click();
  const byT = answer.rows.toSorted((x, y) => (y.t ?? -Infinity) - (x.t ?? -Infinity));
  await expect.poll(effects).toEqual(told(byT));

  // Likely leavers against the others: here many variables differ.
  const leavers = 'a=churn%3E%3D0.5&b=churn%3C0.5';
  await page.goto(address(`${at}&tab=comparison&${leavers}`));
  const split = await ask(leavers);
  await expect.poll(effects).toEqual(told(split.rows));
  await page.getByRole('combobox', { name: 'q 값' }).click();
  await page.getByRole('option', { name: '0.01 이하' }).click();
  await expect(page).toHaveURL(/q=0\.01/);
  const strict = split.rows.filter(({ q }) => q !== null && q <= 0.01);
  expect(strict.length).toBeGreaterThan(0);
  await page.reload();
  await expect.poll(effects).toEqual(told(strict));
  await expect(region(page, '효과 크기와 95% 구간').getByRole('img').first()).toContainText(
    signed(strict[0]?.hedgesG ?? 0),
  );
  await page.getByRole('combobox', { name: '효과 크기' }).click();
  await page.getByRole('option', { name: '사실상 같음' }).click();
  await expect(page).toHaveURL(/effect=equal/);
  await goBack(page);
  await expect(page.getByRole('combobox', { name: '효과 크기' })).toHaveValue('모두');
  await goBack(page);
  await expect.poll(effects).toEqual(told(split.rows));
  await page.getByRole('button', { name: '조건 지우기' }).click();
  await expect.poll(effects).toEqual(told(answer.rows));

  // Any other groups: one with a name, one by conditions.
  await page.getByRole('button', { name: '그룹 B: 그 외 셀럽' }).click();
  await page.getByRole('button', { name: '일반 이탈군' }).click();
  await expect.poll(effects).toEqual(told((await ask('a=priority&b=general-churner')).rows));
  await page.getByRole('button', { name: '그룹 B: 일반 이탈군' }).click();
  const form = page.getByRole('form', { name: '조건으로 고르기' });
  await form.getByRole('combobox', { name: '조건 1', exact: true }).click();
  await form.getByRole('option', { name: '이탈 확률' }).click();
  await form.getByRole('textbox', { name: '조건 1의 값' }).fill('0.3');
  await form.getByRole('button', { name: '적용' }).click();
  await expect(page).toHaveURL((url) => url.searchParams.get('b') === 'churn>=0.3');
  const custom = await ask('a=priority&b=churn%3E%3D0.3');
  await expect(page.locator('[data-comparison]')).toHaveAttribute(
    'data-comparison',
    `${custom.a.celebs} ${custom.b.celebs}`,
  );
  await expect(page.locator('[data-note="overlap"]')).toContainText(`${custom.overlap}명`);
  await page.goto(address(`${at}&tab=comparison&by=value&value=1`));
  await expect(page.locator('[data-note="small"]')).toContainText('관리우선대상군');
});

test('in English the same', async ({ page, baseURL, request }) => {
  await setLook(page, { locale: 'en', scheme: 'light', size: 'wide' }, baseURL);
  await page.goto(address(`&snapshot=${newest}`));
  await expect(page.getByRole('heading', { name: 'Priority group', level: 1 })).toBeVisible();
  await expect(page.getByRole('status', { name: 'Rule in use' })).toContainText(
    'Rule: Top 20% of scores',
  );
  await expectCounts(page, shareCut(0.2));
  await page.getByRole('tab', { name: 'Compare groups' }).click();
  const answer = await fetchJson<Comparison>(request, `/segments/comparison?snapshot=${newest}`);
  await expect(page.locator('[data-comparison]')).toContainText(
    `Priority group (${answer.a.celebs}) against Other celebs (${answer.b.celebs})`,
  );
  await expect(page.getByText('it is not causal')).toBeVisible();
});

test('equal scores: everybody or nobody, no heaps, and that is said', async ({ page, request }) => {
  const { versionId } = await makeDemo(request, { scale: 0.02, seed: 3 });
  const constant = { kind: 'most-frequent' };
  await train(request, { versionId, candidates: [constant], promote: 'best' });
  const snapshot = await score(request, versionId, '2023-03-15');
  const { celebs } = await fetchJson<ScoresAnswer>(
    request,
    `/segments/scores?snapshot=${snapshot}`,
  );
  await page.goto(`/segments?version=${versionId}`);
  await expect(page.locator('[data-figure="celebs"] [data-value]')).toHaveText(String(celebs));
  await expect(page.locator('[data-note="tied"]')).toContainText('20%가 아니라 100%가 우선대상');
  await page
    .getByRole('radiogroup', { name: '정하는 방법' })
    .getByText('두 무리의 경계', { exact: true })
    .click();
  await expect(page.locator('[data-threshold="none"]')).toContainText('두 무리로 나뉘지 않아');
  await expect(page.locator('[data-figure="celebs"] [data-value]')).toHaveText('0');
  await page.getByRole('tab', { name: '그룹 비교' }).click();
  await expect(page.locator('[data-note="small"]')).toContainText(
    '‘관리우선대상군’에 셀럽이 없어 검정할 수 없습니다.',
  );
});

for (const look of LOOKS)
  test(`fits and is accessible: ${lookName(look)}`, async ({ page, baseURL }) => {
    await setLook(page, look, baseURL);
    for (const tab of ['threshold', 'comparison']) {
      await page.goto(address(`&snapshot=${newest}&tab=${tab}`));
      await expect(page.getByRole('img').first()).toBeVisible();
      await expectNoSidewaysScroll(page, tab);
      await expectNoViolations(page);
    }
  });
