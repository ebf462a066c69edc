import { readdirSync, realpathSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { describeProcess, identify, isRunning, type ProcessIdentity } from './process';

/** Larger than any process number that a system gives, and still one that PostgreSQL reads. */
const NOBODY = 2_147_483_646;

/** A postmaster's command line, or the title of one of its server processes (`postgres: checkpointer`). */
const SERVER = /(^|\/)postgres(:| -D )/;

const pidFile = (dataDir: string) => path.join(dataDir, 'postmaster.pid');

export interface Postmaster {
  readonly process: ProcessIdentity;
  /** Undefined while the server is still writing the file. */
  readonly port: number | undefined;
  /** False when the number in the file now belongs to some other program. */
  readonly ours: boolean;
}

/** Who `postmaster.pid` names, if that process exists. */
export async function readPostmaster(dataDir: string): Promise<Postmaster | undefined> {
  const text = await readFile(pidFile(dataDir), 'utf8').catch(() => '');
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  if (!(pid > 0)) return undefined;
  const found = identify(pid);
  if (!isRunning(found)) return undefined;
  const port = Number(lines[3]);
  return { process: found, port: port > 0 ? port : undefined, ours: isServerOf(pid, dataDir) };
}

/** Whether a process is a PostgreSQL on this folder. Where the system does not tell, it is believed to be one. */
function isServerOf(pid: number, dataDir: string): boolean {
  const seen = describeProcess(pid);
  if (!seen) return process.platform !== 'linux';
  if (!SERVER.test(seen.command)) return false;
  return `${seen.command} `.includes(` -D ${dataDir} `) || seen.folder === realpathSync(dataDir);
}

/** Port of the last server on this folder that did not stop in order: its users still hold that address. */
export async function lastPort(dataDir: string): Promise<number | undefined> {
  const text = await readFile(pidFile(dataDir), 'utf8').catch(() => '');
  return Number(text.split('\n')[3]) || undefined;
}

/**
 * Makes a left-over `postmaster.pid` name nobody. PostgreSQL refuses to start while the number in it exists, be it
 * some other program's by now or a zombie's that nobody reaps (a container whose first process is no init). The rest
 * of the file stays, since PostgreSQL finds by it whether orphaned server processes still have the data open.
 */
export async function disownPidFile(dataDir: string): Promise<void> {
  const text = await readFile(pidFile(dataDir), 'utf8').catch(() => '');
  if (text === '') return;
  const file = await open(pidFile(dataDir), 'r+'); // in place: it keeps its owner
  try {
    const renamed = text.replace(/^\d+/, String(NOBODY));
    await file.truncate(0);
    await file.write(renamed, 0);
  } finally {
    await file.close();
  }
}

/** Server processes that outlived their killed postmaster and will end by themselves. Linux only; else none. */
export function orphanedServers(dataDir: string): number[] {
  if (process.platform !== 'linux') return [];
  const folder = realpathSync(dataDir);
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => {
      const seen = pid > 0 ? describeProcess(pid) : undefined;
      return seen?.folder === folder && SERVER.test(seen.command);
    });
}

/** How a server answers to this address. */
export async function ask(url: string): Promise<'yes' | 'no' | 'wrong password'> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
    return 'yes';
  } catch (error) {
    return (error as { code?: string }).code === '28P01' ? 'wrong password' : 'no';
  } finally {
    await client.end().catch(() => undefined);
  }
}
