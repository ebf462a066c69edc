import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TABLE_FIELDS, TABLES } from '@/lib/contracts/tables';
import { BLOCK_CELEBS } from '@/lib/domain/simulate/lives';
import { mergeCelebs } from '@/lib/server/import/celebs';
import { importTable } from '@/lib/server/import/import-table';
import { sqlString, withLake } from '@/lib/server/lake/duckdb';
import { partPath, windowsPath } from '@/lib/server/lake/layout';
import { queryRows } from '@/lib/server/lake/rows';
import { buildDaily, tableSources } from '@/lib/server/prepare/daily';
import { buildWindows } from '@/lib/server/prepare/windows';
import { type SimulationResult, simulate } from '.';

const SETTINGS = { observeDays: 7, outcomeDays: 7, strideDays: 1 };
const SEED = 20230328;

let root: string;
const made = new Map<string, SimulationResult>();
const folder = (name: string) => path.join(root, name);

async function make(
  name: string,
  options: { scale: number; seed?: number; format?: 'csv' | 'parquet' },
): Promise<void> {
  const result = await simulate({
    seed: SEED,
    dirty: false,
    format: 'parquet',
    ...options,
    outDir: folder(name),
  });
  made.set(name, result);
}

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'stagelight-simulate-'));
  await make('small', { scale: 0.02 });
  await make('large', { scale: 0.05 });
});
afterAll(() => rm(root, { recursive: true, force: true }));

const result = (name: string): SimulationResult => {
  const found = made.get(name);
  if (!found) throw new Error(`nothing was simulated as ${name}`);
  return found;
};
const read = (name: string, table: string, format = 'parquet') => {
  const files = result(name).files.filter((f) => f.table === table);
  const list = files.map((f) => sqlString(f.path)).join(', ');
  return `read_${format}([${list}]${format === 'csv' ? ', all_varchar = true' : ''})`;
};
const ask = async <T extends object>(sql: string) =>
  withLake({ tempDir: path.join(root, 'spill') }, (connection) => queryRows<T>(connection, sql));
const differences = async (a: string, b: string) => {
  const rows = await ask<{ n: number }>(
    `SELECT ((SELECT count(*) FROM (${a} EXCEPT ALL ${b})) + (SELECT count(*) FROM (${b} EXCEPT ALL ${a})))::INTEGER AS n`,
  );
  return rows[0]?.n;
};

