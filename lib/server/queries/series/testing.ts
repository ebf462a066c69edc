import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { copyAggregate } from '@/lib/server/db/bulk';
import { parseEnv } from '@/lib/server/env';
import { sqlString, withLake } from '@/lib/server/lake/duckdb';
import { celebsPath, partPath, versionDir } from '@/lib/server/lake/layout';
import { aggregateQueries } from '@/lib/server/prepare/aggregates';
import { buildDaily, tableSources } from '@/lib/server/prepare/daily';
import { openRuntime, type Runtime } from '@/lib/server/runtime';

/** day, hour, actor, room, event */
export type EventRow = readonly [string, number, string, string, string];
/** day, hour, from, celeb, quantity, amount */
export type StickerRow = readonly [string, number, string, string, number, number | null];
/** id, name, joined on, attributes */
export type CelebRow = readonly [string, string | null, string | null, Record<string, unknown>];

export interface Tables {
  readonly events: readonly EventRow[];
  readonly stickers?: readonly StickerRow[];
  readonly celebs: readonly CelebRow[];
}

/** An installation of its own for one test file. `close` removes it. */
export async function newInstallation(): Promise<{ runtime: Runtime; close: () => Promise<void> }> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'stagelight-series-'));
  // The queries look for the lake where the process's environment says.
  process.env.STAGELIGHT_DATA_DIR = dataDir;
  const runtime = await openRuntime(parseEnv({ STAGELIGHT_DATA_DIR: dataDir }));
  return {
    runtime,
    close: async () => {
      await runtime.close();
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

const literal = (value: string | number | null): string =>
  value === null ? 'NULL' : typeof value === 'number' ? String(value) : sqlString(value);
const rows = (table: readonly (readonly (string | number | null)[])[]): string =>
  table.map((row) => `(${row.map(literal).join(', ')})`).join(', ');

/** Publishes a version with exactly these rows and returns its id and folder. */
export async function publishTables(
  { db, env }: Runtime,
  { events, stickers = [], celebs }: Tables,
): Promise<{ id: string; dir: string }> {
  const id = randomUUID();
  const dataset = await db.dataset.create({ data: { name: 'Test', timeZone: 'Asia/Seoul' } });
  const dir = versionDir(env.dataDir, dataset.id, id);
  for (const table of ['events', 'stickers'])
    await mkdir(path.join(dir, table), { recursive: true });
  await withLake({}, async (connection) => {
    const write = (file: string, select: string) =>
      connection.run(`COPY (${select}) TO ${sqlString(file)} (FORMAT parquet)`);
    await write(
      partPath(dir, 'events', 1),
      `SELECT day::TIMESTAMP AS ts, day::DATE AS day, hour::UTINYINT AS hour, actor_id, room_id, event
       FROM (VALUES ${rows(events)}) AS t (day, hour, actor_id, room_id, event)`,
    );
    if (stickers.length > 0)
      await write(
        partPath(dir, 'stickers', 1),
        `SELECT day::TIMESTAMP AS ts, day::DATE AS day, hour::UTINYINT AS hour, from_id, celeb_id,
           quantity::DOUBLE AS quantity, amount::DOUBLE AS amount, NULL::VARCHAR AS sticker
         FROM (VALUES ${rows(stickers)}) AS t (day, hour, from_id, celeb_id, quantity, amount)`,
      );
    await write(
      celebsPath(dir),
      `SELECT celeb_id, name::VARCHAR AS name, joined_on::DATE AS joined_on, attributes
       FROM (VALUES ${rows(celebs.map(([a, b, c, d]) => [a, b, c, JSON.stringify(d)]))}) AS t (celeb_id, name, joined_on, attributes)`,
    );
    const sources = tableSources(dir, stickers.length > 0);
    const daily = await buildDaily(connection, dir, sources);
    await db.datasetVersion.create({
      data: {
        id,
        datasetId: dataset.id,
        number: 1,
        jobId: randomUUID(),
        firstDay: new Date(daily.firstDay),
        lastDay: new Date(daily.lastDay),
        eventRows: events.length,
        stickerRows: stickers.length,
        celebRows: celebs.length,
        targetCelebs: daily.targetCelebs,
        dailyRows: daily.dailyRows,
        dailyColumns: [...daily.columns],
        quality: {},
      },
    });
    for (const query of aggregateQueries(dir, daily, sources))
      await copyAggregate(connection, db, id, query);
  });
  return { id, dir };
}

const events: EventRow[] = [
  ['2024-01-01', 9, 'a', 'a', 'chat'],
  ['2024-01-01', 9, 'a', 'a', 'chat'],
  ['2024-01-01', 21, 'a', 'a', 'live_start'],
  ['2024-01-01', 10, 'f1', 'a', 'like'],
  ['2024-01-01', 10, 'f2', 'a', 'like'],
  ['2024-01-01', 10, 'f1', 'b', 'like'],
  ['2024-01-01', 8, 'b', 'b', 'chat'],
  ['2024-01-02', 0, 'b', 'b', 'chat'],
  ['2024-01-02', 23, 'f3', 'b', 'gift'],
  ['2024-01-02', 23, 'f3', 'd', 'like'],
  ['2024-01-03', 5, 'f9', 'z', 'like'],
  ['2024-01-05', 12, 'c', 'c', 'chat'],
  ['2024-01-08', 9, 'a', 'a', 'chat'],
  ['2024-01-08', 9, 'f1', 'c', 'like'],
  ['2024-01-09', 9, 'f1', 'c', 'like'],
  ['2024-01-11', 9, 'f1', 'c', 'like'],
  ['2024-01-16', 14, 'f2', 'a', 'like'],
];
const stickers: StickerRow[] = [
  ['2024-01-01', 10, 'f1', 'a', 2, 1000],
  ['2024-01-01', 11, 'f1', 'b', 1, 500],
  ['2024-01-01', 11, 'f2', 'b', 3, null],
  ['2024-01-08', 22, 'f2', 'c', 5, 100.5],
];
/**
 * 1 January 2024 is a Monday. Two music celebs (a, b), one talker (c), one listed celeb without own activity (d, no
 * target), one room without a celeb (z). Nothing at all happens on the 10th.
 */
export const small: Tables = {
  events,
  stickers,
  celebs: [
    ['a', 'Ara', '2024-01-01', { genre: 'music', 'home.town': 'Busan', 'a"b/c~d': 'say "hi"' }],
    ['b', '별빛 50%', '2024-01-01', { genre: 'music', 'home.town': 'Seoul' }],
    ['c', null, '2024-01-01', { genre: 'talk', 'home.town': 'Busan' }],
    ['d', 'Dora', '2024-01-01', { genre: 'talk' }],
  ],
};
