import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WORK_STATUSES } from '@/lib/contracts/work';
import {
  WORKLIST_SORTS,
  type WorklistRow,
  worklistQuerySchema,
  worklistSelectionSchema,
} from '@/lib/contracts/worklist';
import { PRIORITY_GROUPS } from '@/lib/domain/segments/groups';
import type { Database } from '@/lib/server/db/client';
import type { Runtime } from '@/lib/server/runtime';
import { removeDataDirs } from '@/lib/server/testing/folders';
import { appErrorOf, newRuntime } from '@/lib/server/testing/state';
import { type Written, writeSnapshot } from '@/lib/server/testing/worklist-snapshot';
import { changeWorkReversibly, restoreWork } from '@/lib/server/work/undo-work';
import { chosenCsv, worklistCsv } from './csv';
import { deleteView, savedViews, saveView } from './views';
import { worklistIds, worklistOptions, worklistPage } from './worklist';

const ME = { name: 'Ara' };

let runtime: Runtime;
let db: Database;
let written: Written;
let snapshot: string;

beforeAll(async () => {
  runtime = await newRuntime();
  db = runtime.db;
  written = await writeSnapshot(db);
  snapshot = written.snapshotId;
});
afterAll(async () => {
  await runtime.close();
  await removeDataDirs();
});

const page = (query: Record<string, unknown> = {}) =>
  worklistPage(db, ME, worklistQuerySchema.parse({ snapshot, limit: 500, ...query }));
const ids = async (query: Record<string, unknown> = {}) =>
  (await page(query)).rows.map(({ celebId }) => celebId);

/** The rows as they were written, in order of priority: score, then id. */
const byPriority = () =>
  written.rows.toSorted((a, b) => b.score - a.score || (a.celebId < b.celebId ? -1 : 1));

/** What a row is sorted by; null = none, which comes last. */
const keyOf: Record<string, (row: WorklistRow) => number | string | null> = {
  name: (row) => (row.name ?? row.celebId).toLowerCase(),
  churn: (row) => row.churn,
  sticker: (row) => row.sticker,
  score: (row) => row.score,
  rank: (row) => row.rank,
  group: (row) => PRIORITY_GROUPS.indexOf(row.group),
  previousScore: (row) => row.previousScore,
  change: (row) => row.change,
  ownWeeks: (row) => row.ownWeeks.at(-1) ?? null,
  lastOwnDay: (row) => row.lastOwnDay,
  lastStickerDay: (row) => row.lastStickerDay,
  owner: (row) => row.owner,
  status: (row) => WORK_STATUSES.indexOf(row.status),
  'attribute.region': (row) => row.attributes.region ?? null,
};

describe('order', () => {
  it('knows every sort', () => {
    expect(Object.keys(keyOf)).toEqual([...WORKLIST_SORTS, 'attribute.region']);
  });

  for (const sort of [...WORKLIST_SORTS, 'attribute.region'])
    for (const order of ['asc', 'desc'] as const)
      it(`${sort} ${order}: as a plain sort would, none last, ties by priority`, async () => {
        const { rows, total } = await page({ sort, order });
        expect(total).toBe(written.rows.length);
        const place = new Map(byPriority().map(({ celebId }, i) => [celebId, i]));
        const key = keyOf[sort] ?? (() => null);
        const sign = order === 'asc' ? 1 : -1;
        const expected = rows.toSorted((a, b) => {
          const [x, y] = [key(a), key(b)];
          if (x !== y) {
            if (x === null) return 1;
            if (y === null) return -1;
            return x < y ? -sign : sign;
          }
          return (place.get(a.celebId) ?? 0) - (place.get(b.celebId) ?? 0);
        });
        expect(rows.map(({ celebId }) => celebId)).toEqual(expected.map(({ celebId }) => celebId));
        // The data have ties and gaps, or the test would say little.
        expect(new Set(rows.map(key)).size).toBeLessThan(sort === 'name' ? 61 : 60);
      });

  it('pages hold each row once', async () => {
    for (const sort of ['score', 'owner', 'lastStickerDay']) {
      const parts = await Promise.all(
        [0, 7, 14, 21, 28, 35, 42, 49, 56].map((offset) => page({ sort, offset, limit: 7 })),
      );
      expect(parts.map(({ rows }) => rows.length)).toEqual([7, 7, 7, 7, 7, 7, 7, 7, 4]);
      expect(parts.flatMap(({ rows }) => rows.map(({ celebId }) => celebId))).toEqual(
        await ids({ sort }),
      );
    }
    expect(await page({ offset: 60 })).toMatchObject({ total: 60, rows: [] });
  });
});

