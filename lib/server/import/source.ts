import type { FileShape } from '@/lib/contracts/import';
import { sqlName, sqlString } from '@/lib/server/lake/duckdb';
import { MAX_LINE_BYTES } from './scan';

/** Name that column `index` of a file has inside SQL, so that no header can collide with ours. */
export const columnName = (index: number): string => `c${index}`;

/** One file's path as a pattern that matches nothing else. */
export const sqlPath = (path: string): string => sqlString(path.replace(/[[*?]/g, '[$&]'));

/** Columns beside those of the file (annotate.ts): a row's line, what is wrong with its structure, its JSON. */
export const LINE = 'line_no';
export const PROBLEM = 'problem';
export const RAW = 'raw';
/** Stands between the parts of an annotated JSON line: JSON never holds it as it is. */
export const JSON_SEPARATOR = '\u0001';

export interface ParquetColumn {
  readonly name: string;
  /** DuckDB's name of the type. */
  readonly type: string;
}

/**
 * A FROM source of every row of a Parquet file: `line_no` (the row's number from 1), `problem` (NULL), and the
 * columns `c0, c1, ...` as text; whole numbers in a floating-point column lose their `.0`. Column `native` keeps its
 * type.
 */
export function parquetSource(
  path: string,
  columns: readonly ParquetColumn[],
  native?: number,
): string {
  const cells = columns.map(({ name, type }, i) => {
    const cell = sqlName(name);
    const whole = `CASE WHEN ${cell} = trunc(${cell}) AND abs(${cell}) < 1e15 THEN ${cell}::BIGINT::VARCHAR ELSE ${cell}::VARCHAR END`;
    const value =
      i === native ? cell : type === 'DOUBLE' || type === 'FLOAT' ? whole : `${cell}::VARCHAR`;
    return `${value} AS ${columnName(i)}`;
  });
  return `(SELECT file_row_number + 1 AS ${LINE}, NULL::VARCHAR AS ${PROBLEM}, ${cells.join(', ')}
    FROM read_parquet(${sqlPath(path)}, file_row_number = true, binary_as_string = true, hive_partitioning = false))`;
}

const reader = (path: string, options: Readonly<Record<string, string>>): string => {
  const all = {
    auto_detect: 'false',
    strict_mode: 'true',
    null_padding: 'false',
    hive_partitioning: 'false',
    max_line_size: String(MAX_LINE_BYTES),
    nullstr: `''`,
    ...options,
  };
  const list = Object.entries(all).map(([name, value]) => `${name} = ${value}`);
  return `read_csv(${sqlPath(path)}, ${list.join(', ')})`;
};

const structOf = (names: readonly string[]): string =>
  `{${names.map((n) => `'${n}': 'VARCHAR'`).join(', ')}}`;

/**
 * A FROM source of a plain delimited file as it stands, columns `c0, c1, ...`. The statement fails at the first row
 * whose structure is not exactly right.
 */
export const strictSource = (path: string, shape: FileShape): string =>
  reader(path, {
    header: String(shape.header),
    delim: sqlString(shape.delimiter),
    quote: `'"'`,
    escape: `'"'`,
    columns: structOf(shape.columns.map((_, i) => columnName(i))),
  });

/** A FROM source of an annotated file: `line_no`, `problem` and the columns `c0, c1, ...`; of JSON Lines also `raw`. */
export function annotatedSource(path: string, shape: FileShape, parallel: boolean): string {
  if (shape.format === 'jsonl') return jsonSource(path, shape.columns);
  const columns = shape.columns.map((_, i) => columnName(i));
  const from = reader(path, {
    header: 'false',
    delim: sqlString(shape.delimiter),
    quote: `'"'`,
    escape: `'"'`,
    parallel: String(parallel),
    // A broken row is held in one cell, and doubling its quotes makes it longer.
    max_line_size: String(3 * MAX_LINE_BYTES),
    columns: structOf([LINE, PROBLEM, ...columns]),
  });
  return `(SELECT * REPLACE (${LINE}::BIGINT AS ${LINE}) FROM ${from})`;
}

/**
 * The text of a row in SQL, and the columns of its source that it is made of: a line of JSON as it stands, cells put
 * together again, a malformed row as the one cell that holds it.
 */
export function rowText(shape: FileShape): { readonly columns: string[]; readonly text: string } {
  if (shape.format === 'jsonl') return { columns: [RAW], text: RAW };
  const columns = shape.columns.map((_, i) => columnName(i));
  const delimiter = shape.delimiter || ',';
  const cells = columns.map((column) => {
    const c = `${column}::VARCHAR`;
    return `CASE WHEN ${c} IS NULL THEN '' WHEN regexp_matches(${c}, '["\\r\\n]') OR contains(${c}, ${sqlString(delimiter)}) THEN '"' || replace(${c}, '"', '""') || '"' ELSE ${c} END`;
  });
  const joined = cells.join(` || ${sqlString(delimiter)} || `);
  return {
    columns,
    text: `CASE WHEN ${PROBLEM} IS NULL THEN ${joined} ELSE ${columnName(0)}::VARCHAR END`,
  };
}

const annotatedLines = (path: string): string =>
  reader(path, {
    header: 'false',
    delim: sqlString(JSON_SEPARATOR),
    quote: `''`,
    escape: `''`,
    max_line_size: String(3 * MAX_LINE_BYTES),
    columns: structOf([LINE, PROBLEM, RAW]),
  });

const IS_OBJECT = `json_valid(${RAW}) AND json_type(${RAW}) = 'OBJECT'`;

/** JSON objects as columns: each line is parsed by itself, so a broken one does not stop the others. */
function jsonSource(path: string, keys: readonly string[]): string {
  const pointers = keys.map((key) =>
    sqlString(`/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  );
  const cells = keys.map((_, i) => `nullif(cells[${i + 1}], '') AS ${columnName(i)}`);
  return `(SELECT ${LINE}::BIGINT AS ${LINE}, ${RAW}, ${cells.join(', ')},
    CASE WHEN ${PROBLEM} IS NULL AND cells IS NULL THEN 'the line is no JSON object' ELSE ${PROBLEM} END AS ${PROBLEM}
    FROM (SELECT *, CASE WHEN ${IS_OBJECT} THEN json_extract_string(${RAW}, [${pointers.join(', ')}]) END AS cells
      FROM ${annotatedLines(path)}))`;
}

/** Every key that occurs in an annotated JSON Lines file. */
export const jsonKeysSql = (path: string): string =>
  `SELECT DISTINCT unnest(CASE WHEN ${IS_OBJECT} THEN json_keys(${RAW}) ELSE [] END) AS key FROM ${annotatedLines(path)}`;
