import { type APIRequestContext, expect, type Page, test } from '@playwright/test';
import type { ActionList } from '../lib/contracts/actions';
import type { CelebProfile, CelebTimeline } from '../lib/contracts/celeb';
import type { ExplainedWindow } from '../lib/contracts/explain';
import type { RoundDetail } from '../lib/contracts/rounds';
import type { CelebOption } from '../lib/contracts/series';
import type { SnapshotList } from '../lib/contracts/snapshots';
import type { WorklistPage } from '../lib/contracts/worklist';
import { windowChange } from '../lib/domain/explain/window-change';
import { expectNoViolations } from './support/accessibility';
import { goBack } from './support/back';
import { type Demo, fetchJson, makeDemo, resultOf } from './support/demo';
import { explain } from './support/explained';
import { expectNoSidewaysScroll, LOOKS, lookName, setLook } from './support/look';
import { train } from './support/train';

/** A community manager opens one celeb: whom to contact, why, what was tried, did it help. */
test.describe.configure({ mode: 'serial' });

const GRU = {
  kind: 'sequence',
  scaler: 'log1p-standard',
  model: { model: 'gru', units: 8 },
  training: { epochs: 3 },
};
const TREES = { kind: 'gbdt', trees: { num_iterations: 20 } };
/** The data end on 28 March; today is the day after. */
const TODAY = '2023-03-29';
const WEEK_BEFORE = '2023-03-22';

let demo: Demo;
let snapshots: SnapshotList['snapshots'];
/** As of today: five that are scored today and the week before, the highest score first. */
const celebs: CelebProfile[] = [];
let first: CelebProfile;
let resting: CelebProfile;

const profileOf = (request: APIRequestContext, id: string, snapshot: string) =>
  fetchJson<CelebProfile>(request, `/celebs/${encodeURIComponent(id)}?snapshot=${snapshot}`);
const snapshotOf = (day: string): string => {
  const found = snapshots.find(({ asOf }) => asOf === day);
  if (!found) throw new Error(`${day} is scored`);
  return found.id;
};

test.beforeAll(async ({ request }) => {
  test.setTimeout(240_000);
  demo = await makeDemo(request, { scale: 0.05 });
  const { versionId } = demo;
  await train(request, { versionId, targets: ['churn'], candidates: [GRU], promote: 'best' });
  await train(request, { versionId, targets: ['sticker'], candidates: [TREES], promote: 'best' });
  const scoring = await request.post('/api/v1/snapshots', { data: { versionId, weeksBefore: 2 } });
  await resultOf(request, (await scoring.json()).id);
  ({ snapshots } = await fetchJson<SnapshotList>(request, `/snapshots?version=${versionId}`));
  const today = snapshotOf(TODAY);
  const { rows } = await fetchJson<WorklistPage>(request, `/worklist?snapshot=${today}&limit=500`);
  const both = rows.filter(({ change }) => change !== null).slice(0, 5);
  for (const { celebId } of both) celebs.push(await profileOf(request, celebId, today));
  const all = await fetchJson<{ rows: CelebOption[] }>(
    request,
    `/celebs?version=${versionId}&limit=500`,
  );
  const scored = new Set(rows.map(({ celebId }) => celebId));
  const without = all.rows.find(({ id }) => !scored.has(id));
  const [top] = celebs;
  if (!top || !without) throw new Error('some are scored on both days, and some rest');
  first = top;
  resting = await profileOf(request, without.id, today);
});

const nameOf = ({ celeb }: CelebProfile) => celeb.name ?? celeb.id;
const address = ({ celeb }: CelebProfile, query = '') =>
  `/celebs/${encodeURIComponent(celeb.id)}?version=${demo.versionId}${query}`;
const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const receiptRow = (page: Page, name: string) => page.locator(`[data-receipt="${name}"]`);
const fixed = (value: number, digits = 3) => value.toFixed(digits).replace(/^-(0\.0+)$/, '$1');
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });

/** What the receipt must say of this profile. */
async function expectReceipt(page: Page, profile: CelebProfile) {
  const { receipt, previous } = profile;
  if (!receipt) throw new Error('is scored');
  const both = (of: (receipt: NonNullable<CelebProfile['receipt']>) => string) => [
    of(receipt),
    previous?.receipt ? of(previous.receipt) : '–',
  ];
  const rows: [string, string[]][] = [
    ['churn', both(({ churn }) => fixed(churn))],
    ['sticker', both(({ sticker }) => fixed(sticker))],
    ['score', both(({ score }) => fixed(score))],
    ['log10', both(({ log10 }) => (log10 === null ? '없음' : fixed(log10, 2)))],
    ['threshold', both(({ threshold }) => (threshold === null ? '없음' : fixed(threshold)))],
    ['rank', both(({ rank, celebs }) => `${celebs}명 중 ${rank}위`)],
  ];
  for (const [name, texts] of rows)
    await expect(receiptRow(page, name).getByRole('cell')).toHaveText(texts);
  await expect(page.locator('[data-equation]')).toContainText(
    `${fixed(receipt.churn)}×스티커 확률${fixed(receipt.sticker)}=관리우선점수${fixed(receipt.score)}`,
  );
}

test('before anybody explains the models: the receipt, and where to learn more', async ({
  page,
}) => {
  await page.goto(address(first));
  await expect(heading(page, nameOf(first))).toBeVisible();
  await expectReceipt(page, first);
  await expect(page.getByRole('group', { name: '이탈 이유' })).toHaveCount(0);
  const change = region(page, '점수가 바뀐 까닭');
  await expect(change.getByText('아직 설명이 없습니다.')).toHaveCount(2);
  const why = region(page, '왜 이렇게 예측했나');
  await expect(why).toContainText('이 점수를 낸 모델은 아직 설명되지 않았습니다');
  await expect(why.getByRole('link', { name: '모델 설명하기' })).toHaveAttribute(
    'href',
    `/explain?version=${demo.versionId}&target=churn`,
  );
  await expectNoViolations(page);
});

test('once explained: what changed the score, by model and by variable, adds up', async ({
  page,
  request,
}) => {
  test.slow();
  const explanationId = await explain(request, demo.versionId);
  const profile = await profileOf(request, first.celeb.id, snapshotOf(TODAY));
  expect(profile.explanations).toEqual({ churn: explanationId, sticker: explanationId });
  const { receipt, previous } = profile;
  if (!receipt || !previous?.receipt) throw new Error('is scored on both days');
  await page.goto(address(first));
  const row = (name: string) => page.locator(`[data-change="${name}"]`);
  const printed = async (name: string) =>
    Number(((await row(name).getByRole('cell').textContent()) ?? '').replace(/^[▲▼] /, ''));
  await expect(row('before').getByRole('cell')).toHaveText(fixed(previous.receipt.score));
  await expect(row('after').getByRole('cell')).toHaveText(fixed(receipt.score));
  const [before, churn, sticker, after] = [
    await printed('before'),
    await printed('churn'),
    await printed('sticker'),
    await printed('after'),
  ];
  expect(before + churn + sticker).toBeCloseTo(after, 9);
  expect(churn).toBeCloseTo(profile.change?.churn ?? Number.NaN, 3);

  for (const target of ['churn', 'sticker']) {
    const windowOf = (anchor: string) =>
      fetchJson<ExplainedWindow>(
        request,
        `/explain/${explanationId}/window?target=${target}&celeb=${first.celeb.id}&anchor=${anchor}`,
      );
    const { shown } = windowChange(await windowOf(WEEK_BEFORE), await windowOf(TODAY), 3);
    const movers = row(target).locator('[data-mover]');
    await expect(movers).toHaveCount(Math.min(3, shown.length));
    for (const [i, { feature, change }] of shown.slice(0, 3).entries()) {
      await expect(movers.nth(i)).toHaveAttribute('data-mover', feature);
      await expect(movers.nth(i)).toContainText(fixed(Math.abs(change), 2));
    }
  }
  const reasons = page.getByRole('group', { name: '이탈 이유' });
  await expect(reasons).toBeVisible();

  // The cards of the explanation page, for this celeb and day.
  const why = region(page, '왜 이렇게 예측했나');
  await expect(why.getByRole('region', { name: '이탈 예측 나눠 보기 · 워터폴' })).toBeVisible();
  await expect(why.getByRole('region', { name: '이탈: 3. 22.과의 차이' })).toBeVisible();
  await expect(why.locator('[data-completeness]')).toHaveCount(2);
  await why.getByText('스티커', { exact: true }).click();
  await expect(page).toHaveURL(address(first, '&target=sticker'));
  await expect(why.getByRole('region', { name: '스티커 예측 나눠 보기 · 워터폴' })).toBeVisible();
  await goBack(page);
  await expect(why.getByRole('region', { name: '이탈 예측 나눠 보기 · 워터폴' })).toBeVisible();
});

