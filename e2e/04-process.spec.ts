import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import type {
  ProcessBehind,
  ProcessCompare,
  ProcessGraphAnswer,
  ProcessSankey,
  ProcessVariants,
} from '../lib/contracts/process';
import { linkConditions } from '../lib/domain/process/sankey';
import { expectNoViolations } from './support/accessibility';
import { goBack } from './support/back';
import { type Demo, fetchJson, makeDemo } from './support/demo';
import { expectNoSidewaysScroll } from './support/look';
import { steady } from './support/steady';

/** An analyst looks at what follows what, who is behind it, which ways are common, and how groups differ. */
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
  await goBack(page);
  await expect(page.getByRole('region', { name: '변형' }).first()).toBeVisible();
});

test('zoom keys and buttons change the size of the map, and the whole graph comes as CSV', async ({
  page,
}) => {
  await page.goto(address());
  const canvas = map(page).getByRole('group', { name: /^프로세스 맵 영역/ });
  const drawing = canvas.locator('svg');
  const widthOf = async () => Number(await drawing.getAttribute('width'));
  const first = await steady(widthOf);
  await canvas.focus();
  await page.keyboard.press('+');
  await expect.poll(widthOf).toBeCloseTo(first * 1.25, 3);
  await page.keyboard.press('-');
  await expect.poll(widthOf).toBeCloseTo(first, 3);
  await map(page).getByRole('button', { name: '확대', exact: true }).click();
  await expect.poll(widthOf).toBeCloseTo(first * 1.25, 3);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '전체 그래프(CSV)' }).click();
  const text = await readFile(await (await download).path(), 'utf8');
  const ends = graph.activities.flatMap((a) => [a.starts, a.ends]).filter((n) => n > 0).length;
  expect(text.trimEnd().split('\r\n')).toHaveLength(1 + graph.edges.length + ends);
  expect(text).toContain('from,to,count,share_of_from,median_seconds');
});

