import type { RoundPlan, RoundPlanBody } from '@/lib/contracts/rounds';
import type { Database } from '@/lib/server/db/client';
import { checkCelebs } from '@/lib/server/work/rounds-start';
import { takenCelebs } from '@/lib/server/work/rounds-taken';
import { datasetToday } from '@/lib/server/work/today';
import { requireSnapshot } from '../snapshots/snapshots';

/**
 * What is to be known before a round starts; changes nothing.
 * @throws AppError `not_found`, `bad_request` for celebs that are named twice or not scored
 */
export async function planRound(
  db: Database,
  { snapshot: id, celebIds }: RoundPlanBody,
): Promise<RoundPlan> {
  const snapshot = await requireSnapshot(db, id);
  await checkCelebs(db, id, celebIds);
  const { today } = await datasetToday(db, snapshot.version.datasetId);
  const taken = await takenCelebs(db, snapshot, celebIds, today);
  const cannot = taken.map(({ celebId }) => celebId);
  const [free] = await db.$queryRaw<[{ free: number; meanChurn: number | null }]>`
    SELECT count(*)::int AS free, avg("churn") AS "meanChurn" FROM "CelebScore"
    WHERE "snapshotId" = ${id}::uuid
      AND "celebId" = ANY(${[...celebIds]}::text[]) AND NOT "celebId" = ANY(${cannot}::text[])`;
  return { ...free, taken };
}