test('another day is another receipt; the address keeps it', async ({ page, request }) => {
  await page.goto(address(first));
  await expectReceipt(page, first);
  const picker = page.getByRole('combobox', { name: '기준일' });
  await picker.click();
  await page.getByRole('option', { name: '2023. 3. 22.' }).click();
  const id = snapshotOf(WEEK_BEFORE);
  await expect(page).toHaveURL(address(first, `&snapshot=${id}`));
  const before = await profileOf(request, first.celeb.id, id);
  await expectReceipt(page, before);
  await expect(region(page, '이탈: 날짜별 기여도')).toContainText(
    '모델을 설명한 기준일(2023년 3월 29일 (수))',
  );
  // What became of that week is known; of today's it is not.
  if (before.outcome.state !== 'closed') throw new Error('the week after 22 March is over');
  await expect(
    page
      .getByText(before.outcome.churned ? '이탈함' : '남음')
      .or(page.getByText('스티커 받음'))
      .first(),
  ).toBeVisible();
  await page.reload();
  await expectReceipt(page, before);
  await goBack(page);
  await expectReceipt(page, first);
  await expect(page.getByText('2023. 4. 4.까지 지켜보는 중')).toBeVisible();

  // The first scores have none before them.
  const [oldest] = snapshots.slice(-1);
  const start = await profileOf(request, first.celeb.id, oldest?.id ?? '');
  if (start.receipt) {
    await page.goto(address(first, `&snapshot=${oldest?.id}`));
    await expectReceipt(page, start);
    await expect(region(page, '점수가 바뀐 까닭')).toContainText('이보다 앞선 점수가 없어');
  }
});

test('from celeb to celeb by rank, and back to the list with its filters', async ({
  page,
  request,
}) => {
  const filters = `version=${demo.versionId}&group=priority&sort=change`;
  const back = `&back=${encodeURIComponent(filters)}`;
  await page.goto(address(first, back));
  await expect(heading(page, nameOf(first))).toBeVisible();
  const list = page.getByRole('link', { name: '셀럽 목록으로' });
  await expect(list).toHaveAttribute('href', `/celebs?${filters}`);
  const next = await profileOf(request, first.lower?.id ?? '', snapshotOf(TODAY));
  await page.keyboard.press('j');
  await expect(heading(page, nameOf(next))).toBeVisible();
  await expect(page).toHaveURL(address(next, back));
  await expectReceipt(page, next);
  await expect(list).toHaveAttribute('href', `/celebs?${filters}`);
  await page.getByRole('link', { name: '순위가 한 단계 높은 셀럽' }).click();
  await expect(heading(page, nameOf(first))).toBeVisible();
  // Nobody ranks higher than the first.
  await expect(page.getByRole('button', { name: '순위가 한 단계 높은 셀럽' })).toBeDisabled();
  await goBack(page);
  await expect(heading(page, nameOf(next))).toBeVisible();
});

