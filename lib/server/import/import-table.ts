import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { FileShape, Overrides, TableImportReport } from '@/lib/contracts/import';
import type { Mapping, TableName } from '@/lib/contracts/tables';
import { AppError } from '@/lib/server/errors';
import { sqlName, sqlString } from '@/lib/server/lake/duckdb';
import { queryRows } from '@/lib/server/lake/rows';
import { annotate } from './annotate';
import type { TimeType } from './expressions';
import { explainEmpty, headerOnly, isEnvironment, readFailure, refuseLongPeriod } from './failures';
import { probeFile } from './probe';
import { repetition, sortRows } from './quarantine';
import { checkColumns, fileShape, parquetColumns } from './shape';
import { annotatedSource, jsonKeysSql, parquetSource, strictSource } from './source';
import { checkMapping, type SqlOptions, tableSql } from './tables';
import { plainFile } from './text-file';

export interface TableImport {
  readonly file: { readonly path: string; readonly name: string };
  readonly table: TableName;
  readonly mapping: Mapping;
  readonly overrides?: Overrides;
  /** IANA name; naive times are read in it and days are cut in it. */
  readonly timeZone: string;
  /** `drop` sets exact duplicates (all columns equal) aside, counted like any other reason. */
  readonly duplicates: 'keep' | 'drop';
  readonly outParquet: string;
  readonly quarantineCsv: string;
  readonly tempDir: string;
  readonly signal: AbortSignal;
}

/** A file in which every row has its line number, and how many rows there are. */
interface Rows {
  readonly source: string;
  readonly records: number;
  readonly shape: FileShape;
}

/**
 * Turns one file into one lake part (layout.ts). Every row is either in the part or in the quarantine file.
 *
 * A clean file is parsed once, by DuckDB's parallel reader, which stops at the first row that is not right; the part
 * counts only if it has exactly one row for each line. Otherwise the file is read again by our own reader
 * (annotate.ts), which decides what is a row and on which line it stands.
 * @throws AppError that names the file, the line or column, and what to do; nothing is left behind then.
 */
export async function importTable(
  connection: DuckDBConnection,
  task: TableImport,
): Promise<TableImportReport> {
  const { file, overrides } = task;
  const base = path.join(
    task.tempDir,
    `${path.basename(task.outParquet, '.parquet')}-${task.table}`,
  );
  const temporary = { plain: `${base}.txt`, annotated: `${base}.annotated` };
  try {
    const probe = await probeFile(file.path, file.name, overrides?.encoding);
    const shape = await fileShape(connection, file, probe, { overrides, table: task.table });
    // Keys of a JSON file are known only when all of it is read.
    if (shape.format !== 'jsonl') checkMapping(task.table, task.mapping, shape, file.name);
    const report =
      shape.format === 'parquet'
        ? await importParquet(connection, task, shape)
        : await importText(connection, task, shape, probe.bytes, temporary);
    return report;
  } catch (error) {
    await Promise.all([task.outParquet, task.quarantineCsv].map((f) => rm(f, { force: true })));
    throw task.signal.aborted
      ? new AppError('cancelled', 'The job was cancelled.')
      : readFailure(error, file.name);
  } finally {
    await Promise.all(Object.values(temporary).map((f) => rm(f, { force: true })));
  }
}

async function importParquet(
  connection: DuckDBConnection,
  task: TableImport,
  shape: FileShape,
): Promise<TableImportReport> {
  const { path: file, name } = task.file;
  const columns = await parquetColumns(connection, file, name);
  const ts = task.mapping.ts;
  const index = ts && 'column' in ts ? shape.columns.indexOf(ts.column) : -1;
  const timeType = timeTypeOf(columns[index]?.type);
  const source = parquetSource(file, columns, timeType === 'text' ? undefined : index);
  const [row] = await queryRows<{ n: number }>(
    connection,
    `SELECT count(*)::DOUBLE AS n FROM ${source}`,
  );
  const rows = { source, records: row?.n ?? 0, shape };
  const options = { timeZone: task.timeZone, trim: true, timeType };
  if (await copyClean(connection, task, rows, options)) {
    return finish(connection, task, rows.records, {}, async () => ({ rows, options }));
  }
  return importRows(connection, task, rows, options);
}

function timeTypeOf(type: string | undefined): TimeType {
  if (type === 'TIMESTAMP WITH TIME ZONE') return 'instant';
  return type === 'DATE' || type?.startsWith('TIMESTAMP') ? 'naive' : 'text';
}

