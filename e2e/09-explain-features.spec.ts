import { readFile } from 'node:fs/promises';
import { type APIRequestContext, expect, type Page, test } from '@playwright/test';
import type {
  ExplanationDetail,
  ExplanationSummary,
  FeatureLedger,
} from '../lib/contracts/explain';
import type { RunSummary } from '../lib/contracts/models';
import { expectNoViolations } from './support/accessibility';
import { goBack } from './support/back';
import { type Demo, fetchJson, makeDemo, resultOf } from './support/demo';
import { expectNoSidewaysScroll, LOOKS, lookName, setLook } from './support/look';
import { train } from './support/train';

/** An analyst asks which features carry information of their own, and whether a model needs the others. */
test.describe.configure({ mode: 'serial' });

const GRU = {
  kind: 'sequence',
  scaler: 'log1p-standard',
  model: { model: 'gru', units: 8 },
  training: { epochs: 6, learningRate: 0.01 },
};
const GBDT = { kind: 'gbdt', trees: { num_iterations: 20 } };
/** Enough that some features are accepted on as few windows. */
const TRIALS = 100;
const JOB_MS = 200_000;

let demo: Demo;
test.beforeAll(async ({ request }) => {
  test.setTimeout(120_000);
  demo = await makeDemo(request, { scale: 0.05, seed: 20_230_328 });
});

const address = (query = '') => `/explain?version=${demo.versionId}${query}`;
const features = (query = '') => address(`&tab=features${query}`);
const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const fact = (page: Page, name: string) => page.locator(`[data-fact="${name}"]`);
const score = (value: number | null | undefined) => (value ?? Number.NaN).toFixed(3);
const list = async (request: APIRequestContext) =>
  (
    await fetchJson<{ explanations: ExplanationSummary[] }>(
      request,
      `/explain?version=${demo.versionId}`,
    )
  ).explanations;
const mine = async (request: APIRequestContext) => {
  const [newest] = await list(request);
  if (!newest) throw new Error('something was explained');
  return newest;
};
const ledgerOf = async (request: APIRequestContext, target = 'churn') =>
  fetchJson<FeatureLedger>(request, `/explain/${(await mine(request)).id}/ledger?target=${target}`);
const count = (ledger: FeatureLedger, verdict: string) =>
  ledger.rows.filter((row) => row.boruta.verdict === verdict).length;
/** Rows that the ledger's table says it has: `30행`. */
const rowsShown = (page: Page) => region(page, '변수 목록').getByRole('status');

test('without a champion the page leads to the models', async ({ page }) => {
  await page.goto(address());
  await expect(page.getByRole('heading', { name: '설명할 챔피언이 없습니다' })).toBeVisible();
  await expect(page.getByRole('button', { name: /설명하기/ })).toHaveCount(0);
  await expectNoViolations(page);
  await page.getByRole('link', { name: '모델 화면으로' }).click();
  await expect(page).toHaveURL(new RegExp(`/models\\?version=${demo.versionId}`));
});

test('champions are explained from the page; wrong settings are told in words', async ({
  page,
  request,
}) => {
  test.setTimeout(2 * JOB_MS);
  await train(request, {
    versionId: demo.versionId,
    candidates: [GBDT, GRU],
    promote: 'best-sequence',
  });
  await page.goto(address());
  await expect(page.getByRole('heading', { name: '아직 설명한 모델이 없습니다' })).toBeVisible();
  await page.getByRole('button', { name: '모델 설명하기' }).last().click();
  const dialog = page.getByRole('dialog', { name: '모델 설명하기' });
  const start = dialog.getByRole('button', { name: '설명 시작' });
  await dialog.getByLabel('Boruta 최대 시행 수').fill('0');
  await expect(dialog.getByText('1에서 1,000 사이의 정수여야 합니다.')).toBeVisible();
  await dialog.getByLabel('셀럽별 설명 기준일').fill('2030-01-01');
  await expect(dialog.getByText(/까지의 날짜여야 합니다/)).toBeVisible();
  await expect(start).toBeDisabled();
  await expectNoViolations(page);
  await dialog.getByLabel('셀럽별 설명 기준일').fill('2023-03-20');
  await dialog.getByLabel('Boruta 최대 시행 수').fill(String(TRIALS));
  await dialog.getByLabel('구간당 표본 수').fill('10');
  await start.click();
  await expect(dialog).toBeHidden();
  await expect(region(page, '작업').getByText('모델 설명').first()).toBeVisible();

  // It appears without a reload.
  await expect(fact(page, 'run')).toBeVisible({ timeout: JOB_MS });
  const { id, asOf, settings } = await mine(request);
  expect([asOf, settings.trials, settings.samples]).toEqual(['2023-03-20', TRIALS, 10]);
  const { parts } = await fetchJson<ExplanationDetail>(request, `/explain/${id}`);
  const part = parts.find(({ target }) => target === 'churn');
  await expect(fact(page, 'r2')).toContainText((part?.fidelity.r2 ?? Number.NaN).toFixed(2));
  await expect(fact(page, 'run').getByRole('link')).toHaveAttribute(
    'href',
    `/models/runs/${part?.runId}`,
  );
  await expect(fact(page, 'run')).toContainText('챔피언');
});