describe('rows', () => {
  it('tell what was written', async () => {
    const { rows } = await page();
    const [first] = rows;
    const best = byPriority()[0];
    expect(first).toEqual({ ...best, group: 'priority', reasons: first?.reasons });
    // Of the celeb's six reasons: two for churn, one for stickers, each series once.
    expect(first?.reasons.map(({ target, feature }) => `${target} ${feature}`)).toEqual([
      'churn own_total.sum',
      'churn fan_total.last',
      'sticker sticker_count.sum',
    ]);
  });

  it('cut the priority group by the default rule, then by the newest policy', async () => {
    const scores = written.rows.map(({ score }) => score).sort((a, b) => a - b);
    const at = 0.8 * (scores.length - 1);
    const below = scores[Math.floor(at)] ?? 0;
    const threshold = below + (at % 1) * ((scores[Math.ceil(at)] ?? 0) - below);
    const members = written.rows.filter(({ score }) => score >= threshold);
    const options = await worklistOptions(db, ME, snapshot);
    expect(options).toMatchObject({
      celebs: 60,
      policy: null,
      rule: { by: 'quantile', share: 0.2 },
      priority: { celebs: members.length },
      hasPrevious: true,
      me: 'Ara',
      owners: ['Ara', 'Bora'],
      attributes: [
        { name: 'level', values: ['0', '1', '2', '3'] },
        { name: 'region', values: ['부산', '서울'] },
      ],
      reasons: [
        { series: 'own_total', celebs: 40 },
        { series: 'fan_total', celebs: 20 },
        { series: 'sticker_count', celebs: 20 },
      ],
    });
    expect(options.threshold).toBeCloseTo(threshold, 12);
    expect(options.priority.expectedChurners).toBeCloseTo(
      members.reduce((sum, { churn }) => sum + churn, 0),
      10,
    );
    const policy = await db.policy.create({
      data: {
        datasetId: written.datasetId,
        name: 'Half',
        rule: { by: 'value', value: 0.5 },
        createdBy: 'Ara',
      },
    });
    expect(await worklistOptions(db, ME, snapshot)).toMatchObject({
      policy: { id: policy.id, name: 'Half' },
      threshold: 0.5,
      priority: { celebs: written.rows.filter(({ score }) => score >= 0.5).length },
    });
    await db.policy.delete({ where: { id: policy.id } });
  });
});

