import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { TABLES, type TableName } from '@/lib/contracts/tables';
import { AppError } from '@/lib/server/errors';

export interface WatchedFile {
  readonly name: string;
  readonly path: string;
  readonly table: TableName;
}

export interface WatchedFolder {
  /** By name. */
  readonly ready: readonly WatchedFile[];
  /** Names of files that somebody may still be writing. */
  readonly writing: readonly string[];
}

const unusable = (folder: string, reason: 'absolute' | 'missing' | 'file') =>
  new AppError('folder_unusable', `folder: ${folder} cannot be watched (${reason}).`, {
    field: 'folder',
    reason,
    folder,
  });

/** What programs call a file that they have not finished. */
const DRAFT = /\.(part|partial|tmp|temp|crdownload|filepart)$|~$/i;

const tableOf = (name: string): TableName | undefined =>
  DRAFT.test(name) ? undefined : TABLES.find((table) => name.toLowerCase().startsWith(table));

/** @throws AppError `folder_unusable` unless it is the absolute path of a folder that can be read */
export async function checkFolder(folder: string): Promise<void> {
  if (!path.isAbsolute(folder)) throw unusable(folder, 'absolute');
  const info = await stat(folder).catch(() => undefined);
  if (!info) throw unusable(folder, 'missing');
  if (!info.isDirectory()) throw unusable(folder, 'file');
}

/**
 * The files of a folder whose names begin with a table's: `events-2024-03.csv`, `Stickers.parquet`. Folders below it
 * are not looked into.
 * @param settledBefore what changed later counts as still being written
 * @throws AppError `folder_unusable`
 */
export async function lookInto(folder: string, settledBefore: Date): Promise<WatchedFolder> {
  await checkFolder(folder);
  const ready: WatchedFile[] = [];
  const writing: string[] = [];
  for (const name of (await readdir(folder)).sort()) {
    const table = tableOf(name);
    if (!table) continue;
    const file = path.join(folder, name);
    // One that was taken away meanwhile is not there.
    const info = await stat(file).catch(() => undefined);
    if (!info?.isFile()) continue;
    // The time of change cannot be set, unlike that of modification, which a copy may bring along.
    const changedMs = Math.max(info.mtimeMs, info.ctimeMs);
    if (changedMs > settledBefore.getTime()) writing.push(name);
    else ready.push({ name, path: file, table });
  }
  return { ready, writing };
}
