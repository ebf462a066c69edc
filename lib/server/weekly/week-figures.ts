import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { LINE_WEEKS } from '@/lib/contracts/weeks';
import { sqlString } from '@/lib/server/lake/duckdb';
import { dailyPath, targetsPath } from '@/lib/server/lake/layout';
import { defineQuery } from '@/lib/server/queries/define-query';

export interface LakeWeek {
  readonly active: number;
  readonly churned: number | null;
  readonly stickers: number;
  readonly amount: number;
}

const weeksQuery = defineQuery({
  // Week 0 is the newest; a churned celeb was active in the week before and is silent in this one.
  sql: ({ dir }) =>
    `WITH weekly AS (
       SELECT celeb_index, ((CAST($asOf AS DATE) - day - 1) // 7)::INTEGER AS week,
         sum(own_total) AS own, sum(sticker_count) AS stickers, sum(sticker_amount) AS amount
       FROM read_parquet(${sqlString(dailyPath(dir))})
       WHERE day < CAST($asOf AS DATE) AND day >= CAST($asOf AS DATE) - ${7 * (LINE_WEEKS + 1)}
       GROUP BY ALL)
     SELECT n.week, count(*) FILTER (n.own > 0)::INTEGER AS active,
       count(*) FILTER (n.own = 0 AND b.own > 0)::INTEGER AS churned,
       sum(n.stickers)::DOUBLE AS stickers, sum(n.amount)::DOUBLE AS amount
     FROM weekly n LEFT JOIN weekly b ON b.celeb_index = n.celeb_index AND b.week = n.week + 1
     WHERE n.week < ${LINE_WEEKS} GROUP BY n.week ORDER BY n.week`,
  params: z.object({ dir: z.string(), asOf: z.iso.date() }),
  row: z.object({
    week: z.int(),
    active: z.int(),
    churned: z.int(),
    stickers: z.number(),
    amount: z.number(),
  }),
});

const stickersQuery = defineQuery({
  sql: ({ dir }) =>
    `SELECT t.celeb_id AS "celebId", sum(d.sticker_count)::DOUBLE AS stickers
     FROM read_parquet(${sqlString(dailyPath(dir))}) d
     JOIN read_parquet(${sqlString(targetsPath(dir))}) t USING (celeb_index)
     WHERE d.day < CAST($asOf AS DATE) AND d.day >= CAST($asOf AS DATE) - 7
     GROUP BY t.celeb_id HAVING stickers > 0`,
  params: z.object({ dir: z.string(), asOf: z.iso.date() }),
  row: z.object({ celebId: z.string(), stickers: z.number() }),
});

/**
 * What the daily table tells of the weeks before a day.
 * @param dir the version's folder
 * @param firstDay of the data: weeks that begin before it are left out, and so is the churn of the first whole one
 * @returns the oldest of eight weeks first; null where the data do not reach
 */
export async function lakeWeeks(
  connection: DuckDBConnection,
  dir: string,
  asOf: string,
  firstDay: string,
): Promise<(LakeWeek | null)[]> {
  const rows = await weeksQuery(connection, { dir, asOf });
  const byWeek = new Map(rows.map((row) => [row.week, row]));
  const dataDays = (Date.parse(asOf) - Date.parse(firstDay)) / 86_400_000;
  return Array.from({ length: LINE_WEEKS }, (_, i) => {
    const week = LINE_WEEKS - 1 - i;
    if (7 * (week + 1) > dataDays) return null;
    const { active, churned, stickers, amount } = byWeek.get(week) ?? {
      active: 0,
      churned: 0,
      stickers: 0,
      amount: 0,
    };
    return { active, churned: 7 * (week + 2) > dataDays ? null : churned, stickers, amount };
  });
}

/** Stickers that each celeb received in the week before a day; celebs without any are absent. */
export async function weekStickers(
  connection: DuckDBConnection,
  dir: string,
  asOf: string,
): Promise<ReadonlyMap<string, number>> {
  const rows = await stickersQuery(connection, { dir, asOf });
  return new Map(rows.map(({ celebId, stickers }) => [celebId, stickers]));
}
