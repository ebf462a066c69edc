import { sqlName, sqlString } from '@/lib/server/lake/duckdb';
import { celebsPath, dailyPath } from '@/lib/server/lake/layout';
import type { DailySummary, TableSources } from './daily';

/**
 * What pages read often, as DuckDB queries whose columns are named like the Prisma table's.
 *
 * Each needs the temp tables that `buildDaily` leaves behind, and counts exactly the rows that the daily table counts:
 * those of target celebs within their spans.
 */
export interface AggregateQuery {
  readonly table: 'PlatformDay' | 'PlatformHour' | 'CelebWeek' | 'CelebSummary';
  readonly sql: string;
}

/** Metrics that come from counting distinct fans: they do not add up over celebs, so they are counted again. */
const DISTINCT = ['fan_unique', 'sticker_senders'];

export function aggregateQueries(
  dir: string,
  daily: Pick<DailySummary, 'firstDay' | 'lastDay' | 'columns'>,
  sources: TableSources,
): AggregateQuery[] {
  const summed = daily.columns.filter((c) => !DISTINCT.includes(c));
  const dailyFile = `read_parquet(${sqlString(dailyPath(dir))})`;
  const events = `${sources.events} AS e JOIN targets ON targets.celeb_id = e.room_id AND e.day >= span_start`;
  const stickers = `${sources.stickers} AS s JOIN targets ON targets.celeb_id = s.celeb_id
        AND s.day BETWEEN span_start AND DATE ${sqlString(daily.lastDay)}`;
  const calendar = `SELECT unnest(generate_series(DATE ${sqlString(daily.firstDay)}, DATE ${sqlString(daily.lastDay)}, INTERVAL 1 DAY))::DATE AS day`;
  const platformDay = `
    WITH totals AS (
      SELECT day, ${summed.map((c) => `sum(${sqlName(c)})::DOUBLE AS ${sqlName(c)}`).join(', ')},
             count(*) FILTER (WHERE own_total > 0)::DOUBLE AS active_celebs
      FROM ${dailyFile} GROUP BY day
    ), fans AS (
      SELECT day, count(DISTINCT actor_id)::DOUBLE AS fan_unique FROM visitors GROUP BY day
    ), senders AS (
      SELECT day, count(DISTINCT from_id)::DOUBLE AS sticker_senders FROM ${stickers} GROUP BY day
    ), wide AS (
      SELECT day, ${['active_celebs', ...daily.columns].map((c) => `coalesce(${sqlName(c)}, 0)::DOUBLE AS ${sqlName(c)}`).join(', ')}
      FROM (${calendar}) LEFT JOIN totals USING (day) LEFT JOIN fans USING (day) LEFT JOIN senders USING (day)
    )
    SELECT metric, day::VARCHAR AS day, value FROM wide UNPIVOT (value FOR metric IN (${['active_celebs', ...daily.columns].map(sqlName).join(', ')}))`;
  const platformHour = `
    WITH counted AS (
      SELECT isodow(day)::INTEGER - 1 AS weekday, hour::INTEGER AS hour, actor_id = room_id AS own, event, count(*)::DOUBLE AS n
      FROM ${events} GROUP BY ALL
    )
    SELECT column_name AS metric, weekday, hour, n AS value FROM counted JOIN event_names USING (own, event)
    UNION ALL
    SELECT CASE WHEN own THEN 'own_total' ELSE 'fan_total' END, weekday, hour, sum(n) FROM counted GROUP BY own, weekday, hour
    UNION ALL
    SELECT metric, weekday, hour, value FROM (
      SELECT isodow(day)::INTEGER - 1 AS weekday, hour::INTEGER AS hour,
             sum(quantity)::DOUBLE AS sticker_count, coalesce(sum(amount), 0)::DOUBLE AS sticker_amount
      FROM ${stickers} GROUP BY ALL
    ) UNPIVOT (value FOR metric IN (sticker_count, sticker_amount))`;
  const celebWeek = `
    WITH weeks AS (
      SELECT celeb_id, date_trunc('week', day)::DATE AS week, count(*) FILTER (WHERE own_total > 0)::INTEGER AS own_days,
             sum(own_total)::INTEGER AS own_total, sum(fan_total)::INTEGER AS fan_total,
             sum(sticker_count)::DOUBLE AS sticker_count, sum(sticker_amount)::DOUBLE AS sticker_amount
      FROM ${dailyFile} GROUP BY ALL
    ), fans AS (
      SELECT celeb_id, date_trunc('week', day)::DATE AS week, count(DISTINCT actor_id)::INTEGER AS fan_unique
      FROM visitors GROUP BY ALL
    )
    SELECT celeb_id AS "celebId", week::VARCHAR AS week, own_days AS "ownDays", own_total AS "ownTotal",
           fan_total AS "fanTotal", coalesce(fan_unique, 0)::INTEGER AS "fanUnique",
           sticker_count AS "stickerCount", sticker_amount AS "stickerAmount"
    FROM weeks LEFT JOIN fans USING (celeb_id, week)`;
  const celebSummary = `
    SELECT celeb_id AS "celebId", any_value(name) AS name, any_value(joined_on)::VARCHAR AS "joinedOn",
           any_value(first_own_day)::VARCHAR AS "firstOwnDay", any_value(last_own_day)::VARCHAR AS "lastOwnDay",
           sum(own_total)::INTEGER AS "ownTotal", sum(fan_total)::INTEGER AS "fanTotal",
           sum(sticker_count)::DOUBLE AS "stickerCount", coalesce(any_value(attributes), '{}')::VARCHAR AS attributes
    FROM ${dailyFile} AS daily JOIN targets USING (celeb_id) JOIN read_parquet(${sqlString(celebsPath(dir))}) AS celebs USING (celeb_id)
    GROUP BY celeb_id`;
  return [
    { table: 'PlatformDay', sql: platformDay },
    { table: 'PlatformHour', sql: platformHour },
    { table: 'CelebWeek', sql: celebWeek },
    { table: 'CelebSummary', sql: celebSummary },
  ];
}
