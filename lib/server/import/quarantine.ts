import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { FileShape } from '@/lib/contracts/import';
import type { RejectReason, TableName } from '@/lib/contracts/tables';
import { AppError } from '@/lib/server/errors';
import { sqlName, sqlString } from '@/lib/server/lake/duckdb';
import { queryRows, readColumns } from '@/lib/server/lake/rows';
import { rejectedValue } from './failures';
import type { TableSql } from './tables';
import { linesOfRecords } from './text-file';

interface QuarantineTask {
  readonly file: { readonly name: string };
  readonly table: TableName;
  readonly sql: TableSql;
  readonly source: string;
  readonly plain: { readonly path: string; readonly shape: FileShape };
  readonly duplicates: 'keep' | 'drop';
  readonly quarantineCsv: string;
  readonly tempDir: string;
}

/** A quote left open swallows the lines after it; a record of so many lines is one. */
const SWALLOWED_LINES = 100;

/**
 * Reads a file again to set every rejected row aside with its line, reason, column, value and text.
 * Returns how many rows each reason took.
 */
export async function writeQuarantine(
  connection: DuckDBConnection,
  task: QuarantineTask,
): Promise<Partial<Record<RejectReason, number>>> {
  const { shape } = task.plain;
  const rejects = path.join(task.tempDir, `rejects-${path.basename(task.quarantineCsv)}.parquet`);
  try {
    await connection.run('DROP TABLE IF EXISTS reject_errors; DROP TABLE IF EXISTS reject_scans');
    await connection.run(rejectedRowsSql(task, rejects));
    const broken =
      shape.format === 'csv' || shape.format === 'tsv' ? await brokenRecords(connection) : [];
    refuseSwallowed(broken, task.file.name);
    const good = await recordNumbers(connection, rejects);
    const first = shape.header && shape.format !== 'parquet' ? 1 : 0;
    const goodRecords = skipBroken(
      good,
      broken.map((b) => b.record),
      first,
    );
    const text = shape.format !== 'parquet' && shape.compression === 'none';
    const all = [...new Set([...goodRecords, ...broken.map((b) => b.record)])].sort(
      (a, b) => a - b,
    );
    const lines = text
      ? await linesOfRecords(task.plain.path, all, shape.format !== 'jsonl')
      : all.map((r) => r + 1);
    const lineOf = new Map(all.map((record, i) => [record, lines[i] ?? record + 1]));
    await mkdir(path.dirname(task.quarantineCsv), { recursive: true });
    return await writeCsv(connection, task, rejects, goodRecords, broken, lineOf);
  } finally {
    await rm(rejects, { force: true });
  }
}

function rejectedRowsSql(task: QuarantineTask, target: string): string {
  const { sql, plain } = task;
  const columns = plain.shape.columns.map((c) => sqlName(c));
  const raw =
    plain.shape.format === 'jsonl'
      ? '"__line"'
      : `array_to_string([${columns.map((c) => `coalesce(${c}, '')`).join(', ')}], ${sqlString(plain.shape.delimiter || ',')})`;
  const numbered = `(SELECT row_number() OVER () AS "__record", ${raw} AS "__raw", * FROM ${task.source})`;
  const parsed = sql.parsed(numbered).replace(/^SELECT /, 'SELECT "__record", "__raw", ');
  const repeated =
    task.duplicates === 'drop'
      ? `CASE WHEN (${sql.reason}) IS NULL AND row_number() OVER (PARTITION BY ${sql.outputs.map(([value]) => value).join(', ')} ORDER BY "__record") > 1 THEN 'duplicate' ELSE (${sql.reason}) END`
      : sql.reason;
  return `COPY (SELECT * FROM (
    SELECT "__record"::INTEGER AS record, ${repeated} AS reason, ${sql.reasonField} AS field, ${rejectedValue(task.table, sql)} AS value, "__raw" AS raw
    FROM (${parsed})
  ) WHERE reason IS NOT NULL ORDER BY record) TO ${sqlString(target)} (FORMAT parquet)`;
}

interface BrokenRecord {
  /** 0-based record of the file, header included. */
  readonly record: number;
  readonly message: string;
  readonly text: string;
}

