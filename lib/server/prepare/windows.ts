import type { DuckDBConnection } from '@duckdb/node-api';
import { sqlString } from '@/lib/server/lake/duckdb';
import { dailyPath, type WindowSettings, windowsPath } from '@/lib/server/lake/layout';
import { queryRows } from '@/lib/server/lake/rows';
import type { DailySummary } from './daily';

export interface WindowSummary extends WindowSettings {
  /** Anchors whose outcome week lies inside the data. */
  readonly anchors: number;
  readonly complete: number;
  /** Eligible windows whose outcome is not yet known; the newest anchor gives today's scores. */
  readonly open: number;
  readonly churned: number;
  readonly stickerPositive: number;
}

/**
 * Writes the windows of a version (method §4): one row per eligible celeb and anchor.
 *
 * Columns: celeb_id, celeb_index, anchor DATE, complete BOOLEAN, churn and sticker UTINYINT (null while open),
 * last_row INTEGER (0-based row in daily.parquet of the day before the anchor) and history INTEGER (rows of this
 * celeb up to and including last_row). An anchor `a` is computed on the daily row of `a - 1`, which also exists
 * for the newest anchor, one day after the data. That one is written whatever the stride, since it gives today's
 * scores. The daily table has no gaps, so ROWS frames are days.
 */
export async function buildWindows(
  connection: DuckDBConnection,
  dir: string,
  daily: Pick<DailySummary, 'firstDay' | 'lastDay'>,
  settings: WindowSettings,
): Promise<WindowSummary> {
  const { observeDays, outcomeDays, strideDays } = settings;
  const file = sqlString(windowsPath(dir, settings));
  const firstAnchor = `(DATE ${sqlString(daily.firstDay)} + ${observeDays})`;
  const lastDay = `DATE ${sqlString(daily.lastDay)}`;
  await connection.run(`COPY (
    WITH framed AS (
      SELECT celeb_id, celeb_index, day + 1 AS anchor,
        (row_number() OVER (ORDER BY celeb_index, day) - 1)::INTEGER AS last_row,
        (row_number() OVER celeb)::INTEGER AS history,
        sum(own_total) OVER (celeb ROWS BETWEEN ${observeDays - 1} PRECEDING AND CURRENT ROW) AS own_observed,
        coalesce(sum(own_total) OVER (celeb ROWS BETWEEN 1 FOLLOWING AND ${outcomeDays} FOLLOWING), 0) AS own_outcome,
        coalesce(sum(sticker_count) OVER (celeb ROWS BETWEEN 1 FOLLOWING AND ${outcomeDays} FOLLOWING), 0) AS sticker_outcome
      FROM read_parquet(${sqlString(dailyPath(dir))})
      WINDOW celeb AS (PARTITION BY celeb_index ORDER BY day)
    ), eligible AS (
      SELECT *, anchor + ${outcomeDays - 1} <= ${lastDay} AS complete FROM framed
      WHERE own_observed > 0 AND anchor >= ${firstAnchor}
        AND ((anchor - ${firstAnchor}) % ${strideDays} = 0 OR anchor = ${lastDay} + 1)
    )
    SELECT celeb_id, celeb_index, anchor, complete,
      CASE WHEN complete THEN (own_outcome = 0)::UTINYINT END AS churn,
      CASE WHEN complete THEN (sticker_outcome > 0)::UTINYINT END AS sticker,
      last_row, history
    FROM eligible ORDER BY anchor, celeb_index
  ) TO ${file} (FORMAT parquet, COMPRESSION zstd)`);
  const [row] = await queryRows<
    Record<'anchors' | 'complete' | 'open' | 'churned' | 'positive', number>
  >(
    connection,
    `SELECT count(DISTINCT anchor) FILTER (WHERE complete)::INTEGER AS anchors,
            count(*) FILTER (WHERE complete)::INTEGER AS complete,
            count(*) FILTER (WHERE NOT complete)::INTEGER AS open,
            coalesce(sum(churn), 0)::INTEGER AS churned,
            coalesce(sum(sticker), 0)::INTEGER AS positive
     FROM read_parquet(${file})`,
  );
  return {
    ...settings,
    anchors: row?.anchors ?? 0,
    complete: row?.complete ?? 0,
    open: row?.open ?? 0,
    churned: row?.churned ?? 0,
    stickerPositive: row?.positive ?? 0,
  };
}
