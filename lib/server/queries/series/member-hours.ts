import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { HourCount } from '@/lib/domain/series/hours';
import { metricSource } from '@/lib/domain/series/metric';
import { tableGlob } from '@/lib/server/lake/layout';
import { defineQuery } from '../define-query';

const period = { source: z.string(), from: z.iso.date(), to: z.iso.date() };
const row = z.object({ weekday: z.int(), hour: z.int(), value: z.number() });

const eventHours = defineQuery({
  sql: `
    SELECT isodow(day)::INTEGER - 1 AS weekday, hour::INTEGER AS hour, count(*)::DOUBLE AS value
    FROM read_parquet($source, union_by_name = true) AS events
    JOIN members ON members.celeb_id = room_id AND day >= span_start
    WHERE day BETWEEN $from::DATE AND $to::DATE AND (actor_id = room_id) = $own AND ($every OR event = $event)
    GROUP BY ALL`,
  params: z.object({ ...period, own: z.boolean(), every: z.boolean(), event: z.string() }),
  row,
});

const stickerHours = defineQuery({
  sql: ({ column }) => `
    SELECT isodow(day)::INTEGER - 1 AS weekday, hour::INTEGER AS hour, coalesce(sum(${column}), 0)::DOUBLE AS value
    FROM read_parquet($source, union_by_name = true) AS stickers
    JOIN members ON members.celeb_id = stickers.celeb_id AND day >= span_start
    WHERE day BETWEEN $from::DATE AND $to::DATE
    GROUP BY ALL`,
  params: z.object({ ...period, column: z.enum(['quantity', 'amount']) }),
  row,
});

interface MemberHours {
  readonly dir: string;
  readonly metric: string;
  readonly from: string;
  readonly to: string;
  readonly hasStickers: boolean;
}

/** Totals by weekday and hour of a metric over the celebs in `members`; undefined where the metric has no hour. */
export async function memberHours(
  connection: DuckDBConnection,
  { dir, metric, from, to, hasStickers }: MemberHours,
): Promise<HourCount[] | undefined> {
  const origin = metricSource(metric);
  if (origin.kind === 'distinct') return undefined;
  if (origin.kind === 'stickers') {
    if (!hasStickers) return [];
    return stickerHours(connection, {
      source: tableGlob(dir, 'stickers'),
      from,
      to,
      column: origin.column,
    });
  }
  return eventHours(connection, {
    source: tableGlob(dir, 'events'),
    from,
    to,
    own: origin.own,
    every: origin.event === null,
    event: origin.event ?? '',
  });
}
