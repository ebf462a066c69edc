import type { DuckDBConnection } from '@duckdb/node-api';
import type { FileShape, Inspection, Overrides } from '@/lib/contracts/import';
import { TABLE_FIELDS, type TableName } from '@/lib/contracts/tables';
import { guessMapping, guessTable } from '@/lib/domain/import/guess';
import { detectKind } from '@/lib/domain/import/kinds';
import { sampleRecords } from '@/lib/domain/import/records';
import { withLake } from '@/lib/server/lake/duckdb';
import { type Probe, probeFile } from './probe';
import { fileShape, parquetColumns } from './shape';
import { columnName, parquetSource } from './source';

const PREVIEW_ROWS = 20;
const KIND_ROWS = 200;

/** What a file is, its first rows, and a guess how it maps to one of the three tables. Reads only its beginning. */
export async function inspectFile(
  path: string,
  options: { name: string; table?: TableName; overrides?: Overrides },
): Promise<Inspection> {
  const { name, overrides } = options;
  const probe = await probeFile(path, name, overrides?.encoding);
  return withLake({ threads: 1, memoryLimitMb: 512 }, async (connection) => {
    const shape = await fileShape(connection, { path, name }, probe, {
      overrides,
      table: options.table,
    });
    const rows = await sampleRows(connection, path, name, probe, shape);
    const columns = shape.columns.map((column, i) => {
      const values = rows.map((row) => row[i] ?? null);
      const examples = [
        ...new Set(values.filter((v): v is string => v !== null && v !== '')),
      ].slice(0, 3);
      return { name: column, kind: detectKind(values, column), examples };
    });
    const table = options.table ?? guessTable(columns);
    const mapping = guessMapping(TABLE_FIELDS[table], columns);
    const unmapped = TABLE_FIELDS[table]
      .filter((f) => f.required && !mapping[f.name])
      .map((f) => f.name);
    const warnings: Inspection['warnings'] = [];
    if (table === 'events' && !mapping.room_id) warnings.push('no_room_column');
    if (table === 'events' && !mapping.event) warnings.push('no_event_column');
    if (!shape.header && shape.format !== 'jsonl') warnings.push('headerless');
    if (shape.encoding !== 'utf-8') warnings.push('encoding_not_utf8');
    return {
      name,
      bytes: probe.bytes,
      shape,
      columns,
      preview: rows.slice(0, PREVIEW_ROWS),
      table,
      mapping,
      unmapped,
      warnings,
    };
  });
}

async function sampleRows(
  connection: DuckDBConnection,
  path: string,
  name: string,
  probe: Probe,
  shape: FileShape,
): Promise<(string | null)[][]> {
  if (shape.format === 'parquet') {
    const cells = shape.columns.map((_, i) => columnName(i)).join(', ');
    const source = parquetSource(path, await parquetColumns(connection, path, name));
    const reader = await connection.runAndReadAll(
      `SELECT ${cells} FROM ${source} LIMIT ${KIND_ROWS}`,
    );
    return reader.getRows().map((row) => row.map((v) => (v === null ? null : String(v))));
  }
  if (shape.format === 'jsonl') {
    return probe.text
      .split(/\r\n|\r|\n/)
      .slice(0, KIND_ROWS)
      .flatMap((line) => jsonRow(line, shape.columns));
  }
  const { records } = sampleRecords(probe.text, shape.delimiter, KIND_ROWS, probe.whole);
  const rows = shape.header ? records.slice(1) : records;
  return rows.map(({ cells }) => shape.columns.map((_, i) => cells[i] || null));
}

function jsonRow(line: string, columns: readonly string[]): (string | null)[][] {
  try {
    const value = JSON.parse(line) as Record<string, unknown>;
    return [
      columns.map((c) => {
        const cell = value[c];
        return cell === null || cell === undefined
          ? null
          : typeof cell === 'object'
            ? JSON.stringify(cell)
            : String(cell);
      }),
    ];
  } catch {
    return [];
  }
}