test('the ledger says in words and numbers what was found', async ({ page, request }) => {
  const ledger = await ledgerOf(request);
  expect(count(ledger, 'accepted')).toBeGreaterThan(0);
  await page.goto(features());
  const summary = page.locator('[data-ledger="summary"]');
  await expect(summary).toContainText(`변수 ${ledger.rows.length}개`);
  await expect(summary).toContainText(`${count(ledger, 'accepted')}개를 채택`);
  await expect(summary).toContainText(`${count(ledger, 'rejected')}개를 기각`);
  await expect(rowsShown(page)).toHaveText(`${ledger.rows.length}행`);
  await expect(page.getByRole('main').getByRole('img').locator('svg')).toHaveCount(4);
  await expectNoViolations(page);

  // Sorted by hits, the best feature comes first; the file has them all.
  const table = region(page, '변수 목록');
  await table.getByRole('columnheader', { name: '적중' }).getByRole('button').click();
  const most = Math.max(...ledger.rows.map((row) => row.boruta.hits));
  await expect(table.locator('tr[data-index="0"]')).toContainText(`${most}회`);
  const saved = page.waitForEvent('download');
  await table.getByRole('button', { name: 'CSV로 저장' }).click();
  const download = await saved;
  expect(download.suggestedFilename()).toBe('feature-ledger-churn.csv');
  const lines = (await readFile(await download.path(), 'utf8')).trim().split('\r\n');
  expect(lines).toHaveLength(ledger.rows.length + 1);
});

test('a filter survives a reload, and the back button undoes it', async ({ page, request }) => {
  const ledger = await ledgerOf(request);
  await page.goto(features());
  await page.getByRole('combobox', { name: '판정' }).click();
  await page.getByRole('option', { name: '채택' }).click();
  const accepted = `${count(ledger, 'accepted')}행`;
  await expect(rowsShown(page)).toHaveText(accepted);
  await page.reload();
  await expect(rowsShown(page)).toHaveText(accepted);
  expect(new URL(page.url()).searchParams.get('verdict')).toBe('accepted');
  await goBack(page);
  await expect(rowsShown(page)).toHaveText(`${ledger.rows.length}행`);

  // The charts follow; nothing left is said.
  await page.goto(features('&verdict=accepted&group=sticker&vif=kept'));
  await expect(region(page, '변수 목록').getByText('표시할 행이 없습니다.')).toBeVisible();
  await expect(page.getByText('고른 조건에 맞는 변수가 없어 그릴 것이 없습니다.')).toBeVisible();
  await page.getByRole('search', { name: '변수 고르기' }).getByRole('button').last().click();
  await expect(rowsShown(page)).toHaveText(`${ledger.rows.length}행`);
});

