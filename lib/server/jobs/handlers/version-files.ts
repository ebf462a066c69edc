import { existsSync } from 'node:fs';
import { copyFile, link, mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { TABLES } from '@/lib/contracts/tables';

/**
 * Puts the parts of the version before into a draft, as hard links: no byte is copied, and yet each version stays
 * whole when the other is deleted. A file system without hard links gets copies.
 */
export async function linkParts(from: string, to: string): Promise<void> {
  for (const table of TABLES) {
    const source = path.join(from, table);
    if (!existsSync(source)) continue;
    await mkdir(path.join(to, table), { recursive: true });
    for (const part of await readdir(source)) {
      const [a, b] = [path.join(source, part), path.join(to, table, part)];
      await link(a, b).catch(() => copyFile(a, b));
    }
  }
}

/** Number of the next part of a table in a draft, from 1. */
export async function nextPart(dir: string, table: string): Promise<number> {
  const parts = await readdir(path.join(dir, table)).catch(() => []);
  return parts.length + 1;
}

/**
 * Removes drafts and unpublished versions that a killed worker left behind: every version folder without a row,
 * unless its job still runs.
 */
export async function sweepOrphans(
  lakeDir: string,
  isKept: (versionId: string) => Promise<boolean>,
): Promise<string[]> {
  const removed: string[] = [];
  for (const dataset of await readdir(lakeDir).catch(() => [])) {
    for (const version of await readdir(path.join(lakeDir, dataset)).catch(() => [])) {
      if (await isKept(version)) continue;
      await rm(path.join(lakeDir, dataset, version), { recursive: true, force: true });
      removed.push(version);
    }
  }
  return removed;
}
