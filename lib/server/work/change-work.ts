import type { WorkStatus } from '@/lib/contracts/work';
import { Prisma } from '@/lib/server/db/generated/client';
import { AppError } from '@/lib/server/errors';
import { enqueueWebhooks } from '@/lib/server/webhooks/enqueue';

/** What is changed about the work on celebs; what is left out stays. */
export interface WorkChange {
  /** Null = nobody. */
  readonly owner?: string | null;
  readonly status?: WorkStatus;
}

/**
 * Assigns celebs or marks how far the work on them is, and tells the webhooks, in the caller's transaction.
 * @param celebIds each once
 * @param by the person who does it
 * @returns how many celebs are otherwise than before
 * @throws AppError `not_found` for an unknown dataset
 */
export async function changeWork(
  tx: Prisma.TransactionClient,
  datasetId: string,
  celebIds: readonly string[],
  change: WorkChange,
  by: string,
): Promise<number> {
  const { owner, status } = change;
  if (owner === undefined && status === undefined) return 0;
  await countWorkChange(tx, datasetId);
  const sets = [
    ...(owner === undefined ? [] : [Prisma.sql`"owner" = excluded."owner"`]),
    ...(status === undefined ? [] : [Prisma.sql`"status" = excluded."status"`]),
  ];
  const differs = [
    ...(owner === undefined ? [] : [Prisma.sql`w."owner" IS DISTINCT FROM excluded."owner"`]),
    ...(status === undefined ? [] : [Prisma.sql`w."status" <> excluded."status"`]),
  ];
  // One statement however many celebs: an array is one parameter.
  const changed = await tx.$executeRaw`
    INSERT INTO "CelebWork" AS w ("datasetId", "celebId", "owner", "status", "updatedAt", "updatedBy")
    SELECT ${datasetId}::uuid, id, ${owner ?? null}::text, ${status ?? 'open'}, now(), ${by}
    FROM unnest(${[...celebIds]}::text[]) AS id
    ON CONFLICT ("datasetId", "celebId") DO UPDATE
    SET ${Prisma.join(sets)}, "updatedAt" = excluded."updatedAt", "updatedBy" = excluded."updatedBy"
    WHERE ${Prisma.join(differs, ' OR ')}`;
  await enqueueWebhooks(tx, datasetId, {
    event: 'work.changed',
    celebIds,
    facts: { by, ...(owner === undefined ? {} : { owner }), ...(status ? { status } : {}) },
  });
  return changed;
}

/**
 * Says that work of a dataset changes: who has read it before knows by the number that it is old. Until the transaction
 * ends, nobody else changes work of the dataset.
 * @throws AppError `not_found` for an unknown dataset
 */
export async function countWorkChange(
  tx: Prisma.TransactionClient,
  datasetId: string,
): Promise<void> {
  const { count } = await tx.dataset.updateMany({
    where: { id: datasetId },
    data: { workSerial: { increment: 1 } },
  });
  if (count === 0)
    throw new AppError('not_found', `There is no dataset ${datasetId}.`, {
      field: 'dataset',
      reason: datasetId,
    });
}
