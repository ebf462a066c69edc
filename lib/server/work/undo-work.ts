import type { WorkBody, WorkChanged, WorkUndo } from '@/lib/contracts/worklist';
import type { Session } from '@/lib/server/auth/authorise';
import type { Database } from '@/lib/server/db/client';
import type { Prisma } from '@/lib/server/db/generated/client';
import { AppError } from '@/lib/server/errors';
import { enqueueWebhooks } from '@/lib/server/webhooks/enqueue';
import { changeWork, countWorkChange, type WorkChange } from './change-work';

type Reader = Pick<Session, 'name'>;
type Former = WorkUndo['former'];

/** 100,000 celebs take some seconds. */
const PATIENCE = { maxWait: 30_000, timeout: 120_000 };

/**
 * Changes the work on celebs and tells what it was before, so that the change can be undone.
 * @throws AppError `not_found` for an unknown dataset, or for a celeb that none of its scores knows
 */
export async function changeWorkReversibly(
  db: Database,
  { name: by }: Reader,
  { dataset, celebIds, owner, status }: WorkBody,
): Promise<WorkChanged> {
  const ids = [...new Set(celebIds)];
  const change = { owner, status };
  return db.$transaction(async (tx) => {
    await requireCelebs(tx, dataset, ids);
    // Waits for whoever is changing work just now: what is read next is what is changed.
    await countWorkChange(tx, dataset);
    const former = await formerWork(tx, dataset, ids, change);
    const changed = await changeWork(tx, dataset, ids, change, by);
    const [clock] = await tx.$queryRaw<{ now: Date }[]>`SELECT now()::timestamptz(3) AS now`;
    return {
      changed,
      undo: { dataset, changedAt: (clock?.now ?? new Date()).toISOString(), former },
    };
  }, PATIENCE);
}

async function requireCelebs(
  tx: Prisma.TransactionClient,
  datasetId: string,
  ids: readonly string[],
): Promise<void> {
  const [unknown] = await tx.$queryRaw<{ id: string }[]>`
    SELECT given AS id FROM unnest(${[...ids]}::text[]) AS given
    WHERE NOT EXISTS (
      SELECT 1 FROM "CelebSummary" c JOIN "DatasetVersion" v ON v."id" = c."versionId"
      WHERE v."datasetId" = ${datasetId}::uuid AND c."celebId" = given
    ) LIMIT 1`;
  if (unknown)
    throw new AppError('not_found', `The dataset ${datasetId} has no celeb ${unknown.id}.`, {
      field: 'celebIds',
      reason: unknown.id,
    });
}

/** What the work on the celebs that a change touches is before it, celebs of the same kind together. */
async function formerWork(
  tx: Prisma.TransactionClient,
  datasetId: string,
  ids: readonly string[],
  { owner, status }: WorkChange,
): Promise<Former> {
  const rows = await tx.$queryRaw<{ owner: string | null; status: string; ids: string }[]>`
    SELECT w."owner", coalesce(w."status", 'open') AS status, json_agg(id ORDER BY id COLLATE "C")::text AS ids
    FROM unnest(${[...ids]}::text[]) AS id
    LEFT JOIN "CelebWork" w ON w."datasetId" = ${datasetId}::uuid AND w."celebId" = id
    WHERE (${owner !== undefined} AND w."owner" IS DISTINCT FROM ${owner ?? null}::text)
      OR (${status !== undefined} AND coalesce(w."status", 'open') <> ${status ?? ''})
    GROUP BY 1, 2 ORDER BY 1 NULLS FIRST, 2`;
  return rows.map((row) => ({
    owner: row.owner,
    status: row.status as Former[number]['status'],
    celebIds: JSON.parse(row.ids) as string[],
  }));
}

/**
 * Undoes a change of work, and tells the webhooks. Celebs that anybody has changed since keep what they have.
 * @returns how many celebs are as they were before
 * @throws AppError `not_found` for an unknown dataset
 */
export async function restoreWork(
  db: Database,
  { name: by }: Reader,
  { dataset, changedAt, former }: WorkUndo,
): Promise<{ restored: number }> {
  return db.$transaction(async (tx) => {
    await countWorkChange(tx, dataset);
    let restored = 0;
    for (const { owner, status, celebIds } of former) {
      const back = await tx.$queryRaw<{ id: string }[]>`
        UPDATE "CelebWork" SET "owner" = ${owner}::text, "status" = ${status}, "updatedAt" = now(), "updatedBy" = ${by}
        WHERE "datasetId" = ${dataset}::uuid AND "celebId" = ANY(${[...celebIds]}::text[])
          AND "updatedAt" = ${new Date(changedAt)}::timestamptz(3) AND "updatedBy" = ${by}
        RETURNING "celebId" AS id`;
      restored += back.length;
      if (back.length > 0)
        await enqueueWebhooks(tx, dataset, {
          event: 'work.changed',
          celebIds: back.map(({ id }) => id),
          facts: { by, owner, status },
        });
    }
    return { restored };
  }, PATIENCE);
}
