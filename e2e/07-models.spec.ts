import { type APIRequestContext, expect, type Page, test } from '@playwright/test';
import type { ChampionView, RunDetail, RunSummary } from '../lib/contracts/models';
import { expectNoViolations } from './support/accessibility';
import { goBack } from './support/back';
import { type Demo, fetchJson, makeDemo } from './support/demo';
import { SMALL_GRID, train } from './support/train';

/** An analyst trains models, asks whether they are worth it, and chooses the one that scores the celebs. */
test.describe.configure({ mode: 'serial' });

let demo: Demo;
test.beforeAll(async ({ request }) => {
  test.setTimeout(120_000);
  demo = await makeDemo(request);
});

const address = (query = '') => `/models?version=${demo.versionId}${query}`;
const runsOf = async (request: APIRequestContext, target = 'churn') =>
  (
    await fetchJson<{ runs: RunSummary[] }>(
      request,
      `/models/runs?version=${demo.versionId}&target=${target}`,
    )
  ).runs;
const runOf = async (request: APIRequestContext, kind: string) => {
  const found = (await runsOf(request)).find((run) => run.kind === kind);
  if (!found) throw new Error(`there is no run of ${kind}`);
  return found;
};
const details = (request: APIRequestContext, id: string) =>
  fetchJson<RunDetail>(request, `/models/runs/${id}`);
const score = (value: number | null | undefined) => (value ?? Number.NaN).toFixed(3);
const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const verdict = (page: Page, what: string) => page.locator(`[data-verdict="${what}"]`);
const inEnglish = (page: Page) =>
  page.context().addCookies([{ name: 'locale', value: 'en', url: page.url() }]);
/** Checkboxes of the table, by how the run's row names it. */
const choose = (page: Page, name: RegExp) => page.getByRole('checkbox', { name }).first();

test('without models the page says what to do; wrong settings are explained in words', async ({
  page,
}) => {
  test.slow();
  await page.goto(address());
  await expect(page.getByRole('heading', { name: '아직 모델이 없습니다' })).toBeVisible();
  await expectNoViolations(page);
  await page.getByRole('main').getByRole('button', { name: '모델 학습' }).last().click();
  const dialog = page.getByRole('dialog', { name: '모델 학습' });
  await dialog.getByLabel('유닛 수').fill('0');
  await expect(dialog.getByText('1에서 512 사이의 정수여야 합니다.')).toBeVisible();
  await expect(dialog.getByRole('button', { name: '학습 시작' })).toBeDisabled();
  await dialog.getByLabel('유닛 수').fill('8');
  await dialog.getByRole('combobox', { name: '아키텍처' }).click();
  await page.getByRole('option', { name: 'GRU', exact: true }).click();
  await dialog.getByLabel('최대 에포크').fill('3');
  await dialog.getByLabel('트리 수', { exact: true }).fill('20');
  await dialog.getByLabel('테스트 기준일').fill('300');
  await expectNoViolations(page);
  await dialog.getByRole('button', { name: '학습 시작' }).click();
  await expect(dialog.getByRole('alert')).toContainText('그중 300개를');

  await dialog.getByLabel('테스트 기준일').fill('14');
  await dialog.getByRole('combobox', { name: '챔피언' }).click();
  await page.getByRole('option', { name: '가장 좋은 모델을 지정' }).click();
  await dialog.getByRole('button', { name: '학습 시작' }).click();
  await expect(dialog).toBeHidden();
  // What was started is watched here, and what is finished appears without a reload.
  await expect(region(page, '작업').getByText('모델 학습').first()).toBeVisible();
  await expect(verdict(page, 'gbdt')).toBeVisible({ timeout: 80_000 });
  await expect(region(page, '실행 목록').getByText('챔피언', { exact: true })).toBeVisible();
});

test('the comparison with the baselines says what the numbers say', async ({ page, request }) => {
  const [gru, gbdt] = [await runOf(request, 'gru'), await runOf(request, 'gbdt')];
  const [mine, other] = [gru.test.microAveragePrecision, gbdt.test.microAveragePrecision];
  await page.goto(address());
  await expect(verdict(page, 'summary')).toContainText(
    `${score(mine.value)}(95% 신뢰구간 ${score(mine.low)}–${score(mine.high)})`,
  );
  const share = (mine.value ?? 0) / (gru.ceiling?.microAveragePrecision ?? 1);
  await expect(verdict(page, 'ceiling')).toContainText(
    share >= 0.97 ? '목표 97%를 달성했습니다' : '목표 97%를 달성하지 못했습니다',
  );
  const ahead = (mine.value ?? 0) > (other.value ?? 0);
  const overlap = (mine.low ?? 0) <= (other.high ?? 0) && (other.low ?? 0) <= (mine.high ?? 0);
  await expect(verdict(page, 'gbdt')).toContainText(
    ahead
      ? `(${score(other.value)})보다 +`
      : `(${score(other.value)})보다 ${overlap ? '낫지' : '나쁘고'}`,
  );
  await expect(verdict(page, 'gbdt')).toContainText(
    overlap ? '신뢰구간이 겹쳐 우연일 수 있습니다' : '겹치지 않습니다',
  );
  const rows = region(page, '실행 목록').locator('tbody tr[data-index]');
  await expect(rows).toHaveCount(5);
  await expect(rows.nth(0)).toContainText(score(gru.ceiling?.microAveragePrecision));
  await expect(rows.nth(0)).toContainText('상한');

  await page.getByText('스티커', { exact: true }).click();
  await expect(page).toHaveURL(/target=sticker/);
  const sticker = (await runsOf(request, 'sticker')).find((run) => run.kind === 'gru');
  await expect(verdict(page, 'summary')).toContainText(
    score(sticker?.test.microAveragePrecision.value),
  );
});

