import { randomUUID } from 'node:crypto';
import {
  linkSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@/lib/server/errors';
import { formatIdentity, identify, isRunning, parseIdentity } from './process';

const WAIT_MS = 180_000;
const POLL_MS = 50;
/** A lock file without a holder's name can only come from a file system without hard links, and only for a moment. */
const NAMELESS_MS = 5_000;

const isCode = (error: unknown, code: string) => (error as NodeJS.ErrnoException).code === code;

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** Makes the file with its whole text in one step. False when it exists. */
function createWhole(file: string, text: string): boolean {
  const draft = `${file}.${randomUUID()}`;
  writeFileSync(draft, text);
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    try {
      writeFileSync(file, text, { flag: 'wx' });
      return true;
    } catch (second) {
      if (isCode(second, 'EEXIST')) return false;
      throw second;
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Takes a dead holder's lock away, but puts it back when somebody else was quicker and it is a living one's. */
function removeStale(file: string, stale: string): void {
  const taken = `${file}.${randomUUID()}`;
  try {
    renameSync(file, taken);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return;
    throw error;
  }
  const text = readText(taken);
  if (text !== undefined && text !== stale) createWhole(file, text);
  rmSync(taken, { force: true });
}

/**
 * Runs `work` while holding a lock file, so that two programs never start or stop the same database at once.
 * A lock whose holder is gone (`kill -9`, also when its number now belongs to another process) is taken over.
 * @throws AppError `database_locked` when a living holder does not let go within `waitMs`
 */
export async function withLockFile<T>(
  file: string,
  work: () => Promise<T>,
  waitMs = WAIT_MS,
): Promise<T> {
  const own = `${formatIdentity(identify(process.pid))}\n${randomUUID()}`;
  const deadline = Date.now() + waitMs;
  while (!createWhole(file, own)) {
    const text = readText(file);
    if (text !== undefined) {
      const holder = parseIdentity(text.split('\n')[0] ?? '');
      const gone = holder ? !isRunning(holder) : isOlder(file, NAMELESS_MS);
      if (gone) {
        removeStale(file, text);
        continue;
      }
      if (Date.now() > deadline) {
        throw new AppError(
          'database_locked',
          `Another Stagelight (process ${holder?.pid ?? 'unknown'}) has been starting or stopping the database for ${Math.round(waitMs / 1000)} s. Stop it, or remove ${file} if it is none.`,
          { file, reason: String(holder?.pid ?? '') },
        );
      }
    }
    await sleep(POLL_MS);
  }
  try {
    return await work();
  } finally {
    if (readText(file) === own) rmSync(file, { force: true });
  }
}

function isOlder(file: string, ms: number): boolean {
  try {
    return Date.now() - statSync(file).mtimeMs > ms;
  } catch {
    return false;
  }
}

export interface Registration {
  /** Living users of the database besides this one. */
  readonly others: () => number;
  readonly leave: () => void;
}

/** Registers a user of the database: a file that names its process and dies with it. */
export async function registerUser(dir: string): Promise<Registration> {
  await mkdir(dir, { recursive: true });
  const own = path.join(dir, `${process.pid}-${randomUUID()}`);
  await writeFile(own, formatIdentity(identify(process.pid)));
  const isLiving = (file: string): boolean => {
    const user = parseIdentity(readText(file) ?? '');
    return user ? isRunning(user) : !isOlder(file, NAMELESS_MS);
  };
  return {
    others: () => {
      const files = readdirSync(dir)
        .map((name) => path.join(dir, name))
        .filter((file) => file !== own);
      const living = files.filter(isLiving);
      for (const file of files) if (!living.includes(file)) rmSync(file, { force: true });
      return living.length;
    },
    leave: () => rmSync(own, { force: true }),
  };
}
