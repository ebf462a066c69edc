import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { type RejectReason, TABLE_FIELDS, type TableName } from '@/lib/contracts/tables';
import { sqlName, sqlString } from '@/lib/server/lake/duckdb';
import { queryRows } from '@/lib/server/lake/rows';
import { LINE, PROBLEM } from './source';
import type { TableSql } from './tables';

export interface SortTask {
  readonly file: { readonly name: string };
  readonly table: TableName;
  readonly duplicates: 'keep' | 'drop';
  readonly outParquet: string;
  readonly quarantineCsv: string;
}

export interface Sorted {
  readonly accepted: number;
  readonly reasons: Partial<Record<RejectReason, number>>;
}

/**
 * Puts every row of an annotated source into the lake part or, with its line, reason, column, value and text, into
 * the quarantine file.
 */
export async function sortRows(
  connection: DuckDBConnection,
  task: SortTask,
  sql: TableSql,
  source: string,
): Promise<Sorted> {
  const judged = judgedRows(task, sql, source);
  const rejects = `${task.quarantineCsv}.parquet`;
  await mkdir(path.dirname(task.quarantineCsv), { recursive: true });
  try {
    const outputs = sql.outputs.map(([value, name]) => `${value} AS ${sqlName(name)}`);
    const copied = await connection.run(
      `COPY (SELECT ${outputs.join(', ')} FROM (${judged}) WHERE reason IS NULL${ordered(task)}) TO ${sqlString(task.outParquet)} (FORMAT parquet, USE_TMP_FILE false)`,
    );
    await connection.run(
      `COPY (SELECT ${sqlString(task.file.name)} AS file, ${LINE} AS line, reason, field AS "column", ${rejectedValue(task.table)} AS value, ${sql.text} AS raw
        FROM (${judged}) WHERE reason IS NOT NULL ORDER BY line) TO ${sqlString(rejects)} (FORMAT parquet, USE_TMP_FILE false)`,
    );
    const counts = await queryRows<{ reason: RejectReason; n: number }>(
      connection,
      `SELECT reason, count(*)::DOUBLE AS n FROM read_parquet(${sqlString(rejects)}) GROUP BY reason ORDER BY reason`,
    );
    if (counts.length > 0) {
      await connection.run(
        `COPY (FROM read_parquet(${sqlString(rejects)})) TO ${sqlString(task.quarantineCsv)} (FORMAT csv, HEADER, USE_TMP_FILE false)`,
      );
    }
    return {
      accepted: Number(copied.rowsChanged),
      reasons: Object.fromEntries(counts.map(({ reason, n }) => [reason, n])),
    };
  } finally {
    await rm(rejects, { force: true });
  }
}

/** Rows that a window was computed over have lost the file's order. */
const ordered = (task: SortTask) => (repetition(task) ? ` ORDER BY ${LINE}` : '');

/** Every parsed row with its `reason` (NULL: accepted) and the `field` that it speaks of. */
function judgedRows(task: SortTask, sql: TableSql, source: string): string {
  const judged = `SELECT *, ${sql.reason} AS own_reason, ${sql.reasonField} AS field FROM (${sql.parsed(source)})`;
  const again = repetition(task);
  if (!again) return `SELECT *, own_reason AS reason FROM (${judged})`;
  const key = again === 'duplicate_celeb' ? 'r_celeb_id' : sql.outputs.map(([v]) => v).join(', ');
  // Of a celeb listed twice the last row counts, of equal rows the first.
  const order = again === 'duplicate_celeb' ? 'DESC' : 'ASC';
  return `SELECT * REPLACE (CASE WHEN reason IS NULL AND field IS NULL THEN NULL WHEN reason = '${again}' THEN ${again === 'duplicate_celeb' ? "'celeb_id'" : "''"} ELSE field END AS field) FROM (
    SELECT *, CASE WHEN own_reason IS NULL AND row_number() OVER (PARTITION BY own_reason IS NULL, ${key} ORDER BY ${LINE} ${order}) > 1
      THEN '${again}' ELSE own_reason END AS reason FROM (${judged}))`;
}

/** What a row is called that says again what another row says, if such rows are set aside. */
export function repetition(task: {
  readonly table: TableName;
  readonly duplicates: 'keep' | 'drop';
}): RejectReason | undefined {
  if (task.table === 'celebs') return 'duplicate_celeb';
  return task.duplicates === 'drop' ? 'duplicate' : undefined;
}

/** The raw value that a rejected row's reason speaks of, or what is wrong with its structure. */
export function rejectedValue(table: TableName): string {
  const cases = TABLE_FIELDS[table].map((f) => `WHEN '${f.name}' THEN r_${f.name}::VARCHAR`);
  return `CASE WHEN ${PROBLEM} IS NOT NULL THEN ${PROBLEM} ELSE CASE field ${cases.join(' ')} END END`;
}