test('the model card: its numbers, and a threshold that can be moved by keyboard', async ({
  page,
  request,
}) => {
  const gru = await details(request, (await runOf(request, 'gru')).id);
  await page.goto(address());
  await region(page, '실행 목록').getByRole('link', { name: 'GRU', exact: true }).click();
  await expect(page).toHaveURL(`/models/runs/${gru.id}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('GRU · 로그 + 표준화: 이탈');
  const metrics = region(page, '지표');
  await expect(metrics.getByRole('row', { name: /^micro-AP/ })).toContainText(
    score(gru.test.microAveragePrecision.value),
  );
  const { windows, positives } = gru.splitSummary.test;
  const points = gru.report.operatingPoints;
  const expectAt = async (index: number) => {
    const { truePositives, falsePositives } = points[index] ?? {
      truePositives: 0,
      falsePositives: 0,
    };
    for (const [name, count] of Object.entries({
      truePositives,
      falsePositives,
      falseNegatives: positives - truePositives,
      trueNegatives: windows - positives - falsePositives,
    }))
      await expect(page.locator(`[data-confusion="${name}"]`)).toContainText(
        count.toLocaleString('ko'),
      );
    await expect(page.locator('[data-contacts]')).toHaveAttribute(
      'data-contacts',
      String(truePositives + falsePositives),
    );
  };
  const start = points.findLastIndex((point) => point.threshold >= 0.5);
  await expectAt(start);
  const slider = page.getByRole('slider', { name: '임곗값' });
  await slider.press('ArrowRight');
  await slider.press('ArrowRight');
  await expectAt(start + 2);
  await slider.press('End');
  await expectAt(points.length - 1);
  await slider.press('Home');
  await expectAt(-1);
  await page.getByRole('button', { name: '상위 10%' }).click();
  await expect(page).toHaveURL(/threshold=/);
  const top = points.findLastIndex(
    (point) => point.truePositives + point.falsePositives <= 0.1 * windows,
  );
  await expectAt(top);
  await page.reload();
  await expectAt(top);

  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'model.onnx' }).click();
  expect((await download).suggestedFilename()).toBe('model.onnx');
});

test('another run becomes champion with a reason, and the one before comes back', async ({
  page,
  request,
}) => {
  const champions = async () =>
    (
      await fetchJson<{ champions: ChampionView[] }>(
        request,
        `/models/champions?dataset=${demo.datasetId}`,
      )
    ).champions.filter((champion) => champion.target === 'churn');
  const [first] = await champions();
  const logistic = await runOf(request, 'logistic');
  await page.goto(`/models/runs/${logistic.id}`);
  await page.getByRole('button', { name: '챔피언으로 지정' }).click();
  const dialog = page.getByRole('dialog', { name: '로지스틱 회귀 모델을 챔피언으로 지정' });
  await dialog.getByRole('button', { name: '챔피언으로 지정' }).click();
  await expect(dialog).toBeVisible();
  await dialog.getByLabel('이유').fill('설명하기 쉬워서');
  await expectNoViolations(page);
  await dialog.getByRole('button', { name: '챔피언으로 지정' }).click();
  await expect(dialog).toBeHidden();
  const history = region(page, '이력');
  await expect(history.getByRole('listitem').first()).toContainText('설명하기 쉬워서');
  await expect(page.getByRole('button', { name: '챔피언으로 지정' })).toBeHidden();
  expect((await champions()).map((champion) => champion.runId)).toEqual([
    logistic.id,
    first?.runId,
  ]);

  await page.getByRole('link', { name: '실행 목록으로' }).click();
  const card = region(page, '챔피언');
  await expect(card.getByRole('link', { name: '로지스틱 회귀' })).toBeVisible();
  await card.getByRole('button', { name: '이력' }).click();
  await page.getByRole('button', { name: '다시 챔피언으로' }).click();
  const again = page.getByRole('dialog', { name: /다시 챔피언으로 지정/ });
  await again.getByLabel('이유').fill('되돌림');
  await again.getByRole('button', { name: '챔피언으로 지정' }).click();
  await expect(again).toBeHidden();
  expect((await champions()).map((champion) => champion.runId)).toEqual([
    first?.runId,
    logistic.id,
    first?.runId,
  ]);
});

test('two runs are compared; the choice survives reload and back', async ({ page, request }) => {
  const [gru, gbdt] = [await runOf(request, 'gru'), await runOf(request, 'gbdt')];
  await page.goto(address());
  await choose(page, /: GRU/).check();
  await choose(page, /: 부스팅 트리/).check();
  await page.getByRole('button', { name: '비교 (2)' }).click();
  await expect(page.getByRole('heading', { name: '실행 2개 비교' })).toBeVisible();
  const row = region(page, '지표').getByRole('row', { name: /^ROC-AUC/ });
  await expect(row).toContainText(score(gru.test.rocAuc.value));
  await expect(row).toContainText(score(gbdt.test.rocAuc.value));
  const differences = region(page, '서로 다른 설정');
  await expect(differences.getByRole('row', { name: /^유닛 수/ })).toContainText('8');
  await expect(differences.getByRole('row', { name: /^트리 수/ })).toContainText('20');
  await expect(differences.getByRole('row', { name: /^분할 시드/ })).toHaveCount(0);
  await expectNoViolations(page);

  await page.reload();
  await expect(row).toContainText(score(gru.test.rocAuc.value));
  await goBack(page);
  await expect(page.getByRole('heading', { name: '실행 목록' })).toBeVisible();
  await expect(page.getByRole('button', { name: '비교 (2)' })).toBeEnabled();
});

test('the grid shows its cells, and a cell opens its run', async ({ page, request }) => {
  test.slow();
  await page.goto(address('&tab=grid'));
  await page.getByRole('button', { name: '그리드 실행' }).click();
  const dialog = page.getByRole('dialog', { name: '실험 그리드를 실행할까요?' });
  await expect(dialog).toContainText('한 작업에서 모델 36개를 만듭니다.');
  await dialog.getByRole('button', { name: '취소' }).click();

  const ids = await train(request, {
    versionId: demo.versionId,
    targets: ['churn'],
    candidates: SMALL_GRID,
  });
  const [common, gru, bilstm] = await Promise.all(ids.map((id) => details(request, id)));
  await page.reload();
  const grid = page.locator('[data-grid="cells"]');
  await expect(grid.getByRole('row', { name: /^없음/ })).toContainText(
    score(gru?.test.microAveragePrecision.value),
  );
  await expect(grid.getByRole('row', { name: /^기준 모델: 최빈값/ })).toContainText(
    score(common?.test.microAveragePrecision.value),
  );
  await page.getByText('정확도', { exact: true }).click();
  await expect(grid.getByRole('row', { name: /^표준화/ })).toContainText(
    score(bilstm?.test.accuracy.value),
  );
  await page.reload();
  await grid
    .getByRole('row', { name: /^표준화/ })
    .getByRole('link')
    .click();
  await expect(page).toHaveURL(`/models/runs/${bilstm?.id}`);
});

for (const colorScheme of ['light', 'dark'] as const)
  test(`no accessibility violations (${colorScheme})`, async ({ page, request }) => {
    await page.emulateMedia({ colorScheme });
    await page.goto(address());
    await expect(verdict(page, 'gbdt')).toBeVisible();
    await expectNoViolations(page);
    await page.getByRole('button', { name: '용어 설명' }).click();
    await expect(page.getByRole('dialog', { name: '용어 설명' })).toContainText('ROC-AUC');
    await expectNoViolations(page);
    await page.goto(address('&tab=grid'));
    await expect(page.locator('[data-grid="cells"]')).toBeVisible();
    await expectNoViolations(page);
    await page.goto(`/models/runs/${(await runOf(request, 'gru')).id}`);
    await expect(region(page, '임곗값')).toBeVisible();
    await expectNoViolations(page);
  });

test('in English, and nothing wider than a phone', async ({ page, request }) => {
  const excess = () =>
    page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(address());
  await inEnglish(page);
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Models', level: 1 })).toBeVisible();
  await expect(verdict(page, 'summary')).toContainText(/^The best sequence model is /);
  expect(await excess()).toBeLessThanOrEqual(0);
  await page.goto(address('&tab=grid'));
  await expect(page.getByRole('heading', { name: 'Experiment grid' })).toBeVisible();
  expect(await excess()).toBeLessThanOrEqual(0);
  const common = await runOf(request, 'most-frequent');
  await page.goto(`/models/runs/${common.id}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Most frequent: Churn');
  await expect(region(page, 'Threshold')).toBeVisible();
  await expect(region(page, 'Training curve')).toContainText('fitted in one step');
  expect(await excess()).toBeLessThanOrEqual(0);
  await page.goto('/models/runs/00000000-0000-4000-8000-000000000000');
  await expect(page.getByRole('alert').first()).toContainText('There is no such thing');
});
