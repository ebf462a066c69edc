import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { TABLE_FIELDS, type TableName } from '@/lib/contracts/tables';
import { mergeCelebs } from '@/lib/server/import/celebs';
import { importTable } from '@/lib/server/import/import-table';
import { withLake } from '@/lib/server/lake/duckdb';
import { partPath } from '@/lib/server/lake/layout';
import { isoOf, type RawData } from './reference';

const cell = (value: string | number | undefined) =>
  value === undefined ? '' : `"${String(value).replaceAll('"', '""')}"`;
const csv = (header: string, rows: readonly (readonly (string | number | undefined)[])[]) =>
  `${[header, ...rows.map((row) => row.map(cell).join(','))].join('\n')}\n`;

/** Every second part writes UTC with `Z`, the others the wall clock of Seoul without an offset. */
const timeText = (part: number) => (ts: number) =>
  part % 2 === 0
    ? new Date(ts + 9 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
    : `${new Date(ts).toISOString().slice(0, 19)}Z`;

/**
 * Brings raw rows into a version folder by the real import, in `parts` files of events and stickers, and hands the
 * folder to `work` with an open lake. For tests.
 */
export async function withVersion<T>(
  raw: RawData,
  parts: number,
  work: (connection: DuckDBConnection, dir: string) => Promise<T>,
): Promise<T> {
  const root = await mkdtemp(path.join(os.tmpdir(), 'stagelight-prepare-'));
  const dir = path.join(root, 'version');
  try {
    return await withLake({ tempDir: path.join(root, 'spill') }, async (connection) => {
      const add = async (table: TableName, part: number, text: string) => {
        await mkdir(path.join(dir, table), { recursive: true });
        const file = path.join(root, `${table}-${part}.csv`);
        await writeFile(file, text);
        const report = await importTable(connection, {
          file: { path: file, name: `${table}-${part}.csv` },
          table,
          mapping: Object.fromEntries(TABLE_FIELDS[table].map((f) => [f.name, { column: f.name }])),
          overrides: { format: 'csv', delimiter: ',', encoding: 'utf-8', header: true },
          timeZone: 'Asia/Seoul',
          duplicates: 'keep',
          outParquet: partPath(dir, table, part + 1),
          quarantineCsv: path.join(root, `${table}-${part}-quarantine.csv`),
          tempDir: root,
          signal: new AbortController().signal,
        });
        if (report.rowsRejected > 0) throw new Error(`${table}: ${JSON.stringify(report.reasons)}`);
      };
      for (let part = 0; part < parts; part++) {
        const time = timeText(part);
        const events = raw.events.filter((_, i) => i % parts === part);
        const rows = events.map((e) => [time(e.ts), e.actor, e.room, e.event]);
        if (rows.length > 0) await add('events', part, csv('ts,actor_id,room_id,event', rows));
        const gifts = raw.stickers
          .filter((_, i) => i % parts === part)
          .map((s) => [time(s.ts), s.from, s.celeb, s.quantity, s.amount, 'heart']);
        const header = 'ts,from_id,celeb_id,quantity,amount,sticker';
        if (gifts.length > 0) await add('stickers', part, csv(header, gifts));
      }
      const listed = raw.celebs.map((c) => [
        c.id,
        `name of ${c.id}`,
        c.joined === undefined ? undefined : isoOf(c.joined),
      ]);
      await add('celebs', 0, csv('celeb_id,name,joined_on', listed));
      await mergeCelebs(connection, dir, true);
      return await work(connection, dir);
    });
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}
