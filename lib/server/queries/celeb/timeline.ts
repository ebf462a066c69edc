import { z } from 'zod';
import type { CelebTimeline } from '@/lib/contracts/celeb';
import { addDays } from '@/lib/domain/series/period';
import type { Database } from '@/lib/server/db/client';
import { sqlString, withLake } from '@/lib/server/lake/duckdb';
import { dailyPath, targetsPath } from '@/lib/server/lake/layout';
import { defineQuery } from '../define-query';
import { LAKE_LIMITS, platformGaps } from '../series/series';
import { folderOf, isoDay } from '../series/version';
import { requireCeleb } from './require-celeb';

/** Days before the scores. */
const DAYS_BACK = 140;

const timelineQuery = defineQuery({
  sql: ({ dir }) => `
    SELECT calendar.day::VARCHAR AS day, coalesce(own_total, 0)::DOUBLE AS own, coalesce(fan_total, 0)::DOUBLE AS fan,
      coalesce(sticker_count, 0)::DOUBLE AS stickers,
      (SELECT span_start::VARCHAR FROM read_parquet(${sqlString(targetsPath(dir))}) WHERE celeb_id = $celeb) AS "spanStart"
    FROM (SELECT unnest(generate_series($from::DATE, $to::DATE, INTERVAL 1 DAY))::DATE AS day) AS calendar
    LEFT JOIN (SELECT * FROM read_parquet(${sqlString(dailyPath(dir))}) WHERE celeb_id = $celeb) AS daily USING (day)
    ORDER BY calendar.day`,
  params: z.object({
    dir: z.string(),
    celeb: z.string(),
    from: z.iso.date(),
    to: z.iso.date(),
  }),
  row: z.object({
    day: z.iso.date(),
    own: z.number(),
    fan: z.number(),
    stickers: z.number(),
    spanStart: z.iso.date(),
  }),
});

/**
 * A celeb's days: the 20 weeks before the scores, and those since, up to the day before today. The dataset's newest
 * version that has the celeb tells them, so that scores of an older version show what came of them.
 * @throws AppError `not_found`, `celeb_unknown`
 */
export async function celebTimeline(
  db: Database,
  celebId: string,
  snapshotId: string,
  signal?: AbortSignal,
): Promise<CelebTimeline> {
  const { snapshot, today } = await requireCeleb(db, celebId, snapshotId);
  const { version } = await db.celebSummary.findFirstOrThrow({
    where: { celebId, version: { datasetId: snapshot.version.datasetId } },
    orderBy: { version: { number: 'desc' } },
    include: { version: true },
  });
  const earliest = addDays(isoDay(snapshot.asOf), -DAYS_BACK);
  // ISO days sort as text.
  const [, from = earliest] = [earliest, isoDay(version.firstDay)].sort();
  const [to = today] = [addDays(today, -1), isoDay(version.lastDay)].sort();
  const period = { from, to };
  const [rows, missingDays] = await Promise.all([
    withLake({ signal, ...LAKE_LIMITS }, (connection) =>
      timelineQuery(connection, { dir: folderOf(version), celeb: celebId, ...period }),
    ),
    platformGaps(db, version.id, period),
  ]);
  return {
    days: rows.map(({ day }) => day),
    own: rows.map(({ own }) => own),
    fan: rows.map(({ fan }) => fan),
    stickers: rows.map(({ stickers }) => stickers),
    spanStart: rows[0]?.spanStart ?? period.from,
    missingDays,
    today,
  };
}
