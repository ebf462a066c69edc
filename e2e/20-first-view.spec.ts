import { expect, type Page, test } from '@playwright/test';
import { PAGES } from '../components/shell/pages';
import { type Explained, makeExplained } from './support/explained';
import { LOOKS, setLook } from './support/look';
import { freezeWeeks } from './support/weeks';

/** What a page shows is there before its scripts run, and stays as it is when they do. */
let demo: Explained;

test.beforeAll(async ({ request }) => {
  test.setTimeout(180_000);
  demo = await makeExplained(request, 0.05);
  await freezeWeeks(request, demo.versionId, 1);
});

/** Far from UTC, with a half hour: an instant that the server puts into words would be wrong. */
const TIME_ZONE = 'America/St_Johns';

test('a page says what it has to say before its scripts come', async ({ page }) => {
  await page.route('**/*.js', (route) => route.abort());
  const at = (path: string) => `${path}?version=${demo.versionId}`;
  await page.goto(at('/'));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    '이번 주: 2023. 3. 22. ~ 2023. 3. 28.',
  );
  await expect(page.getByText(/^활동한 셀럽은 \d+명으로/)).toBeVisible();
  await page.goto(at('/celebs'));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('셀럽 관리');
  await page.goto(at('/explain'));
  await expect(page.locator('[data-fidelity]').first()).toContainText('R²');
  // The frame around them knows the version too.
  await expect(page.getByRole('combobox', { name: '데이터셋 버전' })).toHaveValue(/버전 1$/);
});

test.describe('with scripts', () => {
  test.use({ timezoneId: TIME_ZONE });

  for (const look of [LOOKS[1], LOOKS[2]])
    test(`every page stays as the server sent it: ${look?.locale}, ${look?.size}`, async ({
      page,
      baseURL,
    }) => {
      test.setTimeout(90_000);
      if (look) await setLook(page, look, baseURL);
      const complaints = collectComplaints(page);
      for (const { href } of PAGES) {
        await page.goto(`${href}?version=${demo.versionId}`);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await page.waitForLoadState('networkidle');
      }
      expect(complaints).toEqual([]);
    });
});

/** What a page throws or writes as an error, with its address: React says there where its first view differed. */
function collectComplaints(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', ({ message }) => complaints.push(`${page.url()}: ${message}`));
  page.on('console', (said) => {
    if (said.type() === 'error') complaints.push(`${page.url()}: ${said.text()}`);
  });
  return complaints;
}
