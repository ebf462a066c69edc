import type { RunDetail } from '@/lib/contracts/models';
import type { Session } from '@/lib/server/auth/authorise';
import type { Database } from '@/lib/server/db/client';
import { AppError } from '@/lib/server/errors';
import { newestChampion, promoteRun } from '@/lib/server/models/champions';
import { requireModelFiles } from './files';
import { describeRun, requireRun } from './run';

/**
 * Makes a run the champion of its own dataset and target from now on, in a person's words. Earlier champions stay on
 * record; promoting one of them again is a roll-back.
 * @throws AppError `not_found`, `model_files_missing` for a run that could not score anybody, `conflict` when it is
 *   champion already
 */
export async function promote(
  db: Database,
  session: Session,
  id: string,
  reason: string,
): Promise<RunDetail> {
  const run = await requireRun(db, id);
  await requireModelFiles(run);
  const { datasetId } = run.version;
  await db.$transaction(async (tx) => {
    // Two people who promote at once do so one after the other, and the second sees what the first did.
    await tx.$queryRaw`SELECT id FROM "Dataset" WHERE id = ${datasetId}::uuid FOR UPDATE`;
    const present = await newestChampion(tx, datasetId, run.target);
    if (present?.runId === id)
      throw new AppError('conflict', `Run ${id} is champion already.`, { reason: id });
    await promoteRun(tx, { id, target: run.target, datasetId }, session.name, {
      by: 'person',
      text: reason,
    });
  });
  return describeRun(db, id);
}
