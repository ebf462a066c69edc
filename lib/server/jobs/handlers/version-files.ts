import { existsSync } from 'node:fs';
import { copyFile, link, mkdir, open, readdir, stat } from 'node:fs/promises';
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
 * Hands a draft's files to the disk before the row that publishes them: PostgreSQL flushes its own log, so after a
 * power cut the row would be there and the files might not. Hard-linked parts were flushed by their own version.
 */
export async function flushFiles(dir: string): Promise<void> {
  for (const entry of await readdir(dir, { withFileTypes: true })) {
    const target = path.join(dir, entry.name);
    if (entry.isDirectory()) await flushFiles(target);
    else if ((await stat(target)).nlink === 1) await flush(target);
  }
  // Windows has no way to flush a folder, and needs none.
  if (process.platform !== 'win32') await flush(dir);
}

async function flush(target: string): Promise<void> {
  const handle = await open(target, 'r');
  try {
    await handle.sync();
  } catch (error) {
    // A network file system may not offer it for folders; its server decides what is safe.
    if ((error as NodeJS.ErrnoException).code !== 'EINVAL') throw error;
  } finally {
    await handle.close();
  }
}
