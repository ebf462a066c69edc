import type { TrainPayload } from '@/lib/contracts/models';
import type { Database } from '@/lib/server/db/client';
import { AppError } from '@/lib/server/errors';
import { requireFeatures, requireVersionWithWindows } from '@/lib/server/models/version';

/**
 * What can be told at once is not left to the job.
 * @returns the name under which the job is listed: the dataset's
 * @throws AppError `not_found`, `features_missing`, `windows_too_few`
 */
export async function checkTraining(
  db: Database,
  { versionId, features, split }: TrainPayload,
): Promise<string> {
  const version = await requireVersionWithWindows(db, versionId);
  requireFeatures(features ?? [], version);
  const anchors = version.preparations[0]?.anchors ?? 0;
  if (anchors <= split.testAnchors)
    throw new AppError(
      'windows_too_few',
      `${split.testAnchors} test anchors leave nothing to train on: the windows have ${anchors} anchors. Import a longer period, or test on fewer anchors.`,
      { reason: `${anchors} ≤ ${split.testAnchors}`, anchors, testAnchors: split.testAnchors },
    );
  const dataset = await db.dataset.findUniqueOrThrow({ where: { id: version.datasetId } });
  return dataset.name;
}
