import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import type { CarriersAnswer } from '../lib/contracts/decomposition';
import type { CelebOption } from '../lib/contracts/series';
import { goBack } from './support/back';
import { type Demo, fetchJson, importFiles, makeDemo } from './support/demo';
import { celebs as celebFile, DAYS, soundEvents } from './support/log-files';
import {
  card,
  cells,
  decimal,
  hundredths,
  OUTAGE,
  parts,
  query,
  settled,
  split,
  VIRAL,
} from './support/series';
import { steady } from './support/steady';

/** An analyst splits a metric, finds the day on which the platform was down, and asks who and what carries it. */
test.describe.configure({ mode: 'serial' });

let demo: Demo;
let celebs: CelebOption[];
test.beforeAll(async ({ request }) => {
  test.setTimeout(200_000);
  demo = await makeDemo(request, { scale: 0.05, seed: 20_230_328 });
  ({ rows: celebs } = await fetchJson<{ rows: CelebOption[] }>(
    request,
    `/celebs?version=${demo.versionId}&limit=200`,
  ));
});

const address = (query: string, { versionId } = demo) =>
  `/explore/series?version=${versionId}&${query}`;
const choose = async (page: Page, name: string, option: string | RegExp) => {
  await page.getByRole('combobox', { name, exact: true }).click();
  await page.getByRole('option', { name: option }).first().click();
};
const longDay = (locale: string, iso: string) =>
  new Intl.DateTimeFormat(locale, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    weekday: 'short',
    timeZone: 'UTC',
  }).format(new Date(iso));

test('robust STL: strengths are read, the outage stands in the list, its carriers open a celeb', async ({
  page,
  request,
}) => {
  await page.goto(address('metric=fan_total'));
  await settled(page);
  await page.getByRole('tab', { name: '분해' }).click();
  await choose(page, '방법', /^고전 덧셈/);
  await expect(page).toHaveURL(/method=additive/);
  await choose(page, '방법', /^강건 STL/);
  await expect
    .poll(() => query(page))
    .toEqual({
      version: demo.versionId,
      metric: 'fan_total',
      view: 'decomposition',
    });

  const found = await parts(request, demo.versionId, 'metric=fan_total&method=stl-robust');
  const facts = card(page, '분해 요약').locator('dl');
  await expect(facts.nth(0)).toContainText(hundredths(found.trendStrength));
  await expect(facts.nth(1)).toContainText(hundredths(found.seasonalStrength));
  await expect(facts.nth(1)).toContainText('추세를 빼고 남은 변동의');

  expect(found.anomalies.map((a) => a.day)).toEqual(expect.arrayContaining([OUTAGE, VIRAL]));
  const days = async () => (await cells(page, '이상 발생일')).map((row) => row[0]);
  await expect.poll(days).toEqual(found.anomalies.map((a) => longDay('ko', a.day)));
  const listed = await cells(page, '이상 발생일');
  const outage = found.anomalies.find((a) => a.day === OUTAGE);
  if (!outage) throw new Error('the outage is not found');
  const row = listed.find((r) => r[0] === longDay('ko', OUTAGE));
  expect(row?.[1]).toBe(`▼ ${decimal(outage.z)}`);
  expect(row?.slice(2, 4)).toEqual([decimal(outage.observed), decimal(outage.expected)]);

  const open = `${longDay('ko', OUTAGE)}의 변화를 이끈 셀럽과 이벤트 보기`;
  await page.getByRole('button', { name: open }).click();
  await expect(page).toHaveURL(new RegExp(`day=${OUTAGE}`));
  const carriers = await fetchJson<CarriersAnswer>(
    request,
    `/series/carriers?version=${demo.versionId}&metric=fan_total&day=${OUTAGE}`,
  );
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('같은 요일 8일 평균')).toBeVisible();
  const people = async () => (await cells(page, '셀럽')).slice(0, 5).map((r) => r.slice(0, 3));
  await expect
    .poll(people)
    .toEqual(
      carriers.celebs.rows
        .slice(0, 5)
        .map((r) => [r.name ?? r.celebId, decimal(r.value), decimal(r.usual)]),
    );
  const events = async () => (await cells(page, '이벤트')).map((r) => r[1]);
  await expect.poll(events).toEqual(carriers.events.map((e) => decimal(e.value)));

  await page.reload();
  await expect(dialog.getByText('같은 요일 8일 평균')).toBeVisible();
  const first = carriers.celebs.rows[0];
  if (!first) throw new Error('the outage has carriers');
  await dialog.getByRole('link', { name: first.name ?? first.celebId }).click();
  await expect(dialog).toBeHidden();
  await expect
    .poll(() => query(page))
    .toMatchObject({
      scope: 'celeb',
      celeb: first.celebId,
      view: 'decomposition',
      metric: 'fan_total',
    });
  await settled(page);
  await goBack(page);
  await expect(dialog).toBeVisible();
  await goBack(page);
  await expect(dialog).toBeHidden();
  await expect(page).not.toHaveURL(/day=/);
});

