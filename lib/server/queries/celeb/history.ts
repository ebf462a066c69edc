import type { CelebProfile } from '@/lib/contracts/celeb';
import type { Database } from '@/lib/server/db/client';
import { isoDay } from '../series/version';
import type { CelebAsOf } from './require-celeb';

/** The newest score of each day up to today, the oldest day first; of the shown scores' day those that are shown. */
export async function scoreHistory(
  db: Database,
  { snapshot, celeb, today }: CelebAsOf,
): Promise<CelebProfile['history']> {
  const rows = await db.celebScore.findMany({
    where: {
      celebId: celeb.celebId,
      snapshot: {
        version: { datasetId: snapshot.version.datasetId },
        asOf: { lte: new Date(today) },
      },
    },
    orderBy: [
      { snapshot: { asOf: 'asc' } },
      { snapshot: { createdAt: 'asc' } },
      { snapshotId: 'asc' },
    ],
    select: {
      snapshotId: true,
      churn: true,
      sticker: true,
      score: true,
      snapshot: { select: { asOf: true } },
    },
  });
  const newest = new Map<string, CelebProfile['history'][number]>();
  for (const { snapshot: scored, ...score } of rows) {
    const asOf = isoDay(scored.asOf);
    if (newest.get(asOf)?.snapshotId !== snapshot.id) newest.set(asOf, { asOf, ...score });
  }
  return [...newest.values()];
}
