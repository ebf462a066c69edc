import { TARGETS } from '@/lib/contracts/models';
import { WINDOW_SUMMARIES } from '@/lib/domain/baseline/window-features';
import type { WorklistColumns } from '@/lib/domain/worklist/select';
import type { Database } from '@/lib/server/db/client';
import { keepNewest } from '../keep-newest';

const masks = keepNewest<Uint8Array>(40);
const counts = keepNewest<{ series: string; celebs: number }[]>(20);

/**
 * Which targets a snapshot has reasons for. A target's reasons come all at once and are never changed, so what was found
 * of these targets stays right.
 */
async function explainedTargets(db: Database, snapshotId: string): Promise<string> {
  const found = await Promise.all(
    TARGETS.map((target) =>
      db.celebReason.findFirst({ where: { snapshotId, target }, select: { target: true } }),
    ),
  );
  return found.map((reason) => reason?.target ?? '').join();
}

/** Rows of a snapshot that have a series among their reasons, 1 each. */
export async function rowsWithReason(
  db: Database,
  snapshotId: string,
  { celebIds }: WorklistColumns,
  series: string,
): Promise<Uint8Array> {
  const targets = await explainedTargets(db, snapshotId);
  return masks(JSON.stringify([snapshotId, targets, series]), async () => {
    const features = WINDOW_SUMMARIES.map((summary) => `${series}.${summary}`);
    const [answer] = await db.$queryRaw<{ ids: string | null }[]>`
      SELECT json_agg("celebId")::text AS ids FROM "CelebReason"
      WHERE "snapshotId" = ${snapshotId}::uuid AND "target" = ANY(${[...TARGETS]}::text[])
        AND "feature" = ANY(${features}::text[])`;
    const ids = new Set(JSON.parse(answer?.ids ?? '[]') as string[]);
    return Uint8Array.from(celebIds, (celebId) => (ids.has(celebId) ? 1 : 0));
  });
}

/** Series that are a reason of some celeb of a snapshot, with how many celebs', the most frequent first. */
export async function reasonCounts(db: Database, snapshotId: string) {
  const targets = await explainedTargets(db, snapshotId);
  return counts(`${snapshotId} ${targets}`, async () => {
    // A feature is `<series>.<summary>`; a celeb with two summaries of a series counts once.
    return db.$queryRaw<{ series: string; celebs: number }[]>`
      SELECT series, count(DISTINCT "celebId")::int AS celebs
      FROM (SELECT "celebId", substring("feature" from '^(.*)[.]') AS series FROM "CelebReason"
            WHERE "snapshotId" = ${snapshotId}::uuid) reasons
      GROUP BY series ORDER BY celebs DESC, series COLLATE "C"`;
  });
}
