import type { Database } from '@/lib/server/db/client';
import type { CelebSummary, DatasetVersion, ScoreSnapshot } from '@/lib/server/db/generated/client';
import { AppError } from '@/lib/server/errors';
import { datasetToday, type Today } from '@/lib/server/work/today';
import { isoDay } from '../series/version';
import { requireSnapshot } from '../snapshots/snapshots';

export interface CelebAsOf {
  readonly snapshot: ScoreSnapshot & { readonly version: DatasetVersion };
  readonly celeb: CelebSummary;
  readonly today: Today['today'];
}

/**
 * A celeb of the version that was scored, whether it has a score itself or not.
 * @throws AppError `not_found`; `celeb_unknown`, also for one whose first day is still to come
 */
export async function requireCeleb(
  db: Database,
  celebId: string,
  snapshotId: string,
): Promise<CelebAsOf> {
  const snapshot = await requireSnapshot(db, snapshotId);
  const { versionId, version } = snapshot;
  const [celeb, { today }] = await Promise.all([
    db.celebSummary.findUnique({ where: { versionId_celebId: { versionId, celebId } } }),
    datasetToday(db, version.datasetId),
  ]);
  if (!celeb || isoDay(celeb.firstOwnDay) >= today)
    throw new AppError('celeb_unknown', `Version ${version.number} has no celeb ${celebId}.`, {
      celeb: celebId,
    });
  return { snapshot, celeb, today };
}