test('in English: threshold and direction survive reload, back and a shared link', async ({
  page,
  context,
  request,
  baseURL,
}) => {
  await context.addCookies([{ name: 'locale', value: 'en', url: baseURL ?? '' }]);
  await page.goto(address('metric=fan_total&view=decomposition'));
  await settled(page);
  await page.getByText('Drops', { exact: true }).click();
  await expect(page).toHaveURL(/direction=drops/);
  await page.getByRole('textbox', { name: 'Unusual from |z|' }).fill('2.5');
  await expect(page).toHaveURL(/threshold=2.5/);
  await page.getByRole('textbox', { name: 'Cycle (days)' }).fill('14');
  await expect(page).toHaveURL(/period=14/);
  const found = await parts(
    request,
    demo.versionId,
    'metric=fan_total&threshold=2.5&direction=drops&period=14',
  );
  const days = found.anomalies.map((a) => longDay('en', a.day));
  const listed = async (target: Page) => (await cells(target, 'Unusual days')).map((r) => r[0]);
  // As many as fit the list are in the page; the rest comes with scrolling.
  const firstOf = (target: Page) => async () => (await listed(target)).slice(0, 8);
  await expect.poll(firstOf(page)).toEqual(days.slice(0, 8));
  await expect(card(page, 'Seasonal profile of the cycle')).toBeVisible();

  const shared = page.url();
  await page.reload();
  await settled(page);
  await expect.poll(firstOf(page)).toEqual(days.slice(0, 8));
  const other = await context.newPage();
  await other.goto(shared);
  await settled(other);
  await expect.poll(firstOf(other)).toEqual(days.slice(0, 8));
  await other.close();

  await goBack(page);
  await expect(page).not.toHaveURL(/period=/);
  await expect(page.getByRole('textbox', { name: 'Cycle (days)' })).toHaveValue('7');
  await expect(card(page, 'Seasonal profile by weekday')).toBeVisible();

  // Nonsense in an address counts as not given.
  await page.goto(address('view=decomposition&period=1000&threshold=-3&method=magic&day=soon'));
  await settled(page);
  await expect(page.getByRole('textbox', { name: 'Cycle (days)' })).toHaveValue('7');
  await expect(page.getByRole('combobox', { name: 'Method' })).toHaveValue('STL, robust');
});

test('table twin, CSV and pictures hold the parts', async ({ page, request }) => {
  const asked = 'metric=fan_total&method=stl&from=2022-12-01&to=2023-01-31';
  await page.goto(address(`${asked}&view=decomposition`));
  await settled(page);
  const found = await parts(request, demo.versionId, asked);
  const title = '분해: 팬활동 합계';
  await card(page, title).getByText('표', { exact: true }).click();
  const rows = async () => (await cells(page, title)).slice(0, 12).map((row) => row.slice(0, 5));
  await expect
    .poll(rows)
    .toEqual(
      found.days
        .slice(0, 12)
        .map((day, i) => [
          day,
          ...[found.observed, found.trend, found.seasonal, found.residual].map((part) =>
            decimal(part[i] ?? Number.NaN),
          ),
        ]),
    );
  const save = async (item: string) => {
    await page.getByRole('button', { name: `‘${title}’ 내려받기` }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: item }).click();
    return download;
  };
  const csv = await save('CSV로 저장');
  expect(csv.suggestedFilename()).toBe('fan_total-2022-12-01-2023-01-31-decomposition.csv');
  const [head, ...lines] = (await readFile(await csv.path(), 'utf8')).trimEnd().split('\r\n');
  expect(head).toBe('\uFEFF날짜,팬활동 합계,추세,계절성,잔차,강건 z');
  expect(lines.map((line) => line.split(',')[2])).toEqual(found.trend.map(String));
  const svg = await readFile(await (await save('SVG 이미지로 저장')).path(), 'utf8');
  for (const word of [title, '추세', '계절성', '잔차', '급감']) expect(svg).toContain(word);
  const png = await readFile(await (await save('PNG 이미지로 저장')).path());
  expect(png.subarray(1, 4).toString()).toBe('PNG');
});