test('a row opens the history of its feature, by mouse and by keyboard', async ({
  page,
  request,
}) => {
  const [first, second] = (await ledgerOf(request)).rows;
  if (!first || !second) throw new Error('there are many features');
  await page.goto(features());
  const table = region(page, '변수 목록');
  await table.locator('tr[data-index="0"] td').nth(3).click();
  const drawer = page.getByRole('dialog');
  const told = drawer.locator('[data-ledger="facts"]');
  await expect(told).toContainText(first.feature);
  await expect(told).toContainText(`${first.boruta.trials}회 중 ${first.boruta.hits}회`);
  await expect(drawer.getByRole('img').locator('svg')).toBeVisible();
  await expectNoViolations(page);
  expect(new URL(page.url()).searchParams.get('feature')).toBe(first.feature);
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();

  await table.getByRole('group', { name: '변수 목록' }).focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await expect(table.locator('tr[data-index="1"]')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(told).toContainText(second.feature);
});

test('a model on the accepted features only stands in the comparison once it is trained', async ({
  page,
  request,
}) => {
  test.setTimeout(JOB_MS);
  const ledger = await ledgerOf(request);
  await page.goto(features());
  const comparison = region(page, '변수를 뺀 모델과 비교');
  await expect(comparison.getByText(/아직 변수 묶음으로 학습한 모델이 없습니다/)).toBeVisible();
  await page.getByRole('button', { name: '채택된 변수로만 학습' }).click();
  const dialog = page.getByRole('dialog', { name: '변수 묶음으로 학습' });
  for (const [name, features] of Object.entries(ledger.sets)) {
    const box = dialog.locator(`input[data-set="${name}"]`);
    await expect(box).toBeEnabled({ enabled: features.length > 0 });
    await expect(box).toBeChecked({ checked: name === 'accepted' });
  }
  await expect(
    dialog.getByLabel(`채택된 변수 · 변수 ${ledger.sets.accepted.length}개`),
  ).toBeChecked();
  await expectNoViolations(page);
  await dialog.getByRole('button', { name: '모델 1개 학습' }).click();
  await expect(dialog.getByText(/학습이 끝났습니다/)).toBeVisible({ timeout: 120_000 });
  await dialog.getByRole('button', { name: '닫기' }).last().click();

  const explanation = await mine(request);
  const { runs } = await fetchJson<{ runs: RunSummary[] }>(
    request,
    `/models/runs?version=${demo.versionId}&explanation=${explanation.id}`,
  );
  const [run, ...others] = runs;
  expect(others).toEqual([]);
  expect(run).toMatchObject({
    target: 'churn',
    kind: 'gru',
    featureSet: 'accepted',
    featureCount: ledger.sets.accepted.length,
    isChampion: false,
  });
  const explained = await fetchJson<RunSummary>(
    request,
    `/models/runs/${explanation.parts.find((part) => part.target === 'churn')?.runId}`,
  );
  const row = comparison.locator('tbody tr[data-index]').filter({ hasText: '채택된 변수' });
  await expect(row.getByRole('link')).toHaveAttribute('href', `/models/runs/${run?.id}`);
  const { value, low, high } = run?.test.microAveragePrecision ?? {};
  await expect(row).toContainText(`${score(value)} (${score(low)}–${score(high)})`);
  const difference = (value ?? 0) - (explained.test.microAveragePrecision.value ?? 0);
  await expect(row.locator('td').nth(3)).toHaveText(
    new Intl.NumberFormat('ko', {
      minimumFractionDigits: 3,
      maximumFractionDigits: 3,
      signDisplay: 'exceptZero',
    }).format(difference),
  );
  await expect(comparison.getByText('기준', { exact: true })).toBeVisible();
});

test('the same page in English; the other target has a ledger of its own', async ({
  page,
  request,
  baseURL,
}) => {
  await page.context().addCookies([{ name: 'locale', value: 'en', url: baseURL ?? '' }]);
  const ledger = await ledgerOf(request, 'sticker');
  await page.goto(features('&target=sticker'));
  await expect(page.locator('[data-ledger="summary"]')).toContainText(
    `accepted ${count(ledger, 'accepted')} and rejected ${count(ledger, 'rejected')}`,
  );
  await expect(region(page, 'Feature ledger')).toContainText('Beat the best shadow in');
  await page.getByRole('button', { name: 'Train with the accepted features only' }).click();
  await expect(
    page.getByRole('dialog').getByText(`All features · ${ledger.rows.length} features`),
  ).toBeVisible();
});

test('an explanation of a run that is champion no more says so', async ({ page, request }) => {
  const { runs } = await fetchJson<{ runs: RunSummary[] }>(
    request,
    `/models/runs?version=${demo.versionId}&target=churn`,
  );
  const other = runs.find((run) => run.kind === 'gbdt');
  const promoted = await request.post(`/api/v1/models/runs/${other?.id}/promote`, {
    data: { reason: 'Trees for a change' },
  });
  expect(promoted.status()).toBe(200);
  await page.goto(features());
  const notice = page.locator('[data-notice="not-champion"]');
  await expect(notice).toContainText('이제 이탈 챔피언이 아닙니다');
  await notice.getByRole('button', { name: '다시 설명하기' }).click();
  await expect(page.getByRole('dialog', { name: '다시 설명하기' })).toBeVisible();
});

test('an explanation that a link names and nobody has is told', async ({ page }) => {
  await page.goto(address('&explanation=00000000-0000-4000-8000-000000000000'));
  await expect(page.getByRole('heading', { name: '이 설명을 찾을 수 없습니다' })).toBeVisible();
  await page.getByRole('button', { name: '최근 설명 보기' }).click();
  await expect(fact(page, 'run')).toBeVisible();
});

for (const look of LOOKS)
  test(`axe finds nothing: ${lookName(look)}`, async ({ page, baseURL }) => {
    await setLook(page, look, baseURL);
    await page.goto(features());
    await expect(page.getByRole('main').getByRole('img').locator('svg')).toHaveCount(4);
    await expectNoViolations(page);
    await expectNoSidewaysScroll(page);
  });

test('a constant model, a single feature and a failed job each give a clear page', async ({
  page,
  request,
}) => {
  test.setTimeout(2 * JOB_MS);
  const promoted = { versionId: demo.versionId, promote: 'best', calibration: 'none' };
  await train(request, {
    ...promoted,
    targets: ['churn'],
    candidates: [{ kind: 'most-frequent' }],
  });
  await train(request, {
    ...promoted,
    targets: ['sticker'],
    candidates: [GBDT],
    features: ['fan_total'],
  });
  const explain = async (more: Record<string, unknown>) => {
    const data = { versionId: demo.versionId, trials: 1, samples: 1, ...more };
    return (await (await request.post('/api/v1/explain', { data })).json()).id;
  };
  await resultOf(request, await explain({}));

  await page.goto(address());
  await expect(page.locator('[data-notice="constant"]')).toBeVisible();
  await expect(page.getByRole('heading', { name: '설명할 것이 없습니다' })).toBeVisible();
  await page.getByRole('tab', { name: '변수 선별' }).click();
  await expect(page.locator('[data-ledger="summary"]')).toBeVisible();
  await expectNoViolations(page);

  await page.goto(features('&target=sticker'));
  // The ledger judges every series, also those that the model does not read.
  const { rows } = await ledgerOf(request, 'sticker');
  await expect(rowsShown(page)).toHaveText(`${rows.length}행`);
  const explained = region(page, '변수를 뺀 모델과 비교').locator('tr[data-index="0"] td');
  await expect(explained.nth(1)).toHaveText('1');
  await expect(page.getByRole('main').getByRole('img').locator('svg')).toHaveCount(4);
  // One trial cannot decide anything, so nothing is accepted.
  await page.getByRole('button', { name: '채택된 변수로만 학습' }).click();
  const dialog = page.getByRole('dialog', { name: '변수 묶음으로 학습' });
  await expect(dialog.getByRole('note')).toContainText('채택된 변수가 하나도 없어');
  await expect(dialog.getByRole('button', { name: '학습할 묶음을 고르세요' })).toBeDisabled();
  await expectNoViolations(page);
  await page.keyboard.press('Escape');

  await explain({ asOf: '2030-01-01' });
  await expect(region(page, '작업').getByText(/자기방활동이 있는 셀럽이 없습니다/)).toBeVisible({
    timeout: JOB_MS,
  });
  await expect(page.locator('[data-ledger="summary"]')).toBeVisible();
});
