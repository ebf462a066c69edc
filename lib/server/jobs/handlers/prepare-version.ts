import { existsSync } from 'node:fs';
import path from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { JobStage } from '@/lib/contracts/jobs';
import type { TableName } from '@/lib/contracts/tables';
import { AppError } from '@/lib/server/errors';
import { mergeCelebs } from '@/lib/server/import/celebs';
import { outsideSpanCheck, qualityReport } from '@/lib/server/import/quality';
import { sqlString } from '@/lib/server/lake/duckdb';
import { tableGlob, type WindowSettings } from '@/lib/server/lake/layout';
import { queryRows } from '@/lib/server/lake/rows';
import { aggregateQueries } from '@/lib/server/prepare/aggregates';
import { buildDaily, tableSources } from '@/lib/server/prepare/daily';
import { buildWindows } from '@/lib/server/prepare/windows';
import type { JobReporter } from '../progress';
import { checkPeriod } from './import-files';
import type { FileRecord, Publication } from './publish';

const DEFAULT_WINDOWS: WindowSettings = { observeDays: 7, outcomeDays: 7, strideDays: 1 };

/** A file's record and the lake part that it became. */
export interface ImportedPart extends FileRecord {
  readonly part: string;
}

/** Enters a stage, or leaves a cancelled job: DuckDB forgets an interrupt that comes between two statements. */
export function enterStage(report: JobReporter, stage: JobStage): void {
  report.stage(stage);
  report.signal.throwIfAborted();
}

/**
 * Builds everything that follows from a draft's parts: celebs, quality report, daily table, windows, and the queries of
 * the aggregates, which need the temp tables left on this connection.
 * @throws AppError `no_valid_rows` without events, `period_too_long`, `no_target_celebs`
 */
export async function prepareVersion(
  connection: DuckDBConnection,
  draft: string,
  parts: readonly ImportedPart[],
  settings: WindowSettings | undefined,
  report: JobReporter,
): Promise<Pick<Publication, 'daily' | 'windows' | 'quality' | 'counts' | 'aggregates'>> {
  const has = (table: TableName) => existsSync(path.join(draft, table));
  if (!has('events')) {
    throw new AppError('no_valid_rows', 'A dataset needs at least one events file.', {
      reason: 'events',
    });
  }
  await checkPeriod(connection, draft, parts);
  const celebRows = await mergeCelebs(connection, draft, has('celebs'));
  const sources = tableSources(draft, has('stickers'));
  const counts = {
    eventRows: await rowsOf(connection, draft, 'events'),
    stickerRows: has('stickers') ? await rowsOf(connection, draft, 'stickers') : 0,
    celebRows,
  };
  enterStage(report, 'quality');
  const { checks } = await qualityReport(connection, draft, sources, new Date().toISOString());
  enterStage(report, 'daily');
  const daily = await buildDaily(connection, draft, sources);
  const quality = { checks: [...checks, outsideSpanCheck(daily.outsideSpan, counts)] };
  report.log(
    `Daily table: ${daily.targetCelebs} target celebs, ${daily.dailyRows} rows, ${daily.columns.length} columns.`,
  );
  enterStage(report, 'windows');
  const windows = await buildWindows(connection, draft, daily, settings ?? DEFAULT_WINDOWS);
  report.log(
    `Windows: ${windows.complete} complete from ${windows.anchors} anchors, ${windows.churned} churned.`,
  );
  return { daily, windows, quality, counts, aggregates: aggregateQueries(draft, daily, sources) };
}

async function rowsOf(
  connection: DuckDBConnection,
  draft: string,
  table: TableName,
): Promise<number> {
  const [row] = await queryRows<{ n: number }>(
    connection,
    `SELECT count(*)::DOUBLE AS n FROM read_parquet(${sqlString(tableGlob(draft, table))}, union_by_name = true)`,
  );
  return row?.n ?? 0;
}
