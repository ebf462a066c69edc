import { z } from 'zod';
import { type RunSummary, runSummarySchema } from '@/lib/contracts/models';
import type { Database } from '@/lib/server/db/client';
import type { Prisma } from '@/lib/server/db/generated/client';

const rowsSchema = z.array(z.looseObject({ createdAt: z.date() }));

/** Summaries of the runs that `where` chooses (of `r`, a run, and `v`, its version), newest first. */
export async function runSummaries(
  db: Database,
  where: Prisma.Sql,
  limit: number,
): Promise<RunSummary[]> {
  // A report's curves are long; lists do without them, so only the metrics leave the database.
  const rows = await db.$queryRaw`
    SELECT r.id, r."jobId", r."versionId", v.number AS "versionNumber", r.target, r.kind, r.scaler, r.experiment,
      r."searchId", r."explanationId", r."featureSet", cardinality(r.features) AS "featureCount", r."createdAt", r."createdBy", r.split->>'kind' AS "splitKind",
      (r.split->>'testAnchors')::int AS "testAnchors", r."durationMs", r.report->'validation' AS validation,
      r.report->'test' AS test, r.report->'ceiling' AS ceiling,
      r.id = (
        SELECT c."runId" FROM "Champion" c WHERE c."datasetId" = v."datasetId" AND c.target = r.target
        ORDER BY c."chosenAt" DESC, c.id DESC LIMIT 1
      ) IS TRUE AS "isChampion"
    FROM "Run" r JOIN "DatasetVersion" v ON v.id = r."versionId"
    WHERE ${where} ORDER BY r."createdAt" DESC, r.id DESC LIMIT ${limit}`;
  return rowsSchema
    .parse(rows)
    .map((row) => runSummarySchema.parse({ ...row, createdAt: row.createdAt.toISOString() }));
}
