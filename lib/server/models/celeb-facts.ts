import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { sqlString } from '@/lib/server/lake/duckdb';
import { dailyPath, targetsPath } from '@/lib/server/lake/layout';
import { defineQuery } from '@/lib/server/queries/define-query';

/** Weeks of own-room activity that a list draws beside a celeb. */
export const SHOWN_WEEKS = 8;

/** What a list tells of a celeb besides its scores; of days before the scored one only. */
export interface CelebFacts {
  readonly lastOwnDay: string | null;
  readonly lastStickerDay: string | null;
  /** Own-room activity of each of the last eight weeks, the oldest first. */
  readonly ownWeeks: readonly number[];
}

const isoOrNull = z.iso.date().nullable();

const factsQuery = defineQuery({
  sql: ({ daily, targets }) =>
    `SELECT t.celeb_id AS "celebId",
       (max(d.day) FILTER (WHERE d.own_total > 0))::VARCHAR AS "lastOwnDay",
       (max(d.day) FILTER (WHERE d.sticker_count > 0))::VARCHAR AS "lastStickerDay",
       [${Array.from(
         { length: SHOWN_WEEKS },
         (_, week) =>
           `coalesce(sum(d.own_total) FILTER (WHERE (CAST($asOf AS DATE) - d.day - 1) // 7 = ${SHOWN_WEEKS - 1 - week}), 0)::INTEGER`,
       ).join(', ')}] AS "ownWeeks"
     FROM read_parquet(${sqlString(daily)}) d
     JOIN read_parquet(${sqlString(targets)}) t USING (celeb_index)
     WHERE d.day < CAST($asOf AS DATE) GROUP BY t.celeb_id`,
  params: z.object({ daily: z.string(), targets: z.string(), asOf: z.iso.date() }),
  row: z.object({
    celebId: z.string(),
    lastOwnDay: isoOrNull,
    lastStickerDay: isoOrNull,
    ownWeeks: z.array(z.int()).length(SHOWN_WEEKS),
  }),
});

/** @param dir the version's folder */
export async function loadCelebFacts(
  connection: DuckDBConnection,
  dir: string,
  asOf: string,
): Promise<ReadonlyMap<string, CelebFacts>> {
  const rows = await factsQuery(connection, {
    daily: dailyPath(dir),
    targets: targetsPath(dir),
    asOf,
  });
  return new Map(rows.map(({ celebId, ...facts }) => [celebId, facts]));
}
