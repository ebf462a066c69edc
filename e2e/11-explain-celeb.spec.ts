import { readFile } from 'node:fs/promises';
import { type APIRequestContext, expect, type Page, test } from '@playwright/test';
import type {
  Attributions,
  ExplainedCelebs,
  ExplainedWindow,
  ExplanationDetail,
} from '../lib/contracts/explain';
import { addDays } from '../lib/domain/series/period';
import { expectNoViolations } from './support/accessibility';
import { goBack } from './support/back';
import { fetchJson, makeDemo } from './support/demo';
import { type Explained, explain, makeExplained } from './support/explained';
import { expectNoSidewaysScroll, LOOKS, lookName, setLook } from './support/look';
import { train } from './support/train';

/** A community manager asks why one celeb is foretold to leave, and what changed since the week before. */
test.describe.configure({ mode: 'serial' });

type Celeb = ExplainedCelebs['celebs'][number];

let demo: Explained;
let asOf: string;
let celebs: readonly Celeb[];
/** Has a window of its own a week before the explanation's day. */
let steady: Celeb;

const answer = <T>(request: APIRequestContext, path: string) =>
  fetchJson<T>(request, `/explain/${demo.explanationId}${path}`);
const windowOf = (request: APIRequestContext, target: string, celeb: string, anchor = asOf) =>
  answer<ExplainedWindow>(request, `/window?target=${target}&celeb=${celeb}&anchor=${anchor}`);
const hasWindow = async (request: APIRequestContext, { id }: Celeb, anchor: string) => {
  const path = `/api/v1/explain/${demo.explanationId}/window?target=churn&celeb=${id}&anchor=${anchor}`;
  return (await request.get(path)).ok();
};

test.beforeAll(async ({ request }) => {
  test.setTimeout(180_000);
  demo = await makeExplained(request);
  ({ asOf } = await answer<ExplanationDetail>(request, ''));
  ({ celebs } = await answer<ExplainedCelebs>(request, '/celebs?target=churn'));
  for (const celeb of celebs.slice(1))
    if (celeb.name !== null && (await hasWindow(request, celeb, addDays(asOf, -7)))) {
      steady = celeb;
      break;
    }
  expect(steady).toBeDefined();
});

const address = (query = '') => `/explain?version=${demo.versionId}&tab=celeb${query}`;
const nameOf = ({ id, name }: Pick<Celeb, 'id' | 'name'>) =>
  name === null ? id : `${name} (${id})`;
const region = (page: Page, name: string | RegExp) =>
  page.getByRole('region', { name, exact: typeof name === 'string' });
const receipt = (page: Page, target: string) => page.locator(`[data-receipt="${target}"]`);
const fixed = (value: number, digits: number) => value.toFixed(digits).replace(/^-(0\.0+)$/, '$1');
const percent = (logit: number) =>
  new Intl.NumberFormat('ko', { style: 'percent', maximumFractionDigits: 1 }).format(
    1 / (1 + Math.exp(-logit)),
  );
/** What both receipts must say of these windows. */
async function expectReceipts(page: Page, request: APIRequestContext, id: string, anchor = asOf) {
  for (const target of ['churn', 'sticker']) {
    const { expected, margin } = await windowOf(request, target, id, anchor);
    await expect(receipt(page, target)).toContainText(fixed(expected, 2));
    await expect(receipt(page, target)).toContainText(`= ${fixed(margin, 2)}`);
    await expect(receipt(page, target)).toContainText(`확률 ${percent(margin)}`);
  }
}

test('the most likely leaver is shown first; another celeb is found by typing', async ({
  page,
  request,
}) => {
  await page.goto(address());
  const picker = page.getByRole('combobox', { name: '셀럽', exact: true });
  const [first] = celebs;
  if (!first) throw new Error('somebody is foretold');
  await expect(picker).toHaveValue(nameOf(first));
  await expectReceipts(page, request, first.id);

  await picker.fill('nobody is called so');
  await expect(page.getByRole('option', { name: '맞는 셀럽이 없습니다' })).toBeVisible();
  await picker.fill(steady.id);
  await page.getByRole('option', { name: steady.id }).click();
  await expect(page).toHaveURL(address(`&celeb=${steady.id}`));
  await expect(picker).toHaveValue(nameOf(steady));
  await expectReceipts(page, request, steady.id);
  await expectNoViolations(page);
  await expect(page.getByRole('link', { name: '시계열 보기' })).toHaveAttribute(
    'href',
    `/explore/series?version=${demo.versionId}&metric=own_total&scope=celeb&celeb=${steady.id}`,
  );
  await goBack(page);
  await expect(picker).toHaveValue(nameOf(first));
});

