import { createHash } from 'node:crypto';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Database } from '@/lib/server/db/client';
import type { Prisma } from '@/lib/server/db/generated/client';
import { loadWeekScores, type SnapshotOfWeek, type WeekScores, weekContent } from './week-content';

/** A week as it is stored. */
export interface FrozenWeek {
  readonly fingerprint: string;
  readonly content: Prisma.InputJsonValue;
}

export const loadSnapshotOfWeek = (db: Database, id: string): Promise<SnapshotOfWeek> =>
  db.scoreSnapshot.findUniqueOrThrow({
    where: { id },
    include: { version: true, churnRun: true, stickerRun: true },
  });

/**
 * What the week of a snapshot says, and the fingerprint of what it is made of. Made again from the same data and models,
 * both are the same to the bit.
 */
export async function describeWeek(
  db: Database,
  connection: DuckDBConnection,
  dataDir: string,
  snapshotId: string,
): Promise<FrozenWeek> {
  const snapshot = await loadSnapshotOfWeek(db, snapshotId);
  const scores = await loadWeekScores(db, snapshot);
  return {
    fingerprint: await fingerprintOf(db, snapshot, scores),
    content: await weekContent(db, connection, dataDir, snapshot, scores),
  };
}

async function fingerprintOf(
  db: Database,
  { asOf, versionId, version, churnRunId, stickerRunId }: SnapshotOfWeek,
  { cut, scores }: WeekScores,
): Promise<string> {
  // A version holds the files of all versions before it.
  const files = await db.importedFile.findMany({
    where: { version: { datasetId: version.datasetId, number: { lte: version.number } } },
    orderBy: [{ sha256: 'asc' }, { mappingHash: 'asc' }],
    select: { sha256: true, mappingHash: true },
  });
  const hash = createHash('sha256');
  hash.update(JSON.stringify({ asOf, versionId, churnRunId, stickerRunId, cut, files }));
  // The shortest decimal that reads back as the same double tells every bit of it.
  for (const { celebId, churn, sticker } of scores)
    hash.update(JSON.stringify([celebId, churn, sticker]));
  return hash.digest('hex');
}
