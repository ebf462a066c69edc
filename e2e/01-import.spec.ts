import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { expectNoViolations } from './support/accessibility';
import { goBack } from './support/back';
import { expectedWindows } from './support/expected-windows';
import * as files from './support/log-files';

/** A person's first hour: from an empty installation to two versions, with every number known beforehand. */
test.describe.configure({
  mode: 'serial',
  // It begins with an empty installation, which there is only once.
  retries: 0,
});

/** As a person does; a page that has just arrived may not hear the first press. */
const choose = (page: Page, chosen: readonly files.LogFile[]) =>
  expect(async () => {
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser', { timeout: 2_000 }),
      page.getByRole('button', { name: '파일 고르기' }).click({ timeout: 2_000 }),
    ]);
    await chooser.setFiles([...chosen]);
  }).toPass({ timeout: 15_000 });
const card = (page: Page, name: string) => page.getByRole('group', { name, exact: true });
const column = (page: Page, file: string, field: string) =>
  card(page, file).getByRole('combobox', { name: `${field}에 연결할 열` });
const run = async (page: Page) => {
  await page.getByRole('button', { name: '다음: 데이터셋' }).click();
  await page.getByRole('button', { name: '가져오기 실행' }).click();
};
/** Clicks a button of the page's frame and leaves it, so that its tooltip is gone. */
const clickFrame = async (page: Page, name: string | RegExp) => {
  await page.getByRole('button', { name }).click();
  await page.getByRole('heading', { level: 1 }).hover();
  await expect(page.getByRole('tooltip')).toHaveCount(0);
};
const check = (page: Page, name: string) => page.locator(`[data-check="${name}"]`);

test('a new user is led to the data page, which says what to do first', async ({ page }) => {
  await page.goto('/');
  await expect(page).toHaveURL(/\/data$/);
  await expect(page.getByRole('heading', { name: '아직 데이터가 없습니다' })).toBeVisible();
  await expectNoViolations(page);
});

test('three files go through the wizard, and every row is accounted for', async ({ page }) => {
  await page.goto('/data');
  await page.getByRole('link', { name: '파일 가져오기' }).click();
  await choose(page, [files.firstEvents(), files.stickers(), files.celebs()]);

  await expect(card(page, 'spring_events.csv').getByText('이벤트 · 준비됨')).toBeVisible();
  await expect(card(page, 'spring_stickers.csv').getByText('땡큐스티커 · 준비됨')).toBeVisible();
  await expect(card(page, 'spring_celebs.csv').getByText('셀럽 목록 · 준비됨')).toBeVisible();
  await expect(column(page, 'spring_events.csv', '시각')).toHaveValue('time');
  await expect(column(page, 'spring_events.csv', '활동한 회원')).toHaveValue('user_id');
  await expect(column(page, 'spring_events.csv', '방 주인')).toHaveValue('room_id');
  await expect(column(page, 'spring_events.csv', '이벤트 이름')).toHaveValue('action');
  await expectNoViolations(page);

  await page.getByRole('button', { name: '다음: 데이터셋' }).click();
  await expect(page.getByLabel('데이터셋 이름')).toHaveValue('spring');
  await page.getByLabel('데이터셋 이름').fill('봄 로그');
  await expect(page.getByRole('combobox', { name: '시간대' })).toHaveValue(/^Asia\/Seoul/);
  await page.getByRole('button', { name: '가져오기 실행' }).click();

  await expect(page.getByText('봄 로그의 버전 1 준비를 마쳤습니다.')).toBeVisible();
  await expect(
    page.getByText('파일 3개에서 2,175행을 읽어 2,169행을 받아들이고 6행을 따로 보관했습니다.'),
  ).toBeVisible();
  const { complete, churned } = expectedWindows(files.DAYS);
  await expect(page.getByText(`대상 셀럽 12명, 관찰 구간 ${complete}개입니다.`)).toBeVisible();
  expect({ complete, churned }).toEqual({ complete: 315, churned: 28 });

  await page.getByRole('link', { name: '품질 보고서 보기' }).click();
  await expect(check(page, 'duplicate_events')).toContainText('이벤트가 3행 더 있습니다');
  await expect(check(page, 'days_without_events')).toContainText('하나도 없는 날이 1일 있습니다');
  await expect(check(page, 'days_without_events')).toContainText('2024. 1. 31.');
  await expect(check(page, 'rooms_without_celeb')).toContainText(
    '방 1개(7.1%)의 주인이 셀럽 목록에 없습니다. 이벤트는 42행입니다.',
  );
  await expect(check(page, 'celebs_without_own_activity')).toContainText('목록의 셀럽 1명(7.7%)');
  await expect(check(page, 'stickers_to_unknown')).toContainText('땡큐스티커 1행(2.2%)');
  await expect(check(page, 'self_stickers')).toContainText('1행 있습니다(2.2%)');
  await expect(check(page, 'stickers_without_amount')).toContainText('땡큐스티커 2행(4.4%)');
  await expect(check(page, 'non_target_removal')).toContainText(
    '방 2개의 이벤트 84행(전체의 4%)이 일별 표에서 빠졌습니다. 그 방에서 활동한 회원은 40명입니다.',
  );
  await expect(check(page, 'non_target_removal')).toContainText('셀럽 목록에 없는 방: 42행 (50%)');
  await expect(page.getByText('살펴볼 점 8가지, 이상 없는 검사 8가지입니다.')).toBeVisible();
  await expectNoViolations(page);
});

