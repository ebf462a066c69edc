import type { FileShape } from '@/lib/contracts/import';
import { sqlName, sqlString } from '@/lib/server/lake/duckdb';
import { MAX_LINE_BYTES } from './shape';

/**
 * A FROM source that reads every column of a file as text. Rows whose structure is broken are left to DuckDB's
 * reject table (`reject_errors`), which the import reads afterwards.
 */
export function textSource(path: string, shape: FileShape): string {
  if (shape.format === 'parquet') {
    const cells = shape.columns.map((c) => `${sqlName(c)}::VARCHAR AS ${sqlName(c)}`);
    return `(SELECT ${cells.join(', ')} FROM read_parquet(${sqlString(path)}))`;
  }
  if (shape.format === 'jsonl') {
    // A line is parsed by itself, so a broken one does not stop the others.
    const cells = shape.columns.map(
      (c) =>
        `CASE WHEN json_valid(line) THEN json_extract_string(line, ${sqlString(`$.${JSON.stringify(c)}`)}) END AS ${sqlName(c)}`,
    );
    return `(SELECT ${cells.join(', ')}, line AS "__line" FROM ${lineSource(path, shape)} WHERE trim(line) <> '')`;
  }
  const columns = shape.columns.map((c) => `${sqlString(c)}: 'VARCHAR'`).join(', ');
  return `read_csv(${sqlString(path)}, auto_detect = false, header = ${shape.header}, delim = ${sqlString(shape.delimiter)},
    quote = '"', escape = '"', columns = {${columns}}, compression = '${shape.compression}', nullstr = '',
    max_line_size = ${MAX_LINE_BYTES}, store_rejects = true, rejects_limit = 0, strict_mode = true, null_padding = false)`;
}

/** Every line of a text file as one column `line`. */
export const lineSource = (path: string, shape: FileShape): string =>
  `read_csv(${sqlString(path)}, auto_detect = false, header = false, delim = '\u0001', quote = '', escape = '',
    columns = {'line': 'VARCHAR'}, compression = '${shape.compression}', max_line_size = ${MAX_LINE_BYTES})`;
