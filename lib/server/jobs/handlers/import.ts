import { existsSync } from 'node:fs';
import { mkdir, rename, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import type { ImportPayload, JobStage } from '@/lib/contracts/jobs';
import type { TableName } from '@/lib/contracts/tables';
import type { Database } from '@/lib/server/db/client';
import { AppError } from '@/lib/server/errors';
import { mergeCelebs } from '@/lib/server/import/celebs';
import { importTable } from '@/lib/server/import/import-table';
import { qualityReport } from '@/lib/server/import/quality';
import { withLake } from '@/lib/server/lake/duckdb';
import { partPath, quarantineDir, tableGlob, truthDir, versionDir } from '@/lib/server/lake/layout';
import { queryRows } from '@/lib/server/lake/rows';
import { aggregateQueries } from '@/lib/server/prepare/aggregates';
import { buildDaily, tableSources } from '@/lib/server/prepare/daily';
import { buildWindows } from '@/lib/server/prepare/windows';
import { attemptId, tempRoot } from '../attempt';
import type { JobReporter } from '../progress';
import { checkPeriod, freshFiles, isCancelled, removeUploads } from './import-files';
import { type FileRecord, publish } from './publish';
import { flushFiles, linkParts, nextPart } from './version-files';

export interface ImportContext {
  readonly db: Database;
  readonly dataDir: string;
  readonly threads: number;
  readonly memoryLimitMb: number;
}

const DEFAULT_WINDOWS = { observeDays: 7, outcomeDays: 7, strideDays: 1 };
const ORDER: readonly TableName[] = ['celebs', 'stickers', 'events'];

/**
 * The whole main job: files -> lake parts -> quality -> daily table -> windows -> aggregates -> one published version.
 *
 * Everything is written to a draft folder that no reader knows. It gets its final name and its row in the same
 * breath (publish.ts); a draft of a job that died is swept away later.
 */
export async function runImport(
  context: ImportContext,
  job: { id: string; attempt: number },
  payload: ImportPayload,
  report: JobReporter,
  simulation?: { truthDir: string },
): Promise<{ datasetId: string; versionId: string }> {
  const { db, dataDir } = context;
  const before = await previousVersion(db, payload);
  const datasetId = payload.datasetId ?? job.id; // a retried attempt makes the same dataset, not a second one
  const timeZone = before?.timeZone ?? payload.newDataset?.timeZone ?? 'Asia/Seoul';
  checkTimeZone(timeZone);
  const versionId = attemptId(job);
  const draft = versionDir(dataDir, datasetId, versionId);
  const temp = path.join(tempRoot(dataDir), versionId);
  /** DuckDB forgets an interrupt that comes between two statements. */
  const enter = (stage: JobStage) => {
    report.stage(stage);
    report.signal.throwIfAborted();
  };
  try {
    enter('hash');
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
    return await withLake(lake, async (connection) => {
      const records: (FileRecord & { readonly part: string })[] = [];
      for (const table of ORDER) {
        const ofTable = files.filter((f) => f.table === table);
        if (ofTable.length === 0) continue;
        enter(table);
        await mkdir(path.join(draft, table), { recursive: true });
        await mkdir(quarantineDir(draft), { recursive: true });
        for (const [i, file] of ofTable.entries()) {
          const part = partPath(draft, table, await nextPart(draft, table));
          const quarantineFile = `${records.length + 1}-${table}.csv`;
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
          records.push({
            ...file,
            part,
            ...result,
            quarantineFile: result.rowsRejected > 0 ? quarantineFile : null,
          });
          report.log(
            `${file.name}: ${result.rowsRead} rows read, ${result.rowsAccepted} accepted, ${result.rowsRejected} set aside.`,
          );
          report.share((i + 1) / ofTable.length);
        }
      }
      const has = (table: TableName) => existsSync(path.join(draft, table));
      if (!has('events'))
        throw new AppError('no_valid_rows', 'A dataset needs at least one events file.', {
          reason: 'events',
        });
      await checkPeriod(connection, draft, records);
      const celebRows = await mergeCelebs(connection, draft, has('celebs'));
      const sources = tableSources(draft, has('stickers'));
      enter('quality');
      const quality = await qualityReport(connection, draft, sources, new Date().toISOString());
      enter('daily');
      const daily = await buildDaily(connection, draft, sources);
      report.log(
        `Daily table: ${daily.targetCelebs} target celebs, ${daily.dailyRows} rows, ${daily.columns.length} columns.`,
      );
      const { eventRows, stickerRows } = daily.outsideSpan;
      if (eventRows + stickerRows > 0)
        report.log(
          `Not in the daily table: ${eventRows} event rows and ${stickerRows} sticker rows of target celebs outside their span.`,
        );
      enter('windows');
      const windows = await buildWindows(
        connection,
        draft,
        daily,
        payload.windows ?? DEFAULT_WINDOWS,
      );
      report.log(
        `Windows: ${windows.complete} complete from ${windows.anchors} anchors, ${windows.churned} churned.`,
      );
      if (simulation) await rename(simulation.truthDir, truthDir(draft));
      enter('aggregates');
      const rows = async (table: TableName) =>
        has(table)
          ? ((
              await queryRows<{ n: number }>(
                connection,
                `SELECT count(*)::DOUBLE AS n FROM read_parquet('${tableGlob(draft, table)}', union_by_name = true)`,
              )
            )[0]?.n ?? 0)
          : 0;
      await flushFiles(draft);
      await publish(context.db, connection, {
        job,
        datasetId,
        versionId,
        newDataset: payload.newDataset,
        baseVersionId: before?.versionId,
        daily,
        windows,
        quality,
        files: records,
        counts: { eventRows: await rows('events'), stickerRows: await rows('stickers'), celebRows },
        simulated: simulation !== undefined,
        aggregates: aggregateQueries(draft, daily, sources),
        onPublishing: () => report.stage('publish'),
      });
      report.log('Published.');
      await removeUploads(context, payload.files);
      return { datasetId, versionId };
    });
  } catch (error) {
    // The row decides: when it exists the files are the version's, whatever went wrong afterwards.
    const published = await db.datasetVersion.count({ where: { id: versionId } }).catch(() => 1);
    if (published === 0) {
      await rm(draft, { recursive: true, force: true });
      await rmdir(path.dirname(draft)).catch(() => undefined); // stays when it holds other versions
      if (await isCancelled(db, job)) await removeUploads(context, payload.files);
    }
    throw error;
  } finally {
    await rm(temp, { recursive: true, force: true });
  }
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
