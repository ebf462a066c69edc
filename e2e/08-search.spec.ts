import { type APIRequestContext, expect, type Locator, type Page, test } from '@playwright/test';
import type { ChampionView, RunSummary } from '../lib/contracts/models';
import type { SearchDetail, SearchView } from '../lib/contracts/search';
import { expectNoViolations } from './support/accessibility';
import { goBack } from './support/back';
import { cancelJobs, type Demo, fetchJson, makeDemo } from './support/demo';
import { expectNoSidewaysScroll, LOOKS, lookName, setLook } from './support/look';

/** An analyst lets a search find settings, watches it, stops it, goes on later, and makes its best model champion. */
test.describe.configure({ mode: 'serial' });

/** So many that the search still runs when it is to be stopped, however slow the page and quick the machine. */
const TRIALS = 400;
const EPOCHS = 6;
let demo: Demo;
test.beforeAll(async ({ request }) => {
  test.setTimeout(120_000);
  demo = await makeDemo(request, { scale: 0.05 });
});
test.afterAll(({ request }) => cancelJobs(request));

const address = (query = '') => `/models?version=${demo.versionId}&tab=search${query}`;
const list = async (request: APIRequestContext) =>
  (await fetchJson<{ searches: SearchView[] }>(request, `/searches?version=${demo.versionId}`))
    .searches;
const detail = (request: APIRequestContext, id: string) =>
  fetchJson<SearchDetail>(request, `/searches/${id}`);
/** The first search, which the stories share. */
const mine = async (request: APIRequestContext) => {
  const search = (await list(request)).at(-1);
  if (!search) throw new Error('a search was started');
  return detail(request, search.id);
};
const runsOf = async (request: APIRequestContext, searchId: string) =>
  (
    await fetchJson<{ runs: RunSummary[] }>(
      request,
      `/models/runs?version=${demo.versionId}&target=churn`,
    )
  ).runs.filter((run) => run.searchId === searchId);
const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const fact = (page: Page, name: string) => page.locator(`[data-fact="${name}"]`);
/** Trials that have ended, as the page says: `400개 중 7개`. */
const endedOn = async (page: Page) => {
  const [a, b] = ((await fact(page, 'ended').textContent()) ?? '').match(/\d+/g) ?? [];
  return Math.min(Number(a), Number(b));
};
const inEnglish = (page: Page) =>
  page.context().addCookies([{ name: 'locale', value: 'en', url: page.url() }]);
const score = (value: number | null | undefined) => (value ?? Number.NaN).toFixed(3);

/** Tiny models, so that many trials end in a short time and a search can be stopped half-way all the same. */
async function fillSmall(dialog: Locator, words: { low: string; high: string }) {
  const fields = {
    [`유닛 수 ${words.low}`]: '2',
    [`유닛 수 ${words.high}`]: '4',
    [`층 수 ${words.high}`]: '1',
  };
  for (const [label, value] of Object.entries(fields)) await dialog.getByLabel(label).fill(value);
}

