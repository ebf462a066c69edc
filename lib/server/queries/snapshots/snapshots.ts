import type { SnapshotList, SnapshotSummary } from '@/lib/contracts/snapshots';
import { windowSettingsSchema } from '@/lib/contracts/windows';
import { addDays } from '@/lib/domain/series/period';
import type { Database } from '@/lib/server/db/client';
import type { DatasetVersion, ScoreSnapshot } from '@/lib/server/db/generated/client';
import { AppError } from '@/lib/server/errors';
import { datasetToday, isOutcomeKnown } from '@/lib/server/work/today';
import { isoDay, requireVersion } from '../series/version';

/**
 * The scored days of a version's dataset up to its today.
 * @throws AppError `not_found` for an unknown version
 */
export async function listSnapshots(db: Database, versionId: string): Promise<SnapshotList> {
  const { datasetId } = await requireVersion(db, versionId);
  const { today, isClockSet } = await datasetToday(db, datasetId);
  const [rows, closed, explained] = await Promise.all([
    db.scoreSnapshot.findMany({
      where: { version: { datasetId }, asOf: { lte: new Date(`${today}T00:00:00Z`) } },
      orderBy: [{ asOf: 'desc' }, { createdAt: 'desc' }, { id: 'desc' }],
      include: { churnRun: { select: { windows: true } } },
    }),
    db.outcomeWeek.findMany({ where: { datasetId }, select: { asOf: true } }),
    explainedSnapshots(db, datasetId),
  ]);
  const known = new Set(closed.map(({ asOf }) => isoDay(asOf)));
  const snapshots = rows.map((row, i): SnapshotSummary => {
    const asOf = isoDay(row.asOf);
    const { outcomeDays } = windowSettingsSchema.parse(row.churnRun.windows);
    return {
      id: row.id,
      versionId: row.versionId,
      asOf,
      createdAt: row.createdAt.toISOString(),
      celebs: row.celebs,
      churnRunId: row.churnRunId,
      stickerRunId: row.stickerRunId,
      outcomeEnd: addDays(asOf, outcomeDays - 1),
      isClosed: known.has(asOf) && isOutcomeKnown(asOf, outcomeDays, today),
      isSuperseded: rows[i - 1]?.asOf.getTime() === row.asOf.getTime(),
      hasReasons: explained.has(row.id),
    };
  });
  return { today, isClockSet, snapshots };
}

/** Which of a dataset's snapshots have reasons: one index look-up each, for a snapshot may have hundreds of thousands. */
async function explainedSnapshots(db: Database, datasetId: string): Promise<Set<string>> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT s.id FROM "ScoreSnapshot" s JOIN "DatasetVersion" v ON v.id = s."versionId",
      LATERAL (SELECT 1 FROM "CelebReason" r WHERE r."snapshotId" = s.id LIMIT 1) reason
    WHERE v."datasetId" = ${datasetId}::uuid`;
  return new Set(rows.map(({ id }) => id));
}

/** A snapshot with its version. @throws AppError `not_found`, also for one after its dataset's today */
export async function requireSnapshot(
  db: Database,
  id: string,
): Promise<ScoreSnapshot & { readonly version: DatasetVersion }> {
  const snapshot = await db.scoreSnapshot.findUnique({ where: { id }, include: { version: true } });
  const isShown =
    snapshot && isoDay(snapshot.asOf) <= (await datasetToday(db, snapshot.version.datasetId)).today;
  if (!isShown)
    throw new AppError('not_found', `There are no scores ${id}.`, {
      field: 'snapshot',
      reason: id,
    });
  return snapshot;
}
