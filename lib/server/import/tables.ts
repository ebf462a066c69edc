import type { FileShape } from '@/lib/contracts/import';
import { type Mapping, TABLE_FIELDS, type TableName } from '@/lib/contracts/tables';
import { AppError } from '@/lib/server/errors';
import { sqlName, sqlString } from '@/lib/server/lake/duckdb';
import { localTime, rawField, utcTime } from './expressions';

export interface TableSql {
  /** Raw columns `r_<field>` and derived ones, one row for each row of the file. */
  readonly parsed: (source: string) => string;
  /** Why a parsed row is set aside, or NULL. */
  readonly reason: string;
  /** The field that the reason speaks of. */
  readonly reasonField: string;
  /** Output columns of an accepted row (layout.ts) as [value, name]. */
  readonly outputs: readonly (readonly [value: string, name: string])[];
}

/** @throws AppError `mapping_incomplete`, `mapping_unknown_column` */
export function checkMapping(
  table: TableName,
  mapping: Mapping,
  shape: FileShape,
  name: string,
): void {
  for (const field of TABLE_FIELDS[table]) {
    if (field.required && !mapping[field.name]) {
      throw new AppError('mapping_incomplete', missingFieldText(table, field.name, name), {
        file: name,
        field: field.name,
      });
    }
  }
  for (const [field, source] of Object.entries(mapping)) {
    if ('column' in source && !shape.columns.includes(source.column)) {
      throw new AppError(
        'mapping_unknown_column',
        `${name}: the column "${source.column}", mapped to ${field}, is not in the file. It has: ${shape.columns.join(', ')}.`,
        { file: name, field, column: source.column },
      );
    }
  }
}

function missingFieldText(table: TableName, field: string, name: string): string {
  const hint =
    field === 'room_id'
      ? ' It names the owner of the room in which the event happened. If every actor acts in a room of their own, map it to the same column as actor_id.'
      : field === 'event'
        ? ' If the file holds only one kind of event, give a fixed name.'
        : '';
  return `${name}: nothing is mapped to ${field}, which the ${table} table needs.${hint}`;
}

/** The SQL that turns a file's text columns into one of the three tables (method §2). */
export function tableSql(
  table: TableName,
  mapping: Mapping,
  shape: FileShape,
  timeZone: string,
): TableSql {
  const fields = TABLE_FIELDS[table];
  const raw = fields.map((f) => `${rawField(mapping[f.name])} AS r_${f.name}`);
  const mapped = new Set(Object.values(mapping).flatMap((s) => ('column' in s ? [s.column] : [])));
  const own = new Set<string>([...fields.map((f) => f.name), 'ts', 'day', 'hour', 'attributes']);
  const extras = shape.columns.filter((c) => !mapped.has(c));
  const required = fields.filter((f) => f.required);
  const missing = `CASE ${required.map((f) => `WHEN r_${f.name} IS NULL THEN ${sqlString(f.name)}`).join(' ')} END`;
  const rest = shape.format === 'jsonl' ? ', "__line"' : '';
  const broken =
    shape.format === 'jsonl' ? `WHEN NOT json_valid("__line") THEN 'malformed_row'` : '';

  if (table === 'celebs') {
    const attributes = `to_json({${extras.map((c) => `${sqlString(c)}: ${sqlName(c)}`).join(', ')}})`;
    return {
      parsed: (
        source,
      ) => `SELECT ${raw.join(', ')}, ${extras.length > 0 ? attributes : "'{}'"}::VARCHAR AS attributes${rest},
        ${localTime('r_joined_on', timeZone)}::DATE AS joined FROM ${source}`,
      reason: `CASE ${broken} WHEN r_celeb_id IS NULL THEN 'missing_value' WHEN r_joined_on IS NOT NULL AND joined IS NULL THEN 'bad_date' END`,
      reasonField: `CASE WHEN r_celeb_id IS NULL THEN 'celeb_id' ELSE 'joined_on' END`,
      outputs: [
        ['r_celeb_id', 'celeb_id'],
        ['r_name', 'name'],
        ['joined', 'joined_on'],
        ['attributes', 'attributes'],
      ],
    };
  }
  const kept = extras.map((c) => [sqlName(c), own.has(c) ? `file_${c}` : c] as const);
  const time = [
    [utcTime('local', timeZone), 'ts'],
    ['local::DATE', 'day'],
    ['hour(local)::UTINYINT', 'hour'],
  ] as const;
  const passed = extras.map(sqlName);
  if (table === 'events') {
    return {
      parsed: (source) =>
        `SELECT ${[...raw, ...passed].join(', ')}${rest}, ${localTime('r_ts', timeZone)} AS local FROM ${source}`,
      reason: `CASE ${broken} WHEN ${missing} IS NOT NULL THEN 'missing_value' WHEN local IS NULL THEN 'bad_timestamp' END`,
      reasonField: `coalesce(${missing}, 'ts')`,
      outputs: [
        ...time,
        ['r_actor_id', 'actor_id'],
        ['r_room_id', 'room_id'],
        ['r_event', 'event'],
        ...kept,
      ],
    };
  }
  return {
    parsed: (
      source,
    ) => `SELECT ${[...raw, ...passed].join(', ')}${rest}, ${localTime('r_ts', timeZone)} AS local,
      coalesce(try_cast(r_quantity AS DOUBLE), CASE WHEN r_quantity IS NULL THEN 1 END) AS quantity,
      try_cast(r_amount AS DOUBLE) AS amount FROM ${source}`,
    reason: `CASE ${broken} WHEN ${missing} IS NOT NULL THEN 'missing_value' WHEN local IS NULL THEN 'bad_timestamp'
      WHEN quantity IS NULL OR NOT isfinite(quantity) OR (r_amount IS NOT NULL AND (amount IS NULL OR NOT isfinite(amount))) THEN 'bad_number'
      WHEN quantity <= 0 THEN 'not_positive' WHEN amount < 0 THEN 'negative_amount' END`,
    reasonField: `coalesce(${missing}, CASE WHEN local IS NULL THEN 'ts' WHEN quantity IS NULL OR NOT isfinite(quantity) OR quantity <= 0 THEN 'quantity' ELSE 'amount' END)`,
    outputs: [
      ...time,
      ['r_from_id', 'from_id'],
      ['r_celeb_id', 'celeb_id'],
      ['quantity', 'quantity'],
      ['amount', 'amount'],
      ['r_sticker', 'sticker'],
      ...kept,
    ],
  };
}
