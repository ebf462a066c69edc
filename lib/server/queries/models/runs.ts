import type { RunSummary } from '@/lib/contracts/models';
import type { RunsQuery } from '@/lib/contracts/runs';
import type { Database } from '@/lib/server/db/client';
import { Prisma } from '@/lib/server/db/generated/client';
import { requireVersion } from '../series/version';
import { requireDataset } from './dataset';
import { runSummaries } from './summaries';

const MOST_RUNS = 500;

/**
 * Runs of a version, or of all versions of a dataset, newest first.
 * @throws AppError `not_found` for an unknown version or dataset
 */
export async function listRuns(
  db: Database,
  { version, dataset, target, explanation }: RunsQuery,
): Promise<{ runs: RunSummary[]; total: number; truncated: boolean }> {
  const [of, count] = version
    ? [
        Prisma.sql`r."versionId" = ${(await requireVersion(db, version)).id}::uuid`,
        { versionId: version },
      ]
    : [
        Prisma.sql`v."datasetId" = ${await requireDataset(db, dataset ?? '')}::uuid`,
        { version: { datasetId: dataset } },
      ];
  const where = Prisma.join(
    [
      of,
      ...(target ? [Prisma.sql`r.target = ${target}`] : []),
      ...(explanation ? [Prisma.sql`r."explanationId" = ${explanation}::uuid`] : []),
    ],
    ' AND ',
  );
  const [runs, total] = await Promise.all([
    runSummaries(db, where, MOST_RUNS),
    db.run.count({ where: { ...count, target, explanationId: explanation } }),
  ]);
  return { runs, total, truncated: total > runs.length };
}
