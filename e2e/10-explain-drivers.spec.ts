import { expect, type Locator, type Page, test } from '@playwright/test';
import { type SwarmScene, swarmScene } from '../components/explain/drivers/swarm-layout';
import type { ExplainPoints, ExplanationDetail, ExplanationPart } from '../lib/contracts/explain';
import {
  selectedCelebs,
  selectWindows,
  type WindowSelection,
} from '../lib/domain/explain/window-selection';
import { expectNoViolations } from './support/accessibility';
import { goBack } from './support/back';
import { fetchJson } from './support/demo';
import { type Explained, makeExplained } from './support/explained';
import { expectNoSidewaysScroll, LOOKS, lookName, setLook } from './support/look';
import { steady } from './support/steady';

/** An analyst asks what drives the predictions, points at windows, and finds out whose they are. */
test.describe.configure({ mode: 'serial' });

let demo: Explained;
let churn: ExplanationPart;
let sticker: ExplanationPart;
let points: ExplainPoints;

test.beforeAll(async ({ request }) => {
  test.setTimeout(240_000);
  demo = await makeExplained(request);
  const { parts } = await fetchJson<ExplanationDetail>(request, `/explain/${demo.explanationId}`);
  const part = (target: string) => {
    const found = parts.find((one) => one.target === target);
    if (!found) throw new Error(`${target} was not explained`);
    return found;
  };
  [churn, sticker] = [part('churn'), part('sticker')];
  const features = churn.features.slice(0, 12).map(({ name }) => name);
  points = await fetchJson<ExplainPoints>(
    request,
    `/explain/${demo.explanationId}/points?target=churn&features=${features.join(',')}`,
  );
});

const address = (query = '') => `/explain?version=${demo.versionId}${query}`;
const region = (page: Page, name: string | RegExp) =>
  page.getByRole('region', { name, exact: typeof name === 'string' });
/** A chart's picture: its frame, within which the drawing is another image. */
const picture = (card: Locator) => card.getByRole('img').first();
const swarm = (page: Page) => page.locator('[data-chart="beeswarm"]');
const counts = (chart: Locator) =>
  chart.locator('[data-full-draws]').evaluate((element) => ({ ...element.dataset }));
const rowsOf = (table: Locator) =>
  table
    .locator('tbody tr[data-index]')
    .evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent ?? '')),
    );
const asTable = (card: Locator) => card.getByText('표', { exact: true }).click();
const digits = (value: number) => value.toFixed(3);
const signed = (value: number) => `${Number(digits(value)) > 0 ? '+' : ''}${digits(value)}`;
const percent = (share: number) =>
  new Intl.NumberFormat('ko', { style: 'percent', maximumFractionDigits: 1 }).format(share);

/** Opens the tab and waits until the beeswarm is drawn. */
async function open(page: Page, query = ''): Promise<void> {
  await page.goto(address(query));
  await expect(swarm(page).locator('[data-full-draws]')).toBeVisible();
}

/** The picture as it lies on this page, with the corner that its pixels count from. */
async function sceneOf(page: Page): Promise<{ scene: SwarmScene; left: number; top: number }> {
  await swarm(page).scrollIntoViewIfNeeded();
  const box = await steady(() => swarm(page).boundingBox());
  if (!box) throw new Error('the beeswarm is not in view');
  return { scene: swarmScene(points.features, box.width), left: box.x, top: box.y };
}

/** What a tooltip must say of a window. */
async function expectTooltip(page: Page, window: number): Promise<void> {
  const tooltip = page.getByRole('tooltip');
  const celeb = points.celebs[points.celeb[window] ?? -1];
  await expect(tooltip).toContainText(celeb?.name ?? celeb?.id ?? '?');
  await expect(tooltip).toContainText(`SHAP 값${signed(points.features[0]?.shap[window] ?? 0)}`);
  await expect(tooltip).toContainText(`예측 확률${percent(points.probability[window] ?? 0)}`);
}

/** The drawer lists exactly the celebs of the windows that the address selects. */
async function expectCelebs(page: Page): Promise<number> {
  await expect(page).toHaveURL(/list=true/);
  const text = new URL(page.url()).searchParams.get('selected') ?? '';
  const columns = new Map(points.features.map((one) => [one.name, one]));
  const windows = selectWindows(JSON.parse(text) as WindowSelection, (name) => columns.get(name));
  const celebs = selectedCelebs(windows, points);
  const drawer = page.getByRole('dialog', { name: `선택한 셀럽 ${celebs.length}명` });
  await expect(drawer).toBeVisible();
  const shown = async () => (await rowsOf(drawer)).slice(0, 10).map((row) => row.slice(1, 4));
  await expect
    .poll(shown)
    .toEqual(
      celebs
        .slice(0, 10)
        .map((entry) => [
          points.celebs[entry.celeb]?.id,
          String(entry.windows),
          percent(entry.meanProbability),
        ]),
    );
  const [first] = celebs;
  const href = await drawer.getByRole('link').first().getAttribute('href');
  const query = Object.fromEntries(new URLSearchParams(href?.split('?')[1]));
  expect(query).toMatchObject({
    tab: 'celeb',
    target: 'churn',
    celeb: points.celebs[first?.celeb ?? -1]?.id,
    anchor: points.anchors[first?.latest ?? -1],
  });
  return windows.length;
}