test('the timeline in days and weeks holds the numbers of the answer', async ({
  page,
  request,
}) => {
  const timeline = await fetchJson<CelebTimeline>(
    request,
    `/celebs/${first.celeb.id}/timeline?snapshot=${snapshotOf(TODAY)}`,
  );
  expect(timeline.days.at(-1)).toBe('2023-03-28');
  const total = (values: readonly number[]) => values.reduce((sum, n) => sum + n, 0);
  await page.goto(address(first));
  const card = region(page, '날짜별 활동');
  const number = new Intl.NumberFormat('ko');
  await expect(
    card.getByRole('img', {
      name: `자기방활동 ${number.format(total(timeline.own))}건, 팬활동 ${number.format(total(timeline.fan))}건`,
    }),
  ).toBeVisible();
  await card.getByText('표', { exact: true }).click();
  await expect(card.getByText(`${timeline.days.length + 1}행`)).toBeVisible();
  await card.getByText('주', { exact: true }).click();
  await expect(page).toHaveURL(address(first, '&step=week'));
  // 139 days hold 19 whole weeks before today; today begins another.
  await expect(card.getByText('20행')).toBeVisible();
  await card.getByRole('button', { name: '주', exact: true }).click();
  await card.getByRole('button', { name: '주', exact: true }).click();
  const rows = card.getByRole('row');
  await expect(rows.nth(2)).toContainText('3. 22.');
  await expect(rows.nth(2).getByRole('cell').nth(1)).toHaveText(
    number.format(total(timeline.own.slice(-7))),
  );
  await expect(rows.nth(2).getByRole('cell').nth(2)).toHaveText(
    number.format(total(timeline.fan.slice(-7))),
  );
  await goBack(page);
  await expect(card.getByText(`${timeline.days.length + 1}행`)).toBeVisible();
});

test('an action is logged, seen in list and timeline, and removed', async ({ page, request }) => {
  await page.goto(address(first));
  const card = region(page, '조치');
  await expect(card).toContainText('아직 기록한 조치가 없습니다.');
  await page.getByRole('button', { name: '조치 기록' }).first().click();
  const dialog = page.getByRole('dialog', { name: '조치 기록' });
  await dialog.getByText('혜택 제안').click();
  await dialog.getByRole('textbox', { name: '메모' }).fill('메인 배너 노출 제안');
  await expectNoViolations(page);
  await dialog.getByRole('button', { name: '기록', exact: true }).click();
  await expect(dialog).toBeHidden();
  const entry = card.getByRole('listitem');
  await expect(entry).toHaveCount(1);
  await expect(entry).toContainText('혜택 제안');
  await expect(entry).toContainText('2023. 4. 4.까지 지켜보는 중');
  await expect(entry).toContainText('메인 배너 노출 제안');
  await expect(entry).toContainText('local');
  const { rows } = await fetchJson<ActionList>(
    request,
    `/actions?dataset=${demo.datasetId}&celeb=${first.celeb.id}`,
  );
  expect(rows.map(({ kind, note, asOf }) => [kind, note, asOf])).toEqual([
    ['offer', '메인 배너 노출 제안', TODAY],
  ]);
  const timeline = region(page, '날짜별 활동');
  await timeline.getByText('표', { exact: true }).click();
  await timeline.getByRole('button', { name: '조치', exact: true }).click();
  await timeline.getByRole('button', { name: '조치', exact: true }).click();
  await expect(timeline.getByRole('row').nth(1)).toContainText('혜택 제안');
  await expectNoViolations(page);

  // Of an older day the outcome is filled in already.
  const logged = await request.post('/api/v1/actions', {
    data: { snapshot: snapshotOf(WEEK_BEFORE), celebIds: [first.celeb.id], kind: 'push' },
  });
  expect(await logged.json()).toEqual({ logged: 1 });
  const { outcome } = await profileOf(request, first.celeb.id, snapshotOf(WEEK_BEFORE));
  if (outcome.state !== 'closed') throw new Error('the week after 22 March is over');
  await page.reload();
  await expect(entry).toHaveCount(2);
  const words = outcome.churned ? '이탈함' : '남음';
  await expect(entry.first()).toContainText(outcome.stickered ? `${words} · 스티커 받음` : words);

  await entry.last().getByRole('button', { name: '지우기' }).click();
  const sure = page.getByRole('dialog', { name: '이 조치를 지울까요?' });
  await sure.getByRole('button', { name: '취소' }).click();
  await expect(entry).toHaveCount(2);
  await entry.last().getByRole('button', { name: '지우기' }).click();
  await sure.getByRole('button', { name: '조치 지우기' }).click();
  await expect(entry).toHaveCount(1);
  await expect(entry).toContainText('푸시 메시지');
});

