import { readFile } from 'node:fs/promises';
import { type APIRequestContext, expect, type Page, test } from '@playwright/test';
import type { CohortCelebsAnswer, Cohorts } from '../lib/contracts/cohorts';
import type { SeriesOptions } from '../lib/contracts/series';
import { expectNoViolations } from './support/accessibility';
import { goBack } from './support/back';
import { type Demo, fetchJson, importFiles, makeDemo } from './support/demo';
import { csvFile } from './support/log-files';
import { expectNoSidewaysScroll, LOOKS, lookName, setLook } from './support/look';

/** An analyst sees how long newcomers stay, whether some group stays longer, and who the ones that left are. */
test.describe.configure({ mode: 'serial' });

let demo: Demo;
let options: SeriesOptions;
let own: Cohorts;
test.beforeAll(async ({ request }) => {
  test.setTimeout(120_000);
  demo = await makeDemo(request, { scale: 0.05 });
  options = await fetchJson(request, `/series/options?version=${demo.versionId}`);
  own = await cohorts(request);
});

const cohorts = (request: APIRequestContext, query = '') =>
  fetchJson<Cohorts>(request, `/cohorts?version=${demo.versionId}${query}`);
const address = (query = '', version = demo.versionId) =>
  `/explore/cohorts?version=${version}${query}`;
const query = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams);
const grid = (page: Page) => page.getByRole('grid', { name: '가입 주별 리텐션' });
const percent = (share: number) =>
  new Intl.NumberFormat('ko', { style: 'percent', maximumFractionDigits: 1 }).format(share);
/** As a cell shows it: whole percents from 10 % on. */
const shown = (share: number) => percent(share < 0.1 ? share : Math.round(share * 100) / 100);
/** The numbers of the newest question are on screen. */
const settled = async (page: Page) => {
  await expect(grid(page)).toBeVisible();
  await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0);
};
const cells = (page: Page) =>
  grid(page)
    .locator('tbody tr')
    .evaluateAll((rows) =>
      rows.map((row) =>
        [...row.querySelectorAll('button')].map((b) => [
          b.firstChild?.textContent,
          b.querySelector('small')?.textContent,
        ]),
      ),
    );
const shares = ({ cohorts }: Cohorts) =>
  cohorts.map((c) => c.cells.map((x) => [shown(x.share), String(x.active)]));