test('bars of both targets: sizes, directions in words, measures', async ({ page }) => {
  await open(page);
  for (const [name, part] of [
    ['이탈 영향 요인', churn],
    ['스티커 영향 요인', sticker],
  ] as const) {
    const card = region(page, name);
    const [most] = part.series;
    await expect(picture(card)).toContainText(digits(most?.shap ?? 0));
    await expect(picture(card)).toContainText(/[▲▼] (높임|낮춤)/);
    await expect(card.locator('[data-fidelity]')).toHaveCount(1);
    await asTable(card);
    const shown = async () => (await rowsOf(card)).slice(0, 8).map((row) => row[2]);
    await expect.poll(shown).toEqual(part.series.slice(0, 8).map(({ shap }) => digits(shap)));
  }
  const card = region(page, '이탈 영향 요인');
  await page
    .getByRole('radiogroup', { name: '중요도 기준' })
    .getByText('순열 중요도', { exact: true })
    .click();
  await expect(page).toHaveURL(/measure=permutation/);
  const largest = Math.max(...churn.series.map(({ permutation }) => permutation));
  await expect.poll(async () => (await rowsOf(card))[0]?.[4]).toBe(digits(largest));
  // The champion's own number needs no word about the surrogate.
  await expect(card.locator('[data-fidelity]')).toHaveCount(0);
  await page.reload();
  await expect(picture(card)).toContainText(digits(largest));
  await page.getByRole('button', { name: `${churn.series.length}개 모두 보기` }).click();
  await expect(page.getByRole('button', { name: '상위 15개만 보기' })).toBeVisible();
  await goBack(page);
  await goBack(page);
  await expect(card.locator('[data-fidelity]')).toHaveCount(1);
});

test('in English the same', async ({ page, baseURL }) => {
  await setLook(page, { locale: 'en', scheme: 'light', size: 'wide' }, baseURL);
  await open(page);
  await expect(picture(region(page, 'Drivers: Churn'))).toContainText(/[▲▼] (raises|lowers)/);
  await expect(picture(region(page, 'Drivers: Stickers'))).toContainText('Fan activity');
});

test('pointing at windows draws nothing anew, by mouse and by keyboard', async ({ page }) => {
  await open(page);
  const { scene, left, top } = await sceneOf(page);
  const shap = points.features[0]?.shap ?? [];
  const highest = shap.indexOf(Math.max(...shap));
  const before = await steady(() => counts(swarm(page)));
  const [x, y] = [left + (scene.x[highest] ?? 0), top + (scene.y[highest] ?? 0)];
  await page.mouse.move(x - 300, y + 60);
  await page.mouse.move(x, y, { steps: 40 });
  await expectTooltip(page, highest);
  const after = await counts(swarm(page));
  expect(after.fullDraws).toBe(before.fullDraws);
  expect(Number(after.pointerDraws)).toBeGreaterThan(Number(before.pointerDraws));

  await page.mouse.move(left + 5, top - 5);
  const rows = page.getByRole('group', { name: /^변수:/ });
  await rows.locator('button[data-row="1"]').focus();
  await page.keyboard.press('ArrowUp');
  await expect(rows.locator('button[data-row="0"]')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  const order = shap.map((_, i) => i).sort((a, b) => (shap[a] ?? 0) - (shap[b] ?? 0));
  await expectTooltip(page, order[Math.round((21 / 40) * (shap.length - 1))] ?? -1);
  expect((await counts(swarm(page))).fullDraws).toBe(before.fullDraws);
});

test('a rectangle opens its celebs; the selection stays in both charts, over reload and back', async ({
  page,
}) => {
  await open(page);
  const { scene, left, top } = await sceneOf(page);
  const sorted = (points.features[0]?.shap ?? []).toSorted((a, b) => a - b);
  const from = scene.xOf(sorted[Math.floor(sorted.length * 0.8)] ?? 0);
  await page.mouse.move(left + from, top + 12);
  await page.mouse.down();
  await page.mouse.move(left + scene.area.right - 1, top + 34, { steps: 8 });
  await page.mouse.up();
  const windows = await expectCelebs(page);
  expect(windows).toBeGreaterThan(0);
  await expectNoViolations(page);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  const bars = page.locator(`[data-selection="${windows}"]`);
  await expect(bars).toHaveCount(2);
  await page.reload();
  await expect(bars).toHaveCount(2);
  await bars.first().getByRole('button', { name: '선택 해제' }).click();
  await expect(bars).toHaveCount(0);
  await goBack(page);
  await expect(bars).toHaveCount(2);
});

test('the ends of a feature are selected by keyboard alone', async ({ page }) => {
  await open(page);
  const rows = page.getByRole('group', { name: /^변수:/ });
  await rows.locator('button[data-row="0"]').focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: '확률을 가장 높인 5% 선택' }).press('Enter');
  expect(await expectCelebs(page)).toBe(Math.ceil(0.05 * points.celeb.length));
});

