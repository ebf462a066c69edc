import { existsSync } from 'node:fs';
import path from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Target } from '@/lib/contracts/models';
import { OBSERVE_DAYS, OUTCOME_DAYS } from '@/lib/domain/simulate/truth';
import { sqlString } from '@/lib/server/lake/duckdb';
import { truthDir, type WindowSettings, windowsPath } from '@/lib/server/lake/layout';
import { readColumns } from '@/lib/server/lake/rows';

/**
 * The true probabilities of some complete windows of a simulated version, in the order of `rows`. Only the ceiling of
 * metrics comes from them; no model ever sees them.
 * @returns nothing for windows of other lengths than the simulation tells the truth about
 */
export async function readTrueProbabilities(
  connection: DuckDBConnection,
  dir: string,
  windows: WindowSettings,
  { anchor }: { readonly anchor: Int32Array },
  rows: Int32Array,
): Promise<Record<Target, Float64Array> | undefined> {
  const file = path.join(truthDir(dir), 'windows.parquet');
  if (windows.observeDays !== OBSERVE_DAYS || windows.outcomeDays !== OUTCOME_DAYS)
    return undefined;
  if (!existsSync(file)) return undefined;
  const all = { churn: new Float64Array(anchor.length), sticker: new Float64Array(anchor.length) };
  const read = await readColumns(
    connection,
    `SELECT coalesce(t.p_churn, 'nan'::DOUBLE), coalesce(t.p_sticker, 'nan'::DOUBLE)
     FROM read_parquet(${sqlString(windowsPath(dir, windows))}) w
     LEFT JOIN read_parquet(${sqlString(file)}) t USING (celeb_id, anchor)
     WHERE w.complete ORDER BY w.anchor, w.celeb_index`,
    2,
    (column, values, offset) => (column === 0 ? all.churn : all.sticker).set(values, offset),
  );
  if (read !== anchor.length) throw new Error(`${read} true windows do not fit ${anchor.length}`);
  const take = (from: Float64Array) => Float64Array.from(rows, (row) => from[row] ?? Number.NaN);
  const truth = { churn: take(all.churn), sticker: take(all.sticker) };
  // A dataset that real rows were added to has windows of which nobody knows the truth.
  return truth.churn.some(Number.isNaN) ? undefined : truth;
}