const choose = async (page: Page, name: string, option: string) => {
  await page.getByRole('combobox', { name, exact: true }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
};
const inEnglish = (page: Page) =>
  page.context().addCookies([{ name: 'locale', value: 'en', url: page.url() }]);
/** A joining week with enough celebs and weeks to look into. */
const someCohort = () => {
  const row = own.cohorts.findIndex((c) => c.cohort !== null && c.celebs >= 5);
  const cohort = own.cohorts[row];
  const cell = cohort?.cells[1];
  if (!cohort || cohort.cohort === null || !cell) throw new Error('the demo has newcomers');
  return { row, name: cohort.cohort, celebs: cohort.celebs, cell };
};

test('the triangle shows the API’s shares and counts for every activity', async ({
  page,
  request,
}) => {
  await page.goto(address());
  await settled(page);
  await expect.poll(() => cells(page)).toEqual(shares(own));
  const first = own.cohorts[0];
  await expect(grid(page).getByRole('rowheader').first()).toHaveText(
    `데이터 이전${first?.celebs}명`,
  );
  for (const [name, activity] of [
    ['팬활동', 'fan'],
    ['땡큐스티커', 'sticker'],
  ] as const) {
    await page.getByText(name, { exact: true }).click();
    await expect(page).toHaveURL(address(`&activity=${activity}`));
    await settled(page);
    await expect
      .poll(() => cells(page))
      .toEqual(shares(await cohorts(request, `&activity=${activity}`)));
  }
  // Weeks that the data cut off are marked, and said to be in the cell's name.
  const cut = own.cohorts.flatMap((c) => c.cells).filter((x) => !x.complete).length;
  await expect(grid(page).locator('[data-cut]')).toHaveCount(cut);
  await expect(grid(page).getByRole('button', { name: /일부만 데이터 있음/ })).toHaveCount(cut);
});

test('counts instead of shares, and the curve of all in the key weeks', async ({ page }) => {
  await page.goto(address());
  await settled(page);
  const week = own.curve.find((p) => p.offset === 4);
  const key = page.getByRole('region', { name: '주요 주차' });
  await expect(key.getByRole('row').nth(1)).toContainText(`${percent(week?.share ?? 0)}`);
  await expect(key.getByRole('row').nth(1)).toContainText(`${week?.celebs}명 중 ${week?.active}명`);
  await page.getByText('셀럽 수', { exact: true }).click();
  await expect(page).toHaveURL(address('&measure=count'));
  await expect
    .poll(() => cells(page))
    .toEqual(own.cohorts.map((c) => c.cells.map((x) => [String(x.active), shown(x.share)])));
});

test('a cell opens its celebs, present and missing; the link and back keep it', async ({
  page,
  request,
}) => {
  await page.goto(address());
  await settled(page);
  const { row, name, celebs, cell } = someCohort();
  const button = grid(page).locator(`[data-cell="${row}-1"]`);
  await button.click();
  const drawer = page.getByRole('dialog');
  await expect(drawer.getByText(`${cell.active}행`, { exact: true })).toBeVisible();
  await expect
    .poll(() => query(page))
    .toEqual({ version: demo.versionId, cohort: name, week: cell.week });
  const asked = `/cohorts/celebs?version=${demo.versionId}&cohort=${name}&week=${cell.week}`;
  const present = await fetchJson<CohortCelebsAnswer>(request, asked);
  const [celeb] = present.rows;
  await expect(
    drawer.getByRole('link', { name: celeb?.name ?? celeb?.celebId, exact: true }),
  ).toHaveAttribute(
    'href',
    `/explore/series?version=${demo.versionId}&metric=own_total&scope=celeb&celeb=${celeb?.celebId}`,
  );

  await drawer.getByText(`활동 없음 ${celebs - cell.active}명`).click();
  await expect(page).toHaveURL(/side=missing/);
  await expect(drawer.getByText(`${celebs - cell.active}행`, { exact: true })).toBeVisible();
  const missing = await fetchJson<CohortCelebsAnswer>(request, `${asked}&side=missing`);
  const download = page.waitForEvent('download');
  await drawer.getByRole('button', { name: 'CSV로 저장' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe(`cohort-${name}-${cell.week}-missing.csv`);
  const lines = (await readFile(await file.path(), 'utf8')).trimEnd().split('\r\n');
  expect(lines.slice(1)).toEqual(
    missing.rows.map((r) =>
      [r.name ?? r.celebId, r.celebId, r.joinedOn, r.days, r.lastActiveWeek ?? ''].join(','),
    ),
  );

  await page.reload();
  await expect(drawer.getByText(`${celebs - cell.active}행`, { exact: true })).toBeVisible();
  await goBack(page);
  await expect(drawer.getByText(`${cell.active}행`, { exact: true })).toBeVisible();
  await goBack(page);
  await expect(drawer).toBeHidden();
});

test('arrow keys move between cells, Enter opens one, Escape closes it', async ({ page }) => {
  await page.goto(address());
  await settled(page);
  const at = (row: number, column: number) => grid(page).locator(`[data-cell="${row}-${column}"]`);
  // One stop for Tab.
  await expect(grid(page).locator('button[tabindex="0"]')).toHaveCount(1);
  await at(0, 0).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await expect(at(1, 1)).toBeFocused();
  await page.keyboard.press('End');
  const last = (own.cohorts[1]?.cells.length ?? 0) - 1;
  await expect(at(1, last)).toBeFocused();
  // The next row is shorter: its last cell.
  await page.keyboard.press('ArrowDown');
  await expect(at(2, (own.cohorts[2]?.cells.length ?? 0) - 1)).toBeFocused();
  await page.keyboard.press('Home');
  await expect(at(2, 0)).toBeFocused();
  await page.keyboard.press('Enter');
  const drawer = page.getByRole('dialog');
  await expect(drawer).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
  await expect(at(2, 0)).toBeFocused();
});

test('group and joining period filter; reload, back and a shared link keep them', async ({
  page,
  request,
  browser,
}) => {
  await page.goto(address());
  await settled(page);
  await page.getByText('셀럽 그룹', { exact: true }).click();
  await expect(page.getByText('그룹을 골라 주세요')).toBeVisible();
  const group = options.attributes.find((a) => a.name === 'tier');
  const value = group?.values[0] ?? '';
  await choose(page, '속성', 'tier');
  await choose(page, '값', value);
  await settled(page);
  const ofGroup = await cohorts(request, `&attribute=tier&value=${value}`);
  await expect.poll(() => cells(page)).toEqual(shares(ofGroup));

  await page.getByRole('button', { name: /^가입 기간:/ }).click();
  await page.getByLabel('시작일').fill('2022-12-05');
  await page.getByLabel('종료일').fill('2023-02-12');
  await page.getByRole('button', { name: '적용' }).click();
  await settled(page);
  const within = await cohorts(
    request,
    `&attribute=tier&value=${value}&from=2022-12-05&to=2023-02-12`,
  );
  expect(within.cohorts.every((c) => c.cohort !== null)).toBe(true);
  await expect(grid(page).getByRole('rowheader')).toHaveCount(within.cohorts.length);
  await expect.poll(() => cells(page)).toEqual(shares(within));

  const shared = page.url();
  await page.reload();
  await settled(page);
  expect(page.url()).toBe(shared);
  await expect.poll(() => cells(page)).toEqual(shares(within));
  const other = await browser.newPage({ locale: 'ko-KR' });
  await other.goto(shared);
  await settled(other);
  await expect.poll(() => cells(other)).toEqual(shares(within));
  await other.close();
  await goBack(page);
  await settled(page);
  await expect(grid(page).getByRole('rowheader')).toHaveCount(ofGroup.cohorts.length);
  await expect.poll(() => cells(page)).toEqual(shares(ofGroup));
  await page.getByRole('button', { name: '조건 지우기' }).click();
  await settled(page);
  await expect.poll(() => query(page)).toEqual({ version: demo.versionId });
});

test('groups are compared side by side, and each has its triangle', async ({ page, request }) => {
  await page.goto(address());
  await settled(page);
  await page.getByText('그룹 비교', { exact: true }).click();
  await expect(page.getByText('비교할 속성을 골라 주세요')).toBeVisible();
  await choose(page, '속성', 'tier');
  await settled(page);
  const values = options.attributes.find((a) => a.name === 'tier')?.values ?? [];
  const key = page.getByRole('region', { name: '주요 주차' });
  await expect(key.getByRole('rowheader')).toHaveText(values);
  const curve = page.getByRole('region', { name: '리텐션 곡선' }).first();
  await curve.getByText('표', { exact: true }).click();
  const answers = await Promise.all(
    values.map((value) => cohorts(request, `&attribute=tier&value=${value}`)),
  );
  const points = answers.flatMap((a) => a.curve).length;
  await expect(curve.getByText(`${points}행`, { exact: true })).toBeVisible();

  const last = values.at(-1) ?? '';
  await choose(page, '표로 볼 그룹', last);
  await expect
    .poll(() => query(page))
    .toMatchObject({ scope: 'compare', attribute: 'tier', shown: last });
  await expect(
    page.getByRole('region', { name: '가입 주별 리텐션' }).getByText(`tier = ${last}`),
  ).toBeVisible();
  const answer = answers.at(-1);
  if (!answer) throw new Error('three tiers have answers');
  await expect.poll(() => cells(page)).toEqual(shares(answer));
  // The celebs of a cell are those of the group in view.
  const cell = answer.cohorts[0]?.cells[1];
  await grid(page).locator('[data-cell="0-1"]').click();
  await expect(
    page.getByRole('dialog').getByText(`${cell?.active}행`, { exact: true }),
  ).toBeVisible();
  await page.keyboard.press('Escape');

  // One of them is taken out; the link keeps the rest.
  await page
    .getByRole('combobox', { name: /비교할 값/ })
    .locator('..')
    .getByText(values[0] ?? '', { exact: true })
    .locator('..')
    .getByRole('button', { includeHidden: true })
    .click();
  await expect(key.getByRole('rowheader')).toHaveText(values.slice(1));
  await page.reload();
  await expect(key.getByRole('rowheader')).toHaveText(values.slice(1));
});

test('CSV, PNG and SVG of the triangle', async ({ page }) => {
  await page.goto(address());
  await settled(page);
  const saved = async (item: string) => {
    await page.getByRole('button', { name: '‘가입 주별 리텐션’ 내려받기' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: item }).click();
    return readFile(await (await download).path());
  };
  const lines = (await saved('CSV로 저장')).toString('utf8').trimEnd().split('\r\n');
  expect(lines[0]).toBe('\uFEFF가입 주,셀럽,가입 후 주,해당 주,활동한 셀럽,비율,온전한 주');
  expect(lines.slice(1)).toEqual(
    own.cohorts.flatMap((c) =>
      c.cells.map((x) =>
        [
          c.cohort ?? '',
          c.celebs,
          x.offset,
          x.week,
          x.active,
          x.share,
          x.complete ? '예' : '아니요',
        ].join(','),
      ),
    ),
  );
  const png = await saved('PNG 이미지로 저장');
  expect(png.subarray(0, 8)).toEqual(Buffer.from('89504e470d0a1a0a', 'hex'));
  const svg = (await saved('SVG 이미지로 저장')).toString('utf8');
  expect(svg.match(/<rect /g)).toHaveLength(1 + own.cohorts.flatMap((c) => c.cells).length);
});

test('what does not fit is said, and there is a way back', async ({ page }) => {
  await page.goto(address('&scope=group&attribute=tier&value=nobody'));
  await expect(page.getByRole('alert').filter({ hasText: '찾는 것이 없습니다' })).toBeVisible();
  await page.getByRole('button', { name: '조건을 지우고 처음부터' }).click();
  await settled(page);
  // A joining period that ends before the data begin holds those from before, one without anybody nobody.
  await page.goto(
    address('&from=2023-03-28&to=2023-03-28&scope=group&attribute=tier&value=partner'),
  );
  await expect(page.getByRole('heading', { name: '맞는 셀럽이 없습니다' })).toBeVisible();
});

test('a dataset of one day, and one that nobody joined', async ({ page, request }) => {
  const day = await importFiles(request, 'One day', {
    events: csvFile('events.csv', 'ts,actor_id,room_id,event\n2024-02-29 13:00:00,a,a,chat\n'),
    celebs: csvFile('celebs.csv', 'celeb_id,name\na,Ara\n'),
  });
  await page.goto(address('', day.versionId));
  await settled(page);
  await expect(
    page.getByRole('heading', { name: '곡선을 그릴 온전한 주가 없습니다' }),
  ).toBeVisible();
  await expect.poll(() => cells(page)).toEqual([[['100%', '1']]]);
  await expect(grid(page).locator('[data-cut]')).toHaveCount(1);
  await expectNoViolations(page);

  const old = await importFiles(request, 'Nobody joined', {
    events: csvFile(
      'events.csv',
      'ts,actor_id,room_id,event\n2024-01-01 13:00:00,a,a,chat\n2024-01-14 13:00:00,b,b,chat\n',
    ),
    celebs: csvFile('celebs.csv', 'celeb_id,name,joined_on\na,Ara,2023-05-01\nb,Bo,2023-06-01\n'),
  });
  await page.goto(address('', old.versionId));
  await settled(page);
  await expect(
    page.getByRole('heading', { name: '곡선을 그릴 온전한 주가 없습니다' }),
  ).toBeVisible();
  await expect
    .poll(() => cells(page))
    .toEqual([
      [
        ['50%', '1'],
        ['50%', '1'],
      ],
    ]);
  await expect(page.getByText(/데이터의 첫 주를 0주로 세고/)).toBeVisible();
});

test('the same story in English', async ({ page }) => {
  await page.goto(address());
  await inEnglish(page);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'Cohorts' })).toBeVisible();
  const table = page.getByRole('grid', { name: 'Retention by joining week' });
  await expect(table).toBeVisible();
  const { row, celebs, cell } = someCohort();
  await expect(table.locator(`[data-cell="${row}-1"]`)).toHaveAccessibleName(
    new RegExp(`\\(week 1\\): ${cell.active} of ${celebs} celebs, .*List the celebs$`),
  );
  await page.getByText('Fans', { exact: true }).click();
  await expect(page.getByText(/^Celebs with fan activity on any day of the week/)).toBeVisible();
  await page.getByText('Compare groups', { exact: true }).click();
  await choose(page, 'Attribute', 'region');
  await expect(page.getByRole('region', { name: 'Key weeks' }).getByRole('rowheader')).toHaveCount(
    5,
  );
  await table.locator('[data-cell="0-0"]').click();
  await expect(page.getByRole('dialog', { name: /^Joined Before the data/ })).toBeVisible();
});

for (const look of LOOKS)
  test(`axe finds nothing: ${lookName(look)}`, async ({ page, baseURL }) => {
    await setLook(page, look, baseURL);
    const { name, cell } = someCohort();
    // Fewer joining weeks: every cell costs the check its time, and all kinds of them are there.
    for (const view of [
      '&from=2023-02-06',
      '&from=2023-02-06&activity=fan&scope=compare&attribute=tier&measure=count',
      `&to=${name}&cohort=${name}&week=${cell.week}`,
    ]) {
      await page.goto(address(view));
      await expect(page.locator('[data-cell="0-0"]')).toBeVisible();
      if (view.includes('cohort='))
        await expect(page.getByRole('dialog').locator('thead')).toBeVisible();
      await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0);
      await expectNoViolations(page);
      await expectNoSidewaysScroll(page);
    }
  });