test('the rows that were set aside can be downloaded with line, reason and text', async ({
  page,
}) => {
  await page.goto('/data');
  await expect(page.getByText('2,115행을 읽고 2,111행을 받아들였습니다.')).toBeVisible();
  await expect(page.getByText('시각을 읽을 수 없음 2행')).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'spring_events.csv에서 따로 보관한 행 내려받기' }).click();
  const text = await readFile(await (await download).path(), 'utf8');
  const [head, ...rows] = text.trim().split(/\r?\n/);
  expect(head?.replace('\uFEFF', '')).toBe('file,line,reason,column,value,raw');
  expect(rows).toHaveLength(files.BAD_EVENTS.length);
  for (const { line, reason, cells } of files.BAD_EVENTS) {
    const row = rows.find((text) => text.startsWith(`spring_events.csv,${line},${reason},`));
    expect(row).toContain(cells.join(','));
  }
});

test('the version leads to its series, and language and theme change in place', async ({
  page,
}) => {
  await page.goto('/data');
  await page.getByRole('link', { name: '시계열 보기' }).click();
  await expect(page).toHaveURL(/\/explore\/series\?version=/);
  await goBack(page);
  await expect(page.getByRole('heading', { level: 1, name: '데이터' })).toBeVisible();
  await clickFrame(page, /English/);
  await expect(page.getByRole('heading', { name: 'Quality report' })).toBeVisible();
  await expect(check(page, 'duplicate_events')).toContainText(
    '3 events repeat another one in time, actor, room and name',
  );
  await expectNoViolations(page);
  await clickFrame(page, 'Switch to dark theme');
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await expectNoViolations(page);
  await clickFrame(page, /한국어/);
  await expect(page.getByRole('heading', { name: '품질 보고서' })).toBeVisible();
  await expectNoViolations(page);
});

test('broken files and missing owners are explained in words', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto('/data/import');
  await choose(page, [files.picture(), files.withoutRooms()]);
  await expect(card(page, 'events.csv').getByRole('alert')).toContainText(
    '“events.csv” 파일은 표가 아닙니다',
  );
  const purchases = card(page, 'purchases.csv');
  await expect(purchases.getByText('방 주인이 누구인지 알아야 합니다')).toBeVisible();
  await expect(page.getByRole('button', { name: '다음: 데이터셋' })).toBeDisabled();
  await expectNoViolations(page);
  await purchases.getByRole('button', { name: '‘user_id’ 열을 방 주인으로도 쓰기' }).click();
  await expect(purchases.getByText('이벤트 · 준비됨')).toBeVisible();
  await page.getByRole('button', { name: 'events.csv 빼기' }).click();
  await expect(page.getByRole('button', { name: '다음: 데이터셋' })).toBeEnabled();
});

test('a failed import is mended by another mapping without a new upload', async ({ page }) => {
  await page.goto('/data/import');
  await choose(page, [files.wrongTimes()]);
  await column(page, 'wrong_times.csv', '시각').click();
  await page.getByRole('option', { name: 'time', exact: true }).click();
  await expect(page.getByText('이 열의 값은 시각처럼 보이지 않습니다.')).toBeVisible();
  await run(page);
  await expect(page.getByRole('alert').first()).toContainText('“day 1”');
  await expect(page.getByRole('alert').first()).toContainText(
    '이전 버전과 올린 파일은 그대로 있습니다.',
  );
  // A reload forgets the draft; the server still has the upload and what was asked for.
  await page.reload();
  await page.getByRole('button', { name: '연결을 바꿔 다시 시도' }).click();
  await expect(card(page, 'wrong_times.csv').getByRole('alert')).toContainText('“day 1”');
  await column(page, 'wrong_times.csv', '시각').click();
  await page.getByRole('option', { name: 'when', exact: true }).click();
  await run(page);
  await expect(page.getByText('wrong times의 버전 1 준비를 마쳤습니다.')).toBeVisible();
});

