import type { ScoreReceipt } from '@/lib/contracts/celeb';
import { priorityGroup } from '@/lib/domain/segments/groups';
import type { Database } from '@/lib/server/db/client';
import type { CelebScore } from '@/lib/server/db/generated/client';
import { type CutSnapshot, snapshotThreshold } from '@/lib/server/segments/current-policy';

export interface ScoredOnce {
  readonly row: CelebScore;
  readonly receipt: ScoreReceipt;
}

/** How a celeb's score of one day comes about, by the policy that holds now; null when it was not scored. */
export async function scoreReceipt(
  db: Database,
  snapshot: CutSnapshot & { readonly celebs: number },
  celebId: string,
): Promise<ScoredOnce | null> {
  const [row, { threshold }] = await Promise.all([
    db.celebScore.findUnique({
      where: { snapshotId_celebId: { snapshotId: snapshot.id, celebId } },
    }),
    snapshotThreshold(db, snapshot),
  ]);
  if (!row) return null;
  const { churn, sticker, score, rank } = row;
  return {
    row,
    receipt: {
      churn,
      sticker,
      score,
      log10: score > 0 ? Math.log10(score) : null,
      threshold,
      group: priorityGroup(row, threshold),
      rank,
      celebs: snapshot.celebs,
    },
  };
}