test('dragging moves the map and presses nothing', async ({ page }) => {
  await page.setViewportSize({ width: 700, height: 900 });
  await page.goto(address());
  const canvas = map(page).getByRole('group', { name: /^프로세스 맵 영역/ });
  const node = canvas.getByRole('button', { name: /^chat: / });
  await node.scrollIntoViewIfNeeded();
  const box = await steady(() => node.boundingBox());
  if (!box) throw new Error('the map shows no chat');
  const scrolled = () => canvas.evaluate((e) => e.scrollLeft);
  const before = await scrolled();
  await page.mouse.move(box.x + 20, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(box.x - 40, box.y + 10, { steps: 4 });
  await page.mouse.up();
  await expect.poll(scrolled).toBe(before + 60);
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('a flow opens the celebs of its links, and its settings stay in the address', async ({
  page,
  request,
}) => {
  const flow = await fetchJson<ProcessSankey>(
    request,
    `/process/sankey?version=${demo.versionId}&event=chat`,
  );
  await page.goto(address('&tab=sankey'));
  const chosen = page.getByRole('combobox', { name: '기준 이벤트' });
  await chosen.click();
  await page.getByRole('option', { name: 'chat', exact: true }).click();
  const diagram = page.getByRole('region', { name: '‘chat’ 이후 5단계' });
  await expect(diagram).toBeVisible();
  await expect(page).toHaveURL(/event=chat/);
  // The mouse tells what it points at, and lights up the ways through it.
  const lines = diagram.locator('svg path[stroke-opacity="0.85"]');
  await diagram
    .getByRole('button', { name: /^chat: / })
    .first()
    .hover();
  await expect(diagram.getByText(`chat: ${flow.cases.toLocaleString('ko')}건(100%)`)).toBeVisible();
  await expect(lines).toHaveCount(flow.links.length);
  await page.mouse.move(0, 0);
  await expect(lines).toHaveCount(0);

  // From the chosen event the arrow key leads into its largest link.
  const most = flow.links.filter((l) => l.source === 0).toSorted((a, b) => b.cases - a.cases)[0];
  if (!most) throw new Error('the demo has no flow');
  const target = flow.nodes[most.target];
  const name = target?.kind === 'end' ? '끝' : target?.kind === 'other' ? '기타' : target?.event;
  await diagram
    .getByRole('button', { name: /^chat: / })
    .first()
    .focus();
  await page.keyboard.press('ArrowRight');
  const link = diagram.getByRole('button', {
    name: new RegExp(`^chat → ${name}: ${most.cases.toLocaleString('ko')}건`),
  });
  await expect(link).toBeFocused();
  await expect(diagram.getByText(new RegExp(`^chat → ${name}: `))).toBeVisible();
  await page.keyboard.press('Enter');
  const selector = {
    kind: 'path',
    event: 'chat',
    direction: 'after',
    steps: 5,
    conditions: linkConditions(
      flow,
      flow.kept.map((events) => new Set(events)),
      [most.source, most.target],
    ),
  };
  const behind = await fetchJson<ProcessBehind>(
    request,
    `/process/behind?version=${demo.versionId}&selector=${encodeURIComponent(JSON.stringify(selector))}`,
  );
  expect(behind.celebs.rows.reduce((n, r) => n + r.count, 0)).toBe(most.cases);
  const drawer = page.getByRole('dialog', { name: `chat → ${name}` });
  await expect(
    drawer.getByRole('heading', { name: `셀럽 (${behind.celebs.total.toLocaleString('ko')})` }),
  ).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();

  await page.getByText('이전 흐름', { exact: true }).click();
  const before = page.getByRole('region', { name: '‘chat’ 이전 5단계' });
  await expect(before).toBeVisible();
  await page.reload();
  await expect(before).toBeVisible();
  await goBack(page);
  await expect(diagram).toBeVisible();

  // The picture as a file of its own, with its words.
  const saved = page.waitForEvent('download');
  await diagram.getByRole('button', { name: '‘‘chat’ 이후 5단계’ 내려받기' }).click();
  await page.getByRole('menuitem', { name: 'SVG 이미지로 저장' }).click();
  const file = await saved;
  expect(file.suggestedFilename()).toBe('process-sankey.svg');
  const svg = await readFile(await file.path(), 'utf8');
  expect(svg).toContain('‘chat’ 이후 5단계');
  expect(svg.match(/<rect /g)?.length).toBeGreaterThan(flow.nodes.length);

  await diagram.getByText('표', { exact: true }).click();
  await expect(diagram.locator('tbody tr[data-index]').first()).toBeVisible();
  await expect(diagram.locator('table')).toHaveAttribute(
    'aria-rowcount',
    String(flow.links.length + 1),
  );
});

test('churned and retained celebs are compared, and a link shows the same groups', async ({
  page,
  request,
  context,
}) => {
  const group = (scope: string) => encodeURIComponent(JSON.stringify({ scope }));
  const compare = await fetchJson<ProcessCompare>(
    request,
    `/process/compare?version=${demo.versionId}&a=${group('churned')}&b=${group('retained')}`,
  );
  await page.goto(address('&tab=compare'));
  const list = page.getByRole('region', { name: '차이가 큰 전이' });
  await expect(list.locator('table')).toHaveAttribute(
    'aria-rowcount',
    String(compare.rows.length + 1),
  );
  const [largest] = compare.rows;
  const step = `${largest?.from ?? '시작'} → ${largest?.to ?? '끝'}`;
  await list.getByRole('button', { name: step, exact: true }).click();
  const drawer = page.getByRole('dialog', { name: step });
  const selector = encodeURIComponent(
    JSON.stringify({ kind: 'edge', from: largest?.from ?? null, to: largest?.to ?? null }),
  );
  for (const [scope, label] of [
    ['churned', 'A 이탈한 셀럽'],
    ['retained', 'B 남은 셀럽'],
  ] as const) {
    await drawer.getByText(label, { exact: true }).click();
    const behind = await fetchJson<ProcessBehind>(
      request,
      `/process/behind?version=${demo.versionId}&scope=${scope}&selector=${selector}`,
    );
    await expect(
      drawer.getByRole('heading', { name: `셀럽 (${behind.celebs.total.toLocaleString('ko')})` }),
    ).toBeVisible();
  }
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();

  const picture = page.getByRole('region', { name: 'A 이탈한 셀럽 / B 남은 셀럽' });
  await expect(
    picture.getByRole('button', { name: /: 차이 [+−]?[\d.,]+%p\. 셀럽과 케이스 보기$/ }).first(),
  ).toBeVisible();

  // Any other filter of the bar: fans in all rooms against those of retained celebs.
  const filter = page.getByRole('search', { name: 'A 조건' });
  await filter.getByRole('combobox', { name: '범위' }).click();
  await page.getByRole('option', { name: '플랫폼 전체' }).click();
  await filter.getByRole('combobox', { name: '이벤트 주체' }).click();
  await page.getByRole('option', { name: '팬', exact: true }).click();
  const title = 'A 플랫폼 전체 · 팬 / B 남은 셀럽';
  await expect(page.getByRole('region', { name: title })).toBeVisible();
  const shared = await context.newPage();
  await shared.goto(page.url());
  await expect(shared.getByRole('region', { name: title })).toBeVisible();
  await shared.close();
  await goBack(page);
  await goBack(page);
  await expect(picture).toBeVisible();
});

test('says what is missing where there is nothing to draw', async ({ page }) => {
  await page.goto(address('&rule=column'));
  await expect(page.getByRole('heading', { name: '케이스로 쓸 열이 없습니다' })).toBeVisible();
  await page.goto(address('&scope=celeb'));
  await expect(page.getByRole('heading', { name: '셀럽을 골라 주세요' })).toBeVisible();
  await page.goto(address('&tab=sankey&event=nothing'));
  await expect(page.getByRole('heading', { name: '‘nothing’ 이벤트가 없습니다' })).toBeVisible();
  // Less than two weeks: nobody can have churned yet.
  await page.goto(address('&tab=compare&to=2022-11-15'));
  await expect(
    page.getByRole('heading', { name: /^‘A 이탈한 셀럽 .*에 맞는 이벤트가 없습니다$/ }),
  ).toBeVisible();
  // One day is enough for a map.
  await page.goto(address('&from=2023-01-10&to=2023-01-10'));
  await expect(
    map(page)
      .getByRole('button', { name: /셀럽과 케이스 보기/ })
      .first(),
  ).toBeVisible();
  await page.goto(address('&scope=celeb&celeb=nobody'));
  await expect(page.getByRole('alert').first()).toBeVisible();
  await page.getByRole('button', { name: '조건을 지우고 처음부터' }).click();
  await expect(map(page)).toBeVisible();
});

const VIEWS = [
  ['map', /셀럽과 케이스 보기/],
  ['variants', /→/],
  ['sankey', /셀럽 보기/],
  ['compare', /셀럽과 케이스 보기/],
] as const;

for (const colorScheme of ['light', 'dark'] as const)
  for (const [tab, mark] of VIEWS)
    test(`the ${tab} view has no accessibility violations (${colorScheme})`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.goto(address(`&tab=${tab}`));
      await expect(page.getByRole('button', { name: mark }).first()).toBeVisible();
      await expectNoViolations(page);
    });

test('the page in English, and nothing wider than a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(address());
  await inEnglish(page);
  for (const [tab, heading] of [
    ['map', 'Process map'],
    ['variants', 'Cumulative share of the cases'],
    ['sankey', '5 steps after “First event of the case”'],
    ['compare', 'A Churned celebs / B Retained celebs'],
  ] as const) {
    await page.goto(address(`&tab=${tab}`));
    await expect(page.getByRole('heading', { name: 'Process map', level: 1 })).toBeVisible();
    await expect(page.getByRole('heading', { name: heading, level: 2 })).toBeVisible();
    await expectNoSidewaysScroll(page, tab);
  }
  await page.goto(address());
  await expect(page.getByText(/^Hidden: /)).toBeVisible();
  const [edge] = graph.edges;
  await page
    .getByRole('button', {
      name: `${edge?.from} to ${edge?.to}: ${edge?.count.toLocaleString('en')}. Show celebs and cases`,
      exact: true,
    })
    .press('Enter');
  await expect(page.getByRole('dialog').getByRole('heading', { name: /^Celebs \(/ })).toBeVisible();
});
