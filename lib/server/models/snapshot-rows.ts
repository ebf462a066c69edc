import { rankScores } from '@/lib/domain/segments/rank';
import type { Database } from '@/lib/server/db/client';
import type { Prisma } from '@/lib/server/db/generated/client';
import type { CelebFacts } from './celeb-facts';

interface Snapshot {
  readonly id: string;
  readonly versionId: string;
  readonly datasetId: string;
  readonly asOf: string;
}

const dateOf = (day: string) => new Date(`${day}T00:00:00Z`);

/** The scores that a dataset's snapshot before this day gave, by celeb; empty for the first one. */
async function previousScores(db: Database, { datasetId, asOf }: Snapshot) {
  const previous = await db.scoreSnapshot.findFirst({
    where: { version: { datasetId }, asOf: { lt: dateOf(asOf) } },
    orderBy: [{ asOf: 'desc' }, { createdAt: 'desc' }],
    select: {
      scores: { select: { celebId: true, churn: true, sticker: true, score: true } },
    },
  });
  return new Map((previous?.scores ?? []).map((row) => [row.celebId, row]));
}

/**
 * The rows of a snapshot, with all that the worklist sorts and filters by.
 * @param probabilities p(churn) and p(sticker) by celeb
 */
export async function snapshotRows(
  db: Database,
  snapshot: Snapshot,
  probabilities: ReadonlyMap<string, { readonly churn: number; readonly sticker: number }>,
  facts: ReadonlyMap<string, CelebFacts>,
): Promise<Prisma.CelebScoreCreateManyInput[]> {
  const known = await db.celebSummary.findMany({
    where: { versionId: snapshot.versionId },
    select: { celebId: true, name: true, attributes: true },
  });
  const profiles = new Map(known.map((profile) => [profile.celebId, profile]));
  const before = await previousScores(db, snapshot);
  const celebs = [...probabilities];
  const ranks = rankScores(celebs.map(([, { churn, sticker }]) => churn * sticker));
  return celebs.map(([celebId, { churn, sticker }], i) => {
    const fact = facts.get(celebId);
    const previous = before.get(celebId);
    const score = churn * sticker;
    return {
      snapshotId: snapshot.id,
      celebId,
      churn,
      sticker,
      score,
      rank: ranks[i],
      name: profiles.get(celebId)?.name ?? null,
      attributes: profiles.get(celebId)?.attributes ?? {},
      previousChurn: previous?.churn,
      previousSticker: previous?.sticker,
      previousScore: previous?.score,
      change: previous && score - previous.score,
      lastOwnDay: fact?.lastOwnDay ? dateOf(fact.lastOwnDay) : null,
      lastStickerDay: fact?.lastStickerDay ? dateOf(fact.lastStickerDay) : null,
      ownWeeks: [...(fact?.ownWeeks ?? [])],
    };
  });
}
