import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Database } from '@/lib/server/db/client';
import type { DatasetVersion, ImportedFile, Preparation } from '@/lib/server/db/generated/client';
import { sqlString, withLake } from '@/lib/server/lake/duckdb';
import {
  celebsPath,
  dailyPath,
  quarantineDir,
  tableGlob,
  targetsPath,
  versionDir,
  windowsPath,
} from '@/lib/server/lake/layout';
import { queryRows } from '@/lib/server/lake/rows';
import { type AggregateQuery, aggregateQueries } from '@/lib/server/prepare/aggregates';
import { restoreCountingTables } from '@/lib/server/prepare/counting-tables';
import { tableSources } from '@/lib/server/prepare/daily';

type Version = DatasetVersion & { preparations: Preparation[]; files: ImportedFile[] };

export interface Integrity {
  readonly versions: number;
  /** A sentence for each row that does not agree with its files; empty when all is well. */
  readonly problems: string[];
}

/**
 * Whether every published version is whole: all its files are there, hold as many rows as its row says, and its
 * aggregates have as many rows as the same queries give today. Reads every version's files.
 */
export async function checkIntegrity(
  db: Database,
  dataDir: string,
  lake: { threads: number; memoryLimitMb: number },
): Promise<Integrity> {
  const versions = await db.datasetVersion.findMany({
    include: { preparations: true, files: true },
    orderBy: { createdAt: 'asc' },
  });
  const problems: string[] = [];
  for (const version of versions) {
    const found = await withLake(lake, (connection) =>
      checkVersion(db, connection, dataDir, version),
    ).catch((error: unknown) => [error instanceof Error ? error.message : String(error)]);
    problems.push(...found.map((problem) => `Version ${version.id}: ${problem}`));
  }
  return { versions: versions.length, problems };
}

async function checkVersion(
  db: Database,
  connection: DuckDBConnection,
  dataDir: string,
  version: Version,
): Promise<string[]> {
  const dir = versionDir(dataDir, version.datasetId, version.id);
  const hasStickers = existsSync(path.join(dir, 'stickers'));
  const problems: string[] = [];
  const compare = (what: string, stored: number, actual: number) => {
    if (stored !== actual) problems.push(`${what}: the row says ${stored}, there are ${actual}.`);
  };
  const rowsOf = (source: string) => count(connection, `SELECT * FROM read_parquet(${source})`);
  const union = (table: 'events' | 'stickers') =>
    `${sqlString(tableGlob(dir, table))}, union_by_name = true`;

  compare('events', Number(version.eventRows), await rowsOf(union('events')));
  const stickers = hasStickers ? await rowsOf(union('stickers')) : 0;
  compare('stickers', Number(version.stickerRows), stickers);
  compare('celebs', version.celebRows, await rowsOf(sqlString(celebsPath(dir))));
  compare('target celebs', version.targetCelebs, await rowsOf(sqlString(targetsPath(dir))));
  compare('daily rows', version.dailyRows, await rowsOf(sqlString(dailyPath(dir))));
  if (version.preparations.length === 0) problems.push('no windows are recorded.');
  for (const p of version.preparations)
    compare('windows', p.complete + p.open, await rowsOf(sqlString(windowsPath(dir, p))));
  for (const { quarantineFile } of version.files) {
    if (quarantineFile && !existsSync(path.join(quarantineDir(dir), quarantineFile)))
      problems.push(`quarantine file ${quarantineFile} is missing.`);
  }

  const day = (date: Date) => date.toISOString().slice(0, 10);
  const daily = {
    firstDay: day(version.firstDay),
    lastDay: day(version.lastDay),
    columns: version.dailyColumns,
  };
  const sources = tableSources(dir, hasStickers);
  await restoreCountingTables(connection, dir, sources.events, version.dailyColumns);
  for (const query of aggregateQueries(dir, daily, sources)) {
    const stored = await storedRows(db, query.table, version.id);
    compare(query.table, stored, await count(connection, query.sql));
  }
  return problems;
}

async function count(connection: DuckDBConnection, sql: string): Promise<number> {
  const [row] = await queryRows<{ n: number }>(
    connection,
    `SELECT count(*)::DOUBLE AS n FROM (${sql})`,
  );
  return row?.n ?? 0;
}

function storedRows(db: Database, table: AggregateQuery['table'], versionId: string) {
  const where = { versionId };
  switch (table) {
    case 'PlatformDay':
      return db.platformDay.count({ where });
    case 'PlatformHour':
      return db.platformHour.count({ where });
    case 'CelebWeek':
      return db.celebWeek.count({ where });
    case 'CelebSummary':
      return db.celebSummary.count({ where });
  }
}

/** Ids of all version folders in the lake, published or not. */
export async function lakeFolders(dataDir: string): Promise<string[]> {
  const lake = path.join(dataDir, 'lake');
  const datasets = await readdir(lake).catch((): string[] => []);
  const folders = await Promise.all(datasets.map((dataset) => readdir(path.join(lake, dataset))));
  return folders.flat().sort();
}
