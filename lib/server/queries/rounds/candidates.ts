import type { z } from 'zod';
import type { roundCandidatesSchema } from '@/lib/contracts/rounds';
import type { Database } from '@/lib/server/db/client';
import { snapshotThreshold } from '@/lib/server/segments/current-policy';
import { takenCelebs } from '@/lib/server/work/rounds-taken';
import { datasetToday } from '@/lib/server/work/today';
import { requireSnapshot } from '../snapshots/snapshots';

/** The priority group of a snapshot, as far as it can take part in a round. @throws AppError `not_found` */
export async function roundCandidates(
  db: Database,
  id: string,
): Promise<z.infer<typeof roundCandidatesSchema>> {
  const snapshot = await requireSnapshot(db, id);
  const { policy, threshold } = await snapshotThreshold(db, snapshot);
  const group =
    threshold === null
      ? []
      : await db.celebScore.findMany({
          where: { snapshotId: id, score: { gte: threshold } },
          orderBy: [{ rank: 'asc' }, { celebId: 'asc' }],
          select: { celebId: true },
        });
  const ids = group.map(({ celebId }) => celebId);
  const { today } = await datasetToday(db, snapshot.version.datasetId);
  const taken = new Set(
    (await takenCelebs(db, snapshot, ids, today)).map(({ celebId }) => celebId),
  );
  return {
    policy: policy?.name ?? null,
    priority: ids.length,
    celebIds: ids.filter((celebId) => !taken.has(celebId)),
  };
}