test('owner and status are changed here too, and taken back', async ({ page, request }) => {
  const workOf = async () => (await profileOf(request, first.celeb.id, snapshotOf(TODAY))).work;
  await page.goto(address(first));
  const work = page.getByRole('group', { name: '담당자와 상태' });
  await expect(work).toContainText('담당자 없음');
  await work.getByRole('button', { name: '담당자 정하기' }).click();
  await page.getByRole('combobox', { name: '이름' }).fill('보라');
  await page.getByRole('button', { name: '정하기', exact: true }).click();
  await expect(work).toContainText('담당 보라');
  await work.getByRole('button', { name: '상태: 시작 전' }).click();
  await page.getByRole('menuitem', { name: '진행 중' }).click();
  await expect(work.getByRole('button', { name: '상태: 진행 중' })).toBeVisible();
  expect(await workOf()).toMatchObject({
    owner: '보라',
    status: 'in-progress',
    updatedBy: 'local',
  });
  await expectNoViolations(page);
  await page.getByRole('button', { name: '되돌리기' }).last().click();
  await expect(work.getByRole('button', { name: '상태: 시작 전' })).toBeVisible();
  expect(await workOf()).toMatchObject({ owner: '보라', status: 'open' });
});

test('whom a round has set aside is not contacted by mistake', async ({ page, request }) => {
  const members = celebs.slice(1, 5);
  const answer = await request.post('/api/v1/rounds', {
    data: {
      snapshot: snapshotOf(TODAY),
      celebIds: members.map(({ celeb }) => celeb.id),
      name: '봄맞이 연락',
      holdoutShare: 0.25,
      seed: 7,
    },
  });
  expect(answer.status()).toBe(200);
  const round = await fetchJson<RoundDetail>(request, `/rounds/${(await answer.json()).id}`);
  const sideOf = (isHoldout: boolean) => {
    const ids = round.members
      .filter((one) => one.isHoldout === isHoldout)
      .map((one) => one.celebId);
    return members.filter(({ celeb }) => ids.includes(celeb.id));
  };
  const [aside] = sideOf(true);
  const [contacted] = sideOf(false);
  if (!aside || !contacted) throw new Error('one of four is set aside');

  await page.goto(address(aside));
  await expect(
    page.getByRole('link', { name: '‘봄맞이 연락’ 비교 대상 · 연락 금지' }),
  ).toHaveAttribute('href', `/celebs/rounds?version=${demo.versionId}&round=${round.id}`);
  await page.getByRole('button', { name: '조치 기록' }).first().click();
  const dialog = page.getByRole('dialog', { name: '조치 기록' });
  await dialog.getByRole('button', { name: '기록', exact: true }).click();
  const warning = dialog.getByRole('alert');
  await expect(warning).toContainText('1명은 연락하지 않기로 한 셀럽입니다');
  await expect(warning).toContainText(nameOf(aside));
  await expect(warning).toContainText('라운드 ‘봄맞이 연락’에서');
  await expect(warning).toContainText('2023. 4. 4.까지');
  await expectNoViolations(page);
  await dialog.getByRole('button', { name: '취소' }).click();
  await expect(region(page, '조치')).toContainText('아직 기록한 조치가 없습니다.');
  // Several at once: those who are to be contacted can be logged without them.
  const refused = await request.post('/api/v1/actions', {
    data: {
      snapshot: snapshotOf(TODAY),
      celebIds: [aside.celeb.id, contacted.celeb.id],
      kind: 'contacted',
    },
  });
  expect(refused.status()).toBe(409);
  expect((await refused.json()).error).toMatchObject({
    code: 'celebs_held_out',
    details: { celebs: [aside.celeb.id], names: [nameOf(aside)], rounds: ['봄맞이 연락'] },
  });

  await page.getByRole('button', { name: '조치 기록' }).first().click();
  await dialog.getByRole('button', { name: '기록', exact: true }).click();
  await warning.getByRole('button', { name: '그래도 기록' }).click();
  await expect(dialog).toBeHidden();
  const entry = region(page, '조치').getByRole('listitem');
  await expect(entry).toContainText('라운드 봄맞이 연락');
  const { rows } = await fetchJson<ActionList>(
    request,
    `/actions?dataset=${demo.datasetId}&round=${round.id}`,
  );
  expect(rows.map(({ celeb }) => celeb.id)).toEqual([aside.celeb.id]);
});

