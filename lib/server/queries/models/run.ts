import { type RunDetail, runDetailSchema, targetSchema } from '@/lib/contracts/models';
import type { Database } from '@/lib/server/db/client';
import { Prisma } from '@/lib/server/db/generated/client';
import { AppError } from '@/lib/server/errors';
import { championHistory } from './champions';
import { runSummaries } from './summaries';

/** @throws AppError `not_found` */
export async function requireRun(db: Database, id: string) {
  const run = await db.run.findUnique({
    where: { id },
    include: { version: { include: { dataset: true } } },
  });
  if (!run) throw new AppError('not_found', `There is no run ${id}.`, { field: 'id', reason: id });
  return run;
}

/** Everything that a run keeps. @throws AppError `not_found` */
export async function describeRun(db: Database, id: string): Promise<RunDetail> {
  const { version, ...run } = await requireRun(db, id);
  const target = targetSchema.parse(run.target);
  const [[summary], history] = await Promise.all([
    runSummaries(db, Prisma.sql`r.id = ${id}::uuid`, 1),
    championHistory(db, version.datasetId, target),
  ]);
  return runDetailSchema.parse({
    ...run,
    ...summary,
    datasetId: version.datasetId,
    datasetName: version.dataset.name,
    simulated: version.simulated,
    championHistory: history,
  });
}
