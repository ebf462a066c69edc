import type { DuckDBConnection } from '@duckdb/node-api';
import { TABLE_FIELDS, type TableName } from '@/lib/contracts/tables';
import { AppError } from '@/lib/server/errors';
import { sqlString } from '@/lib/server/lake/duckdb';
import { queryRows } from '@/lib/server/lake/rows';
import { rejectedValue } from './quarantine';
import { LINE, PROBLEM } from './source';
import type { TableSql } from './tables';

interface EmptyCase {
  readonly file: { readonly name: string };
  readonly table: TableName;
  readonly mapping: Record<string, unknown>;
}

/**
 * No row of a file could be used: finds the one thing that is wrong with all of them and throws it.
 * One sentence about a column helps more than millions of rejected rows.
 */
export async function explainEmpty(
  connection: DuckDBConnection,
  task: EmptyCase,
  sql: TableSql,
  source: string,
): Promise<never> {
  const { name } = task.file;
  const fields = TABLE_FIELDS[task.table];
  const filled = fields.map((f) => `count(r_${f.name})::DOUBLE AS ${f.name}`).join(', ');
  const [row] = await queryRows<Record<string, number>>(
    connection,
    `SELECT count(*)::DOUBLE AS total, count(*) FILTER (WHERE ${PROBLEM} IS NULL)::DOUBLE AS whole, ${filled} FROM (${sql.parsed(source)})`,
  );
  const total = row?.total ?? 0;
  const empty = fields.find((f) => f.required && row?.whole !== 0 && row?.[f.name] === 0);
  if (empty) {
    const from = task.mapping[empty.name];
    const column =
      typeof from === 'object' && from !== null && 'column' in from
        ? String(from.column)
        : empty.name;
    const hint =
      empty.name === 'room_id'
        ? ' Stagelight needs the owner of the room in which each event happened: own-room activity is an event whose actor is the owner. Map another column, or map room_id to the same column as actor_id if every actor acts in a room of their own.'
        : ' Map another column.';
    throw new AppError(
      'mapping_column_empty',
      `${name}: the column "${column}", mapped to ${empty.name}, is empty in all ${total} rows.${hint}`,
      { file: name, field: empty.name, column, rows: total },
    );
  }
  const [worst] = await queryRows<{
    reason: string;
    field: string;
    value: string | null;
    line: number;
  }>(
    connection,
    `SELECT reason, field, first(value ORDER BY line) AS value, min(line)::DOUBLE AS line FROM (
       SELECT reason, field, ${rejectedValue(task.table)} AS value, ${LINE} AS line
       FROM (SELECT *, ${sql.reason} AS reason, ${sql.reasonField} AS field FROM (${sql.parsed(source)}))
     ) GROUP BY reason, field ORDER BY count(*) DESC, min(line) LIMIT 1`,
  );
  const { reason = 'malformed_row', field = '', value = '', line = 1 } = worst ?? {};
  if (reason === 'bad_timestamp' || reason === 'bad_number' || reason === 'bad_date') {
    throw new AppError(
      'mapping_wrong_type',
      `${name}, line ${line}: no value of the column mapped to ${field} can be read as a ${reason === 'bad_number' ? 'number' : 'time'}, for example "${value ?? ''}". Map another column.`,
      { file: name, line, field, reason: value ?? '' },
    );
  }
  const detail = field === '' ? (value ?? '') : `${reason.replace('_', ' ')} in ${field}`;
  throw new AppError(
    'no_valid_rows',
    `${name}: none of its ${total} rows can be used, the first from line ${line} on (${detail}). Check the delimiter and the mapping.`,
    { file: name, line, reason },
  );
}

export const headerOnly = (name: string) =>
  new AppError('file_header_only', `${name}, line 1: there is a header and no rows.`, {
    file: name,
    line: 1,
  });

/** Zero-filling a table over more days than this means that some times are wrong. */
export const MAX_PERIOD_DAYS = 7_305;

export const periodTooLong = (
  name: string,
  days: number,
  first: string,
  last: string,
  row?: { readonly line: number; readonly value: string },
) =>
  new AppError(
    'period_too_long',
    `${name}${row ? `, line ${row.line}` : ''}: with ${row ? `the time "${row.value}"` : 'it'} the data would span ${days} days (${first} to ${last}), more than ${MAX_PERIOD_DAYS}. Correct or remove such times.`,
    {
      file: name,
      ...(row ? { line: row.line } : {}),
      reason: row ? row.value : `${first} to ${last}`,
      days,
    },
  );

/**
 * A row from 1970 or 2099, as a clock without power makes it, would stretch the daily table over decades.
 * @throws AppError `period_too_long` with the line of the time that lies furthest from the others
 */
export async function refuseLongPeriod(
  connection: DuckDBConnection,
  task: { readonly file: { readonly name: string }; readonly outParquet: string },
  parsedRows: () => Promise<string>,
): Promise<void> {
  const part = `read_parquet(${sqlString(task.outParquet)})`;
  const [period] = await queryRows<{ first: string; last: string; days: number }>(
    connection,
    `SELECT min(day)::VARCHAR AS first, max(day)::VARCHAR AS last, (max(day) - min(day) + 1)::DOUBLE AS days FROM ${part}`,
  );
  if (!period || !(period.days > MAX_PERIOD_DAYS)) return;
  const [extreme] = await queryRows<{ day: string }>(
    connection,
    `SELECT (CASE WHEN last - middle > middle - first THEN last ELSE first END)::VARCHAR AS day
     FROM (SELECT min(day) AS first, max(day) AS last, quantile_disc(day, 0.5) AS middle FROM ${part})`,
  );
  const [row] = await queryRows<{ line: number; value: string }>(
    connection,
    `SELECT ${LINE}::DOUBLE AS line, r_ts::VARCHAR AS value FROM (${await parsedRows()})
     WHERE local::DATE = DATE ${sqlString(extreme?.day ?? period.last)} ORDER BY ${LINE} LIMIT 1`,
  );
  throw periodTooLong(task.file.name, period.days, period.first, period.last, row);
}

/** A failure of disk or memory says nothing about the file. */
export const isEnvironment = (error: unknown): boolean =>
  error instanceof Error &&
  /^Out of Memory|No space left|ENOSPC|disk is full|INTERRUPT/i.test(error.message);

/** What DuckDB says about a Parquet file that it cannot read, as an AppError that names the file. */
export function readFailure(error: unknown, name: string): unknown {
  if (error instanceof AppError || !(error instanceof Error) || isEnvironment(error)) return error;
  const [reason = ''] = error.message.split('\n');
  if (
    !/parquet|thrift|TProtocol|snappy|zstd|gzip|brotli|lz4|magic|Invalid string encoding/i.test(
      reason,
    )
  ) {
    return error;
  }
  return new AppError(
    'file_corrupt',
    `${name} is damaged or cut off: ${reason} Write the file again.`,
    { file: name, reason },
    { cause: error },
  );
}
