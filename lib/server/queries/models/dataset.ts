import type { Database } from '@/lib/server/db/client';
import { AppError } from '@/lib/server/errors';

/** @returns the id of a dataset that exists @throws AppError `not_found` */
export async function requireDataset(db: Database, id: string): Promise<string> {
  const dataset = await db.dataset.findUnique({ where: { id }, select: { id: true } });
  if (!dataset)
    throw new AppError('not_found', `There is no dataset ${id}.`, { field: 'dataset', reason: id });
  return dataset.id;
}