describe('filter', () => {
  const expectRows = async (
    query: Record<string, unknown>,
    keep: (row: WorklistRow) => boolean,
  ): Promise<void> => {
    const all = (await page()).rows;
    const expected = all.filter(keep).map(({ celebId }) => celebId);
    expect(expected.length).toBeGreaterThan(0);
    expect(expected.length).toBeLessThan(60);
    const found = await page(query);
    expect(found.rows.map(({ celebId }) => celebId)).toEqual(expected);
    expect(found.total).toBe(expected.length);
  };

  it('by text: part of a name or id in any case, no wildcards', async () => {
    await expectRows({ q: 'STAR 1' }, ({ name }) => name?.startsWith('Star 1') ?? false);
    await expectRows({ q: ' 별 ' }, ({ name }) => name?.includes('별') ?? false);
    await expectRows({ q: 'id_05' }, ({ celebId }) => celebId.startsWith('id_05'));
    expect(await ids({ q: '%' })).toEqual([]);
  });

  for (const group of PRIORITY_GROUPS)
    it(`by group ${group}`, () => expectRows({ group }, (row) => row.group === group));

  it('by ranges of score and probabilities, ends included', async () => {
    const score = byPriority()[20]?.score ?? 0;
    await expectRows({ scoreMin: score }, (row) => row.score >= score);
    await expectRows({ scoreMax: score }, (row) => row.score <= score);
    await expectRows(
      { churnMin: 0.25, churnMax: '0.5' },
      ({ churn }) => churn >= 0.25 && churn <= 0.5,
    );
    await expectRows({ stickerMin: 0.5 }, ({ sticker }) => sticker >= 0.5);
    await expectRows({ stickerMax: 0.5 }, ({ sticker }) => sticker <= 0.5);
  });

  it('by attribute', async () => {
    await expectRows(
      { attribute: 'region', value: '서울' },
      (row) => row.attributes.region === '서울',
    );
    // A number is found by its text.
    await expectRows({ attribute: 'level', value: '2' }, (row) => row.attributes.level === '2');
    expect(await ids({ attribute: 'region', value: '제주' })).toEqual([]);
    expect(await ids({ attribute: 'nothing', value: '서울' })).toEqual([]);
  });

  it('by reason: a series of either target, told first', async () => {
    await expectRows({ reason: 'sticker_count' }, (row) =>
      row.reasons.some(({ feature }) => feature.startsWith('sticker_count.')),
    );
    const { rows } = await page({ reason: 'sticker_count' });
    expect(new Set(rows.map(({ reasons }) => reasons[0]?.feature))).toEqual(
      new Set(['sticker_count.sum']),
    );
    expect(await ids({ reason: 'own' })).toEqual([]);
  });

  it('by owner: nobody, the reader, somebody', async () => {
    await expectRows({ owner: 'nobody' }, (row) => row.owner === null);
    await expectRows({ owner: 'me' }, (row) => row.owner === 'Ara');
    await expectRows({ owner: 'name:Bora' }, (row) => row.owner === 'Bora');
    expect(await ids({ owner: 'name:nobody' })).toEqual([]);
  });

  it('by status; a celeb that nobody touched is open', async () => {
    for (const status of ['open', 'waiting', 'done'])
      await expectRows({ status }, (row) => row.status === status);
    expect(await ids({ status: 'in-progress' })).toEqual([]);
  });

  it('by where a celeb went', async () => {
    const { threshold } = await worklistOptions(db, ME, snapshot);
    const limit = threshold ?? 1;
    const previous = (row: WorklistRow) => row.previousScore ?? Number.NaN;
    await expectRows({ move: 'worsened' }, ({ change }) => (change ?? 0) > 0);
    await expectRows({ move: 'newly' }, (row) => row.score >= limit && previous(row) < limit);
    await expectRows({ move: 'recovered' }, (row) => row.score < limit && previous(row) >= limit);
  });

  it('by several at once', () =>
    expectRows(
      { q: 'star', owner: 'nobody', churnMin: 0.25, attribute: 'region', value: '서울' },
      (row) =>
        (row.name?.startsWith('Star') ?? false) &&
        row.owner === null &&
        row.churn >= 0.25 &&
        row.attributes.region === '서울',
    ));

  it('refuses what is no filter', () => {
    for (const wrong of [
      { scoreMin: 2 },
      { owner: 'Bora' },
      { sort: 'reasons' },
      { sort: 'attribute.' },
      { limit: 501 },
      { group: 'all' },
    ])
      expect(worklistQuerySchema.safeParse({ snapshot, ...wrong }).success).toBe(false);
  });
});

it('shows nothing of a day that is not yet', async () => {
  await db.dataset.update({
    where: { id: written.datasetId },
    data: { clockDay: new Date('2023-03-01T00:00:00Z') },
  });
  expect((await appErrorOf(page())).code).toBe('not_found');
  await db.dataset.update({ where: { id: written.datasetId }, data: { clockDay: null } });
});

it('gives the ids of all pages in order', async () => {
  const selection = worklistSelectionSchema.parse({ snapshot, sort: 'name', order: 'asc' });
  expect(await worklistIds(db, ME, selection)).toEqual({
    celebIds: await ids({ sort: 'name', order: 'asc' }),
  });
});

