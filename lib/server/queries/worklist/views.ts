import type { ViewBody, WorklistView } from '@/lib/contracts/worklist';
import type { Session } from '@/lib/server/auth/authorise';
import type { Database } from '@/lib/server/db/client';
import { AppError } from '@/lib/server/errors';

type Reader = Pick<Session, 'name'>;
const SHOWN = { id: true, name: true, query: true } as const;

/** A person's saved views of a dataset's worklist, by name. */
export async function savedViews(
  db: Database,
  { name: person }: Reader,
  datasetId: string,
): Promise<{ views: WorklistView[] }> {
  const views = await db.savedView.findMany({
    where: { datasetId, person },
    orderBy: { name: 'asc' },
    select: SHOWN,
  });
  return { views };
}

/** Saves a view; the person's own of the same name is replaced. @throws AppError `not_found` for an unknown dataset */
export async function saveView(
  db: Database,
  { name: person }: Reader,
  { dataset: datasetId, name, query }: ViewBody,
): Promise<WorklistView> {
  if (!(await db.dataset.findUnique({ where: { id: datasetId }, select: { id: true } })))
    throw new AppError('not_found', `There is no dataset ${datasetId}.`, {
      field: 'dataset',
      reason: datasetId,
    });
  return db.savedView.upsert({
    where: { datasetId_person_name: { datasetId, person, name } },
    create: { datasetId, person, name, query },
    update: { query },
    select: SHOWN,
  });
}

/** @throws AppError `not_found`, also for a view of somebody else */
export async function deleteView(
  db: Database,
  { name: person }: Reader,
  id: string,
): Promise<Record<string, never>> {
  const { count } = await db.savedView.deleteMany({ where: { id, person } });
  if (count === 0)
    throw new AppError('not_found', `You have no view ${id}.`, { field: 'view', reason: id });
  return {};
}
