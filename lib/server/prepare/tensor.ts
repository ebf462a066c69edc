import type { DuckDBConnection } from '@duckdb/node-api';
import { gatherWindows } from '@/lib/domain/windows/gather';
import { sqlName, sqlString } from '@/lib/server/lake/duckdb';
import { dailyPath, targetsPath, type WindowSettings, windowsPath } from '@/lib/server/lake/layout';
import { queryRows, readColumns } from '@/lib/server/lake/rows';

export interface WindowTensor {
  /** `[n, observeDays, features]`, row-major. */
  readonly x: Float32Array;
  /** 1 = churned / at least one sticker in the outcome week; meaningless (0) for open windows. */
  readonly churn: Uint8Array;
  readonly sticker: Uint8Array;
  /** Anchor as days since 1970-01-01. */
  readonly anchor: Int32Array;
  /** Position in `celebIds`. */
  readonly celebIndex: Int32Array;
  readonly celebIds: readonly string[];
  readonly features: readonly string[];
}

/**
 * Windows of a version as tensors, ordered by anchor and celeb. No row ever becomes a JavaScript object.
 * @param features columns of the daily table
 * @param which `complete` windows have labels; `open` ones are those whose outcome week is not over
 */
export async function loadWindowTensor(
  connection: DuckDBConnection,
  dir: string,
  settings: WindowSettings,
  features: readonly string[],
  which: 'complete' | 'open' = 'complete',
): Promise<WindowTensor> {
  const dailyFile = sqlString(dailyPath(dir));
  const count = async (sql: string) => (await queryRows<{ n: number }>(connection, sql))[0]?.n ?? 0;
  const rows = await count(`SELECT count(*)::INTEGER AS n FROM read_parquet(${dailyFile})`);
  const width = features.length;
  const values = new Float32Array(rows * width);
  await readColumns(
    connection,
    `SELECT ${features.map((f) => `${sqlName(f)}::FLOAT`).join(', ')} FROM read_parquet(${dailyFile}) ORDER BY celeb_index, day`,
    width,
    (column, chunk, offset) => {
      for (let r = 0, at = offset * width + column; r < chunk.length; r++, at += width)
        values[at] = chunk[r] ?? 0;
    },
  );

  const from = `FROM read_parquet(${sqlString(windowsPath(dir, settings))}) WHERE ${which === 'complete' ? '' : 'NOT '}complete`;
  const n = await count(`SELECT count(*)::INTEGER AS n ${from}`);
  const lastRow = new Int32Array(n);
  const history = new Int32Array(n);
  const anchor = new Int32Array(n);
  const celebIndex = new Int32Array(n);
  const churn = new Uint8Array(n);
  const sticker = new Uint8Array(n);
  const targets = [lastRow, history, anchor, celebIndex, churn, sticker];
  await readColumns(
    connection,
    `SELECT last_row, history, (anchor - DATE '1970-01-01')::INTEGER, celeb_index, coalesce(churn, 0)::UTINYINT, coalesce(sticker, 0)::UTINYINT
     ${from} ORDER BY anchor, celeb_index`,
    targets.length,
    (column, chunk, offset) => targets[column]?.set(chunk, offset),
  );
  const celebs = await connection.runAndReadAll(
    `SELECT celeb_id FROM read_parquet(${sqlString(targetsPath(dir))}) ORDER BY celeb_index`,
  );
  return {
    x: gatherWindows({ values, features: width }, lastRow, history, settings.observeDays),
    churn,
    sticker,
    anchor,
    celebIndex,
    celebIds: (celebs.getColumns()[0] ?? []).map(String),
    features,
  };
}
