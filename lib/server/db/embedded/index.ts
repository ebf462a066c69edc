import { mkdir } from 'node:fs/promises';
import pg from 'pg';
import { AppError } from '@/lib/server/errors';
import {
  type ClusterPaths,
  clusterPaths,
  connectionUrl,
  initialise,
  join,
  start,
  stop,
} from './cluster';
import { registerUser, withLockFile } from './lock';
import { startError } from './messages';
import { lastPort, readPostmaster } from './postmaster';
import { isRunning } from './process';

const WATCH_MS = 500;

export interface EmbeddedDatabase {
  readonly url: string;
  /** Says that this process no longer needs it; the last one to leave stops the server. */
  readonly release: () => Promise<void>;
}

/**
 * Makes, starts or joins the embedded PostgreSQL of a data folder, and starts it again should it die.
 *
 * The server is shared by web, worker and command line and outlives any of them: after `kill -9` the next
 * start joins it if it still runs, and recovers it from its log if it was killed as well. While it is open here, a
 * server that dies is started again on the same port, so that everybody's address stays right.
 * @throws AppError `database_port_in_use`, `database_locked`, `database_root_unreachable`, `disk_full`,
 * `database_start_failed`, each with what to do.
 */
export async function openEmbedded(
  dataDir: string,
  wantedPort = 0,
  say: (line: string) => void = console.error,
): Promise<EmbeddedDatabase> {
  const paths = clusterPaths(dataDir);
  const explain = (error: unknown): unknown =>
    error instanceof Error && 'syscall' in error ? startError(error.message, paths) : error;
  const user = await mkdir(dataDir, { recursive: true })
    .then(() => registerUser(paths.users))
    .catch((error: unknown) => {
      throw explain(error);
    });
  try {
    const port = await withLockFile(paths.lock, async () => {
      await initialise(paths);
      // Whoever still uses a server that was killed knows it by its port.
      const port = (user.others() > 0 && (await lastPort(paths.data))) || wantedPort;
      const running = (await join(paths)) ?? (await start(paths, port));
      await ensureDatabase(paths, running);
      return running;
    });
    const unwatch = watch(paths, port, say);
    return {
      url: await connectionUrl(paths, port),
      release: async () => {
        await unwatch();
        await withLockFile(paths.lock, async () => {
          user.leave();
          if (user.others() === 0) await stop(paths);
        });
      },
    };
  } catch (error) {
    user.leave();
    throw explain(error);
  }
}

/** Looks after the server until the returned function is called, which waits for a restart in hand. */
function watch(
  paths: ClusterPaths,
  port: number,
  say: (line: string) => void,
): () => Promise<void> {
  let known = readPostmaster(paths.data);
  let round = Promise.resolve();
  let busy = false;
  let lastTrouble = '';
  const look = async () => {
    const server = await known;
    if (server && isRunning(server.process)) return;
    await withLockFile(paths.lock, async () => {
      if ((await join(paths)) === undefined) {
        say('The embedded PostgreSQL ended unexpectedly; starting it again.');
        await start(paths, port);
      }
      known = readPostmaster(paths.data);
      lastTrouble = '';
    });
  };
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    round = look()
      .catch((error: unknown) => {
        const trouble = error instanceof AppError ? error.message : String(error);
        if (trouble !== lastTrouble) say(trouble);
        lastTrouble = trouble;
      })
      .finally(() => {
        busy = false;
      });
  }, WATCH_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await round;
  };
}

async function ensureDatabase(paths: ClusterPaths, port: number): Promise<void> {
  const client = new pg.Client({ connectionString: await connectionUrl(paths, port, 'postgres') });
  client.on('error', () => undefined); // reported by the query that it breaks
  await client.connect();
  try {
    const found = await client.query("SELECT 1 FROM pg_database WHERE datname = 'stagelight'");
    if (found.rowCount === 0) await client.query('CREATE DATABASE stagelight');
  } finally {
    await client.end();
  }
}