describe('what a simulation writes', () => {
  it('are the three tables and the truth beside them, nothing else', async () => {
    const { files, truthDir, faults, ...rest } = result('small');
    expect(files.map((f) => [f.table, path.basename(f.path)])).toEqual([
      ['events', 'events-0001.parquet'],
      ['stickers', 'stickers.parquet'],
      ['celebs', 'celebs.parquet'],
    ]);
    expect(faults).toEqual({});
    expect(rest).toEqual({
      firstDay: '2022-11-10',
      lastDay: '2023-03-28',
      timeZone: 'Asia/Seoul',
    });
    expect((await readdir(folder('small'))).sort()).toEqual([
      'celebs.parquet',
      'events-0001.parquet',
      'stickers.parquet',
      'truth',
    ]);
    expect((await readdir(truthDir)).sort()).toEqual(['states.parquet', 'windows.parquet']);
    for (const file of files) {
      const [row] = await ask<{ n: number }>(
        `SELECT count(*)::INTEGER AS n FROM read_parquet(${sqlString(file.path)})`,
      );
      expect(row?.n).toBe(file.rows);
    }
  });

  it('have the columns of an export, so none that could hold the truth', async () => {
    const columns = async (table: string) =>
      (
        await ask<{ column_name: string; column_type: string }>(
          `DESCRIBE SELECT * FROM ${read('small', table)}`,
        )
      ).map((c) => `${c.column_name} ${c.column_type}`);
    expect(await columns('events')).toEqual([
      'ts TIMESTAMP',
      'actor_id VARCHAR',
      'room_id VARCHAR',
      'event VARCHAR',
    ]);
    expect(await columns('stickers')).toEqual([
      'ts TIMESTAMP',
      'from_id VARCHAR',
      'celeb_id VARCHAR',
      'quantity INTEGER',
      'amount INTEGER',
      'sticker VARCHAR',
    ]);
    expect(await columns('celebs')).toEqual([
      'celeb_id VARCHAR',
      'name VARCHAR',
      'joined_on DATE',
      'genre VARCHAR',
      'agency VARCHAR',
      'tier VARCHAR',
      'region VARCHAR',
    ]);
  });

  it('lie in the period, without two equal rows, with unlisted rooms and silent celebs', async () => {
    const [facts] = await ask<Record<string, number>>(`
      SELECT count(*)::INTEGER AS rows, count(DISTINCT (ts, actor_id, room_id, event))::INTEGER AS different,
        count(*) FILTER (WHERE ts < TIMESTAMP '2022-11-10' OR ts >= TIMESTAMP '2023-03-29')::INTEGER AS outside,
        count(DISTINCT room_id) FILTER (WHERE room_id LIKE 'x%')::INTEGER AS unlisted,
        count(DISTINCT actor_id) FILTER (WHERE actor_id = room_id AND room_id LIKE 'c%')::INTEGER AS active,
        count(DISTINCT event)::INTEGER AS names
      FROM ${read('large', 'events')}`);
    expect(facts).toMatchObject({ different: facts?.rows, outside: 0, unlisted: 3, names: 23 });
    expect(facts?.active).toBeLessThan(182);
    const [gifts] = await ask<Record<string, number>>(
      `SELECT count(*)::INTEGER AS rows, count(DISTINCT (ts, celeb_id))::INTEGER AS different, min(quantity)::INTEGER AS least,
         count(*) FILTER (WHERE amount % 1000 <> 0 OR amount < 1000 * quantity)::INTEGER AS odd
       FROM ${read('large', 'stickers')}`,
    );
    expect(gifts).toMatchObject({ different: gifts?.rows, least: 1, odd: 0 });
  });

  it('are the same bytes for the same seed, and others for another', async () => {
    await make('again', { scale: 0.02 });
    await make('other', { scale: 0.02, seed: SEED + 1 });
    const hashes = (name: string) =>
      Promise.all(
        result(name).files.map(async (f) =>
          createHash('sha256')
            .update(await readFile(f.path))
            .digest('hex'),
        ),
      );
    expect(await hashes('again')).toEqual(await hashes('small'));
    const [events, stickers] = await hashes('other');
    expect(await hashes('small')).not.toContain(events);
    expect(await hashes('small')).not.toContain(stickers);
  });

  it('are the same rows as CSV', async () => {
    await make('csv', { scale: 0.02, format: 'csv' });
    for (const table of TABLES) {
      const text = `SELECT COLUMNS(*)::VARCHAR FROM ${read('small', table)}`;
      expect(await differences(text, `SELECT * FROM ${read('csv', table, 'csv')}`)).toBe(0);
    }
  });
});

describe('a smaller scale', () => {
  const celebs = (name: string) => `SELECT celeb_id FROM ${read(name, 'celebs')}`;

  it('holds the first celebs of a larger one, with the same rows', async () => {
    expect(result('small').files[2]?.rows).toBe(Math.round(0.02 * BLOCK_CELEBS));
    for (const [table, key] of [
      ['events', 'room_id'],
      ['stickers', 'celeb_id'],
      ['celebs', 'celeb_id'],
    ] as const) {
      const rows = (name: string) =>
        `SELECT * FROM ${read(name, table)} WHERE ${key} IN (${celebs('small')})`;
      expect(await differences(rows('small'), rows('large'))).toBe(0);
    }
    const truth = (name: string, file: string) =>
      `SELECT * FROM read_parquet(${sqlString(path.join(result(name).truthDir, file))}) WHERE celeb_id IN (${celebs('small')})`;
    for (const file of ['states.parquet', 'windows.parquet']) {
      expect(await differences(truth('small', file), truth('large', file))).toBe(0);
    }
  });
});

