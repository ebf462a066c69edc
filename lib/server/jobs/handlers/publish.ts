import type { DuckDBConnection } from '@duckdb/node-api';
import type { QualityReport, TableImportReport } from '@/lib/contracts/import';
import { copyAggregate } from '@/lib/server/db/bulk';
import type { Database } from '@/lib/server/db/client';
import type { Prisma } from '@/lib/server/db/generated/client';
import type { AggregateQuery } from '@/lib/server/prepare/aggregates';
import type { DailySummary } from '@/lib/server/prepare/daily';
import type { WindowSummary } from '@/lib/server/prepare/windows';
import type { Attempt } from '../attempt';
import { OvertakenError } from '../retry';
import { completeJob, type FollowUp } from '../store';

export interface FileRecord extends TableImportReport {
  readonly table: string;
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly mappingHash: string;
  readonly quarantineFile: string | null;
}

export interface Publication {
  readonly job: Attempt;
  readonly datasetId: string;
  readonly versionId: string;
  /** The version whose parts this one continues. */
  readonly baseVersionId?: string;
  readonly newDataset?: { readonly name: string; readonly timeZone: string };
  readonly daily: DailySummary;
  readonly windows: WindowSummary;
  readonly quality: QualityReport;
  readonly files: readonly FileRecord[];
  readonly counts: {
    readonly eventRows: number;
    readonly stickerRows: number;
    readonly celebRows: number;
  };
  readonly simulated: boolean;
  readonly aggregates: readonly AggregateQuery[];
  readonly onPublishing: () => void;
  /** Jobs that the version's publication asks for. */
  readonly followUps?: readonly FollowUp[];
}

/** Longer than any publication takes; its worker's heartbeat, not this, tells whether it still lives. */
const TIMEOUT_MS = 6 * 3_600_000;

/**
 * Makes a version visible: its row, its aggregates and the end of its job in one transaction, so that nobody ever
 * sees a part of it and a finished job always has its version.
 *
 * The last statements lock the job's row and end the job. A worker that was given up for dead finds another attempt
 * number there, and everything it has inserted goes away. Locking it only then leaves the row free for heartbeats
 * while the aggregates are copied.
 * @throws AppError `conflict` when the attempt has lost its job, `cancelled`; OvertakenError
 */
export async function publish(
  db: Database,
  connection: DuckDBConnection,
  p: Publication,
): Promise<void> {
  await db.$transaction(
    async (tx) => {
      if (p.newDataset) {
        await tx.dataset.create({
          data: { id: p.datasetId, name: p.newDataset.name, timeZone: p.newDataset.timeZone },
        });
      } else {
        await tx.$executeRaw`SELECT 1 FROM "Dataset" WHERE id = ${p.datasetId}::uuid FOR UPDATE`;
      }
      const newest = await tx.datasetVersion.findFirst({
        where: { datasetId: p.datasetId },
        orderBy: { number: 'desc' },
      });
      if (newest?.id !== p.baseVersionId) {
        // Tried again from the newer version; publishing now would lose that version's rows.
        throw new OvertakenError('Another import has published a version in the meantime.');
      }
      await tx.datasetVersion.create({ data: versionData(p, (newest?.number ?? 0) + 1) });
      for (const query of p.aggregates) await copyAggregate(connection, tx, p.versionId, query);
      p.onPublishing();
      const result = { datasetId: p.datasetId, versionId: p.versionId };
      await completeJob(tx, p.job, result, p.followUps);
    },
    { maxWait: 30_000, timeout: TIMEOUT_MS },
  );
}

/**
 * Whether a version was published, for the worker that lost its connection while it committed and does not know.
 * A commit that is still under way holds the job's row (`completeJob`); waiting for that row makes the answer final.
 */
export async function wasPublished(
  db: Database,
  job: Attempt,
  versionId: string,
): Promise<boolean> {
  return db.$transaction(
    async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM "Job" WHERE id = ${job.id}::uuid FOR UPDATE`;
      return (await tx.datasetVersion.count({ where: { id: versionId } })) > 0;
    },
    { maxWait: 30_000, timeout: 60_000 },
  );
}

function versionData(p: Publication, number: number): Prisma.DatasetVersionUncheckedCreateInput {
  const { windows } = p;
  return {
    id: p.versionId,
    datasetId: p.datasetId,
    number,
    jobId: p.job.id,
    firstDay: new Date(`${p.daily.firstDay}T00:00:00Z`),
    lastDay: new Date(`${p.daily.lastDay}T00:00:00Z`),
    ...p.counts,
    targetCelebs: p.daily.targetCelebs,
    dailyRows: p.daily.dailyRows,
    dailyColumns: [...p.daily.columns],
    simulated: p.simulated,
    quality: p.quality as unknown as Prisma.InputJsonValue,
    preparations: { create: windows },
    files: {
      create: p.files.map((f) => ({
        datasetId: p.datasetId,
        table: f.table,
        name: f.name,
        sha256: f.sha256,
        mappingHash: f.mappingHash,
        bytes: f.bytes,
        rowsRead: f.rowsRead,
        rowsAccepted: f.rowsAccepted,
        rowsRejected: f.rowsRejected,
        reasons: f.reasons,
        notes: [],
        quarantineFile: f.quarantineFile,
      })),
    },
  };
}
