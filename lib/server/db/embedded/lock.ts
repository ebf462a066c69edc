import { closeSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Whether a process with this number exists (also when it belongs to someone else). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

const readPid = (file: string): number | undefined => {
  try {
    const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
};

/**
 * Runs `work` while holding a lock file, so that two programs never start or stop the same database at once.
 * A lock whose holder is gone (`kill -9`) is taken over.
 */
export async function withLockFile<T>(file: string, work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      const handle = openSync(file, 'wx');
      writeSync(handle, String(process.pid));
      closeSync(handle);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const holder = readPid(file);
      if (holder !== undefined && !isAlive(holder)) rmSync(file, { force: true });
      await sleep(50);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** Registers this process as a user of the database and returns how to count the others. */
export async function registerUser(
  dir: string,
): Promise<{ others: () => number; leave: () => void }> {
  await mkdir(dir, { recursive: true });
  const own = path.join(dir, String(process.pid));
  await writeFile(own, '');
  return {
    others: () => {
      const pids = readdirSync(dir)
        .map(Number)
        .filter((pid) => pid !== process.pid);
      for (const pid of pids)
        if (!isAlive(pid)) rmSync(path.join(dir, String(pid)), { force: true });
      return pids.filter(isAlive).length;
    },
    leave: () => rmSync(own, { force: true }),
  };
}
