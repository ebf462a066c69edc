import type { DuckDBConnection } from '@duckdb/node-api';
import type { ErrorDetails } from '@/lib/contracts/errors';
import type { TableName } from '@/lib/contracts/tables';
import { TABLE_FIELDS } from '@/lib/contracts/tables';
import { AppError } from '@/lib/server/errors';
import { queryRows } from '@/lib/server/lake/rows';
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
  const filled = fields.map((f) => `count(r_${f.name})::INTEGER AS ${f.name}`).join(', ');
  const [row] = await queryRows<Record<string, number>>(
    connection,
    `SELECT count(*)::INTEGER AS total, ${filled} FROM (${sql.parsed(source)})`,
  );
  const total = row?.total ?? 0;
  const empty = fields.find((f) => f.required && total > 0 && row?.[f.name] === 0);
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
    n: number;
  }>(
    connection,
    `SELECT reason, field, any_value(value) AS value, count(*)::INTEGER AS n FROM (
       SELECT ${sql.reason} AS reason, ${sql.reasonField} AS field, ${rejectedValue(task.table, sql)} AS value FROM (${sql.parsed(source)})
     ) GROUP BY reason, field ORDER BY n DESC LIMIT 1`,
  );
  if (
    worst &&
    (worst.reason === 'bad_timestamp' ||
      worst.reason === 'bad_number' ||
      worst.reason === 'bad_date')
  ) {
    throw new AppError(
      'mapping_wrong_type',
      `${name}: no value of the column mapped to ${worst.field} can be read as a ${worst.reason === 'bad_number' ? 'number' : 'time'}, for example "${worst.value ?? ''}". Map another column.`,
      { file: name, field: worst.field, reason: worst.value ?? '' },
    );
  }
  throw new AppError(
    'no_valid_rows',
    `${name}: none of its rows can be used (${worst?.reason ?? 'malformed rows'}). Check the delimiter and the mapping.`,
    { file: name, reason: worst?.reason ?? 'malformed_row' },
  );
}

/** The raw value that a rejected row's reason speaks of. */
export function rejectedValue(table: TableName, sql: TableSql): string {
  const cases = TABLE_FIELDS[table].map((f) => `WHEN '${f.name}' THEN r_${f.name}`);
  return `CASE ${sql.reasonField} ${cases.join(' ')} END`;
}

/** DuckDB's own words for what a person can mend, as an AppError that names the file and line. */
export function readFailure(error: unknown, name: string): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error;
  const { message } = error;
  const line = Number(
    /Line: (\d+)/i.exec(message)?.[1] ?? /row (\d+)/i.exec(message)?.[1] ?? Number.NaN,
  );
  const where = Number.isNaN(line) ? name : `${name}, line ${line}`;
  const details: ErrorDetails = Number.isNaN(line) ? { file: name } : { file: name, line };
  if (/maximum line size|line size of/i.test(message)) {
    return new AppError(
      'file_line_too_long',
      `${where}: a line is longer than 4 MB. A quote may be unclosed, or the file is not a table.`,
      details,
      { cause: error },
    );
  }
  if (/unicode|utf-?8|encod/i.test(message)) {
    return new AppError(
      'file_encoding',
      `${where}: the text is not valid UTF-8. Export the file as UTF-8, or choose its encoding.`,
      details,
      { cause: error },
    );
  }
  if (/unterminated quote|quoted value/i.test(message)) {
    return new AppError(
      'file_unclosed_quote',
      `${where}: a quote (") is opened and never closed.`,
      details,
      { cause: error },
    );
  }
  if (/zstd|Parquet|magic bytes|snappy|thrift|TProtocol/i.test(message)) {
    return new AppError(
      'file_corrupt',
      `${where} is damaged or cut off: ${message.split('\n')[0]}`,
      { ...details, reason: message.split('\n')[0] ?? '' },
      { cause: error },
    );
  }
  return error;
}
