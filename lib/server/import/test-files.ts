import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Overrides, TableImportReport } from '@/lib/contracts/import';
import {
  type COMPRESSIONS,
  type ENCODINGS,
  type Mapping,
  TABLE_FIELDS,
  type TableName,
} from '@/lib/contracts/tables';
import { withLake } from '@/lib/server/lake/duckdb';
import { queryRows } from '@/lib/server/lake/rows';
import { encodeCp949 } from '@/lib/server/simulate/cp949';
import { importTable } from './import-table';

/** Makes files for the tests of the import and imports single ones. */

export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'stagelight-import-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Text in an encoding; UTF-16 with its byte-order mark, as programs write it. */
export function encode(text: string, encoding: (typeof ENCODINGS)[number]): Buffer {
  if (encoding === 'euc-kr') return Buffer.from(encodeCp949(text));
  if (encoding === 'utf-16le') return Buffer.from(`\uFEFF${text}`, 'utf16le');
  if (encoding === 'utf-16be') return Buffer.from(`\uFEFF${text}`, 'utf16le').swap16();
  return Buffer.from(text);
}

export function compress(bytes: Buffer, compression: (typeof COMPRESSIONS)[number]): Buffer {
  if (compression === 'gzip') return gzipSync(bytes);
  return compression === 'zstd' ? storeAsZstd(bytes) : bytes;
}

/** A zstd frame (RFC 8878) of raw blocks: nothing is compressed, but every decoder has to take it. */
export function storeAsZstd(bytes: Buffer): Buffer {
  const blockBytes = 100_000;
  const header = Buffer.alloc(9);
  header.writeUInt32LE(0xfd2fb528, 0);
  header[4] = 0b1010_0000; // content size in 4 bytes, single segment
  header.writeUInt32LE(bytes.length, 5);
  const parts: Uint8Array[] = [header];
  for (let at = 0; at === 0 || at < bytes.length; at += blockBytes) {
    const block = bytes.subarray(at, at + blockBytes);
    const isLast = at + blockBytes >= bytes.length ? 1 : 0;
    const size = Buffer.alloc(4);
    size.writeUInt32LE(isLast | (block.length << 3), 0);
    parts.push(size.subarray(0, 3), block);
  }
  return Buffer.concat(parts);
}

export interface ImportOutcome {
  readonly report: TableImportReport;
  /** Rows of the lake part in file order, every value as text. */
  readonly rows: Record<string, string | null>[];
  /** Rows of the quarantine file; null when there is none. */
  readonly quarantine: Record<string, string | null>[] | null;
}

export interface ImportSettings {
  readonly table?: TableName;
  readonly mapping?: Mapping;
  readonly timeZone?: string;
  readonly duplicates?: 'keep' | 'drop';
  readonly overrides?: Overrides;
}

/** Each field from the column of the same name. */
export const sameNames = (table: TableName, ...fields: string[]): Mapping =>
  Object.fromEntries(
    TABLE_FIELDS[table]
      .filter((f) => f.required || fields.includes(f.name))
      .map((f) => [f.name, { column: f.name }]),
  );

/** Imports a file through `importTable` and checks that it leaves nothing but its two results. */
export async function importPath(
  file: string,
  settings: ImportSettings = {},
): Promise<ImportOutcome> {
  return withLake({ threads: 2, memoryLimitMb: 700 }, (connection) =>
    importWith(connection, file, settings),
  );
}

export async function importWith(
  connection: DuckDBConnection,
  file: string,
  settings: ImportSettings,
): Promise<ImportOutcome> {
  const table = settings.table ?? 'events';
  return inFolder(async (folder) => {
    const outParquet = path.join(folder, 'part-0001.parquet');
    const quarantineCsv = path.join(folder, 'quarantine', '1.csv');
    const left = async () =>
      (await readdir(folder, { recursive: true })).filter((f) => f !== 'quarantine').sort();
    let report: TableImportReport;
    try {
      report = await importTable(connection, {
        file: { path: file, name: path.basename(file) },
        table,
        mapping: settings.mapping ?? sameNames(table),
        overrides: settings.overrides,
        timeZone: settings.timeZone ?? 'Asia/Seoul',
        duplicates: settings.duplicates ?? 'keep',
        outParquet,
        quarantineCsv,
        tempDir: folder,
        signal: new AbortController().signal,
      });
    } catch (error) {
      const files = await left();
      if (files.length > 0)
        throw new Error(`a failed import left ${files.join(', ')}`, { cause: error });
      throw error;
    }
    const rows = await queryRows<Record<string, string | null>>(
      connection,
      `SELECT COLUMNS(*)::VARCHAR FROM read_parquet('${outParquet}')`,
    );
    const files = await left();
    const hasQuarantine = files.includes('quarantine/1.csv');
    if (files.length !== (hasQuarantine ? 2 : 1))
      throw new Error(`an import left ${files.join(', ')}`);
    const quarantine = hasQuarantine ? readCsv(await readFile(quarantineCsv, 'utf8')) : null;
    return { report, rows, quarantine };
  });
}

/** Imports bytes as a file of the given name. */
export async function importBytes(
  bytes: Uint8Array | string,
  settings: ImportSettings & { readonly name?: string } = {},
): Promise<ImportOutcome> {
  return inFolder(async (folder) => {
    const file = path.join(folder, settings.name ?? 'events.csv');
    await writeFile(file, bytes);
    return importPath(file, settings);
  });
}

/** A quarantine file as objects: quotes by the book, nothing else. */
export function readCsv(text: string): Record<string, string | null>[] {
  const rows: string[][] = [[]];
  for (const match of text.matchAll(/("(?:[^"]|"")*"|[^",\n]*)(,|\n)/g)) {
    const cell = match[1] ?? '';
    rows.at(-1)?.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (match[2] === '\n') rows.push([]);
  }
  const [header = [], ...body] = rows.slice(0, -1);
  return body.map((cells) => Object.fromEntries(header.map((name, i) => [name, cells[i] || null])));
}