describe('CSV', () => {
  const cells = (line: string) =>
    [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell = '']) =>
      cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell,
    );

  it('holds all celebs of a selection in order, with raw numbers', async () => {
    const response = await worklistCsv(
      db,
      ME,
      worklistSelectionSchema.parse({ snapshot, sort: 'churn', order: 'asc', q: 'star' }),
    );
    expect(response.headers.get('content-disposition')).toBe(
      'attachment; filename="worklist-2023-03-08.csv"',
    );
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = new TextDecoder().decode(bytes).trimEnd().split('\r\n');
    const [head = '', ...rows] = lines;
    expect(head.split(',')).toEqual([
      ...['celeb_id', 'name', 'p_churn', 'p_sticker', 'score', 'rank', 'group'],
      ...['previous_score', 'change'],
      ...[1, 2, 3].flatMap((i) =>
        ['target', 'feature', 'shap', 'week', 'week_before'].map((part) => `reason_${i}_${part}`),
      ),
      ...[8, 7, 6, 5, 4, 3, 2, 1].map((week) => `own_week_${week}`),
      ...['last_own_day', 'last_sticker_day', 'owner', 'status', 'attributes'],
    ]);
    const expected = (await page({ sort: 'churn', order: 'asc', q: 'star' })).rows;
    expect(rows.map((line) => cells(line)[0])).toEqual(expected.map(({ celebId }) => celebId));
    const [row] = expected;
    expect(cells(rows[0] ?? '').slice(2, 7)).toEqual(
      [row?.churn, row?.sticker, row?.score, row?.rank, row?.group].map(String),
    );
    expect(rows[0]).toContain(`,${row?.ownWeeks.join(',')},${row?.lastOwnDay},`);
  });

  it('of chosen celebs, in their order; formulas are defused', async () => {
    const response = await chosenCsv(db, { snapshot, celebIds: ['id_00', 'gone', 'id_59'] });
    const rows = (await response.text()).trimEnd().split('\r\n').slice(1);
    expect(rows.map((line) => line.split(',').slice(0, 2))).toEqual([
      ['id_00', "'=1+1"],
      ['id_59', '별 59'],
    ]);
  });
});