test('without a search the page says what to do; wrong settings are explained in words', async ({
  page,
}) => {
  await page.goto(address());
  await expect(page.getByRole('heading', { name: '아직 탐색이 없습니다' })).toBeVisible();
  await expectNoViolations(page);
  await page.getByRole('button', { name: '새 탐색' }).click();
  const dialog = page.getByRole('dialog', { name: '새 탐색' });
  const start = dialog.getByRole('button', { name: '탐색 시작' });
  await expect(dialog.getByText(/대략 .+ 걸립니다/)).toBeVisible();

  await dialog.getByLabel('시도 수').fill('0');
  await expect(dialog.getByText('1에서 1,000 사이의 정수여야 합니다.')).toBeVisible();
  await expect(start).toBeDisabled();
  await dialog.getByLabel('시도 수').fill('30');
  await expect(start).toBeEnabled();
  await dialog.getByLabel('유닛 수 최소').fill('97');
  await expect(dialog.getByText('최댓값보다 클 수 없습니다.')).toBeVisible();
  await dialog.getByLabel('유닛 수 최소').fill('16');
  await dialog.getByLabel('학습률 최대').fill('fast');
  await expect(dialog.getByText('1e-6에서 1 사이의 수여야 합니다.')).toBeVisible();
  await dialog.getByLabel('학습률 최대').fill('1e-2');
  const batches = dialog.getByRole('group', { name: '배치 크기' });
  for (const size of ['128', '256', '512']) await batches.getByLabel(size).uncheck();
  await expect(dialog.getByText('하나 이상 골라 주세요.')).toBeVisible();
  await expectNoViolations(page);
  await expect(start).toBeDisabled();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('a search is started, watched live, survives a reload, and stops half-way', async ({
  page,
  request,
}) => {
  await page.goto(address());
  await page.getByRole('button', { name: '새 탐색' }).click();
  const dialog = page.getByRole('dialog', { name: '새 탐색' });
  await dialog.getByLabel('시도 수').fill(String(TRIALS));
  await dialog.getByLabel('최대 에포크').fill(String(EPOCHS));
  await dialog.getByRole('switch', { name: /조기 중단/ }).click();
  await fillSmall(dialog, { low: '최소', high: '최대' });
  await dialog.getByRole('button', { name: '탐색 시작' }).click();
  await expect(dialog).toBeHidden();

  // Numbers grow without a reload.
  const summary = region(page, '탐색 상태');
  await expect(summary.getByText('진행 중', { exact: true }).first()).toBeVisible();
  await expect.poll(() => endedOn(page), { timeout: 60_000, intervals: [100] }).toBeGreaterThan(0);
  const before = await endedOn(page);
  const url = page.url();
  expect(new URL(url).searchParams.get('search')).toBe((await mine(request)).id);

  await page.reload();
  await expect(fact(page, 'best')).toContainText('시도');
  expect(page.url()).toBe(url);
  expect(await endedOn(page)).toBeGreaterThanOrEqual(before);
  await summary.getByRole('button', { name: '멈추기' }).click();
  await expect(summary.getByText('멈춤', { exact: true })).toBeVisible({ timeout: 60_000 });

  const stopped = await mine(request);
  expect(stopped.status).toBe('stopped');
  expect(stopped.finished).toBeGreaterThan(0);
  expect(stopped.finished).toBeLessThan(TRIALS);
  await expect(summary).toContainText(`시도 ${TRIALS - stopped.finished}개를 남기고 멈췄습니다`);
  await expect(fact(page, 'ended')).toHaveText(`${TRIALS}개 중 ${stopped.finished}개`);
  await expect(fact(page, 'finished')).toHaveText(String(stopped.finished));
  await expect(fact(page, 'running')).toHaveText('0');
  await expect(fact(page, 'best')).toHaveText(
    `${score(stopped.best?.value)} (시도 ${(stopped.best?.number ?? -1) + 1})`,
  );
  await expect(
    region(page, '시도').getByText(`${stopped.trials.length}행`, { exact: true }),
  ).toBeVisible();
});

test('it is resumed and goes on; what had ended before is as it was', async ({ page, request }) => {
  const stopped = await mine(request);
  await page.goto(address(`&search=${stopped.id}`));
  const summary = region(page, '탐색 상태');
  await summary.getByRole('button', { name: '이어서 하기' }).click();
  const dialog = page.getByRole('dialog', { name: '탐색 이어서 하기' });
  await expect(dialog).toContainText(`시도 ${TRIALS - stopped.finished}개가 남았습니다`);
  await dialog.getByLabel('워커 수').fill('17');
  await expect(dialog.getByText('1에서 16 사이의 정수여야 합니다.')).toBeVisible();
  await dialog.getByLabel('워커 수').fill('1');
  await dialog.getByRole('button', { name: '이어서 하기' }).click();
  // Enough finished trials to say what mattered.
  await expect
    .poll(() => endedOn(page), { timeout: 60_000, intervals: [100] })
    .toBeGreaterThan(stopped.finished + 4);
  await summary.getByRole('button', { name: '멈추기' }).click();
  await expect(summary.getByText('멈춤', { exact: true })).toBeVisible({ timeout: 60_000 });

  const again = await mine(request);
  expect(again.finished).toBeGreaterThan(stopped.finished + 4);
  expect(again).toMatchObject({ status: 'stopped', running: 0, failed: 0, pruned: 0 });
  for (const trial of stopped.trials) expect(again.trials[trial.number]).toEqual(trial);
  for (const { parameters, intermediate } of again.trials) {
    expect([2, 3, 4]).toContain(parameters.units);
    expect(intermediate.length).toBeLessThanOrEqual(EPOCHS);
  }
});

test('a small search ends by itself', async ({ page, request }) => {
  await page.goto(address());
  await page.getByRole('button', { name: '새 탐색' }).click();
  const dialog = page.getByRole('dialog', { name: '새 탐색' });
  await dialog.getByLabel('시도 수').fill('1');
  await dialog.getByLabel('최대 에포크').fill('1');
  await fillSmall(dialog, { low: '최소', high: '최대' });
  await dialog.getByRole('button', { name: '탐색 시작' }).click();
  const summary = region(page, '탐색 상태');
  await expect(summary).toContainText('시도 1개가 모두 끝났습니다', { timeout: 60_000 });
  await expect(summary.getByRole('button', { name: '이어서 하기' })).toBeDisabled();
  await expect(region(page, '파라미터 중요도')).toContainText('지금은 1개입니다');
  // Both are listed, and the back button leads to the one before.
  const rows = region(page, '탐색 목록').locator('[data-search]');
  await expect(rows).toHaveCount(2);
  const { id, finished } = await mine(request);
  await page.locator(`[data-search="${id}"]`).getByRole('button').click();
  await expect(fact(page, 'finished')).toHaveText(String(finished));
  await goBack(page);
  await expect(fact(page, 'finished')).toHaveText('1');
});

test('every chart has the API’s numbers as a table; a trial is highlighted by link', async ({
  page,
  request,
}) => {
  const search = await mine(request);
  await page.goto(address(`&search=${search.id}`));
  const count = search.trials.length;
  const epochs = search.trials.reduce((sum, trial) => sum + trial.intermediate.length, 0);
  // One layer is no choice: seven parameters vary.
  for (const [title, rows] of [
    ['탐색 이력', count],
    ['학습 곡선', epochs],
    ['평행 좌표', count],
    ['파라미터별 결과', 7 * count],
    ['파라미터 중요도', 7],
  ] as const) {
    const card = region(page, title).first();
    await expect(card.getByRole('img').locator('svg').first()).toBeVisible();
    await card.getByText('표', { exact: true }).click();
    await expect(card.getByText(`${rows.toLocaleString('ko')}행`, { exact: true })).toBeVisible();
  }
  const [most] = search.importance ?? [];
  expect(most).toBeDefined();
  await expect(region(page, '파라미터 중요도').locator('tr[data-index="0"]').first()).toContainText(
    new Intl.NumberFormat('ko', { style: 'percent', maximumFractionDigits: 1 }).format(
      most?.importance ?? Number.NaN,
    ),
  );

  const trials = region(page, '시도');
  await trials.getByRole('button', { name: '시도 3을(를) 그래프에서 강조' }).click();
  await expect(page).toHaveURL(/[?&]trial=3(&|$)/);
  await expect(trials.locator('[data-chosen="3"]')).toContainText('시도 3:');
  await page.reload();
  await expect(trials.locator('[data-chosen="3"]')).toBeVisible();
  await trials.getByRole('button', { name: '강조 해제' }).click();
  await expect(trials.locator('[data-chosen="none"]')).toBeVisible();
  // A click on a mark of a chart does the same; the first mark is the first trial's.
  const history = region(page, '탐색 이력').first().getByRole('img');
  await history.locator('svg path[fill="#22478b"]').first().click();
  await expect(trials.locator('[data-chosen="1"]')).toBeVisible();
  await expect(page).toHaveURL(/[?&]trial=1(&|$)/);
});

test('the best trial becomes a run of its own, and its champion', async ({ page, request }) => {
  const search = await mine(request);
  await page.goto(address(`&search=${search.id}`));
  const summary = region(page, '탐색 상태');
  await expect(summary).toContainText('아직 이 탐색의 설정으로 학습한 모델이 없습니다.');
  await summary.getByRole('button', { name: '최고 설정으로 학습' }).click();
  const dialog = page.getByRole('dialog', {
    name: `시도 ${(search.best?.number ?? -1) + 1}의 설정으로 모델 학습`,
  });
  await expect(dialog).toContainText(score(search.best?.value));
  await expectNoViolations(page);
  await dialog.getByRole('button', { name: '모델 학습' }).click();
  await expect(dialog.getByText(/‘실행’ 탭에/).first()).toBeVisible();
  const open = dialog.getByRole('link', { name: '모델 카드 열기' });
  await expect(open).toBeVisible({ timeout: 80_000 });

  const [run, ...others] = await runsOf(request, search.id);
  expect(others).toEqual([]);
  // The same seed and settings make the same weights, so the run's validation is the trial's value.
  expect(run?.validation.microAveragePrecision).toBe(search.best?.value);
  expect(run?.isChampion).toBe(false);
  await open.click();
  await expect(page).toHaveURL(new RegExp(`/models/runs/${run?.id}`));
  await page.getByRole('button', { name: '챔피언으로 지정' }).click();
  const promote = page.getByRole('dialog', { name: /챔피언으로 지정/ });
  await promote.getByLabel('이유').fill('탐색에서 검증 성능이 가장 좋음');
  await promote.getByRole('button', { name: '챔피언으로 지정' }).click();
  await expect(promote).toBeHidden();
  const { champions } = await fetchJson<{ champions: ChampionView[] }>(
    request,
    `/models/champions?dataset=${demo.datasetId}`,
  );
  expect(champions[0]).toMatchObject({ runId: run?.id, target: 'churn' });

  await page.goto(address(`&search=${search.id}`));
  await expect(summary.getByRole('link', { name: /테스트 micro-AP/ })).toHaveAttribute(
    'href',
    `/models/runs/${run?.id}`,
  );
  await expect(summary.getByText('챔피언', { exact: true })).toBeVisible();
  await page.getByRole('tab', { name: '실행' }).click();
  await expect(page.locator(`a[href="/models/runs/${run?.id}"]`).first()).toBeVisible();
});

test('the same story in English, with a model that is promoted by the search itself', async ({
  page,
  request,
}) => {
  const search = await mine(request);
  const other = search.trials.find((trial) => trial.number !== search.best?.number);
  if (!other) throw new Error('the search has many trials');
  await page.goto(address(`&search=${search.id}`));
  await inEnglish(page);
  await page.reload();
  await expect(region(page, 'State of the search')).toContainText(
    `Stopped with ${TRIALS - search.finished} trials left`,
  );
  await expect(fact(page, 'ended')).toHaveText(`${search.finished} of ${TRIALS}`);
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await expect(page.getByRole('dialog').getByRole('row', { name: 'Units 2 to 4' })).toBeVisible();
  await expectNoViolations(page);
  await page.keyboard.press('Escape');
  await region(page, 'Trials')
    .getByRole('button', { name: `Use trial ${other.number + 1}`, exact: true })
    .click();
  const dialog = page.getByRole('dialog', { name: `Train a model with trial ${other.number + 1}` });
  await dialog.getByLabel('Make it champion when it is trained').check();
  await dialog.getByRole('button', { name: 'Train the model' }).click();
  await expect(dialog.getByRole('link', { name: 'Open the run' })).toBeVisible({ timeout: 80_000 });
  const champions = (await runsOf(request, search.id)).filter((run) => run.isChampion);
  expect(champions.map((run) => run.validation.microAveragePrecision)).toEqual([other.value]);
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'New search' }).click();
  const form = page.getByRole('dialog', { name: 'New search' });
  await form.getByLabel('Units, from').fill('500');
  await expect(form.getByText('Must not exceed the upper end.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(form).toBeHidden();
  await page
    .getByRole('radiogroup', { name: 'What is foretold' })
    .getByText('Stickers', { exact: true })
    .click();
  await expect(page.getByRole('heading', { name: 'No search yet' })).toBeVisible();
});

test('a search that a link names and nobody has is said', async ({ page }) => {
  await page.goto(address('&search=00000000-0000-4000-8000-000000000000'));
  await expect(page.getByRole('heading', { name: '찾는 탐색이 없습니다' })).toBeVisible();
  await page.getByRole('button', { name: '최근 탐색 보기' }).click();
  await expect(region(page, '탐색 상태')).toBeVisible();
});

for (const look of LOOKS)
  test(`axe finds nothing: ${lookName(look)}`, async ({ page, request, baseURL }) => {
    await setLook(page, look, baseURL);
    const { id } = await mine(request);
    await page.goto(address(`&search=${id}&trial=1`));
    await expect(page.locator('[data-chosen="1"]')).toBeVisible();
    await expect(page.getByRole('img').locator('svg')).toHaveCount(5);
    await expectNoViolations(page);
    await expectNoSidewaysScroll(page);
  });
