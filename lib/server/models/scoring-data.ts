import type { DuckDBConnection } from '@duckdb/node-api';
import type { DatasetVersion } from '@/lib/server/db/generated/client';
import { AppError } from '@/lib/server/errors';
import { sqlName, sqlString } from '@/lib/server/lake/duckdb';
import { dailyPath, targetsPath } from '@/lib/server/lake/layout';
import { readColumns } from '@/lib/server/lake/rows';
import { isoDay } from '@/lib/server/queries/series/version';

/** What models see of every eligible celeb before one anchor day. */
export interface ScoringWindows {
  /** `[celebs, observeDays, features]`; days before a celeb's span are zero. */
  readonly x: Float32Array;
  readonly celebIds: readonly string[];
}

/**
 * The observed week before any anchor day, straight from the daily table: the anchors of windows.parquet need not hold
 * that day. Celebs without own-room activity in it are already gone and get no score (method §4).
 * @param asOf anchor day, `YYYY-MM-DD`
 */
export async function loadScoringWindows(
  connection: DuckDBConnection,
  dir: string,
  asOf: string,
  observeDays: number,
  features: readonly string[],
): Promise<ScoringWindows> {
  const anchor = `DATE ${sqlString(asOf)}`;
  await connection.run(`CREATE OR REPLACE TEMP TABLE scoring AS
    SELECT d.*, (d.day - (${anchor} - ${observeDays}))::INTEGER AS step,
      (dense_rank() OVER (ORDER BY d.celeb_index) - 1)::INTEGER AS row
    FROM read_parquet(${sqlString(dailyPath(dir))}) d
    SEMI JOIN (
      SELECT celeb_index FROM read_parquet(${sqlString(dailyPath(dir))})
      WHERE day >= ${anchor} - ${observeDays} AND day < ${anchor}
      GROUP BY celeb_index HAVING sum(own_total) > 0
    ) eligible ON d.celeb_index = eligible.celeb_index
    WHERE d.day >= ${anchor} - ${observeDays} AND d.day < ${anchor}`);
  const celebs = await connection.runAndReadAll(
    `SELECT DISTINCT s.row, t.celeb_id FROM scoring s
     JOIN read_parquet(${sqlString(targetsPath(dir))}) t USING (celeb_index) ORDER BY s.row`,
  );
  const celebIds = (celebs.getColumns()[1] ?? []).map(String);
  const width = features.length;
  const x = new Float32Array(celebIds.length * observeDays * width);
  let at = new Int32Array();
  await readColumns(
    connection,
    `SELECT (row * ${observeDays} + step)::INTEGER, ${features.map((f) => `${sqlName(f)}::FLOAT`).join(', ')} FROM scoring ORDER BY row, step`,
    width + 1,
    (column, values) => {
      // The first column of each chunk says where the others go.
      if (column === 0) at = Int32Array.from(values);
      else
        for (let r = 0; r < values.length; r++)
          x[(at[r] ?? 0) * width + column - 1] = values[r] ?? 0;
    },
  );
  return { x, celebIds };
}

/** The error for a day on which no celeb has a window. */
export const nothingToScore = (
  version: Pick<DatasetVersion, 'firstDay' | 'lastDay'>,
  asOf: string,
): AppError =>
  new AppError(
    'nothing_to_score',
    `No celeb was active in their own room in the days before ${asOf}. The data reach from ${isoDay(version.firstDay)} to ${isoDay(version.lastDay)}.`,
    { field: 'asOf', reason: asOf, from: isoDay(version.firstDay), to: isoDay(version.lastDay) },
  );