test('the dependence plot follows the choice', async ({ page }) => {
  await open(page);
  const plot = region(page, /^값에 따른 영향/);
  const first = await plot.getByRole('heading').textContent();
  const second = churn.series[1];
  const feature = churn.features.find((one) => one.series === second?.name)?.name ?? '';
  // Another one than the second bar leads to.
  const other = churn.features.findIndex(({ name }, i) => i > 0 && name !== feature);
  const row = page.getByRole('group', { name: /^변수:/ }).locator(`button[data-row="${other}"]`);
  const name = (await row.textContent()) ?? '';
  await row.click();
  await expect(plot.getByRole('heading')).toHaveText(`값에 따른 영향: ${name}`);
  await expect(row).toHaveAttribute('aria-pressed', 'true');

  // The end of the second bar lies left of its value.
  const value = picture(region(page, '이탈 영향 요인'))
    .getByText(digits(second?.shap ?? 0))
    .first();
  await value.scrollIntoViewIfNeeded();
  const box = await steady(() => value.boundingBox());
  await page.mouse.click((box?.x ?? 0) - 8, (box?.y ?? 0) + (box?.height ?? 0) / 2);
  await expect(page).toHaveURL((url) => url.searchParams.get('driver') === feature);

  await plot.getByText('선형', { exact: true }).click();
  const colour = plot.getByRole('combobox', { name: '점의 색' });
  await colour.click();
  await page.getByRole('option', { name: '색으로 나누지 않음' }).click();
  await expect(page).toHaveURL(/colour=none/);
  await expect(plot.getByRole('img', { name: /^점의 색/ })).toHaveCount(0);
  await page.reload();
  await expect(colour).toHaveValue('색으로 나누지 않음');
  while (new URL(page.url()).searchParams.has('driver')) await goBack(page);
  await expect(plot.getByRole('heading')).toHaveText(first ?? '');
});

test('tables say the same, and pictures are saved', async ({ page }) => {
  await open(page);
  const card = region(page, '구간별 영향 분포');
  await card.getByRole('button', { name: /내려받기/ }).click();
  const saved = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: /PNG/ }).click();
  expect((await saved).suggestedFilename()).toBe('beeswarm-churn.png');
  await asTable(card);
  const median = (values: readonly number[]) => {
    const sorted = values.toSorted((a, b) => a - b);
    const at = (sorted.length - 1) / 2;
    return ((sorted[Math.floor(at)] ?? 0) + (sorted[Math.ceil(at)] ?? 0)) / 2;
  };
  const shown = async () => (await rowsOf(card)).slice(0, 8).map((row) => [row[2], row[6]]);
  await expect
    .poll(shown)
    .toEqual(
      points.features
        .slice(0, 8)
        .map(({ name, shap }) => [
          digits(churn.features.find((one) => one.name === name)?.shap ?? 0),
          signed(median(shap)),
        ]),
    );

  const common = region(page, '이탈과 스티커의 공통 영향 요인');
  await asTable(common);
  const total = churn.series.reduce((sum, { shap }) => sum + shap, 0);
  const shares = churn.series.map(({ shap }) => percent(shap / total));
  await expect(common.locator('tbody tr[data-index]').first()).toBeVisible();
  for (const row of await rowsOf(common)) expect(shares).toContain(row[2]);
  await expect(common.getByRole('status')).toContainText(String(churn.series.length));

  const drift = region(page, '주별 영향 변화: 이탈');
  await asTable(drift);
  const own = drift.getByRole('switch', { name: '지표별 평균 대비로 보기' });
  await own.focus();
  await page.keyboard.press('Space');
  await expect(page).toHaveURL(/relative=true/);
  await expect(drift.getByRole('button', { name: '자기 평균 대비' })).toBeVisible();
});

test('a link of another model shows what it can', async ({ page }) => {
  await open(page, '&driver=gone.sum&colour=gone.sum&drift=gone&selected={"by":"tail"}&rows=7');
  await expect(page.getByRole('group', { name: /^변수:/ }).locator('button[data-row]')).toHaveCount(
    Math.min(12, churn.features.length),
  );
  await expect(page.locator('[data-selection]')).toHaveCount(0);
});

for (const look of LOOKS)
  test(`fits and is accessible: ${lookName(look)}`, async ({ page, baseURL }) => {
    await setLook(page, look, baseURL);
    await open(page);
    await expect(page.getByRole('img').first()).toBeVisible();
    await expectNoSidewaysScroll(page);
    await expectNoViolations(page);
  });