test('the table twin and its file add up from a usual window to the model itself', async ({
  page,
  request,
}) => {
  await page.goto(address(`&celeb=${steady.id}`));
  for (const [title, target] of [
    ['이탈 예측 나눠 보기 · 워터폴', 'churn'],
    ['스티커 예측 나눠 보기 · 워터폴', 'sticker'],
  ] as const) {
    const window = await windowOf(request, target, steady.id);
    const { expected, margin, logit, parts } = window;
    const sum = parts.reduce((total, part) => total + part.shap, expected);
    expect(Math.abs(sum - margin)).toBeLessThan(1e-6);
    const card = region(page, title);
    await expect(card.getByText(/대리 모델 충실도/)).toBeVisible();
    await card.getByText('표', { exact: true }).click();
    const body = card.getByRole('row');
    await expect(body.nth(1)).toContainText(`전체 구간 평균––${fixed(expected, 3)}`);
    await expect(body.last()).toContainText(`모델 자체––${fixed(logit ?? Number.NaN, 3)}`);

    const download = page.waitForEvent('download');
    await card.getByRole('button', { name: 'CSV로 저장' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe(`explain-waterfall-${target}-${steady.id}-${asOf}.csv`);
    const lines = (await readFile(await file.path(), 'utf8')).trim().split(/\r?\n/).slice(1);
    // Feature names hold no commas here.
    const rows = lines.map((line) => line.split(','));
    const adds = rows.reduce((total, row) => total + Number(row[2]), 0);
    expect(Math.abs(expected + adds - Number(rows.at(-1)?.[3]))).toBeLessThan(1e-6);
    expect(rows.length).toBe((await body.count()) - 1);
    expect(Number(rows.at(-1)?.[3])).toBe(logit);
  }
});

test('the same window as forces and as a decision path; the choice stays in the address', async ({
  page,
}) => {
  await page.goto(address(`&celeb=${steady.id}`));
  for (const [name, view] of [
    ['포스', 'force'],
    ['결정 경로', 'decision'],
  ] as const) {
    await page.getByRole('radiogroup', { name: '그림' }).getByText(name, { exact: true }).click();
    await expect(page).toHaveURL(new RegExp(`view=${view}`));
    const card = region(page, `이탈 예측 나눠 보기 · ${name}`);
    await expect(card.getByRole('img', { name: /이탈 예측을 변수별로 나눈 그림/ })).toBeVisible();
    await expect(card.locator('svg text').filter({ hasText: '전체 구간 평균' })).toBeVisible();
  }
  await expect(
    region(page, '이탈 예측 나눠 보기 · 결정 경로').locator('svg text').first(),
  ).toBeVisible();
  await page.reload();
  await expect(region(page, '이탈 예측 나눠 보기 · 결정 경로')).toBeVisible();
  await goBack(page);
  await expect(region(page, '이탈 예측 나눠 보기 · 포스')).toBeVisible();
});

test('an earlier day, and what changed until the day itself', async ({ page, request }) => {
  const earlier = addDays(asOf, -7);
  await page.goto(address(`&celeb=${steady.id}`));
  const [before, after] = [
    await windowOf(request, 'churn', steady.id, earlier),
    await windowOf(request, 'churn', steady.id),
  ];
  const change = region(page, '이탈: 한 주 전과의 차이');
  await expect(change).toContainText(
    `대리 모델의 확률 ${percent(before.margin)} → ${percent(after.margin)}`,
  );
  await page.getByRole('textbox', { name: '기준일' }).fill(earlier);
  await expect(page).toHaveURL(new RegExp(`anchor=${earlier}`));
  await expectReceipts(page, request, steady.id, earlier);
  // Choosing the explanation's own day again leaves the address.
  await page.getByRole('textbox', { name: '기준일' }).fill(asOf);
  await expect(page).toHaveURL(address(`&celeb=${steady.id}`));
  await expectReceipts(page, request, steady.id);
});

test('day by day, beside the mean of a group, with the completeness error', async ({
  page,
  request,
}) => {
  const of = (query: string) =>
    answer<Attributions>(request, `/attributions?target=churn&${query}`);
  await page.goto(address(`&celeb=${steady.id}`));
  const one = region(page, `${steady.name}의 날짜별 기여도`);
  const expected = await of(`celeb=${steady.id}`);
  await expect(one.locator('[data-completeness]')).toHaveAttribute(
    'data-completeness',
    String(expected.completenessError),
  );
  const sum = expected.values.flat().reduce((a, b) => a + b, 0);
  expect(sum - (expected.logit - expected.baseline)).toBeCloseTo(expected.completenessError, 9);
  await one.getByText('표', { exact: true }).click();
  await expect(one.getByText(`${expected.days.length * expected.series.length}행`)).toBeVisible();

  const groups = page.getByRole('radiogroup', { name: '확률에 따른 그룹' });
  for (const [name, group] of [
    ['확률 50% 이상', 'likely'],
    ['확률 50% 미만', 'unlikely'],
  ] as const) {
    await groups.getByText(name, { exact: true }).click();
    await expect(page).toHaveURL(new RegExp(`group=${group}`));
    const count = celebs.filter((c) => (group === 'likely') === c.probability >= 0.5).length;
    await expect(
      count > 0
        ? region(page, `${name}의 평균 (${count}명)`)
        : page.getByRole('heading', { name: '이 그룹은 비어 있습니다' }),
    ).toBeVisible();
  }
  await page.reload();
  await expect(groups.getByRole('radio', { name: '확률 50% 미만' })).toBeChecked();

  // Trees read the whole week at once.
  await page.goto(address(`&target=sticker&celeb=${steady.id}`));
  await expect(region(page, '스티커: 날짜별 기여도')).toContainText(
    '설명한 모델은 하루하루를 따로 읽지 않아',
  );
});

test('who and when have no window is said in words', async ({ page, request }) => {
  await page.goto(address('&celeb=nobody'));
  const empty = page.getByRole('heading', { name: '설명할 구간이 없습니다' });
  await expect(empty).toBeVisible();
  await expect(page.getByText('ID가 ‘nobody’인 셀럽이 없습니다')).toBeVisible();
  await page.goto(address(`&celeb=${steady.id}&anchor=1999-01-01`));
  await expect(empty).toBeVisible();
  await expect(page.getByText(/기준일 1999-01-01 앞의 관찰 기간이 데이터 밖에/)).toBeVisible();
  // A celeb who had not done anything for a week on some day.
  for (const celeb of celebs) {
    for (let back = 7; back <= 35; back += 7) {
      const anchor = addDays(asOf, -back);
      if (await hasWindow(request, celeb, anchor)) continue;
      await page.goto(address(`&celeb=${celeb.id}&anchor=${anchor}`));
      await expect(empty).toBeVisible();
      await expect(page.getByText(/자기방활동이 없어 설명할 구간이 없습니다/)).toBeVisible();
      await expectNoViolations(page);
      return;
    }
  }
  throw new Error('somebody paused for a week');
});

for (const look of LOOKS)
  test(`reads well: ${lookName(look)}`, async ({ page, baseURL }) => {
    await setLook(page, look, baseURL);
    await page.goto(address(`&celeb=${steady.id}`));
    await expect(receipt(page, 'churn')).toBeVisible();
    await expect(page.locator('[data-completeness]')).toHaveCount(2);
    await expect(page.locator('svg text').filter({ hasText: /%\)$/ }).first()).toBeVisible();
    await expectNoSidewaysScroll(page);
    await expectNoViolations(page);
  });

test('a model of a single series beside no champion, then beside a constant model', async ({
  page,
  request,
}) => {
  test.slow();
  const { versionId } = await makeDemo(request, { scale: 0.02 });
  const trainOne = (target: string, candidate: object, features?: string[]) =>
    train(request, {
      versionId,
      targets: [target],
      candidates: [candidate],
      features,
      promote: 'best',
    });
  const tab = `/explain?version=${versionId}&tab=celeb&target=sticker`;
  await trainOne('sticker', { kind: 'gbdt', trees: { num_iterations: 10 } }, ['fan_total']);
  await explain(request, versionId);
  await page.goto(tab);
  await expect(page.getByRole('heading', { name: '이탈은(는) 설명되지 않았습니다' })).toBeVisible();
  const single = region(page, '스티커 예측 나눠 보기 · 워터폴');
  await single.getByText('표', { exact: true }).click();
  await expect(single.getByRole('row').filter({ hasText: '팬활동 합계 · ' })).not.toHaveCount(0);
  await expect(single.getByRole('row').filter({ hasText: '자기방활동' })).toHaveCount(0);
  await expectNoViolations(page);

  await trainOne('churn', { kind: 'most-frequent' });
  await explain(request, versionId);
  await page.goto(tab);
  await expect(region(page, '이탈 예측의 영수증')).toContainText(
    '모델이 모든 구간에 같은 값을 줍니다.',
  );
  await expect(single).toBeVisible();
  await expect(region(page, /나눠 보기/)).toHaveCount(1);
});
