import type { FileShape } from '@/lib/contracts/import';
import { type Mapping, TABLE_FIELDS, type TableName } from '@/lib/contracts/tables';
import { AppError } from '@/lib/server/errors';
import { sqlString } from '@/lib/server/lake/duckdb';
import { TRUNCATED } from './annotate';
import {
  localTime,
  numberOf,
  rawField,
  type TimeType,
  usualTime,
  utcOfColumn,
  utcTime,
} from './expressions';
import { columnName, LINE, PROBLEM, rowText } from './source';

/** The SQL that turns a file's text columns into one of the three tables (method §2). */
export interface TableSql {
  /**
   * Every row of a source with its raw columns `r_<field>` (text, NULL when empty), the columns derived from them
   * and the further columns of the file.
   */
  readonly parsed: (source: string) => string;
  /** Why a row of `parsed` is set aside, or NULL. */
  readonly reason: string;
  /** The field that the reason speaks of. */
  readonly reasonField: string;
  /** The text of a row of an annotated source. */
  readonly text: string;
  /** Output columns of an accepted row (layout.ts) as [value, name]; each value is a column of `parsed`. */
  readonly outputs: readonly (readonly [value: string, name: string])[];
}

export interface SqlOptions {
  readonly timeZone: string;
  /** Cut spaces off the cells of fields; not needed when the file has none there. */
  readonly trim: boolean;
  /** The source has `line_no` and `problem` (source.ts). */
  readonly annotated: boolean;
  /** What the column of the table's time holds. */
  readonly timeType: TimeType;
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
  const stranger = Object.keys(mapping).find((f) => !TABLE_FIELDS[table].some((t) => t.name === f));
  if (stranger !== undefined) {
    throw new AppError(
      'bad_request',
      `${name}: the ${table} table has no field "${stranger}". It has: ${TABLE_FIELDS[table].map((f) => f.name).join(', ')}.`,
      { file: name, field: stranger, reason: `there is no field ${stranger}` },
    );
  }
  for (const { name: field } of TABLE_FIELDS[table]) {
    const source = mapping[field];
    if (source && 'column' in source && !shape.columns.includes(source.column)) {
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

export function tableSql(
  table: TableName,
  mapping: Mapping,
  shape: FileShape,
  options: SqlOptions,
): TableSql {
  const { columns } = shape;
  const text = rowText(shape);
  const columnOf = (name: string) => columnName(columns.indexOf(name));
  const fields = TABLE_FIELDS[table];
  const mapped = new Set(Object.values(mapping).flatMap((s) => ('column' in s ? [s.column] : [])));
  const extras = columns.filter((c) => !mapped.has(c));
  const raw = fields.map((f) => {
    const isTime = f.name === 'ts' && options.timeType !== 'text';
    return `${rawField(mapping[f.name], columnOf, options.trim && !isTime)} AS r_${f.name}`;
  });
  const kept = options.annotated ? [LINE, PROBLEM, ...text.columns] : [];
  const base = (source: string) =>
    `SELECT ${[...new Set([...raw, ...kept, ...extras.map(columnOf)])].join(', ')} FROM ${source}`;
  const required = fields.filter((f) => f.required);
  const missing = `CASE ${required.map((f) => `WHEN r_${f.name} IS NULL THEN ${sqlString(f.name)}`).join(' ')} END`;
  const broken = options.annotated
    ? `WHEN ${PROBLEM} = ${sqlString(TRUNCATED)} THEN 'truncated_last_line' WHEN ${PROBLEM} IS NOT NULL THEN 'malformed_row'`
    : '';
  const { derived, problems, outputs } =
    table === 'celebs'
      ? celebSql(extras, columnOf, options)
      : table === 'events'
        ? eventSql(options)
        : stickerSql(options);
  const names = new Set(outputs.map(([, name]) => name));
  const further =
    table === 'celebs' ? [] : extras.map((c) => [columnOf(c), freeName(c, names)] as const);
  return {
    parsed: (source) =>
      derived.reduce((from, layer) => `SELECT *, ${layer.join(', ')} FROM (${from})`, base(source)),
    reason: `CASE ${broken} WHEN ${missing} IS NOT NULL THEN 'missing_value' ${problems.map(([test, reason]) => `WHEN ${test} THEN '${reason}'`).join(' ')} END`,
    reasonField: `CASE ${broken === '' ? '' : `WHEN ${PROBLEM} IS NOT NULL THEN ''`} WHEN ${missing} IS NOT NULL THEN ${missing} ${problems.map(([test, , field]) => `WHEN ${test} THEN '${field}'`).join(' ')} END`,
    text: text.text,
    outputs: [...outputs, ...further],
  };
}

/** The column's own name, or `file_<name>` when ours would be hidden by it (names differ by more than case). */
function freeName(name: string, taken: Set<string>): string {
  const lower = new Set([...taken].map((n) => n.toLowerCase()));
  let free = name;
  while (lower.has(free.toLowerCase())) free = `file_${free}`;
  taken.add(free);
  return free;
}

interface TableParts {
  /** Layers of derived columns; each may use those before it, so that nothing is computed twice. */
  readonly derived: readonly (readonly string[])[];
  /** In the order in which they are tried. */
  readonly problems: readonly (readonly [test: string, reason: string, field: string])[];
  readonly outputs: readonly (readonly [value: string, name: string])[];
}

const TIME_OUTPUTS = [
  ['utc', 'ts'],
  ['local::DATE', 'day'],
  ['hour(local)::UTINYINT', 'hour'],
] as const;

/** The layers that end in `utc` and `local`. */
function timeLayers(field: string, timeType: TimeType, timeZone: string): string[][] {
  const local = [`${localTime('utc', timeZone)} AS local`];
  if (timeType !== 'text') return [[`${utcOfColumn(field, timeType, timeZone)} AS utc`], local];
  return [[`${usualTime(field)} AS usual`], [`${utcTime(field, 'usual', timeZone)} AS utc`], local];
}

const BAD_TIME = ['utc IS NULL', 'bad_timestamp', 'ts'] as const;

function eventSql(options: SqlOptions): TableParts {
  return {
    derived: timeLayers('r_ts', options.timeType, options.timeZone),
    problems: [BAD_TIME],
    outputs: [
      ...TIME_OUTPUTS,
      ['r_actor_id', 'actor_id'],
      ['r_room_id', 'room_id'],
      ['r_event', 'event'],
    ],
  };
}

function stickerSql(options: SqlOptions): TableParts {
  const quantity = `CASE WHEN r_quantity IS NULL THEN 1::DOUBLE ELSE ${numberOf('r_quantity')} END AS quantity`;
  return {
    derived: [
      ...timeLayers('r_ts', options.timeType, options.timeZone),
      [quantity, `${numberOf('r_amount')} AS amount`],
    ],
    problems: [
      BAD_TIME,
      ['quantity IS NULL', 'bad_number', 'quantity'],
      ['r_amount IS NOT NULL AND amount IS NULL', 'bad_number', 'amount'],
      ['quantity <= 0', 'not_positive', 'quantity'],
      ['amount < 0', 'negative_amount', 'amount'],
    ],
    outputs: [
      ...TIME_OUTPUTS,
      ['r_from_id', 'from_id'],
      ['r_celeb_id', 'celeb_id'],
      ['quantity', 'quantity'],
      ['amount', 'amount'],
      ['r_sticker', 'sticker'],
    ],
  };
}

function celebSql(
  extras: readonly string[],
  columnOf: (name: string) => string,
  { timeZone }: SqlOptions,
): TableParts {
  const members = extras.map((c) => `${sqlString(c)}, ${columnOf(c)}`);
  const attributes = extras.length > 0 ? `json_object(${members.join(', ')})::VARCHAR` : `'{}'`;
  return {
    derived: [
      ...timeLayers('r_joined_on', 'text', timeZone),
      ['local::DATE AS joined', `${attributes} AS attributes`],
    ],
    problems: [['r_joined_on IS NOT NULL AND joined IS NULL', 'bad_date', 'joined_on']],
    outputs: [
      ['r_celeb_id', 'celeb_id'],
      ['r_name', 'name'],
      ['joined', 'joined_on'],
      ['attributes', 'attributes'],
    ],
  };
}
