import { expect, type Page, test } from '@playwright/test';
import type { ProcessBehind, ProcessGraphAnswer, ProcessVariants } from '../lib/contracts/process';
import { expectNoViolations } from './support/accessibility';
import { type Demo, fetchJson, makeDemo } from './support/demo';

/** An analyst looks at what follows what, who is behind it, and which ways are common. */
test.describe.configure({ mode: 'serial' });

let demo: Demo;
let graph: ProcessGraphAnswer;
test.beforeAll(async ({ request }) => {
  test.setTimeout(120_000);
  demo = await makeDemo(request);
  graph = await fetchJson(request, `/process/graph?version=${demo.versionId}`);
});

const address = (query = '') => `/explore/process?version=${demo.versionId}${query}`;
const inEnglish = (page: Page) =>
  page.context().addCookies([{ name: 'locale', value: 'en', url: page.url() }]);
const map = (page: Page) => page.getByRole('region', { name: '프로세스 맵', exact: true });

test('an edge opens the celebs and cases behind it, with mouse and keyboard', async ({
  page,
  request,
}) => {
  await page.goto(address());
  const [edge] = graph.edges;
  if (!edge) throw new Error('the demo has no edges');
  const behind = await fetchJson<ProcessBehind>(
    request,
    `/process/behind?version=${demo.versionId}&selector=${encodeURIComponent(JSON.stringify({ kind: 'edge', from: edge.from, to: edge.to }))}`,
  );
  const mark = map(page).getByRole('button', {
    name: `${edge.from} 다음 ${edge.to}: ${edge.count.toLocaleString('ko')}. 셀럽과 케이스 보기`,
    exact: true,
  });
  await mark.focus();
  await page.keyboard.press('Enter');
  const drawer = page.getByRole('dialog', { name: `${edge.from} → ${edge.to}` });
  await expect(
    drawer.getByRole('heading', { name: `셀럽 (${behind.celebs.total.toLocaleString('ko')})` }),
  ).toBeVisible();
  await expect(
    drawer.getByRole('link', { name: behind.celebs.rows[0]?.celebId, exact: true }),
  ).toHaveAttribute('href', new RegExp(`scope=celeb&celeb=${behind.celebs.rows[0]?.celebId}$`));
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
});

test('a filter survives reload and back, and a variant is shown on the map', async ({
  page,
  request,
}) => {
  await page.goto(address('&side=own&tab=variants'));
  const { rows } = await fetchJson<ProcessVariants>(
    request,
    `/process/variants?version=${demo.versionId}&side=own`,
  );
  const name = rows[0]?.events.join(' → ') ?? '';
  await page.getByRole('button', { name, exact: true }).first().click();
  await expect(page.getByText(`이 순서와 정확히 같은 케이스만: ${name}`)).toBeVisible();
  const facts = map(page).getByText(`케이스 ${rows[0]?.cases.toLocaleString('ko')}건`);
  await expect(facts).toBeVisible();
  await page.reload();
  await expect(facts).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('region', { name: '변형' }).first()).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const)
  test(`both views have no accessibility violations (${colorScheme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.goto(address());
    await expect(
      map(page)
        .getByRole('button', { name: /셀럽과 케이스 보기/ })
        .first(),
    ).toBeVisible();
    await expectNoViolations(page);
    await page.goto(address('&tab=variants'));
    await expect(page.getByRole('region', { name: '변형' }).first()).toBeVisible();
    await expectNoViolations(page);
  });

test('the page in English, and nothing wider than a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(address());
  await inEnglish(page);
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Process map', level: 1 })).toBeVisible();
  await expect(page.getByText(/^Hidden: /)).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(
    true,
  );
});
