import { readFile } from 'node:fs/promises';
import { type APIRequestContext, type Download, expect, type Page, test } from '@playwright/test';
import type { CelebOption, Series, SeriesOptions } from '../lib/contracts/series';
import { expectNoViolations } from './support/accessibility';
import { goBack } from './support/back';
import { type Demo, fetchJson, makeDemo } from './support/demo';
import { expectNoSidewaysScroll, LOOKS, lookName, setLook } from './support/look';

/** An analyst looks at a metric from every side, shares the view, and takes the numbers along. */
test.describe.configure({ mode: 'serial' });

let demo: Demo;
let newer: Demo;
let options: SeriesOptions;
let celebs: CelebOption[];
test.beforeAll(async ({ request }) => {
  test.setTimeout(200_000);
  demo = await makeDemo(request);
  // A newer one, so that the page opens with other numbers than those that are looked at.
  newer = await makeDemo(request, { scale: 0.03 });
  options = await fetchJson(request, `/series/options?version=${demo.versionId}`);
  ({ rows: celebs } = await fetchJson<{ rows: CelebOption[] }>(
    request,
    `/celebs?version=${demo.versionId}`,
  ));
});

const address = (query = '') => `/explore/series?version=${demo.versionId}${query}`;
const series = (request: APIRequestContext, query: string) =>
  fetchJson<Series>(request, `/series?version=${demo.versionId}&${query}`);
const metric = (page: Page) => page.getByRole('combobox', { name: '지표', exact: true });
const card = (page: Page, name: string) => page.getByRole('region', { name, exact: true }).first();
const number = (value: number) =>
  new Intl.NumberFormat('ko', { maximumFractionDigits: 1 }).format(value);
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const query = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams);
/** The numbers of the newest question are on screen. */
const settled = async (page: Page) => {
  await expect(page.getByRole('img').first()).toBeVisible();
  await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0);
};
const choose = async (page: Page, name: string, option: string | RegExp) => {
  await page.getByRole('combobox', { name, exact: true }).click();
  await page.getByRole('option', { name: option }).first().click();
};

test('the version picker selects the dataset, and the facts are the API’s', async ({
  page,
  request,
}) => {
  await page.goto('/explore/series');
  const picker = page.getByRole('combobox', { name: '데이터셋 버전' });
  await expect(picker).toHaveValue(`${newer.name} · 버전 1`);
  await choose(page, '데이터셋 버전', `${demo.name} · 버전 1`);
  await expect(page).toHaveURL(address());
  await expect(picker).toHaveValue(`${demo.name} · 버전 1`);
  await settled(page);
  const { values, days, celebs: n } = await series(request, 'metric=own_total');
  const facts = page.locator('main dl');
  await expect(facts.nth(0)).toContainText(number(sum(values)));
  await expect(facts.nth(0)).toContainText(`셀럽 ${number(n)}명 기준`);
  await expect(facts.nth(1)).toContainText(number(sum(values) / days.length));
  await expect(facts.nth(2)).toContainText(number(Math.max(...values)));
  const change = sum(values.slice(-7)) / sum(values.slice(-14, -7)) - 1;
  await expect(facts.nth(3)).toContainText(
    new Intl.NumberFormat('ko', {
      style: 'percent',
      maximumFractionDigits: 1,
      signDisplay: 'exceptZero',
    }).format(change),
  );
});

