import type { Database } from '@/lib/server/db/client';
import type { CelebScore } from '@/lib/server/db/generated/client';

/**
 * The celebs before and after one by score, the highest score first; equal scores in the order of their ids.
 * @returns null at either end
 */
export async function scoreNeighbours(
  db: Database,
  { snapshotId, celebId, score }: Pick<CelebScore, 'snapshotId' | 'celebId' | 'score'>,
) {
  const select = { celebId: true, name: true };
  const [higher, lower] = await Promise.all([
    db.celebScore.findFirst({
      where: { snapshotId, OR: [{ score: { gt: score } }, { score, celebId: { lt: celebId } }] },
      orderBy: [{ score: 'asc' }, { celebId: 'desc' }],
      select,
    }),
    db.celebScore.findFirst({
      where: { snapshotId, OR: [{ score: { lt: score } }, { score, celebId: { gt: celebId } }] },
      orderBy: [{ score: 'desc' }, { celebId: 'asc' }],
      select,
    }),
  ]);
  const named = (row: typeof higher) => row && { id: row.celebId, name: row.name };
  return { higher: named(higher), lower: named(lower) };
}