/** Imports a simulation and prepares it as the main job does. */
async function prepare(connection: DuckDBConnection, name: string, dir: string): Promise<void> {
  for (const file of result(name).files) {
    await mkdir(path.join(dir, file.table), { recursive: true });
    await importTable(connection, {
      file: { path: file.path, name: path.basename(file.path) },
      table: file.table,
      mapping: Object.fromEntries(
        TABLE_FIELDS[file.table].map((f) => [f.name, { column: f.name }]),
      ),
      timeZone: 'Asia/Seoul',
      duplicates: 'keep',
      outParquet: partPath(dir, file.table, 1),
      quarantineCsv: path.join(dir, 'quarantine.csv'),
      tempDir: dir,
      signal: new AbortController().signal,
    });
  }
  await mergeCelebs(connection, dir, true);
  const daily = await buildDaily(connection, dir, tableSources(dir, true));
  await buildWindows(connection, dir, daily, SETTINGS);
}

it('has a true probability for exactly the windows that the main job makes, and they fit the labels', async () => {
  await withLake({ tempDir: path.join(root, 'spill') }, async (connection) => {
    const dir = folder('version');
    await prepare(connection, 'large', dir);
    const windows = `read_parquet(${sqlString(windowsPath(dir, SETTINGS))})`;
    const truth = `read_parquet(${sqlString(path.join(result('large').truthDir, 'windows.parquet'))})`;
    const [facts] = await queryRows<Record<string, number>>(
      connection,
      `SELECT count(*)::INTEGER AS pairs, count(celeb_id)::INTEGER AS both,
         avg(churn - p_churn)::DOUBLE AS churn_gap, avg(sticker - p_sticker)::DOUBLE AS sticker_gap,
         avg(CASE WHEN (p_churn >= 0.5) = (churn = 1) THEN 1 ELSE 0 END) FILTER (WHERE complete)::DOUBLE AS accuracy,
         count(*) FILTER (WHERE NOT complete)::INTEGER AS open
       FROM (SELECT celeb_id, anchor, churn, sticker, complete FROM ${windows}) FULL JOIN ${truth} USING (celeb_id, anchor)`,
    );
    const [made] = await queryRows<{ n: number }>(
      connection,
      `SELECT count(*)::INTEGER AS n FROM ${windows}`,
    );
    expect(facts).toMatchObject({ pairs: made?.n, both: made?.n });
    expect(facts?.open).toBeGreaterThan(0);
    // 1,900 windows of about 100 celebs, which overlap.
    expect(Math.abs(facts?.churn_gap ?? 1)).toBeLessThan(0.05);
    expect(Math.abs(facts?.sticker_gap ?? 1)).toBeLessThan(0.05);
    expect(Math.abs((facts?.accuracy ?? 0) - 0.89)).toBeLessThan(0.03);
  });
});

describe('simulate refuses', () => {
  const run = (scale: number, seed: number, signal?: AbortSignal) =>
    simulate({ scale, seed, dirty: false, format: 'parquet', outDir: folder('never'), signal });

  it('a scale or seed outside its range', async () => {
    for (const scale of [0, 0.019, 101, Number.NaN]) {
      await expect(run(scale, 1)).rejects.toThrow(`got ${scale}`);
    }
    for (const seed of [-1, 0.5, 2 ** 32]) {
      await expect(run(1, seed)).rejects.toThrow(`got ${seed}`);
    }
  });

  it('to go on once cancelled', async () => {
    await expect(run(0.02, 1, AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
    const during = new AbortController();
    await expect(
      simulate({
        scale: 0.02,
        seed: 1,
        dirty: false,
        format: 'parquet',
        outDir: folder('cancelled'),
        signal: during.signal,
        onProgress: (done) => {
          if (done > 0) during.abort();
        },
      }),
    ).rejects.toMatchObject({ code: 'cancelled' });
  });
});
