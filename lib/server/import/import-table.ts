import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { FileShape, Overrides, TableImportReport } from '@/lib/contracts/import';
import type { Mapping, TableName } from '@/lib/contracts/tables';
import { sqlName, sqlString } from '@/lib/server/lake/duckdb';
import { queryRows } from '@/lib/server/lake/rows';
import { explainEmpty, readFailure } from './failures';
import { probeFile } from './probe';
import { writeQuarantine } from './quarantine';
import { fileShape } from './shape';
import { textSource } from './source';
import { checkMapping, tableSql } from './tables';
import { countLines, plainFile } from './text-file';

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

/**
 * Turns one file into one lake part (layout.ts). Every row is either in the part or in the quarantine file.
 *
 * A clean file is read once, by DuckDB's parallel reader. Only when rows are missing afterwards is it read again,
 * to find each of them with its line and reason.
 * @throws AppError that names the file, the line or column, and what to do; nothing is left behind then.
 */
export async function importTable(
  connection: DuckDBConnection,
  task: TableImport,
): Promise<TableImportReport> {
  const { file, table, mapping, timeZone } = task;
  const unpacked = path.join(
    task.tempDir,
    `${path.basename(task.outParquet, '.parquet')}-${table}.txt`,
  );
  try {
    const probe = await probeFile(file.path, file.name);
    const detected = await fileShape(connection, file.path, file.name, probe, task.overrides);
    checkMapping(table, mapping, detected, file.name);
    const plain = await plainFile(
      file.path,
      file.name,
      detected,
      probe.bytes,
      unpacked,
      task.signal,
    );
    const sql = tableSql(table, mapping, plain.shape, timeZone);
    const source = textSource(plain.path, plain.shape);
    const accepted = await copyAccepted(connection, task, sql, source);
    const rowsRead = await countRecords(connection, plain.path, plain.shape, source, accepted);
    if (accepted === 0) await explainEmpty(connection, task, sql, source);
    const reasons =
      accepted === rowsRead
        ? {}
        : await writeQuarantine(connection, { ...task, sql, source, plain });
    const rowsRejected = Object.values(reasons).reduce((a, b) => a + b, 0);
    if (accepted + rowsRejected !== rowsRead) {
      throw new Error(
        `${file.name}: ${rowsRead} rows were read, but ${accepted} accepted and ${rowsRejected} set aside`,
      );
    }
    return { rowsRead, rowsAccepted: accepted, rowsRejected, reasons };
  } catch (error) {
    await Promise.all([task.outParquet, task.quarantineCsv].map((f) => rm(f, { force: true })));
    throw readFailure(error, file.name);
  } finally {
    await rm(unpacked, { force: true });
    await connection
      .run('DROP TABLE IF EXISTS reject_errors; DROP TABLE IF EXISTS reject_scans')
      .catch(() => undefined);
  }
}

async function copyAccepted(
  connection: DuckDBConnection,
  task: TableImport,
  sql: ReturnType<typeof tableSql>,
  source: string,
): Promise<number> {
  const distinct = task.duplicates === 'drop' ? 'DISTINCT' : '';
  const result = await connection.run(`COPY (
    SELECT ${distinct} ${sql.outputs.map(([value, name]) => `${value} AS ${sqlName(name)}`).join(', ')} FROM (${sql.parsed(source)}) WHERE (${sql.reason}) IS NULL
  ) TO ${sqlString(task.outParquet)} (FORMAT parquet)`);
  return Number(result.rowsChanged);
}

/** Rows of the file, broken ones included. */
async function countRecords(
  connection: DuckDBConnection,
  file: string,
  shape: FileShape,
  source: string,
  accepted: number,
): Promise<number> {
  const count = async (from: string) =>
    (await queryRows<{ n: number }>(connection, `SELECT count(*)::INTEGER AS n FROM ${from}`))[0]
      ?.n ?? 0;
  if (shape.format === 'parquet') return count(`read_parquet(${sqlString(file)})`);
  // Counting line ends is many times faster than reading the table again, and exact when nothing was set aside.
  if (
    shape.compression === 'none' &&
    (await countLines(file)) - (shape.header ? 1 : 0) === accepted
  )
    return accepted;
  return (await count(source)) + (await structuralRejects(connection));
}

/** Lines that DuckDB's reader refused in the last scan. */
export async function structuralRejects(connection: DuckDBConnection): Promise<number> {
  const tables = await queryRows<{ n: number }>(
    connection,
    `SELECT count(*)::INTEGER AS n FROM duckdb_tables() WHERE table_name = 'reject_errors'`,
  );
  if ((tables[0]?.n ?? 0) === 0) return 0;
  const [row] = await queryRows<{ n: number }>(
    connection,
    'SELECT count(DISTINCT (scan_id, line))::INTEGER AS n FROM reject_errors WHERE scan_id = (SELECT max(scan_id) FROM reject_errors)',
  );
  return row?.n ?? 0;
}
