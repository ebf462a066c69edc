import type { Database } from '@/lib/server/db/client';
import type { DatasetVersion } from '@/lib/server/db/generated/client';
import { env } from '@/lib/server/env';
import { AppError } from '@/lib/server/errors';
import { versionDir } from '@/lib/server/lake/layout';

/** The calendar day of a database date. */
export const isoDay = (date: Date): string => date.toISOString().slice(0, 10);

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** @throws AppError `not_found` */
export async function requireVersion(db: Database, id: string): Promise<DatasetVersion> {
  const version = UUID.test(id) ? await db.datasetVersion.findUnique({ where: { id } }) : null;
  if (!version)
    throw new AppError('not_found', `There is no version ${id}.`, { field: 'version', reason: id });
  return version;
}

/** The folder that holds a version's Parquet files. */
export const folderOf = (version: DatasetVersion): string =>
  versionDir(env().dataDir, version.datasetId, version.id);
