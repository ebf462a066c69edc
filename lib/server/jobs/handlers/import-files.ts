import { createHash } from 'node:crypto';
import { rm, stat } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { ImportFile } from '@/lib/contracts/jobs';
import type { Database } from '@/lib/server/db/client';
import { AppError } from '@/lib/server/errors';
import { MAX_PERIOD_DAYS, periodTooLong } from '@/lib/server/import/failures';
import { hashFile } from '@/lib/server/import/text-file';
import { sqlString } from '@/lib/server/lake/duckdb';
import { tableGlob } from '@/lib/server/lake/layout';
import { queryRows } from '@/lib/server/lake/rows';
import type { JobReporter } from '../progress';
import { uploadPath } from '../uploads';

interface FilesContext {
  readonly db: Database;
  readonly dataDir: string;
}

export interface HashedFile extends ImportFile {
  readonly absolute: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly mappingHash: string;
}

/** Hashes the files and leaves out those that the dataset already has. @throws AppError `nothing_new` */
export async function freshFiles(
  context: FilesContext,
  datasetId: string,
  files: readonly ImportFile[],
  report: JobReporter,
): Promise<HashedFile[]> {
  const fresh: HashedFile[] = [];
  for (const [i, file] of files.entries()) {
    const absolute = file.path ?? uploadPath(context.dataDir, file.uploadId ?? '');
    const info = await stat(absolute).catch(() => undefined);
    if (!info)
      throw new AppError(
        'file_missing',
        file.path
          ? `${file.name}: there is no such file on the server.`
          : `${file.name}: the upload is no longer on the server. Upload it again.`,
        { file: file.name },
      );
    if (info.isDirectory())
      throw new AppError('file_is_directory', `${file.name} is a folder. Choose a file.`, {
        file: file.name,
      });
    if (!info.isFile())
      throw new AppError('file_not_a_table', `${file.name} is a device or pipe, not a file.`, {
        file: file.name,
        reason: 'device or pipe',
      });
    const sha256 = await hashFile(absolute, report.signal, (read) =>
      report.share((i + read / Math.max(1, info.size)) / files.length),
    );
    const mappingHash = hashMapping(file);
    const known = await context.db.importedFile.findFirst({
      where: { datasetId, sha256, mappingHash },
    });
    if (known || fresh.some((f) => f.sha256 === sha256 && f.mappingHash === mappingHash)) {
      report.log(`${file.name}: already in the dataset (same content), left out.`);
      continue;
    }
    fresh.push({ ...file, absolute, bytes: info.size, sha256, mappingHash });
  }
  if (fresh.length === 0) {
    throw new AppError(
      'nothing_new',
      'Every file is already in this dataset (same content and mapping), so there is nothing to add.',
    );
  }
  return fresh;
}

/** The same for every order in which a mapping's fields may arrive. */
function hashMapping({ table, mapping, overrides = {} }: ImportFile): string {
  const sorted = (of: object) => Object.entries(of).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([table, sorted(mapping), sorted(overrides)]))
    .digest('hex');
}

/** A file's own period is checked when it is read (failures.ts); here it meets the rest of the dataset. */
export async function checkPeriod(
  connection: DuckDBConnection,
  draft: string,
  records: readonly { readonly name: string; readonly table: string; readonly part: string }[],
): Promise<void> {
  const period = async (files: string) => {
    const [row] = await queryRows<{ first: string; last: string; days: number }>(
      connection,
      `SELECT min(day)::VARCHAR AS first, max(day)::VARCHAR AS last, (max(day) - min(day) + 1)::DOUBLE AS days
       FROM read_parquet(${sqlString(files)}, union_by_name = true)`,
    );
    if (!row) throw new Error('an aggregate without GROUP BY returns one row');
    return row;
  };
  const whole = await period(tableGlob(draft, 'events'));
  if (whole.days <= MAX_PERIOD_DAYS) return;
  for (const record of records.filter((r) => r.table === 'events')) {
    const own = await period(record.part);
    if (own.first === whole.first || own.last === whole.last)
      throw periodTooLong(record.name, whole.days, whole.first, whole.last);
  }
}

export const isCancelled = async (
  db: Database,
  job: { id: string; attempt: number },
): Promise<boolean> =>
  (await db.job
    .count({ where: { id: job.id, attempt: job.attempt, cancelRequested: true } })
    .catch(() => 0)) > 0;

/** Uploads are needed until their job has succeeded or is cancelled; a failed one may be tried again. */
export async function removeUploads(
  { db, dataDir }: FilesContext,
  files: readonly ImportFile[],
): Promise<void> {
  for (const { uploadId } of files) {
    if (uploadId === undefined) continue;
    await rm(uploadPath(dataDir, uploadId), { force: true }).catch(() => undefined);
    await db.upload.deleteMany({ where: { id: uploadId } }).catch(() => undefined);
  }
}
