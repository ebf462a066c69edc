import type { DuckDBConnection } from '@duckdb/node-api';
import { sqlName, sqlString } from '@/lib/server/lake/duckdb';

interface RawTables {
  readonly events: string;
  readonly stickers: string;
  readonly celebs: string;
  /** Target files. */
  readonly daily: string;
  readonly windows: string;
}

/**
 * Method sections 3 and 4 as plain DuckDB statements, written by hand for this schema: what a data engineer would type
 * at the prompt. No checks, no summaries, no fixed order of columns.
 */
export const rawPrepareSql =
  (t: RawTables) =>
  async (connection: DuckDBConnection): Promise<string[]> => {
    const reader = await connection.runAndReadAll(
      `SELECT DISTINCT event FROM ${t.events} ORDER BY 1`,
    );
    const names = reader.getRows().map((row) => String(row[0]));
    const counts = ['own', 'fan'].flatMap((side) =>
      names.map(
        (name) =>
          `count(*) FILTER (WHERE actor_id ${side === 'own' ? '=' : '<>'} room_id AND event = ${sqlString(name)}) AS ${sqlName(`${side}_${name}`)}`,
      ),
    );
    return [
      `CREATE TEMP TABLE span AS
       SELECT room_id AS celeb_id, least(min(day), coalesce(any_value(joined_on), min(day))) AS first_day
       FROM ${t.events} JOIN ${t.celebs} ON celeb_id = room_id WHERE actor_id = room_id GROUP BY room_id`,
      `COPY (
         WITH bounds AS (SELECT min(day) AS first_day, max(day) AS last_day FROM ${t.events}),
         calendar AS (
           SELECT celeb_id, unnest(generate_series(greatest(span.first_day, bounds.first_day), bounds.last_day, INTERVAL 1 DAY))::DATE AS day
           FROM span, bounds
         ), e AS (
           SELECT room_id AS celeb_id, day, ${counts.join(', ')},
             count(*) FILTER (WHERE actor_id = room_id) AS own_total,
             count(*) FILTER (WHERE actor_id <> room_id) AS fan_total,
             count(DISTINCT actor_id) FILTER (WHERE actor_id <> room_id) AS fan_unique
           FROM ${t.events} SEMI JOIN span ON celeb_id = room_id GROUP BY room_id, day
         ), s AS (
           SELECT celeb_id, day, sum(quantity) AS sticker_count, sum(amount) AS sticker_amount, count(DISTINCT from_id) AS sticker_senders
           FROM ${t.stickers} GROUP BY celeb_id, day
         )
         SELECT celeb_id, day, COLUMNS(c -> c NOT IN ('celeb_id', 'day')) FROM (
           SELECT * FROM calendar LEFT JOIN e USING (celeb_id, day) LEFT JOIN s USING (celeb_id, day)
         ) ORDER BY celeb_id, day
       ) TO ${sqlString(t.daily)} (FORMAT parquet, COMPRESSION zstd)`,
      `COPY (
         WITH framed AS (
           SELECT celeb_id, day + 1 AS anchor,
             sum(coalesce(own_total, 0)) OVER (w ROWS BETWEEN 6 PRECEDING AND CURRENT ROW) AS observed,
             sum(coalesce(own_total, 0)) OVER (w ROWS BETWEEN 1 FOLLOWING AND 7 FOLLOWING) AS outcome,
             sum(coalesce(sticker_count, 0)) OVER (w ROWS BETWEEN 1 FOLLOWING AND 7 FOLLOWING) AS stickers
           FROM read_parquet(${sqlString(t.daily)}) WINDOW w AS (PARTITION BY celeb_id ORDER BY day)
         )
         SELECT celeb_id, anchor, (outcome = 0)::UTINYINT AS churn, (stickers > 0)::UTINYINT AS sticker FROM framed
         WHERE observed > 0 AND anchor >= (SELECT min(day) FROM read_parquet(${sqlString(t.daily)})) + 7
         ORDER BY anchor, celeb_id
       ) TO ${sqlString(t.windows)} (FORMAT parquet, COMPRESSION zstd)`,
    ];
  };
