import { z } from 'zod';
import { SEGMENTATION_VARIABLES } from '@/lib/contracts/segmentation';
import { type Matrix, matrixOf } from '@/lib/domain/matrix/matrix';
import { addDays } from '@/lib/domain/series/period';
import type { DatasetVersion, ScoreSnapshot } from '@/lib/server/db/generated/client';
import { sqlString, withLake } from '@/lib/server/lake/duckdb';
import { dailyPath } from '@/lib/server/lake/layout';
import { defineQuery } from '../define-query';
import { folderOf, isoDay } from '../series/version';

const WEEKS = 8;

const periodOf = defineQuery({
  sql: ({ file }) =>
    `SELECT celeb_id AS celeb,
       date_diff('day', coalesce(max(day) FILTER (WHERE own_total > 0), min(day)), CAST($last AS DATE))::DOUBLE AS "recencyDays",
       count(*) FILTER (WHERE own_total > 0)::DOUBLE AS "activeDays",
       sum(own_total)::DOUBLE AS "ownActivity",
       sum(fan_total)::DOUBLE AS "fanActivity",
       sum(sticker_count)::DOUBLE AS stickers,
       sum(sticker_amount)::DOUBLE AS amount
     FROM read_parquet(${sqlString(file)})
     WHERE day >= CAST($first AS DATE) AND day <= CAST($last AS DATE)
     GROUP BY celeb_id`,
  params: z.object({ file: z.string(), first: z.iso.date(), last: z.iso.date() }),
  row: z.object({
    celeb: z.string(),
    recencyDays: z.number(),
    activeDays: z.number(),
    ownActivity: z.number(),
    fanActivity: z.number(),
    stickers: z.number(),
    amount: z.number(),
  }),
});

export interface SegmentationTable {
  readonly from: string;
  readonly to: string;
  readonly stickersAre: 'amount' | 'count';
  /** `[celebs, SEGMENTATION_VARIABLES]`, rows as asked for. */
  readonly matrix: Matrix;
}

/**
 * What each celeb did in the eight weeks before a snapshot's day, or since the data begin.
 * @param celebIds all of them scored, so each was active in the last week
 */
export async function segmentationTable(
  { asOf, version }: ScoreSnapshot & { readonly version: DatasetVersion },
  celebIds: readonly string[],
): Promise<SegmentationTable> {
  const to = addDays(isoDay(asOf), -1);
  const [from = to] = [addDays(to, 1 - 7 * WEEKS), isoDay(version.firstDay)].sort().slice(-1);
  const rows = await withLake({}, (connection) =>
    periodOf(connection, { file: dailyPath(folderOf(version)), first: from, last: to }),
  );
  const byId = new Map(rows.map((row) => [row.celeb, row]));
  const known = celebIds.map((id) => byId.get(id));
  // A dataset without amounts has stickers all the same.
  const stickersAre = known.some((row) => row && row.amount > 0) ? 'amount' : 'count';
  const values = new Float64Array(celebIds.length * SEGMENTATION_VARIABLES.length);
  known.forEach((row, i) => {
    if (!row) return;
    const all = { ...row, stickerValue: stickersAre === 'amount' ? row.amount : row.stickers };
    SEGMENTATION_VARIABLES.forEach((name, column) => {
      values[i * SEGMENTATION_VARIABLES.length + column] = all[name];
    });
  });
  const matrix = matrixOf(values, celebIds.length, SEGMENTATION_VARIABLES.length);
  return { from, to, stickersAre, matrix };
}
