import type { DuckDBConnection } from '@duckdb/node-api';
import type { FileShape, Overrides } from '@/lib/contracts/import';
import type { TableName } from '@/lib/contracts/tables';
import { isIdColumn } from '@/lib/domain/import/guess';
import { detectKind } from '@/lib/domain/import/kinds';
import { sampleRecords } from '@/lib/domain/import/records';
import { AppError } from '@/lib/server/errors';
import { queryRows } from '@/lib/server/lake/rows';
import { unclosedQuote } from './annotate';
import { headerOnly } from './failures';
import type { Probe } from './probe';
import { type ParquetColumn, sqlPath } from './source';

const DELIMITERS = [',', '\t', ';', '|'] as const;
/** A JSON file with more keys than this has ids for keys. */
const MAX_COLUMNS = 1000;

/** How a file is to be read. `connection` is used for Parquet only. */
export async function fileShape(
  connection: DuckDBConnection,
  file: { readonly path: string; readonly name: string },
  probe: Probe,
  options: { readonly overrides?: Overrides; readonly table?: TableName } = {},
): Promise<FileShape> {
  const { name } = file;
  const { overrides = {}, table } = options;
  if (probe.parquet) return parquetShape(connection, file.path, name);
  const { compression, encoding } = probe;
  const text = probe.text.trimStart();
  if (text === '') {
    throw new AppError('file_empty', `${name} holds only blank lines.`, { file: name });
  }
  if (overrides.format === 'jsonl' || (overrides.format === undefined && text.startsWith('{'))) {
    const columns = jsonColumns(probe.text, name);
    checkColumns(columns, name);
    return { format: 'jsonl', compression, encoding, delimiter: '', header: false, columns };
  }
  if (text.startsWith('[')) {
    throw new AppError(
      'file_format_unsupported',
      `${name} is one JSON array. Write JSON Lines instead: one object on each line.`,
      { file: name, reason: 'JSON array' },
    );
  }
  const delimiter =
    overrides.delimiter ?? (overrides.format === 'tsv' ? '\t' : guessDelimiter(probe.text));
  const { records, unclosedLine } = sampleRecords(probe.text, delimiter, 20, probe.whole);
  const [first] = records;
  if (!first) throw unclosedQuote(name, unclosedLine ?? 1);
  if (first.cells.length < 2 && !(table === 'celebs' || isIdColumn(first.cells[0] ?? ''))) {
    throw new AppError(
      'file_single_column',
      `${name}, line ${first.line}: only one column was found ("${(first.cells[0] ?? '').slice(0, 60)}"). Is the delimiter another one than comma, tab, semicolon or bar? Choose it by hand.`,
      { file: name, line: first.line },
    );
  }
  const header = overrides.header ?? looksLikeHeader(first.cells);
  const columns = first.cells.map((c, i) => (header && c.trim()) || `column${i + 1}`);
  checkColumns(columns, name, first.line);
  if (header && records.length === 1 && probe.whole && unclosedLine === undefined) {
    throw headerOnly(name);
  }
  return {
    format: delimiter === '\t' ? 'tsv' : 'csv',
    compression,
    encoding,
    delimiter,
    header,
    columns,
  };
}

/** @throws AppError `file_duplicate_header` (case does not count), `file_not_a_table` */
export function checkColumns(columns: readonly string[], name: string, line = 1): void {
  const seen = new Set<string>();
  for (const column of columns) {
    if (seen.has(column.toLowerCase())) {
      throw new AppError(
        'file_duplicate_header',
        `${name}, line ${line}: the column "${column}" occurs more than once. Give each column its own name.`,
        { file: name, line, column },
      );
    }
    seen.add(column.toLowerCase());
  }
  if (columns.length > MAX_COLUMNS) {
    throw new AppError(
      'file_not_a_table',
      `${name} has ${columns.length} columns, more than ${MAX_COLUMNS}. Is each row's id a column of its own?`,
      { file: name, reason: `${columns.length} columns` },
    );
  }
}

async function parquetShape(
  connection: DuckDBConnection,
  path: string,
  name: string,
): Promise<FileShape> {
  const columns = (await parquetColumns(connection, path, name)).map((c) => c.name);
  const [row] = await queryRows<{ n: number }>(
    connection,
    `SELECT count(*)::DOUBLE AS n FROM read_parquet(${sqlPath(path)}, hive_partitioning = false)`,
  );
  if (row?.n === 0) {
    throw new AppError('file_header_only', `${name} holds columns and no rows.`, { file: name });
  }
  return {
    format: 'parquet',
    compression: 'none',
    encoding: 'utf-8',
    delimiter: '',
    header: true,
    columns,
  };
}

/** @throws AppError `file_corrupt` */
export async function parquetColumns(
  connection: DuckDBConnection,
  path: string,
  name: string,
): Promise<ParquetColumn[]> {
  try {
    const rows = await queryRows<{ column_name: string; column_type: string }>(
      connection,
      `DESCRIBE SELECT * FROM read_parquet(${sqlPath(path)}, binary_as_string = true, hive_partitioning = false)`,
    );
    return rows.map((row) => ({ name: row.column_name, type: row.column_type }));
  } catch (error) {
    throw new AppError(
      'file_corrupt',
      `${name} is not a readable Parquet file (cut off or damaged). Write it again.`,
      { file: name, reason: 'Parquet' },
      { cause: error },
    );
  }
}

function jsonColumns(text: string, name: string): string[] {
  const columns = new Set<string>();
  let objects = 0;
  for (const line of text.split(/\r\n|\r|\n/).slice(0, 200)) {
    if (line.trim() === '') continue;
    try {
      const value: unknown = JSON.parse(line);
      if (typeof value !== 'object' || value === null || Array.isArray(value)) continue;
      for (const key of Object.keys(value)) columns.add(key);
      objects++;
    } catch {
      // A broken line is set aside by the import; here only the columns count.
    }
  }
  if (objects === 0) {
    throw new AppError(
      'file_corrupt',
      `${name}, line 1: no line is a complete JSON object. JSON Lines holds one object on each line.`,
      { file: name, line: 1, reason: 'JSON Lines' },
    );
  }
  return [...columns];
}

/** The delimiter that occurs equally often (outside quotes) in the most of the first lines. */
function guessDelimiter(text: string): string {
  const lines = text
    .split(/\r\n|\r|\n/)
    .filter((line) => line !== '')
    .slice(0, 30);
  const score = (delimiter: string) => {
    const counts = lines.map((line) => line.replaceAll(/"[^"]*"/g, '').split(delimiter).length - 1);
    const first = counts[0] ?? 0;
    return first === 0 ? 0 : counts.filter((c) => c === first).length + first / 1000;
  };
  return [...DELIMITERS].sort((a, b) => score(b) - score(a))[0] ?? ',';
}

/** A header holds names: at least one, and no cell that looks like a time or a number. */
function looksLikeHeader(cells: readonly string[]): boolean {
  return (
    cells.some((cell) => cell.trim() !== '') &&
    cells.every((cell) => !['timestamp', 'date', 'number'].includes(detectKind([cell], '')))
  );
}