test('zoom is kept when the threshold changes, on all four panels', async ({ page }) => {
  await page.goto(address('metric=fan_total&view=decomposition'));
  await settled(page);
  const panels = page.getByRole('img', { name: /네 개의 선 그래프/ });
  const labels = () =>
    panels
      .locator('text')
      .evaluateAll((texts) =>
        texts.map((t) => t.textContent ?? '').filter((t) => /^\d+\. \d+\.$/.test(t)),
      );
  await expect.poll(async () => (await labels()).length).toBeGreaterThan(15);
  const box = await steady(() => panels.boundingBox());
  if (!box) throw new Error('the panels have a place');
  await page.mouse.move(box.x + box.width / 2, box.y + 100);
  await page.keyboard.down('Control');
  for (let i = 0; i < 6; i++) await page.mouse.wheel(0, -200);
  await page.keyboard.up('Control');
  // The wheel's turns are carried out one after the other.
  const zoomed = await steady(labels);
  expect(zoomed.length).toBeLessThan(12);
  await page.getByText('급감', { exact: true }).first().click();
  await expect(page).toHaveURL(/direction=drops/);
  expect(await steady(labels)).toEqual(zoomed);
});

test('a product of zeros is refused in words, with a way on', async ({ page, request }) => {
  const celeb = celebs.find((c) => c.ownTotal > 0);
  if (!celeb) throw new Error('the demo has celebs');
  const asked = `metric=sticker_count&scope=celeb&celeb=${celeb.id}`;
  const found = await split(request, demo.versionId, `${asked}&method=multiplicative`);
  if (found.kind !== 'not-positive') throw new Error(found.kind);
  await page.goto(address(`${asked}&view=decomposition&method=multiplicative`));
  await expect(page.getByRole('heading', { name: '곱셈 분해를 할 수 없습니다' })).toBeVisible();
  await expect(page.getByText(`값이 0 이하인 날이 ${found.days.length}일 있습니다`)).toBeVisible();
  await page.getByRole('button', { name: '고전 덧셈 쓰기' }).click();
  await settled(page);
  await expect.poll(() => query(page).method).toBe('additive');
  await expect(card(page, '분해 요약')).toBeVisible();
});

test('what cannot be split says so', async ({ page }) => {
  const heading = (name: string) => page.getByRole('heading', { name, exact: true });
  await page.goto(address('view=decomposition&from=2023-01-02&to=2023-01-02'));
  await expect(heading('분해하기에는 데이터가 짧습니다')).toBeVisible();
  await expect(page.getByText('14일 이상 필요한데, 지금은 1일뿐입니다')).toBeVisible();

  const quiet = celebs.find((c) => c.stickerCount === 0);
  await page.goto(
    address(`view=decomposition&metric=sticker_count&scope=celeb&celeb=${quiet?.id}`),
  );
  await expect(heading('이 기간에는 기록이 하나도 없습니다')).toBeVisible();

  await page.goto(address('view=decomposition&scope=celeb&celeb=nobody'));
  await expect(heading('이 셀럽의 시계열이 없습니다')).toBeVisible();
  await page.getByRole('button', { name: '조건을 지우고 처음부터' }).click();
  await settled(page);
  await expect(card(page, '분해 요약')).toBeVisible();

  await page.goto(address('view=celebs&from=2023-01-02&to=2023-01-20'));
  await expect(heading('분해할 수 있는 셀럽이 없습니다')).toBeVisible();
});

test('missing days are declared; a celeb without events and a dataset of one day have their words', async ({
  page,
  request,
}) => {
  const spring = await importFiles(request, 'Spring', {
    events: soundEvents(0, DAYS),
    celebs: celebFile(),
  });
  await page.goto(address('view=decomposition', spring));
  await settled(page);
  await expect(page.getByText('데이터가 없는 날이 1일 있습니다')).toBeVisible();
  await expect(page.getByText('2024. 1. 31.', { exact: true })).toBeVisible();
  await expect(page.getByText('이상 여부도 판단하지 않습니다')).toBeVisible();
  // c13 is listed but never acts.
  await page.goto(address('view=decomposition&scope=celeb&celeb=c13', spring));
  await expect(page.getByRole('heading', { name: '이 셀럽의 시계열이 없습니다' })).toBeVisible();

  const day = await importFiles(request, 'One day', {
    events: soundEvents(0, 1),
    celebs: celebFile(),
  });
  await page.goto(address('', day));
  await settled(page);
  await expect(card(page, '자기방활동 합계')).toBeVisible();
  await page.getByRole('tab', { name: '분해' }).click();
  await expect(page.getByText('14일 이상 필요한데, 지금은 1일뿐입니다')).toBeVisible();
  await page.getByRole('tab', { name: '비교' }).click();
  await expect(card(page, '강도 비교')).toContainText('데이터 부족');
  await page.getByRole('tab', { name: '셀럽 순위' }).click();
  await expect(page.getByRole('heading', { name: '분해할 수 있는 셀럽이 없습니다' })).toBeVisible();
});
