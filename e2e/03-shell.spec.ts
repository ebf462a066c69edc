import { expect, type Page, test } from '@playwright/test';
import { expectNoViolations } from './support/accessibility';
import { fetchJson, makeDemo } from './support/demo';
import { expectNoSidewaysScroll } from './support/look';

/** Whoever works with the keyboard, on a phone, or gets lost, finds the way. */
test.beforeAll(async ({ request }) => {
  test.setTimeout(120_000);
  const { datasets } = await fetchJson<{ datasets: unknown[] }>(request, '/datasets');
  if (datasets.length === 0) await makeDemo(request);
});

const open = async (page: Page) => {
  await page.goto('/explore/series');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('시계열 탐색');
  // Wait until the page answers to keys.
  await expect(page.getByRole('combobox', { name: '지표', exact: true })).toBeVisible();
};

test('? lists the shortcuts, and they work', async ({ page }) => {
  await open(page);
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: '단축키' });
  await expect(dialog.locator('kbd')).toHaveText([
    'g',
    'w',
    'g',
    'r',
    'g',
    's',
    'g',
    'p',
    'g',
    'c',
    'g',
    'm',
    'g',
    'e',
    'g',
    'd',
    'g',
    'x',
    '/',
    'l',
    't',
    '?',
    '↑',
    '↓',
  ]);
  await expectNoViolations(page);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();

  await page.keyboard.press('t');
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await page.keyboard.press('t');
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'light');

  await page.keyboard.press('l');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Time series');
  await page.keyboard.press('l');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('시계열 탐색');

  await page.keyboard.press('g');
  await page.keyboard.press('d');
  await expect(page).toHaveURL(/\/data(\?|$)/);
  await page.keyboard.press('g');
  await page.keyboard.press('s');
  await expect(page).toHaveURL(/\/explore\/series/);

  const metric = page.getByRole('combobox', { name: '지표', exact: true });
  await expect(metric).toBeVisible();
  await page.keyboard.press('/');
  await expect(metric).toBeFocused();
});

test('letters typed into a field are text, and single keys can be switched off', async ({
  page,
}) => {
  await open(page);
  const metric = page.getByRole('combobox', { name: '지표', exact: true });
  await metric.click();
  await metric.pressSequentially('t?');
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'light');
  await expect(page.getByRole('dialog', { name: '단축키' })).toBeHidden();
  await page.keyboard.press('Escape');
  await metric.blur();

  await page.getByRole('button', { name: '단축키' }).click();
  const own = page.getByRole('switch', { name: '한 글자 단축키 쓰기' });
  await own.press('Space');
  await expect(own).not.toBeChecked();
  await page.keyboard.press('Escape');
  await open(page);
  await page.keyboard.press('t');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: '단축키' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'light');
});

test('the first Tab offers to skip the menu; the page in view is marked', async ({ page }) => {
  await open(page);
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: '본문으로 건너뛰기' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();

  const menu = page.getByRole('navigation', { name: '주 메뉴' });
  await expect(menu.getByRole('link', { name: '시계열 탐색' })).toHaveAttribute(
    'aria-current',
    'page',
  );
  await expect(menu.locator('[aria-current]')).toHaveCount(1);
});

test('everything that takes the focus shows it', async ({ page }) => {
  await open(page);
  await expect(page.getByRole('img').first()).toBeVisible();
  const seen: string[] = [];
  for (let i = 0; i < 40; i++) {
    await page.keyboard.press('Tab');
    const state = await page.evaluate(() => {
      const at = document.activeElement;
      if (!at || at === document.body) return null;
      // A radio of a segmented control shows the focus on its label, a text box on its border.
      const shown = at.matches('input[type="radio"]') ? (at.nextElementSibling ?? at) : at;
      const style = getComputedStyle(shown);
      const visible =
        style.outlineStyle !== 'none' ||
        style.boxShadow !== 'none' ||
        at.matches('input:not([type="radio"])');
      return visible ? 'visible' : at.outerHTML.slice(0, 120);
    });
    if (state === null) break;
    seen.push(state);
  }
  expect(seen.length).toBeGreaterThan(12);
  expect(seen.filter((state) => state !== 'visible')).toEqual([]);
});

test('arrow, End and Home keys move from row to row of a table', async ({ page }) => {
  await open(page);
  const line = page.getByRole('region', { name: '자기방활동 합계', exact: true }).first();
  await line.getByText('표', { exact: true }).click();
  const rows = line.locator('tbody tr[data-index]');
  await expect(rows.first()).toBeVisible();
  await line.getByRole('group', { name: '자기방활동 합계' }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(line.locator('tr[data-index="0"]')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(line.locator('tr[data-index="1"]')).toBeFocused();
  await page.keyboard.press('End');
  const all = Number(await line.locator('table').getAttribute('aria-rowcount'));
  await expect(line.locator(`tr[data-index="${all - 2}"]`)).toBeFocused();
  await page.keyboard.press('Home');
  await expect(line.locator('tr[data-index="0"]')).toBeFocused();

  const head = line.getByRole('columnheader', { name: '자기방활동 합계' });
  await expect(head).toHaveAttribute('aria-sort', 'none');
  await head.getByRole('button').press('Enter');
  await expect(head).toHaveAttribute('aria-sort', 'descending');
  await head.getByRole('button').press('Enter');
  await expect(head).toHaveAttribute('aria-sort', 'ascending');
});

test('a page that does not exist says so and leads back', async ({ page }) => {
  const response = await page.goto('/explore/nothing');
  expect(response?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1, name: '없는 페이지입니다' })).toBeVisible();
  await expectNoViolations(page);
  await page.getByRole('link', { name: '처음으로' }).click();
  await expect(page).toHaveURL(/\/explore\/series|\/data/);
});

test('on a phone the drawer leads to every page', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/explore/series');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('시계열 탐색');
  const burger = page.getByRole('button', { name: '메뉴 열기' });
  const menu = page.getByRole('navigation', { name: '주 메뉴' });
  await expect(menu).toBeHidden();
  await burger.click();
  const pages = [
    '셀럽 관리',
    '관리우선대상군',
    '시계열 탐색',
    '프로세스 맵',
    '코호트 분석',
    '모델',
    '모델 설명',
    '데이터',
    '설정',
  ];
  await expect(menu.getByRole('link')).toHaveText(pages);
  await expectNoViolations(page);
  await menu.getByRole('link', { name: '데이터' }).click();
  await expect(page).toHaveURL(/\/data(\?|$)/);
  await expect(menu).toBeHidden();
  await burger.click();
  await page.keyboard.press('Escape');
  await expect(menu).toBeHidden();
  await expect(burger).toBeFocused();
  await expectNoSidewaysScroll(page);
});
