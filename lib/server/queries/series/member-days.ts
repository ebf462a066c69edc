import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { sqlName } from '@/lib/server/lake/duckdb';
import { dailyPath, tableGlob } from '@/lib/server/lake/layout';
import { defineQuery, type LakeQuery } from '../define-query';

const params = z.object({
  /** Parquet file or glob that the numbers come from. */
  source: z.string(),
  from: z.iso.date(),
  to: z.iso.date(),
  /** A column of the version's daily table, checked against its list; `active_celebs` counts rows instead. */
  column: z.string(),
});
const row = z.object({ day: z.string(), value: z.number() });
type DayQuery = LakeQuery<z.infer<typeof params>, z.infer<typeof row>>;

/** Every day of the period, 0 where the source has no row. */
const overCalendar = (perDay: string): string => `
  SELECT day::VARCHAR AS day, coalesce(value, 0)::DOUBLE AS value
  FROM (SELECT unnest(generate_series($from::DATE, $to::DATE, INTERVAL 1 DAY))::DATE AS day)
  LEFT JOIN (${perDay}) USING (day) ORDER BY day`;

const summedDays: DayQuery = defineQuery({
  sql: ({ column }) =>
    overCalendar(
      `SELECT day, ${column === 'active_celebs' ? 'count(*) FILTER (WHERE own_total > 0)' : `sum(${sqlName(column)})`} AS value
       FROM read_parquet($source) JOIN members USING (celeb_id) GROUP BY day`,
    ),
  params,
  row,
});

/** One fan of two celebs is one fan, so distinct people are counted again from the raw rows. */
const fanDays: DayQuery = defineQuery({
  sql: overCalendar(
    `SELECT day, count(DISTINCT actor_id) AS value FROM read_parquet($source, union_by_name = true) AS events
     JOIN members ON members.celeb_id = room_id AND day >= span_start
     WHERE actor_id <> room_id GROUP BY day`,
  ),
  params,
  row,
});

const senderDays: DayQuery = defineQuery({
  sql: overCalendar(
    `SELECT day, count(DISTINCT from_id) AS value FROM read_parquet($source, union_by_name = true) AS stickers
     JOIN members ON members.celeb_id = stickers.celeb_id AND day >= span_start GROUP BY day`,
  ),
  params,
  row,
});

interface MemberDays {
  readonly dir: string;
  /** A name from the version's list of metrics. */
  readonly metric: string;
  readonly from: string;
  readonly to: string;
  readonly hasStickers: boolean;
}

/** Daily totals of a metric over the celebs in `members`, one row for each day of the period. */
export function memberDays(
  connection: DuckDBConnection,
  { dir, metric, from, to, hasStickers }: MemberDays,
): Promise<{ day: string; value: number }[]> {
  const period = { from, to, column: metric };
  if (metric === 'fan_unique')
    return fanDays(connection, { source: tableGlob(dir, 'events'), ...period });
  if (metric === 'sticker_senders' && hasStickers)
    return senderDays(connection, { source: tableGlob(dir, 'stickers'), ...period });
  return summedDays(connection, { source: dailyPath(dir), ...period });
}
