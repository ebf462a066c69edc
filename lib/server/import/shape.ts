import type { DuckDBConnection } from '@duckdb/node-api';
import type { FileShape, Overrides } from '@/lib/contracts/import';
import { detectKind } from '@/lib/domain/import/kinds';
import { AppError } from '@/lib/server/errors';
import { sqlString } from '@/lib/server/lake/duckdb';
import type { Probe } from './probe';

const DELIMITERS = [',', '\t', ';', '|'] as const;
/** A line longer than this is not a row of a log. */
export const MAX_LINE_BYTES = 4_000_000;

/** How a file is to be read. `connection` is used for Parquet only. */
export async function fileShape(
  connection: DuckDBConnection,
  path: string,
  name: string,
  probe: Probe,
  overrides: Overrides = {},
): Promise<FileShape> {
  if (probe.parquet) return parquetShape(connection, path, name);
  const { compression } = probe;
  const encoding = overrides.encoding ?? probe.encoding;
  const text = probe.text.trimStart();
  if (text === '')
    throw new AppError('file_empty', `${name} holds only blank lines.`, { file: name });
  if (overrides.format === 'jsonl' || (overrides.format === undefined && text.startsWith('{'))) {
    return {
      format: 'jsonl',
      compression,
      encoding,
      delimiter: '',
      header: false,
      columns: jsonColumns(text, name),
    };
  }
  if (text.startsWith('[')) {
    throw new AppError(
      'file_format_unsupported',
      `${name} is one JSON array. Write JSON Lines instead: one object on each line.`,
      { file: name, reason: 'JSON array' },
    );
  }
  const delimiter =
    overrides.delimiter ?? (overrides.format === 'tsv' ? '\t' : guessDelimiter(text));
  const rows = sampleRecords(text, delimiter, 20, name, probe.whole);
  const first = rows[0] ?? [];
  if (first.length < 2) {
    throw new AppError(
      'file_single_column',
      `${name}, line 1: only one column was found ("${(first[0] ?? '').slice(0, 60)}"). Is the delimiter another one than comma, tab, semicolon or bar? Choose it by hand.`,
      { file: name, line: 1 },
    );
  }
  const header = overrides.header ?? looksLikeHeader(first);
  const columns = header
    ? first.map((c, i) => c.trim() || `column${i + 1}`)
    : first.map((_, i) => `column${i + 1}`);
  const twice = columns.find((c, i) => columns.indexOf(c) !== i);
  if (twice !== undefined) {
    throw new AppError(
      'file_duplicate_header',
      `${name}, line 1: the column "${twice}" occurs more than once. Give each column its own name.`,
      { file: name, line: 1, column: twice },
    );
  }
  if (header && rows.length === 1 && probe.whole) {
    throw new AppError('file_header_only', `${name} holds a header and no rows.`, {
      file: name,
      line: 1,
    });
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

async function parquetShape(
  connection: DuckDBConnection,
  path: string,
  name: string,
): Promise<FileShape> {
  try {
    const reader = await connection.runAndReadAll(
      `DESCRIBE SELECT * FROM read_parquet(${sqlString(path)})`,
    );
    const columns = reader.getRows().map((row) => String(row[0]));
    const [count] = (
      await connection.runAndReadAll(`SELECT count(*) FROM read_parquet(${sqlString(path)})`)
    ).getRows();
    if (Number(count?.[0]) === 0)
      throw new AppError('file_header_only', `${name} holds columns and no rows.`, { file: name });
    return {
      format: 'parquet',
      compression: 'none',
      encoding: 'utf-8',
      delimiter: '',
      header: true,
      columns,
    };
  } catch (error) {
    if (error instanceof AppError) throw error;
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
  for (const line of text.split('\n').slice(0, 200)) {
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
    .split(/\r?\n/)
    .slice(0, 30)
    .filter((line) => line !== '');
  const score = (delimiter: string) => {
    const counts = lines.map((line) => line.replaceAll(/"[^"]*"/g, '').split(delimiter).length - 1);
    const first = counts[0] ?? 0;
    return first === 0 ? 0 : counts.filter((c) => c === first).length + first / 1000;
  };
  return [...DELIMITERS].sort((a, b) => score(b) - score(a))[0] ?? ',';
}

/** First records of delimited text (RFC 4180 quotes). */
export function sampleRecords(
  text: string,
  delimiter: string,
  limit: number,
  name: string,
  whole: boolean,
): string[][] {
  const records: string[][] = [];
  let cells: string[] = [];
  let cell = '';
  let quoted = false;
  let line = 1;
  let quoteLine = 1;
  for (let i = 0; i < text.length && records.length < limit; i++) {
    const c = text[i] ?? '';
    if (c === '\n') line++;
    if (quoted) {
      if (c !== '"') cell += c;
      else if (text[i + 1] === '"') {
        cell += '"';
        i++;
      } else quoted = false;
    } else if (c === '"' && cell === '') {
      quoted = true;
      quoteLine = line;
    } else if (c === delimiter) {
      cells.push(cell);
      cell = '';
    } else if (c === '\n') {
      cells.push(cell.replace(/\r$/, ''));
      if (cells.length > 1 || cells[0] !== '') records.push(cells);
      cells = [];
      cell = '';
    } else cell += c;
  }
  if (quoted && whole) {
    throw new AppError(
      'file_unclosed_quote',
      `${name}, line ${quoteLine}: a quote (") is opened and never closed. Close it, or double it inside a quoted value.`,
      { file: name, line: quoteLine },
    );
  }
  if (records.length < limit && (cell !== '' || cells.length > 0) && !quoted)
    records.push([...cells, cell]);
  return records;
}

/** A header has a name in every cell and no cell that looks like a time or a number. */
function looksLikeHeader(cells: readonly string[]): boolean {
  return cells.every(
    (cell) =>
      cell.trim() !== '' && !['timestamp', 'date', 'number'].includes(detectKind([cell], '')),
  );
}