describe('work', () => {
  const workOf = async (celebIds: readonly string[]) =>
    (await page()).rows
      .filter(({ celebId }) => celebIds.includes(celebId))
      .map(({ celebId, owner, status }) => [celebId, owner, status])
      .sort();
  const dataset = () => written.datasetId;
  const SOME = ['id_00', 'id_01', 'id_02', 'id_03'];
  const BEFORE = [
    ['id_00', 'Ara', 'open'],
    ['id_01', 'Bora', 'waiting'],
    ['id_02', null, 'done'],
    ['id_03', null, 'open'],
  ];

  it('is changed for many, seen at once, and undone exactly', async () => {
    expect(await workOf(SOME)).toEqual(BEFORE);
    const given = { dataset: dataset(), celebIds: SOME, owner: 'Chan' };
    const { changed, undo } = await changeWorkReversibly(db, ME, given);
    expect(changed).toBe(4);
    expect(undo.former).toEqual([
      { owner: null, status: 'done', celebIds: ['id_02'] },
      { owner: null, status: 'open', celebIds: ['id_03'] },
      { owner: 'Ara', status: 'open', celebIds: ['id_00'] },
      { owner: 'Bora', status: 'waiting', celebIds: ['id_01'] },
    ]);
    expect(await workOf(SOME)).toEqual([
      ['id_00', 'Chan', 'open'],
      ['id_01', 'Chan', 'waiting'],
      ['id_02', 'Chan', 'done'],
      ['id_03', 'Chan', 'open'],
    ]);
    expect(await ids({ owner: 'name:Chan', sort: 'name', order: 'asc' })).toHaveLength(4);
    expect(await restoreWork(db, ME, undo)).toEqual({ restored: 4 });
    expect(await workOf(SOME)).toEqual(BEFORE);
    // Once only.
    expect(await restoreWork(db, ME, undo)).toEqual({ restored: 0 });
  });

  it('counts what was otherwise before, each celeb once', async () => {
    const { changed, undo } = await changeWorkReversibly(db, ME, {
      dataset: dataset(),
      celebIds: ['id_02', 'id_01', 'id_02'],
      status: 'done',
    });
    expect({ changed, former: undo.former }).toEqual({
      changed: 1,
      former: [{ owner: 'Bora', status: 'waiting', celebIds: ['id_01'] }],
    });
    await restoreWork(db, ME, undo);
    expect(await workOf(SOME)).toEqual(BEFORE);
  });

  it('undoing leaves alone what somebody has changed since', async () => {
    const { undo } = await changeWorkReversibly(db, ME, {
      dataset: dataset(),
      celebIds: ['id_00', 'id_01'],
      owner: null,
    });
    const later = await changeWorkReversibly(
      db,
      { name: 'Bora' },
      { dataset: dataset(), celebIds: ['id_01'], status: 'done' },
    );
    expect(await restoreWork(db, ME, undo)).toEqual({ restored: 1 });
    expect(await workOf(['id_00', 'id_01'])).toEqual([
      ['id_00', 'Ara', 'open'],
      ['id_01', null, 'done'],
    ]);
    await restoreWork(db, { name: 'Bora' }, later.undo);
    await changeWorkReversibly(db, ME, { dataset: dataset(), celebIds: ['id_01'], owner: 'Bora' });
    expect(await workOf(SOME)).toEqual(BEFORE);
  });

  it('tells the webhooks of both', async () => {
    const webhook = await db.webhook.create({
      data: { datasetId: dataset(), url: 'http://127.0.0.1:1', secret: 's', createdBy: 'Ara' },
    });
    const { undo } = await changeWorkReversibly(db, ME, {
      dataset: dataset(),
      celebIds: ['id_03'],
      owner: 'Chan',
    });
    await restoreWork(db, ME, undo);
    const told = await db.webhookDelivery.findMany({
      where: { webhookId: webhook.id },
      orderBy: { createdAt: 'asc' },
    });
    const datasetId = dataset();
    expect(told.map(({ event, payload }) => [event, payload])).toEqual([
      ['work.changed', { by: 'Ara', owner: 'Chan', datasetId, celebIds: ['id_03'] }],
      ['work.changed', { by: 'Ara', owner: null, status: 'open', datasetId, celebIds: ['id_03'] }],
    ]);
    await db.webhook.delete({ where: { id: webhook.id } });
  });

  it('refuses celebs and datasets that are not there, and changes nothing', async () => {
    const unknown = changeWorkReversibly(db, ME, {
      dataset: dataset(),
      celebIds: ['id_00', 'nobody'],
      status: 'done',
    });
    expect(await appErrorOf(unknown)).toMatchObject({
      code: 'not_found',
      details: { field: 'celebIds', reason: 'nobody' },
    });
    const nowhere = '019c0000-0000-7000-8000-00000000dead';
    const elsewhere = restoreWork(db, ME, {
      dataset: nowhere,
      changedAt: new Date(0).toISOString(),
      former: [],
    });
    expect((await appErrorOf(elsewhere)).details).toEqual({ field: 'dataset', reason: nowhere });
    expect(await workOf(SOME)).toEqual(BEFORE);
  });
});

describe('views', () => {
  it('are each person’s own', async () => {
    const dataset = written.datasetId;
    const bora = { name: 'Bora' };
    const mine = await saveView(db, ME, { dataset, name: 'Mine', query: 'owner=me' });
    await saveView(db, ME, { dataset, name: 'Idle', query: 'status=open' });
    await saveView(db, bora, { dataset, name: 'Mine', query: 'owner=me&sort=name' });
    const again = await saveView(db, ME, { dataset, name: 'Mine', query: 'owner=me&order=asc' });
    expect(again.id).toBe(mine.id);
    const seen = async (reader: { name: string }) =>
      (await savedViews(db, reader, dataset)).views.map(({ name, query }) => [name, query]);
    expect(await seen(ME)).toEqual([
      ['Idle', 'status=open'],
      ['Mine', 'owner=me&order=asc'],
    ]);
    expect(await seen(bora)).toEqual([['Mine', 'owner=me&sort=name']]);
    expect((await appErrorOf(deleteView(db, bora, mine.id))).code).toBe('not_found');
    await deleteView(db, ME, mine.id);
    expect(await seen(ME)).toEqual([['Idle', 'status=open']]);
    const nowhere = '019c0000-0000-7000-8000-00000000dead';
    const lost = saveView(db, ME, { dataset: nowhere, name: 'x', query: '' });
    expect((await appErrorOf(lost)).code).toBe('not_found');
  });
});
