import { expect, test } from '@playwright/test';
import type { StrengthsAnswer } from '../lib/contracts/decomposition';
import type { CelebOption, SeriesOptions } from '../lib/contracts/series';
import { expectNoViolations } from './support/accessibility';
import { goBack } from './support/back';
import { type Demo, fetchJson, makeDemo } from './support/demo';
import { expectNoSidewaysScroll, LOOKS, lookName, setLook } from './support/look';
import { card, cells, hundredths, OUTAGE, parts, query, settled } from './support/series';

/** An analyst puts groups and celebs side by side, and looks for those with the strongest rhythm. */
test.describe.configure({ mode: 'serial' });

let demo: Demo;
let options: SeriesOptions;
let celebs: CelebOption[];
test.beforeAll(async ({ request }) => {
  test.setTimeout(200_000);
  demo = await makeDemo(request, { scale: 0.05, seed: 20_230_328 });
  options = await fetchJson(request, `/series/options?version=${demo.versionId}`);
  ({ rows: celebs } = await fetchJson<{ rows: CelebOption[] }>(
    request,
    `/celebs?version=${demo.versionId}&limit=10`,
  ));
});

const address = (query: string) => `/explore/series?version=${demo.versionId}&${query}`;

test('groups and celebs are compared in one chart and one table', async ({ page, request }) => {
  const group = options.attributes[0];
  if (!group) throw new Error('the demo has attributes');
  await page.goto(address('metric=fan_total&view=compare'));
  await settled(page);
  const table = () => cells(page, '강도 비교');
  const expected = async (asked: string, name: string) => {
    const found = await parts(request, demo.versionId, `metric=fan_total&${asked}`);
    return [name, hundredths(found.trendStrength), hundredths(found.seasonalStrength)];
  };
  const shown = async () => (await table()).map((row) => [row[0], row[3], row[4]]);
  const values = group.values.slice(0, 6);
  const of = (value: string) =>
    expected(`scope=group&attribute=${group.name}&value=${encodeURIComponent(value)}`, value);
  await expect.poll(shown).toEqual(await Promise.all(values.map(of)));

  await page.getByText('원래 값', { exact: true }).click();
  await expect(page).toHaveURL(/unit=raw/);
  await page
    .getByRole('radiogroup', { name: '비교 대상' })
    .getByText('셀럽', { exact: true })
    .click();
  await page.getByRole('button', { name: '활동이 많은 셀럽 4명으로 시작' }).click();
  await settled(page);
  const top = celebs.slice(0, 4);
  await expect
    .poll(() => query(page))
    .toMatchObject({ by: 'celebs', celebs: top.map((c) => c.id).join(',') });
  await expect
    .poll(shown)
    .toEqual(
      await Promise.all(top.map((c) => expected(`scope=celeb&celeb=${c.id}`, c.name ?? c.id))),
    );
  const [gone] = top;
  await page.getByRole('button', { name: `${gone?.name ?? gone?.id} 빼기` }).click();
  await expect.poll(async () => (await table()).length).toBe(3);
  await goBack(page);
  await expect.poll(async () => (await table()).length).toBe(4);
  await page.reload();
  await settled(page);
  await expect.poll(async () => (await table()).length).toBe(4);
  await card(page, '강도 비교').getByRole('link').first().click();
  await expect(page).toHaveURL(/view=decomposition/);
  await settled(page);
  await expect
    .poll(() => query(page))
    .toMatchObject({ view: 'decomposition', scope: 'celeb', celeb: gone?.id });
});

test('celebs are ranked by rhythm and trend, and who is left out is counted', async ({
  page,
  request,
}) => {
  await page.goto(address('metric=fan_total&view=celebs'));
  const ask = (method: string) =>
    fetchJson<StrengthsAnswer>(
      request,
      `/series/strengths?version=${demo.versionId}&metric=fan_total&method=${method}`,
    );
  const title = '셀럽 순위: 팬활동 합계';
  const robust = await ask('stl-robust');
  await expect(card(page, title)).toContainText(`분해한 셀럽 ${robust.rows.length}명`);
  await expect(card(page, title)).toContainText(
    `강건 STL에서 제외한 셀럽 ${robust.without['mostly-equal']}명`,
  );
  await page.getByRole('button', { name: '고전 덧셈 방법으로 이 셀럽들도 보기' }).click();
  const all = await ask('additive');
  await expect(card(page, title)).toContainText(`분해한 셀럽 ${all.rows.length}명`);
  expect(all.rows.length).toBeGreaterThan(robust.rows.length);
  const strongest = all.rows.toSorted((a, b) => b.seasonalStrength - a.seasonalStrength);
  const shown = async () => (await cells(page, title)).slice(0, 5).map((row) => row.slice(0, 2));
  await expect
    .poll(shown)
    .toEqual(
      strongest.slice(0, 5).map((r) => [r.name ?? r.celebId, hundredths(r.seasonalStrength)]),
    );
  const [first] = strongest;
  await page.getByRole('button', { name: `${first?.name ?? first?.celebId} 비교에 추가` }).click();
  await expect(page).toHaveURL(/view=compare/);
  await settled(page);
  await expect
    .poll(() => query(page))
    .toMatchObject({ view: 'compare', by: 'celebs', celebs: first?.celebId });
});

for (const look of LOOKS)
  test(`axe finds nothing: ${lookName(look)}`, async ({ page, baseURL }) => {
    // Seven looks at pages full of charts and tables.
    test.setTimeout(240_000);
    const { locale } = look;
    await setLook(page, look, baseURL);
    const table = locale === 'ko' ? '표' : 'Table';
    for (const view of ['decomposition', 'compare', 'celebs']) {
      await page.goto(address(`metric=fan_total&view=${view}`));
      if (view === 'celebs') await expect(page.locator('tbody tr').first()).toBeVisible();
      else await settled(page);
      await expectNoViolations(page);
      const twins = await page.getByText(table, { exact: true }).all();
      for (const button of twins) await button.click();
      if (twins.length > 0) await expectNoViolations(page);
      await expectNoSidewaysScroll(page);
    }
    await page.goto(address(`metric=fan_total&view=decomposition&day=${OUTAGE}`));
    await expect(page.getByRole('dialog').locator('tbody tr').first()).toBeVisible();
    await expectNoViolations(page);
  });
