import type { ImportFile, ImportPayload } from '@/lib/contracts/jobs';
import type { WeeklyPayload } from '@/lib/contracts/weekly-job';
import { LINE_WEEKS } from '@/lib/contracts/weeks';
import type { Job } from '@/lib/server/db/generated/client';
import { AppError } from '@/lib/server/errors';
import { inspectFile } from '@/lib/server/import/inspect';
import { lookInto, type WatchedFile } from '@/lib/server/schedule/folder';
import { type LastImport, lastImport } from '@/lib/server/schedule/last-import';
import type { JobReporter } from '../progress';
import { completeJob, type FollowUp } from '../store';
import type { ImportContext } from './import';
import { freshFiles } from './import-files';

/** Most files of one import; what is left waits for the next run. */
const MOST_FILES = 50;

/**
 * Begins the weekly run: asks for an import of the folder's new files, or for the brief of the last version when there
 * are none. The import asks for the brief in its turn, and the brief leaves its messages to the senders.
 * @throws AppError `not_found`, `folder_unusable`, as `inspectFile` does
 */
export async function runWeekly(
  context: ImportContext,
  job: Job,
  payload: WeeklyPayload,
  report: JobReporter,
): Promise<void> {
  const { db } = context;
  const { datasetId } = payload;
  const version = await db.datasetVersion.findFirst({
    where: { datasetId },
    orderBy: { number: 'desc' },
  });
  if (!version)
    throw new AppError('not_found', `There is no dataset ${datasetId} with data.`, {
      field: 'dataset',
      reason: datasetId,
    });
  report.stage('hash');
  const files = await newFiles(context, payload, report);
  const next: FollowUp = files
    ? { type: 'import', title: job.title, payload: { ...files, datasetId, brief: true } }
    : { type: 'brief', title: job.title, payload: await briefOf(context, version) };
  await db.$transaction((tx) => completeJob(tx, job, { datasetId, versionId: version.id }, [next]));
}

/** The first brief of a dataset brings the weeks before it along, so that there is something to compare with. */
async function briefOf({ db }: ImportContext, version: { id: string; datasetId: string }) {
  const weeks = await db.week.count({ where: { datasetId: version.datasetId } });
  return { versionId: version.id, weeksBefore: weeks === 0 ? LINE_WEEKS : 0, deliver: true };
}

/** Undefined when the dataset has them all, or no folder is watched. */
async function newFiles(
  context: ImportContext,
  { datasetId, folder, settledBefore }: WeeklyPayload,
  report: JobReporter,
): Promise<Pick<ImportPayload, 'files' | 'duplicates' | 'windows'> | undefined> {
  if (folder === null) return undefined;
  const { ready, writing } = await lookInto(folder, new Date(settledBefore));
  report.log(`${folder}: ${ready.length} files whose names begin with a table's.`);
  for (const name of writing)
    report.log(`${name}: may still be written; it waits for the next run.`);
  const last = await lastImport(context.db, datasetId);
  const files: ImportFile[] = [];
  for (const file of ready) files.push(await readAsBefore(file, last));
  const fresh = await freshFiles(context, datasetId, files, report).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'nothing_new') return [];
    throw error;
  });
  const taken = fresh.slice(0, MOST_FILES);
  if (fresh.length > taken.length)
    report.log(`${fresh.length - taken.length} files wait for the next run.`);
  if (taken.length === 0) return undefined;
  return {
    files: taken.map(({ table, path, name, mapping, overrides }) => ({
      table,
      path,
      name,
      mapping,
      overrides,
    })),
    ...last.options,
  };
}

async function readAsBefore(
  { name, path, table }: WatchedFile,
  { readings }: LastImport,
): Promise<ImportFile> {
  const reading = readings.get(table) ?? (await inspectFile(path, { name, table }));
  const { mapping } = reading;
  const overrides = 'overrides' in reading ? reading.overrides : undefined;
  return { table, path, name, mapping, overrides };
}