test('metric, group, celeb and period live in the address; reload keeps and back undoes them', async ({
  page,
  request,
}) => {
  await page.goto(address());
  await settled(page);

  await choose(page, '지표', '팬활동 합계');
  await expect(card(page, '팬활동 합계')).toBeVisible();
  await expect.poll(() => query(page)).toEqual({ version: demo.versionId, metric: 'fan_total' });

  await page.getByText('셀럽 그룹', { exact: true }).click();
  await expect(page.getByText('그룹을 골라 주세요')).toBeVisible();
  const group = options.attributes[0];
  if (!group) throw new Error('the demo has attributes');
  const value = group.values[0] ?? '';
  await choose(page, '속성', group.name);
  await choose(page, '값', value);
  const ofGroup = await series(
    request,
    `metric=fan_total&scope=group&attribute=${group.name}&value=${value}`,
  );
  await settled(page);
  await expect(page.locator('main dl').nth(0)).toContainText(number(sum(ofGroup.values)));
  await expect
    .poll(() => query(page))
    .toMatchObject({ scope: 'group', attribute: group.name, value });

  await page.getByText('셀럽 한 명', { exact: true }).click();
  const celeb = celebs[3];
  if (!celeb) throw new Error('the demo has celebs');
  await page.getByRole('combobox', { name: '셀럽', exact: true }).fill(celeb.id);
  await page.getByRole('option', { name: new RegExp(celeb.id) }).click();
  await settled(page);
  const ofCeleb = await series(request, `metric=fan_total&scope=celeb&celeb=${celeb.id}`);
  await expect(page.locator('main dl').nth(0)).toContainText(number(sum(ofCeleb.values)));
  await expect(page.locator('main dl').nth(0)).toContainText('셀럽 1명 기준');

  await page.getByRole('button', { name: /^기간:/ }).click();
  await page.getByRole('button', { name: '최근 4주' }).click();
  await settled(page);
  await expect(page).toHaveURL(/from=/);
  const shared = page.url();
  const { from = '' } = query(page);
  const ofWeeks = await series(
    request,
    `metric=fan_total&scope=celeb&celeb=${celeb.id}&from=${from}`,
  );
  expect(ofWeeks.days).toHaveLength(28);
  await expect(page.locator('main dl').nth(0)).toContainText(number(sum(ofWeeks.values)));
  await expect(page.locator('main dl').nth(1)).toContainText('데이터가 있는 28일 기준');

  await page.reload();
  await settled(page);
  expect(page.url()).toBe(shared);
  await expect(page.locator('main dl').nth(0)).toContainText(number(sum(ofWeeks.values)));
  await expect(page.getByRole('combobox', { name: '셀럽', exact: true })).toHaveValue(
    celeb.name ? `${celeb.name} (${celeb.id})` : celeb.id,
  );

  await goBack(page);
  await expect(page).not.toHaveURL(/from=/);
  await expect(page.locator('main dl').nth(0)).toContainText(number(sum(ofCeleb.values)));
  await goBack(page);
  await goBack(page);
  await expect(page).toHaveURL(/scope=group/);
  await expect(page.locator('main dl').nth(0)).toContainText(number(sum(ofGroup.values)));

  await page.getByRole('button', { name: '조건 지우기' }).click();
  await settled(page);
  await expect.poll(() => query(page)).toEqual({ version: demo.versionId });
  await expect(metric(page)).toHaveValue('자기방활동 합계');
});

test('two chosen days bound the period; an impossible choice cannot be applied', async ({
  page,
  request,
}) => {
  await page.goto(address());
  await settled(page);
  await page.getByRole('button', { name: /^기간:/ }).click();
  const apply = page.getByRole('button', { name: '적용' });
  await page.getByLabel('시작일').fill('2023-01-31');
  await page.getByLabel('종료일').fill('2023-01-01');
  await expect(page.getByText('시작일이 종료일보다 늦지 않게')).toBeVisible();
  await expect(apply).toBeDisabled();
  await page.getByLabel('종료일').fill('2023-02-06');
  await apply.click();
  await settled(page);
  await expect.poll(() => query(page)).toMatchObject({ from: '2023-01-31', to: '2023-02-06' });
  const { values } = await series(request, 'metric=own_total&from=2023-01-31&to=2023-02-06');
  expect(values).toHaveLength(7);
  await expect(page.locator('main dl').nth(0)).toContainText(number(sum(values)));
  await expect(page.locator('main dl').nth(3)).toContainText('비교할 값이 없습니다');
});

test('the table twin shows exactly the API’s numbers', async ({ page, request }) => {
  await page.goto(address('&metric=fan_unique&from=2023-01-01&to=2023-01-10'));
  await settled(page);
  const line = card(page, '활동한 팬');
  await line.getByText('표', { exact: true }).click();
  const { days, values } = await series(request, 'metric=fan_unique&from=2023-01-01&to=2023-01-10');
  const cells = () =>
    line
      .locator('tbody tr')
      .evaluateAll((rows) =>
        rows.map((row) => [...row.querySelectorAll('td')].map((td) => td.textContent)),
      );
  await expect
    .poll(cells)
    .toEqual(
      days.map((day, i) => [
        day,
        number(values[i] ?? 0),
        i < 6 ? '–' : number(sum(values.slice(i - 6, i + 1)) / 7),
        new Intl.DateTimeFormat('ko', { weekday: 'short', timeZone: 'UTC' }).format(new Date(day)),
      ]),
    );
});

test('the hours of a chosen period are those of the period', async ({ page, request }) => {
  await page.goto(address('&metric=own_total&from=2023-02-01&to=2023-02-14'));
  await settled(page);
  const hours = card(page, '요일과 시간대');
  await hours.getByText('표', { exact: true }).click();
  await hours.getByLabel('표에서 찾기').fill('월');
  const { hourProfile, values } = await series(
    request,
    'metric=own_total&from=2023-02-01&to=2023-02-14',
  );
  await expect(hours.getByText('168행 중 24행')).toBeVisible();
  const cells = () =>
    hours
      .locator('tbody tr[data-index]')
      .evaluateAll((rows) =>
        rows.slice(0, 10).map((row) => row.querySelector('td:last-child')?.textContent),
      );
  await expect
    .poll(cells)
    .toEqual((hourProfile?.[0] ?? []).slice(0, 10).map((v) => number(v ?? 0)));
  // Every weekday occurs twice in these two weeks, so twice all means are the total.
  const means = (hourProfile ?? []).flat().map((v) => v ?? 0);
  expect(Math.round(2 * sum(means))).toBe(sum(values));
});

async function saved(page: Page, title: string, item: string): Promise<Download> {
  await page
    .getByRole('button', { name: `‘${title}’ 내려받기` })
    .first()
    .click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: item }).click();
  return download;
}

