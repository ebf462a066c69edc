import { mkdir, rename, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { ImportPayload } from '@/lib/contracts/jobs';
import type { TableName } from '@/lib/contracts/tables';
import type { Database } from '@/lib/server/db/client';
import { AppError } from '@/lib/server/errors';
import { importTable } from '@/lib/server/import/import-table';
import { withLake } from '@/lib/server/lake/duckdb';
import { partPath, quarantineDir, truthDir, versionDir } from '@/lib/server/lake/layout';
import { gradeWeeks } from '@/lib/server/weekly/grade-weeks';
import { closeOutcomes } from '@/lib/server/work/close-outcomes';
import { attemptId, tempRoot } from '../attempt';
import type { JobReporter } from '../progress';
import type { FollowUp } from '../store';
import { freshFiles, type HashedFile, isCancelled, removeUploads } from './import-files';
import { enterStage, type ImportedPart, prepareVersion } from './prepare-version';
import { publish, wasPublished } from './publish';
import { flushFiles, linkParts, nextPart } from './version-files';

export interface ImportContext {
  readonly db: Database;
  readonly dataDir: string;
  readonly threads: number;
  readonly memoryLimitMb: number;
}

const ORDER: readonly TableName[] = ['celebs', 'stickers', 'events'];

/**
 * The whole main job: files -> lake parts -> quality -> daily table -> windows -> aggregates -> one published version.
 *
 * Everything is written to a draft folder that no reader knows. It gets its final name and its row in the same
 * breath (publish.ts); a draft of a job that died is swept away later.
 */
export async function runImport(
  context: ImportContext,
  job: { id: string; attempt: number; title: string },
  payload: ImportPayload,
  report: JobReporter,
  simulation?: {
    readonly truthDir: string;
    readonly followUps: (versionId: string) => readonly FollowUp[];
  },
): Promise<{ datasetId: string; versionId: string }> {
  const { db, dataDir } = context;
  const before = await previousVersion(db, payload);
  const datasetId = payload.datasetId ?? job.id; // a retried attempt makes the same dataset, not a second one
  const timeZone = before?.timeZone ?? payload.newDataset?.timeZone ?? 'Asia/Seoul';
  checkTimeZone(timeZone);
  const versionId = attemptId(job);
  const draft = versionDir(dataDir, datasetId, versionId);
  const temp = path.join(tempRoot(dataDir), versionId);
  try {
    enterStage(report, 'hash');
    const files = await freshFiles(context, datasetId, payload.files, report);
    await mkdir(draft, { recursive: true });
    await mkdir(temp, { recursive: true });
    if (before?.versionId) await linkParts(versionDir(dataDir, datasetId, before.versionId), draft);
    const lake = {
      signal: report.signal,
      tempDir: path.join(temp, 'spill'),
      threads: context.threads,
      memoryLimitMb: context.memoryLimitMb,
    };
    await withLake(lake, async (connection) => {
      const records = await importFiles(
        connection,
        { payload, files, draft, temp, timeZone },
        report,
      );
      const prepared = await prepareVersion(connection, draft, records, payload.windows, report);
      if (simulation) await rename(simulation.truthDir, truthDir(draft));
      enterStage(report, 'aggregates');
      await flushFiles(draft);
      await publish(db, connection, {
        ...prepared,
        job,
        datasetId,
        versionId,
        newDataset: payload.newDataset,
        baseVersionId: before?.versionId,
        files: records,
        simulated: simulation !== undefined,
        onPublishing: () => report.stage('publish'),
        followUps: simulation?.followUps(versionId) ?? briefOf(payload, job.title, versionId),
      });
      const lastDay = new Date(`${prepared.daily.lastDay}T00:00:00Z`);
      const version = { id: versionId, datasetId, lastDay };
      // The version stands, whatever happens now; what cannot be closed is closed by the next scoring.
      await closeOutcomes(db, connection, version, draft)
        .then(() => gradeWeeks(db, datasetId))
        .catch(console.error);
    });
    report.log('Published.');
    await removeUploads(context, payload.files);
    return { datasetId, versionId };
  } catch (error) {
    // The row decides: when it exists the files are the version's, whatever went wrong afterwards.
    // When nobody can tell, they stay; the sweep finds them.
    const published = await wasPublished(db, job, versionId).catch(() => true);
    if (!published) {
      await rm(draft, { recursive: true, force: true });
      await rmdir(path.dirname(draft)).catch(() => undefined); // stays when it holds other versions
      if (await isCancelled(db, job)) await removeUploads(context, payload.files);
    }
    throw error;
  } finally {
    await rm(temp, { recursive: true, force: true });
  }
}

/** The rest of the weekly run that an import is a part of. */
const briefOf = ({ brief }: ImportPayload, title: string, versionId: string): FollowUp[] =>
  brief ? [{ type: 'brief', title, payload: { versionId, deliver: true } }] : [];

interface FilesTask {
  readonly payload: ImportPayload;
  readonly files: readonly HashedFile[];
  readonly draft: string;
  readonly temp: string;
  readonly timeZone: string;
}

/** Turns every file into a part of the draft, table by table. */
async function importFiles(
  connection: DuckDBConnection,
  { payload, files, draft, temp, timeZone }: FilesTask,
  report: JobReporter,
): Promise<ImportedPart[]> {
  const parts: ImportedPart[] = [];
  for (const table of ORDER) {
    const ofTable = files.filter((f) => f.table === table);
    if (ofTable.length === 0) continue;
    enterStage(report, table);
    await mkdir(path.join(draft, table), { recursive: true });
    await mkdir(quarantineDir(draft), { recursive: true });
    for (const [i, file] of ofTable.entries()) {
      const part = partPath(draft, table, await nextPart(draft, table));
      const quarantineFile = `${parts.length + 1}-${table}.csv`;
      const result = await importTable(connection, {
        file: { path: file.absolute, name: file.name },
        table,
        mapping: file.mapping,
        overrides: file.overrides,
        timeZone,
        duplicates: payload.duplicates,
        outParquet: part,
        quarantineCsv: path.join(quarantineDir(draft), quarantineFile),
        tempDir: temp,
        signal: report.signal,
      });
      parts.push({
        ...file,
        ...result,
        part,
        quarantineFile: result.rowsRejected > 0 ? quarantineFile : null,
      });
      report.log(
        `${file.name}: ${result.rowsRead} rows read, ${result.rowsAccepted} accepted, ${result.rowsRejected} set aside.`,
      );
      report.share((i + 1) / ofTable.length);
    }
  }
  return parts;
}

async function previousVersion(db: Database, payload: ImportPayload) {
  if (payload.datasetId === undefined) return undefined;
  const dataset = await db.dataset.findUnique({
    where: { id: payload.datasetId },
    include: { versions: { orderBy: { number: 'desc' }, take: 1 } },
  });
  if (!dataset)
    throw new AppError('not_found', `There is no dataset ${payload.datasetId}.`, {
      field: 'datasetId',
    });
  return { timeZone: dataset.timeZone, versionId: dataset.versions[0]?.id };
}

function checkTimeZone(timeZone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
  } catch {
    throw new AppError(
      'time_zone_unknown',
      `"${timeZone}" is not a time zone. Use an IANA name such as Asia/Seoul.`,
      { field: 'timeZone', reason: timeZone },
    );
  }
}
