import { expect, type Page, test } from '@playwright/test';
import type { Segmentation, SegmentComparison } from '../lib/contracts/segmentation';
import { expectNoViolations } from './support/accessibility';
import { goBack } from './support/back';
import { fetchJson } from './support/demo';
import { expectNoSidewaysScroll, LOOKS, lookName, setLook } from './support/look';
import { makeScored, type Scored } from './support/scored';

/** An analyst asks who is alike, by rule and by clustering, and in what one group differs. */
test.describe.configure({ mode: 'serial' });

let demo: Scored;
let snapshot: string;

test.beforeAll(async ({ request }) => {
  test.setTimeout(240_000);
  demo = await makeScored(request, ['2023-03-22']);
  snapshot = demo.snapshots[0] ?? '';
});

const address = (query = '') =>
  `/segments?version=${demo.versionId}&snapshot=${snapshot}&tab=segmentation${query}`;
const ask = (page: Page, query: string) =>
  fetchJson<Segmentation>(page.request, `/segments/segmentation?snapshot=${snapshot}&${query}`);
const integer = (value: number) => new Intl.NumberFormat('ko').format(value);
const decimal = (value: number) =>
  new Intl.NumberFormat('ko', { maximumFractionDigits: 1 }).format(value);

/** The cards on the page are exactly the groups of an answer, in their order. */
async function expectGroups(page: Page, { groups }: Segmentation): Promise<void> {
  const shown = () =>
    page
      .locator('[data-group]')
      .evaluateAll((cards) =>
        cards.map((card) => [
          card.getAttribute('data-group'),
          card.querySelector('[data-figure="celebs"] [data-value]')?.textContent,
          card.querySelector('[data-figure="churners"] [data-value]')?.textContent,
        ]),
      );
  await expect
    .poll(shown)
    .toEqual(
      groups.map(({ key, celebs, expectedChurners }) => [
        key,
        integer(celebs),
        decimal(expectedChurners),
      ]),
    );
}

/** Opens the tab and waits for its groups: the first look at a snapshot reads eight weeks of everybody. */
async function open(page: Page, query = ''): Promise<void> {
  await page.goto(address(query));
  await expect(page.locator('[data-group]').first()).toBeVisible({ timeout: 45_000 });
}

/** The test table belongs to these two. */
async function expectCompared(page: Page, query: string): Promise<void> {
  const { a, b, rows } = await fetchJson<SegmentComparison>(
    page.request,
    `/segments/segmentation/comparison?snapshot=${snapshot}&${query}`,
  );
  await expect(page.locator('[data-comparison]')).toHaveAttribute(
    'data-comparison',
    `${a.celebs} ${b.celebs}`,
  );
  const table = page.getByRole('region', { name: '변수별 검정' });
  await expect(table.getByRole('button', { name: `${rows.length}행` })).toBeVisible();
  const first = table.locator('tbody tr[data-index="0"] td').nth(1);
  const g = rows[0]?.hedgesG ?? 0;
  await expect(first).toHaveText(`${g > 0 ? '+' : ''}${g.toFixed(2)}`);
}

const choose = async (page: Page, label: string, option: string) => {
  await page.getByRole('combobox', { name: label }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
};

test('RFM groups with their numbers; one is compared with the rest, another with a third', async ({
  page,
}) => {
  await open(page);
  const rfm = await ask(page, 'by=rfm');
  expect(rfm.groups.length).toBeGreaterThan(2);
  await expectGroups(page, rfm);
  const [first, second, third] = rfm.groups.map(({ key }) => key);
  await expectCompared(page, `by=rfm&a=${first}`);
  const card = page.locator(`[data-group="${second}"]`);
  const button = card.getByRole('button');
  await expect(button).toHaveAttribute('aria-pressed', 'false');
  await button.click();
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  await expectCompared(page, `by=rfm&a=${second}`);
  const name = await page.locator(`[data-group="${third}"]`).getByRole('heading').textContent();
  await choose(page, '비교 대상', name ?? '');
  await expectCompared(page, `by=rfm&a=${second}&b=${third}`);
  await page.reload();
  await expectCompared(page, `by=rfm&a=${second}&b=${third}`);
  await goBack(page);
  await expectCompared(page, `by=rfm&a=${second}`);
  await goBack(page);
  await expectCompared(page, `by=rfm&a=${first}`);
});

test('k-means and mixtures say how clear and how stable their groups are', async ({ page }) => {
  await open(page);
  await choose(page, '방법', 'k-평균');
  const kmeans = await ask(page, 'by=kmeans&groups=4');
  await expectGroups(page, kmeans);
  await expect(page.locator('[data-segmentation]')).toContainText(
    `실루엣 ${kmeans.silhouette?.toFixed(2)}`,
  );
  const words = { stable: '안정적', doubtful: '불확실', unstable: '불안정' };
  for (const { key, stability } of kmeans.groups) {
    const text = `${words[stability?.word ?? 'stable']} ${stability?.jaccard.toFixed(2)}`;
    await expect(page.locator(`[data-group="${key}"]`)).toContainText(text);
  }
  await choose(page, '그룹 수', '3개');
  await expectGroups(page, await ask(page, 'by=kmeans&groups=3'));
  await choose(page, '방법', '가우스 혼합');
  const mixture = await ask(page, 'by=mixture&groups=3');
  await expectGroups(page, mixture);
  await expectCompared(page, 'by=mixture&groups=3&a=g1');
  await page.getByRole('button', { name: '조건 지우기' }).click();
  await expectGroups(page, await ask(page, 'by=rfm'));
  await goBack(page);
  await expectGroups(page, mixture);
});

test('in English, each group in plain words', async ({ page, baseURL }) => {
  await setLook(page, { locale: 'en', scheme: 'light', size: 'wide' }, baseURL);
  await open(page, '&method=kmeans&groups=2');
  const { groups } = await ask(page, 'by=kmeans&groups=2');
  const active = groups.find(({ profile }) =>
    profile.some(({ variable, z }) => variable === 'activeDays' && z > 0),
  );
  const quiet = groups.find(({ key }) => key !== active?.key);
  await expect(page.locator(`[data-group="${active?.key}"] [data-traits]`)).toContainText(
    /active on (very )?many days/,
  );
  await expect(page.locator(`[data-group="${quiet?.key}"] [data-traits]`)).toContainText(
    /active on (very )?few days/,
  );
});

for (const look of LOOKS)
  test(`fits and is accessible: ${lookName(look)}`, async ({ page, baseURL }) => {
    await setLook(page, look, baseURL);
    await open(page, '&method=kmeans');
    await expect(page.locator('[data-group]')).toHaveCount(4);
    await expect(page.locator('[data-comparison]')).toBeVisible();
    await expectNoSidewaysScroll(page);
    await expectNoViolations(page);
  });