test('the same files again are nothing new', async ({ page }) => {
  await page.goto('/data');
  await card(page, '봄 로그').getByRole('link', { name: '파일 추가' }).click();
  await choose(page, [files.firstEvents(), files.stickers(), files.celebs()]);
  await page.getByRole('button', { name: '다음: 데이터셋' }).click();
  await expect(page.getByRole('combobox', { name: '데이터셋', exact: true })).toHaveValue(
    '봄 로그',
  );
  await page.getByRole('button', { name: '가져오기 실행' }).click();
  await expect(page.getByText('새로 추가할 것이 없습니다')).toBeVisible();
  await expect(page.getByText('새 버전을 만들지 않았습니다.')).toBeVisible();
});

test('a later file makes version 2, and the page says what is different', async ({ page }) => {
  await page.goto('/data');
  await card(page, '봄 로그').getByRole('link', { name: '파일 추가' }).click();
  await choose(page, [files.laterEvents()]);
  await run(page);
  await expect(page.getByText('봄 로그의 버전 2 준비를 마쳤습니다.')).toBeVisible();
  await page.getByRole('link', { name: '품질 보고서 보기' }).click();

  const added = files.eventRows(files.DAYS, files.DAYS + 7).length;
  const windows = expectedWindows(files.DAYS + 7).complete - expectedWindows(files.DAYS).complete;
  expect({ added, windows }).toEqual({ added: 340, windows: 56 });
  const changes = page.getByRole('list', { name: '버전 1 이후 달라진 점' });
  await expect(changes.getByRole('listitem')).toHaveText([
    '이벤트 +340행',
    '땡큐스티커 ±0행',
    '목록의 셀럽 ±0명',
    '대상 셀럽 ±0명',
    '관찰 구간 +56개',
    '마지막 날 2024. 2. 11. → 2024. 2. 18.',
  ]);
  // The version before is as it was.
  await card(page, '봄 로그').getByRole('link', { name: '버전 1' }).click();
  await expect(page.getByRole('heading', { name: '봄 로그 · 버전 1' })).toBeVisible();
  await expect(page.getByText('이 데이터셋의 첫 버전입니다.')).toBeVisible();
});

test('demo data can be started, watched, cancelled and made', async ({ page }) => {
  test.slow();
  await page.goto('/data');
  const start = async (scale: string) => {
    await page.getByRole('button', { name: '데모 데이터' }).click();
    const dialog = page.getByRole('dialog', { name: '데모 데이터 만들기' });
    await dialog.getByLabel('규모', { exact: true }).fill(scale);
    await expectNoViolations(page);
    await dialog.getByRole('button', { name: '만들기' }).click();
    await expect(dialog).toBeHidden();
  };
  // Large enough that it cannot end before it is cancelled.
  await start('100');
  const jobs = page.getByRole('region', { name: '작업' });
  const large = jobs.getByRole('listitem').filter({ hasText: 'Demo 100x' });
  await expect(large.getByRole('progressbar')).toBeVisible();
  await large.getByRole('button', { name: '취소' }).click();
  await expect(large.getByText('취소됨')).toBeVisible();
  await large.getByRole('button', { name: '기록' }).click();
  await expect(page.getByRole('dialog', { name: 'Demo 100x 작업 기록' })).toBeVisible();
  await expectNoViolations(page);
  await page.keyboard.press('Escape');

  await start('0.02');
  const ofSmall = (type: string) =>
    jobs.getByRole('listitem').filter({ hasText: 'Demo 0.02x' }).filter({ hasText: type });
  // The data ask for models, and the models for scores.
  for (const type of ['데모 데이터', '모델 학습', '점수 계산'])
    await expect(ofSmall(type).getByText('완료')).toBeVisible({ timeout: 80_000 });
  const small = ofSmall('데모 데이터');
  await small.getByRole('link', { name: '결과 보기' }).click();
  await expect(page.getByRole('heading', { name: 'Demo 0.02x · 버전 1' })).toBeVisible();
});

test('on a small screen nothing is wider than the screen', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const excess = () =>
    page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  await page.goto('/data');
  await expect(page.getByRole('heading', { name: '품질 보고서' })).toBeVisible();
  expect(await excess()).toBeLessThanOrEqual(0);
  await page.goto('/data/import');
  await choose(page, [files.firstEvents(), files.celebs()]);
  await expect(card(page, 'spring_celebs.csv').getByText('셀럽 목록 · 준비됨')).toBeVisible();
  expect(await excess()).toBeLessThanOrEqual(0);
  await page.getByRole('button', { name: '다음: 데이터셋' }).click();
  await expect(page.getByRole('heading', { name: '어디에 넣을까요?' })).toBeVisible();
  expect(await excess()).toBeLessThanOrEqual(0);
  await expectNoViolations(page);
});
