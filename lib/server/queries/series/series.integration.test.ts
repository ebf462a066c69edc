import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SeriesQuery, seriesSchema } from '@/lib/contracts/series';
import { AppError } from '@/lib/server/errors';
import { sqlName, sqlString, withLake } from '@/lib/server/lake/duckdb';
import { dailyPath, tableGlob } from '@/lib/server/lake/layout';
import { queryRows } from '@/lib/server/lake/rows';
import { seriesOptions } from './options';
import { readSeries } from './series';
import { newInstallation, publishTables, small } from './testing';

/** 16 values with these days of January not zero. */
const january = (values: Record<number, number>) =>
  Array.from({ length: 16 }, (_, i) => values[i + 1] ?? 0);

let installation: Awaited<ReturnType<typeof newInstallation>>;
let version: { id: string; dir: string };
beforeAll(async () => {
  installation = await newInstallation();
  version = await publishTables(installation.runtime, small);
});
afterAll(() => installation.close());

const read = async (query: Partial<SeriesQuery>) =>
  seriesSchema.parse(
    await readSeries(installation.runtime.db, {
      version: version.id,
      metric: 'own_total',
      scope: 'platform',
      ...query,
    }),
  );
const failure = async (query: Partial<SeriesQuery>) => {
  const error = await read(query).catch((e: unknown) => e);
  if (!(error instanceof AppError)) throw new Error(`expected an AppError, got ${String(error)}`);
  return { code: error.code, details: error.details };
};

describe('daily totals', () => {
  test.each([
    ['own_total', january({ 1: 4, 2: 1, 5: 1, 8: 1 })],
    ['own_chat', january({ 1: 3, 2: 1, 5: 1, 8: 1 })],
    ['own_live_start', january({ 1: 1 })],
    ['fan_total', january({ 1: 3, 2: 1, 8: 1, 9: 1, 11: 1, 16: 1 })],
    ['fan_gift', january({ 2: 1 })],
    // f1 is in two rooms on the 1st and counts once.
    ['fan_unique', january({ 1: 2, 2: 1, 8: 1, 9: 1, 11: 1, 16: 1 })],
    ['active_celebs', january({ 1: 2, 2: 1, 5: 1, 8: 1 })],
    ['sticker_count', january({ 1: 6, 8: 5 })],
    ['sticker_amount', january({ 1: 1500, 8: 100.5 })],
    ['sticker_senders', january({ 1: 2, 8: 1 })],
  ])('of the platform: %s', async (metric, values) => {
    const series = await read({ metric });
    expect(series.values).toEqual(values);
    expect(series.days[0]).toBe('2024-01-01');
    expect(series.days).toHaveLength(16);
    expect(series.celebs).toBe(3);
    expect(series.celebName).toBeNull();
  });

  test.each([
    ['own_total', january({ 1: 4, 2: 1, 8: 1 })],
    ['fan_unique', january({ 1: 2, 2: 1, 16: 1 })],
    ['active_celebs', january({ 1: 2, 2: 1, 8: 1 })],
    ['sticker_amount', january({ 1: 1500 })],
    // f1 gave to both celebs and is one sender.
    ['sticker_senders', january({ 1: 2 })],
  ])('of a group: %s', async (metric, values) => {
    const series = await read({ metric, scope: 'group', attribute: 'genre', value: 'music' });
    expect(series.values).toEqual(values);
    expect(series.celebs).toBe(2);
    expect(series.celebName).toBeNull();
  });

  test.each([
    ['own_total', january({ 5: 1 })],
    ['fan_unique', january({ 8: 1, 9: 1, 11: 1 })],
    ['sticker_count', january({ 8: 5 })],
    ['active_celebs', january({ 5: 1 })],
  ])('of one celeb: %s', async (metric, values) => {
    const series = await read({ metric, scope: 'celeb', celeb: 'c' });
    expect(series.values).toEqual(values);
    expect(series.celebs).toBe(1);
  });

  test('names the celeb', async () => {
    expect((await read({ scope: 'celeb', celeb: 'b' })).celebName).toBe('별빛 50%');
    expect((await read({ scope: 'celeb', celeb: 'c' })).celebName).toBeNull();
  });

  test('of a metric without a single event are zeros', async () => {
    const quiet = await publishTables(installation.runtime, {
      events: [
        ['2024-01-01', 1, 'a', 'a', 'chat'],
        ['2024-01-03', 1, 'a', 'a', 'chat'],
      ],
      celebs: [['a', null, null, {}]],
    });
    for (const scope of ['platform', 'celeb'] as const)
      for (const metric of ['fan_total', 'sticker_count', 'sticker_amount', 'sticker_senders']) {
        const series = await read({ version: quiet.id, metric, scope, celeb: 'a' });
        expect(series.values).toEqual([0, 0, 0]);
        expect(series.missingDays).toEqual(['2024-01-02']);
      }
  });

  test('of a dataset of one day', async () => {
    const { id } = await publishTables(installation.runtime, {
      events: [['2024-02-29', 13, 'a', 'a', 'chat']],
      celebs: [['a', null, null, {}]],
    });
    const series = await read({ version: id });
    expect(series.days).toEqual(['2024-02-29']);
    expect(series.values).toEqual([1]);
    // A Thursday; no other weekday occurs.
    expect(series.hourProfile?.map((row) => row[13])).toEqual([
      null,
      null,
      null,
      1,
      null,
      null,
      null,
    ]);
    expect(series.hourProfile?.[3]?.filter((v) => v === 0)).toHaveLength(23);
  });

  test('leave out what the daily table leaves out: rows before the first day of a celeb', async () => {
    const { id } = await publishTables(installation.runtime, {
      events: [
        ['2024-01-01', 1, 'a', 'a', 'chat'],
        ['2024-01-01', 1, 'f', 'b', 'like'],
        ['2024-01-02', 1, 'b', 'b', 'chat'],
        ['2024-01-02', 1, 'f', 'b', 'like'],
      ],
      stickers: [
        ['2024-01-01', 1, 'f', 'b', 1, 1],
        ['2024-01-02', 1, 'f', 'b', 1, 1],
      ],
      celebs: [
        ['a', null, null, {}],
        ['b', null, null, {}],
      ],
    });
    for (const metric of ['fan_total', 'fan_unique', 'sticker_count', 'sticker_senders']) {
      const series = await read({ version: id, metric, scope: 'celeb', celeb: 'b' });
      expect([metric, ...series.values]).toEqual([metric, 0, 1]);
      if (series.hourProfile) expect(series.hourProfile.map((row) => row[1])[0]).toBe(0);
    }
  });
});