test('CSV holds every row in full; PNG and SVG are real pictures', async ({ page, request }) => {
  const query = 'metric=sticker_amount&from=2022-12-01&to=2023-02-28';
  await page.goto(address(`&${query}`));
  await settled(page);
  const { days, values } = await series(request, query);
  const name = 'sticker_amount-2022-12-01-2023-02-28-daily';

  const csv = await saved(page, '땡큐스티커 금액', 'CSV로 저장');
  expect(csv.suggestedFilename()).toBe(`${name}.csv`);
  const [head, ...rows] = (await readFile(await csv.path(), 'utf8')).trimEnd().split('\r\n');
  expect(head).toBe('\uFEFF날짜,땡큐스티커 금액,7일 이동 평균,요일');
  expect(rows.map((row) => row.split(',').slice(0, 2))).toEqual(
    days.map((day, i) => [day, String(values[i])]),
  );
  expect(rows).toHaveLength(90);

  const png = await saved(page, '땡큐스티커 금액', 'PNG 이미지로 저장');
  expect(png.suggestedFilename()).toBe(`${name}.png`);
  const bytes = await readFile(await png.path());
  expect(bytes.subarray(0, 8)).toEqual(Buffer.from('89504e470d0a1a0a', 'hex'));
  // Twice (1200 + 2 x 24) by (340 + 76 + 24).
  expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([2496, 880]);
  const colours = await page.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.width, image.height];
    const context = canvas.getContext('2d');
    context?.drawImage(image, 0, 0);
    const { data } = context?.getImageData(0, 0, image.width, image.height) ?? { data: [] };
    const found = new Set<string>();
    for (let i = 0; i < data.length; i += 4)
      found.add([data[i], data[i + 1], data[i + 2]].join(' '));
    return ['255 255 255', '34 71 139', '226 113 43'].filter((colour) => found.has(colour));
  }, bytes.toString('base64'));
  expect(colours).toEqual(['255 255 255', '34 71 139', '226 113 43']);

  const svg = await saved(page, '땡큐스티커 금액', 'SVG 이미지로 저장');
  const text = await readFile(await svg.path(), 'utf8');
  const drawn = await page.evaluate((source) => {
    const root = new DOMParser().parseFromString(source, 'image/svg+xml').documentElement;
    const title = root.querySelector('text')?.textContent;
    return [root.tagName, title, root.querySelectorAll('path').length > 10];
  }, text);
  expect(drawn).toEqual(['svg', '땡큐스티커 금액', true]);
});

test('a picture’s text alternative says what it shows', async ({ page }) => {
  await page.goto(address('&metric=own_total'));
  await settled(page);
  await expect(
    page.getByRole('img', { name: /자기방활동 합계 선 그래프\. 기간 합계는 / }),
  ).toBeVisible();
  await expect(page.getByRole('img', { name: /달력\. 가장 많은 날은 / })).toBeVisible();
  await expect(page.getByRole('img', { name: /요일과 시간대별 색으로/ })).toBeVisible();
});

test('language and theme change in place and stay', async ({ page }) => {
  await page.goto(address('&metric=fan_total'));
  await settled(page);
  await page.getByRole('button', { name: 'English로 보기' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Time series' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(card(page, 'Fan activity, total')).toBeVisible();
  await expect.poll(() => query(page)).toEqual({ version: demo.versionId, metric: 'fan_total' });

  await page.getByRole('button', { name: 'Switch to dark theme' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await page.reload();
  await settled(page);
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await page.getByRole('button', { name: 'Switch to light theme' }).click();
  await page.getByRole('button', { name: 'Switch to 한국어' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '시계열 탐색' })).toBeVisible();
});

test('what does not exist is said, and there is a way back', async ({ page }) => {
  await page.goto(address('&metric=own_nothing'));
  await expect(page.getByRole('alert').filter({ hasText: '찾는 것이 없습니다' })).toBeVisible();
  await page.getByRole('button', { name: '조건을 지우고 처음부터' }).click();
  await settled(page);
  await expect(metric(page)).toHaveValue('자기방활동 합계');

  await page.goto('/explore/series?version=00000000-0000-4000-8000-000000000000');
  await expect(page.getByRole('heading', { name: '이 버전을 찾을 수 없습니다' })).toBeVisible();
  await page.getByRole('button', { name: '가장 새로운 버전 보기' }).click();
  await settled(page);
});

for (const look of LOOKS)
  test(`axe finds nothing: ${lookName(look)}`, async ({ page, baseURL }) => {
    const { locale, scheme } = look;
    await setLook(page, look, baseURL);
    await page.goto(address('&metric=fan_unique'));
    await settled(page);
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', scheme);
    await expectNoViolations(page);
    const table = locale === 'ko' ? '표' : 'Table';
    await page.goto(address('&metric=own_total'));
    await settled(page);
    for (const button of await page.getByText(table, { exact: true }).all()) await button.click();
    await expectNoViolations(page);
    await expectNoSidewaysScroll(page);
  });
