import { type DuckDBConnection, DuckDBDataChunk, INTEGER } from '@duckdb/node-api';

const CHUNK_ROWS = 2048;

/** A growing table of integer columns that is handed to DuckDB chunk by chunk, without a JavaScript value per cell. */
export class CodeTable {
  rows = 0;
  private capacity = 1 << 16;
  private columns: Int32Array[];

  private constructor(
    private readonly connection: DuckDBConnection,
    private readonly name: string,
    private readonly width: number,
  ) {
    this.columns = Array.from({ length: width }, () => new Int32Array(this.capacity));
  }

  static async create(
    connection: DuckDBConnection,
    name: string,
    columns: readonly string[],
  ): Promise<CodeTable> {
    await connection.run(`CREATE TABLE ${name} (${columns.map((c) => `${c} INTEGER`).join(', ')})`);
    return new CodeTable(connection, name, columns.length);
  }

  push(a: number, b: number, c: number, d = 0, e = 0): void {
    if (this.rows === this.capacity) this.grow();
    const at = this.rows++;
    const values = [a, b, c, d, e];
    for (let i = 0; i < this.width; i++) {
      const column = this.columns[i];
      if (column) column[at] = values[i] ?? 0;
    }
  }

  private grow(): void {
    this.capacity *= 2;
    this.columns = this.columns.map((old) => {
      const bigger = new Int32Array(this.capacity);
      bigger.set(old);
      return bigger;
    });
  }

  /** Moves the rows into the DuckDB table of the same name; returns how many there were. */
  async load(): Promise<number> {
    const appender = await this.connection.createAppender(this.name);
    const types = Array.from({ length: this.width }, () => INTEGER);
    for (let from = 0; from < this.rows; from += CHUNK_ROWS) {
      const count = Math.min(CHUNK_ROWS, this.rows - from);
      const chunk = DuckDBDataChunk.create(types, count);
      this.columns.forEach((column, i) => {
        const vector = chunk.getColumnVector(i) as unknown as {
          items: Int32Array;
          flush: () => void;
        };
        vector.items.set(column.subarray(from, from + count));
        vector.flush();
      });
      appender.appendDataChunk(chunk);
    }
    appender.closeSync();
    const { rows } = this;
    this.rows = 0;
    return rows;
  }

  async clear(): Promise<void> {
    await this.connection.run(`TRUNCATE ${this.name}`);
  }
}