describe('the period', () => {
  test('is kept, both days included, for every scope', async () => {
    for (const scope of [
      {},
      { scope: 'group', attribute: 'genre', value: 'music' },
      { scope: 'celeb', celeb: 'a' },
    ] as const) {
      const series = await read({ ...scope, from: '2024-01-08', to: '2024-01-10' });
      expect(series.days).toEqual(['2024-01-08', '2024-01-09', '2024-01-10']);
      expect(series.values).toEqual([1, 0, 0]);
      expect(series.missingDays).toEqual(['2024-01-10']);
    }
  });

  test('is cut to the days of the data', async () => {
    const series = await read({ from: '2023-01-01', to: '2024-01-02' });
    expect(series.days).toEqual(['2024-01-01', '2024-01-02']);
  });

  test.each([
    ['2024-01-09', '2024-01-08'],
    ['2024-02-01', '2024-02-02'],
    ['2022-01-01', '2022-01-02'],
  ])('%s to %s has no day of the data and says so', async (from, to) => {
    expect(await failure({ from, to })).toEqual({
      code: 'bad_request',
      details: { field: 'from', reason: `${from} – ${to}` },
    });
  });

  test('declares the days on which no target celeb’s room has any event', async () => {
    // On the 3rd only a room without a celeb is visited.
    expect((await read({})).missingDays).toEqual([
      '2024-01-03',
      '2024-01-04',
      '2024-01-06',
      '2024-01-07',
      '2024-01-10',
      '2024-01-12',
      '2024-01-13',
      '2024-01-14',
      '2024-01-15',
    ]);
  });
});

describe('the hours of the week', () => {
  test('are means over the weekdays that have data', async () => {
    const { hourProfile } = await read({});
    // Mondays with data: the 1st and 8th (the 15th is missing): 2 + 1 chats at 9.
    expect(hourProfile?.[0]?.[9]).toBe(1.5);
    expect(hourProfile?.[0]?.[21]).toBe(0.5);
    // Tuesdays with data: the 2nd, 9th and 16th.
    expect(hourProfile?.[1]?.[0]).toBe(1 / 3);
    expect(hourProfile?.[2]).toEqual(new Array(24).fill(null));
    expect(hourProfile).toHaveLength(7);
  });

  test('honour the period for every scope', async () => {
    const period = { from: '2024-01-02', to: '2024-01-16' };
    for (const scope of [
      {},
      { scope: 'group', attribute: 'genre', value: 'music' },
      { scope: 'celeb', celeb: 'a' },
    ] as const) {
      const { hourProfile } = await read({ ...scope, ...period });
      expect(hourProfile?.[0]?.[9]).toBe(1);
      expect(hourProfile?.[0]?.[21]).toBe(0);
    }
  });

  test('of stickers add up quantities and amounts', async () => {
    const count = (await read({ metric: 'sticker_count' })).hourProfile;
    expect([count?.[0]?.[10], count?.[0]?.[11], count?.[0]?.[22]]).toEqual([1, 2, 2.5]);
    const amount = (
      await read({ metric: 'sticker_amount', scope: 'group', attribute: 'genre', value: 'music' })
    ).hourProfile;
    expect([amount?.[0]?.[10], amount?.[0]?.[11], amount?.[0]?.[22]]).toEqual([500, 250, 0]);
  });

  test.each(['active_celebs', 'fan_unique', 'sticker_senders'])(
    'do not exist for %s',
    async (metric) => {
      expect((await read({ metric })).hourProfile).toBeNull();
      expect((await read({ metric, scope: 'celeb', celeb: 'a' })).hourProfile).toBeNull();
    },
  );
});

