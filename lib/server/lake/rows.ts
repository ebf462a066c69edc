import type { DuckDBConnection } from '@duckdb/node-api';

/**
 * The rows of a small result as objects (counts, names, aggregates); dates and decimals arrive as DuckDB's JSON
 * forms, so cast them in SQL. Never for events or windows: those stay in columns (`readColumns`).
 */
export async function queryRows<T extends object>(
  connection: DuckDBConnection,
  sql: string,
): Promise<T[]> {
  const reader = await connection.runAndReadAll(sql);
  return reader.getRowObjectsJson() as T[];
}

type Numbers = Float32Array | Float64Array | Int32Array | Uint8Array;

/** Called for every chunk and column with the chunk’s values and the position of its first row. */
export type ColumnTarget = (column: number, values: Numbers, offset: number) => void;

/**
 * Streams a result of fixed-width, non-null columns without making a row object.
 * SQL casts decide the array type: FLOAT -> Float32Array, INTEGER -> Int32Array, DOUBLE -> Float64Array,
 * UTINYINT -> Uint8Array. Returns the number of rows.
 */
export async function readColumns(
  connection: DuckDBConnection,
  sql: string,
  columns: number,
  target: ColumnTarget,
): Promise<number> {
  const result = await connection.stream(sql);
  let offset = 0;
  for (;;) {
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) return offset;
    for (let c = 0; c < columns; c++) {
      const vector = chunk.getColumnVector(c) as unknown as { items: Numbers };
      target(c, vector.items.subarray(0, chunk.rowCount) as Numbers, offset);
    }
    offset += chunk.rowCount;
  }
}