test('visits are drawn of the celeb alone, up to the day before the scores', async ({
  page,
  request,
}) => {
  const params = `version=${demo.versionId}&side=own&scope=celeb&celeb=${first.celeb.id}&to=2023-03-28`;
  const graph = await fetchJson<{ cases: number; events: number }>(
    request,
    `/process/graph?${params}`,
  );
  await page.goto(address(first));
  const visits = region(page, '자기방 방문 흐름');
  await visits.scrollIntoViewIfNeeded();
  const number = new Intl.NumberFormat('ko');
  await expect(visits).toContainText(
    `케이스 ${number.format(graph.cases)}건 · 이벤트 ${number.format(graph.events)}건`,
  );
  await expect(visits.getByRole('link', { name: '프로세스 맵에서 더 보기' })).toHaveAttribute(
    'href',
    `/explore/process?${params}`,
  );
});

test('who has no score that day, and who is nobody, is said in words', async ({ page }) => {
  await page.goto(address(resting));
  await expect(heading(page, nameOf(resting))).toBeVisible();
  await expect(region(page, '이날은 점수가 없습니다')).toContainText(
    '이 셀럽은 그 기간에 자기방활동이 없었습니다.',
  );
  await expect(region(page, '점수 영수증')).toHaveCount(0);
  await expect(region(page, '날짜별 활동')).toBeVisible();
  await expectNoViolations(page);

  // An id is free text.
  const nobody = 'a/b %?#한글';
  await page.goto(`/celebs/${encodeURIComponent(nobody)}?version=${demo.versionId}`);
  await expect(heading(page, nobody)).toBeVisible();
  await expect(page.getByRole('heading', { name: '이런 셀럽이 없습니다' })).toBeVisible();
  await expect(page.getByText(`ID가 ‘${nobody}’인 셀럽이 없습니다`)).toBeVisible();
  await expectNoViolations(page);
  await page.getByRole('link', { name: '셀럽 목록으로' }).click();
  await expect(page).toHaveURL(`/celebs?version=${demo.versionId}`);
});

test('in English: the receipt, the change and an action', async ({ page, baseURL, request }) => {
  await setLook(page, { locale: 'en', scheme: 'light', size: 'wide' }, baseURL);
  const profile = await profileOf(request, first.celeb.id, snapshotOf(TODAY));
  const { receipt } = profile;
  if (!receipt) throw new Error('is scored');
  await page.goto(address(first));
  await expect(receiptRow(page, 'rank').getByRole('cell').first()).toHaveText(
    `${receipt.rank} of ${receipt.celebs}`,
  );
  await expect(receiptRow(page, 'score')).toContainText(fixed(receipt.score));
  await expect(region(page, 'What changed the score')).toContainText("The churn model's part");
  const { total } = await fetchJson<ActionList>(
    request,
    `/actions?dataset=${demo.datasetId}&celeb=${first.celeb.id}`,
  );
  const card = region(page, 'Actions');
  await card.getByRole('button', { name: 'Log an action' }).click();
  const dialog = page.getByRole('dialog', { name: 'Log an action' });
  await dialog.getByRole('button', { name: 'Log it' }).click();
  await expect(dialog).toBeHidden();
  const entry = card.getByRole('listitem').first();
  await expect(entry).toContainText('Contacted');
  await expect(entry).toContainText('Open until Apr 4, 2023');
  await entry.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('button', { name: 'Remove the action' }).click();
  await expect(card.getByRole('listitem')).toHaveCount(total);
});

for (const look of LOOKS)
  test(`reads well: ${lookName(look)}`, async ({ page, baseURL }) => {
    await setLook(page, look, baseURL);
    await page.goto(address(first));
    await expect(page.locator('[data-mover]').first()).toBeVisible();
    await expect(page.locator('[data-completeness]')).toHaveCount(2);
    await page.locator('main section').last().scrollIntoViewIfNeeded();
    await expect(page.getByRole('slider').first()).toBeVisible();
    await expectNoSidewaysScroll(page);
    await expectNoViolations(page);
  });