async function importText(
  connection: DuckDBConnection,
  task: TableImport,
  shape: FileShape,
  bytes: number,
  temporary: { readonly plain: string; readonly annotated: string },
): Promise<TableImportReport> {
  const plain = await plainFile({ ...task.file, bytes }, shape, temporary.plain, task.signal);
  const { facts } = plain;
  const trim = shape.format === 'jsonl' || facts.padded;
  const options = { timeZone: task.timeZone, timeType: 'text', trim } as const;
  const readRows = async () => ({
    rows: await annotatedRows(connection, task, shape, plain.path, temporary.annotated),
    options,
  });
  if (shape.format !== 'jsonl' && facts.uniform && !facts.spacedQuotes) {
    const records = facts.lines - (shape.header ? 1 : 0);
    const rows = { source: strictSource(plain.path, shape), records, shape };
    if (await copyClean(connection, task, rows, options)) {
      return finish(connection, task, records, {}, readRows);
    }
  }
  const careful = await readRows();
  return importRows(connection, task, careful.rows, careful.options);
}

async function annotatedRows(
  connection: DuckDBConnection,
  task: TableImport,
  shape: FileShape,
  plain: string,
  target: string,
): Promise<Rows> {
  const { records, parallel } = await annotate(plain, target, shape, task.file.name, task.signal);
  if (records === 0) throw headerOnly(task.file.name);
  if (shape.format !== 'jsonl') {
    return { source: annotatedSource(target, shape, parallel), records, shape };
  }
  const keys = await queryRows<{ key: string }>(connection, jsonKeysSql(target));
  const known = new Set(shape.columns);
  const later = keys.map((row) => row.key).filter((key) => !known.has(key));
  const all = { ...shape, columns: [...shape.columns, ...later.sort()] };
  checkColumns(all.columns, task.file.name);
  checkMapping(task.table, task.mapping, all, task.file.name);
  return { source: annotatedSource(target, all, parallel), records, shape: all };
}

type Options = Omit<SqlOptions, 'annotated'>;

/**
 * Copies a file of which every row is right, in one go. False when a row is not, or when rows and lines do not
 * agree; what was written by then is overwritten later.
 */
async function copyClean(
  connection: DuckDBConnection,
  task: TableImport,
  rows: Rows,
  options: Options,
): Promise<boolean> {
  const sql = tableSql(task.table, task.mapping, rows.shape, {
    ...options,
    annotated: false,
  });
  const outputs = sql.outputs.map(([value, name], i) => {
    // A filter would be pushed down and parse every time twice; an error also ends a useless attempt at once.
    const checked = `CASE WHEN (${sql.reason}) IS NULL THEN ${value} ELSE error('a row is set aside') END`;
    return `${i === 0 ? checked : value} AS ${sqlName(name)}`;
  });
  const out = sqlString(task.outParquet);
  try {
    const result = await connection.run(
      `COPY (SELECT ${outputs.join(', ')} FROM (${sql.parsed(rows.source)})) TO ${out} (FORMAT parquet, USE_TMP_FILE false)`,
    );
    if (Number(result.rowsChanged) !== rows.records) return false;
  } catch (error) {
    if (task.signal.aborted || isEnvironment(error)) throw error;
    return false;
  }
  const again = repetition(task);
  if (!again) return true;
  const key = again === 'duplicate_celeb' ? 'celeb_id' : '*';
  const [distinct] = await queryRows<{ n: number }>(
    connection,
    `SELECT count(*)::DOUBLE AS n FROM (SELECT DISTINCT ${key} FROM read_parquet(${out}))`,
  );
  return distinct?.n === rows.records;
}

/** Sorts the rows of a file in which not all are right. */
async function importRows(
  connection: DuckDBConnection,
  task: TableImport,
  rows: Rows,
  options: Options,
): Promise<TableImportReport> {
  const sql = tableSql(task.table, task.mapping, rows.shape, {
    ...options,
    annotated: true,
  });
  // A filter pushed below the parsing of times would do that work twice.
  await connection.run(`SET disabled_optimizers = 'filter_pushdown'`);
  try {
    const { accepted, reasons } = await sortRows(connection, task, sql, rows.source);
    const rejected = Object.values(reasons).reduce((a, b) => a + b, 0);
    if (accepted + rejected !== rows.records) {
      throw new Error(
        `${task.file.name}: ${rows.records} rows were read, but ${accepted} accepted and ${rejected} set aside`,
      );
    }
    if (accepted === 0) await explainEmpty(connection, task, sql, rows.source);
    return await finish(connection, task, rows.records, reasons, async () => ({ rows, options }));
  } finally {
    await connection.run('RESET disabled_optimizers');
  }
}

/** Last checks of a written part. `readRows` finds the line of a row that spoils it. */
async function finish(
  connection: DuckDBConnection,
  task: TableImport,
  rowsRead: number,
  reasons: TableImportReport['reasons'],
  readRows: () => Promise<{ rows: Rows; options: Options }>,
): Promise<TableImportReport> {
  const rowsRejected = Object.values(reasons).reduce((a, b) => a + b, 0);
  if (task.table === 'events') {
    await refuseLongPeriod(connection, task, async () => {
      const { rows, options } = await readRows();
      const sql = tableSql(task.table, task.mapping, rows.shape, {
        ...options,
        annotated: true,
      });
      return sql.parsed(rows.source);
    });
  }
  return { rowsRead, rowsAccepted: rowsRead - rowsRejected, rowsRejected, reasons };
}