test('every metric, scope and period equals a plain query of the same rows', async () => {
  const { metrics } = await seriesOptions(installation.runtime.db, version.id);
  const scopes = [
    { query: {}, ids: ['a', 'b', 'c'] },
    { query: { scope: 'group', attribute: 'home.town', value: 'Busan' }, ids: ['a', 'c'] },
    { query: { scope: 'celeb', celeb: 'b' }, ids: ['b'] },
  ] as const;
  const periods = [{}, { from: '2024-01-02', to: '2024-01-09' }];
  for (const { query, ids } of scopes)
    for (const period of periods)
      for (const metric of metrics) {
        const series = await read({ metric, ...query, ...period });
        const total = series.values.reduce((a, b) => a + b, 0);
        const expected = await plainTotal(metric, ids, period);
        expect([metric, query, period, total]).toEqual([metric, query, period, expected]);
        const hours = series.hourProfile;
        if (!hours) continue;
        // Each mean times how often its weekday has data, all added up, is the total again.
        const known = series.days.filter((day) => !series.missingDays.includes(day));
        const sum = known.reduce(
          (n, day) =>
            n +
            (hours[(new Date(day).getUTCDay() + 6) % 7] ?? []).reduce<number>(
              (a, b) => a + (b ?? 0),
              0,
            ),
          0,
        );
        expect(sum).toBeCloseTo(total, 9);
      }
});

async function plainTotal(
  metric: string,
  ids: readonly string[],
  { from = '2024-01-01', to = '2024-01-16' }: { from?: string; to?: string },
): Promise<number> {
  const list = ids.map(sqlString).join(', ');
  const during = `day BETWEEN DATE '${from}' AND DATE '${to}'`;
  const eventFile = `read_parquet(${sqlString(tableGlob(version.dir, 'events'))})`;
  const stickerFile = `read_parquet(${sqlString(tableGlob(version.dir, 'stickers'))})`;
  const sql: Record<string, string> = {
    active_celebs: `SELECT count(DISTINCT (room_id, day)) FROM ${eventFile} WHERE actor_id = room_id AND room_id IN (${list}) AND ${during}`,
    fan_unique: `SELECT count(DISTINCT (actor_id, day)) FROM ${eventFile} WHERE actor_id <> room_id AND room_id IN (${list}) AND ${during}`,
    sticker_senders: `SELECT count(DISTINCT (from_id, day)) FROM ${stickerFile} WHERE celeb_id IN (${list}) AND ${during}`,
  };
  const fallback = `SELECT coalesce(sum(${sqlName(metric)}), 0) FROM read_parquet(${sqlString(dailyPath(version.dir))}) WHERE celeb_id IN (${list}) AND ${during}`;
  const [row] = await withLake({}, (connection) =>
    queryRows<{ n: number }>(connection, `SELECT (${sql[metric] ?? fallback})::DOUBLE AS n`),
  );
  return row?.n ?? Number.NaN;
}

describe('what does not exist is named', () => {
  test('an unknown metric', async () => {
    for (const metric of ['own_dance', 'quality', 'own_total"; DROP TABLE members; --'])
      expect(await failure({ metric })).toEqual({
        code: 'not_found',
        details: { field: 'metric', reason: metric },
      });
  });

  test('an unknown version, also one that is no id', async () => {
    for (const unknown of ['6b1c1a52-0000-4000-8000-000000000000', 'newest'])
      expect(await failure({ version: unknown })).toEqual({
        code: 'not_found',
        details: { field: 'version', reason: unknown },
      });
  });

  test('an unknown celeb, one without own activity, none at all', async () => {
    for (const celeb of ['nobody', 'd', ''])
      expect(await failure({ scope: 'celeb', celeb })).toEqual({
        code: 'not_found',
        details: { field: 'celeb', reason: celeb },
      });
  });

  test('an unknown group', async () => {
    expect(await failure({ scope: 'group', attribute: 'genre', value: 'dance' })).toEqual({
      code: 'not_found',
      details: { field: 'genre', reason: 'dance' },
    });
    expect((await failure({ scope: 'group' })).code).toBe('not_found');
  });
});

test('a group may have any name and value', async () => {
  const town = await read({ scope: 'group', attribute: 'home.town', value: 'Busan' });
  expect(town.celebs).toBe(2);
  const quote = await read({ scope: 'group', attribute: 'a"b/c~d', value: 'say "hi"' });
  expect(quote.celebs).toBe(1);
});