async function brokenRecords(connection: DuckDBConnection): Promise<BrokenRecord[]> {
  const rows = await queryRows<{ record: number; message: string; text: string | null }>(
    connection,
    `SELECT (line - 1)::INTEGER AS record, min(error_message) AS message, any_value(csv_line) AS text
     FROM reject_errors WHERE scan_id = (SELECT max(scan_id) FROM reject_errors) GROUP BY line ORDER BY line`,
  ).catch(() => []);
  return rows.map((row) => ({ ...row, text: row.text ?? '' }));
}

function refuseSwallowed(broken: readonly BrokenRecord[], name: string): void {
  const culprit = broken.find(
    (b) => b.text.split('\n', SWALLOWED_LINES + 1).length > SWALLOWED_LINES,
  );
  if (culprit) {
    const line = culprit.record + 1;
    throw new AppError(
      'file_unclosed_quote',
      `${name}, line ${line}: a quote (") is opened and swallows the lines after it. Close it, or double it inside a quoted value.`,
      { file: name, line },
    );
  }
}

async function recordNumbers(connection: DuckDBConnection, rejects: string): Promise<Int32Array> {
  const [row] = await queryRows<{ n: number }>(
    connection,
    `SELECT count(*)::INTEGER AS n FROM read_parquet(${sqlString(rejects)})`,
  );
  const records = new Int32Array(row?.n ?? 0);
  await readColumns(
    connection,
    `SELECT record FROM read_parquet(${sqlString(rejects)})`,
    1,
    (_, values, offset) => records.set(values, offset),
  );
  return records;
}

/**
 * DuckDB numbers the records it could read (1, 2, ...); the broken ones are not among them. Returns each one's
 * 0-based record in the file, header included.
 */
export function skipBroken(
  good: ArrayLike<number>,
  broken: readonly number[],
  header: number,
): number[] {
  const out: number[] = [];
  let passed = 0;
  for (let i = 0; i < good.length; i++) {
    const n = (good[i] ?? 0) - 1 + header;
    while (passed < broken.length && (broken[passed] ?? 0) <= n + passed) passed++;
    out.push(n + passed);
  }
  return out;
}

const cell = (value: string | number | null): string => {
  const text = value === null ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

async function writeCsv(
  connection: DuckDBConnection,
  task: QuarantineTask,
  rejects: string,
  goodRecords: readonly number[],
  broken: readonly BrokenRecord[],
  lineOf: ReadonlyMap<number, number>,
): Promise<Partial<Record<RejectReason, number>>> {
  const reasons: Partial<Record<RejectReason, number>> = {};
  const out: Writable = createWriteStream(task.quarantineCsv);
  const put = async (
    line: number,
    reason: RejectReason,
    field: string,
    value: string | null,
    raw: string,
  ) => {
    reasons[reason] = (reasons[reason] ?? 0) + 1;
    const row = `${[task.file.name, line, reason, field, value, raw].map(cell).join(',')}\n`;
    if (!out.write(row)) await once(out, 'drain');
  };
  out.write('file,line,reason,column,value,raw\n');
  const unfinished = broken.length > 0 && !(await endsWithNewline(task.plain.path));
  const lastLine = Math.max(...broken.map((b) => b.record));
  for (const b of broken) {
    const reason =
      unfinished && b.record === lastLine && (await isLastRecord(task.plain.path, b.text))
        ? 'truncated_last_line'
        : 'malformed_row';
    await put(lineOf.get(b.record) ?? b.record + 1, reason, '', b.message, b.text);
  }
  const result = await connection.stream(
    `SELECT reason, field, value, raw FROM read_parquet(${sqlString(rejects)})`,
  );
  let i = 0;
  for (;;) {
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) break;
    for (const [reason, field, value, raw] of chunk.getRows()) {
      const record = goodRecords[i++] ?? 0;
      await put(
        lineOf.get(record) ?? record + 1,
        reason as RejectReason,
        String(field ?? ''),
        value === null || value === undefined ? null : String(value),
        String(raw ?? ''),
      );
    }
  }
  out.end();
  await finished(out);
  return reasons;
}

async function endsWithNewline(file: string): Promise<boolean> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
    return buffer[0] === 0x0a;
  } finally {
    await handle.close();
  }
}

async function isLastRecord(file: string, text: string): Promise<boolean> {
  const { size } = await open(file, 'r').then(async (h) => {
    const s = await h.stat();
    await h.close();
    return s;
  });
  let tail = '';
  for await (const chunk of createReadStream(file, {
    start: Math.max(0, size - 4096),
    encoding: 'utf8',
  }))
    tail += chunk;
  return tail.endsWith(text.replace(/\r?\n$/, ''));
}
