import { z } from 'zod';
import type { SeriesOptions } from '@/lib/contracts/series';
import type { Database } from '@/lib/server/db/client';
import { isoDay, requireVersion } from './version';

/** More values than this are no group but a name. */
const MAX_GROUPS = 50;

const rowsSchema = z.array(z.object({ name: z.string(), values: z.array(z.string()) }));

/** What the series page can ask about one version: its metrics, its groups of celebs, its period. */
export async function seriesOptions(db: Database, versionId: string): Promise<SeriesOptions> {
  const version = await requireVersion(db, versionId);
  const attributes = await db.$queryRaw`
    SELECT key AS name, array_agg(DISTINCT value ORDER BY value) AS values
    FROM "CelebSummary", jsonb_each_text(attributes)
    WHERE "versionId" = ${version.id}::uuid AND value IS NOT NULL AND value <> ''
    GROUP BY key HAVING count(DISTINCT value) BETWEEN 2 AND ${MAX_GROUPS} ORDER BY key`;
  return {
    metrics: ['active_celebs', ...version.dailyColumns],
    attributes: rowsSchema.parse(attributes),
    firstDay: isoDay(version.firstDay),
    lastDay: isoDay(version.lastDay),
  };
}
