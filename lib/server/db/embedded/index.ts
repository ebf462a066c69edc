import { mkdir } from 'node:fs/promises';
import pg from 'pg';
import {
  answers,
  clusterPaths,
  connectionUrl,
  initialise,
  readPostmaster,
  start,
  stop,
} from './cluster';
import { registerUser, withLockFile } from './lock';

export interface EmbeddedDatabase {
  readonly url: string;
  /** Says that this process no longer needs it; the last one to leave stops the server. */
  readonly release: () => Promise<void>;
}

/**
 * Makes, starts or joins the embedded PostgreSQL of a data folder.
 *
 * The server is shared by web, worker and command line and outlives any of them: after `kill -9` the next
 * start joins it if it still runs, and recovers it from its log if it was killed as well.
 * @throws AppError `database_port_in_use`, `database_locked`, `database_root_unreachable`, `disk_full`,
 * `database_start_failed`, each with what to do.
 */
export async function openEmbedded(dataDir: string, wantedPort = 0): Promise<EmbeddedDatabase> {
  const paths = clusterPaths(dataDir);
  await mkdir(dataDir, { recursive: true });
  const user = await registerUser(paths.users);
  try {
    const url = await withLockFile(paths.lock, async () => {
      await initialise(paths);
      const running = await readPostmaster(paths);
      if (running && (await answers(await connectionUrl(paths, running.port, 'postgres')))) {
        return ensureDatabase(paths, running.port);
      }
      return ensureDatabase(paths, await start(paths, wantedPort));
    });
    return {
      url,
      release: () =>
        withLockFile(paths.lock, async () => {
          user.leave();
          if (user.others() === 0) await stop(paths);
        }),
    };
  } catch (error) {
    user.leave();
    throw error;
  }
}

async function ensureDatabase(
  paths: ReturnType<typeof clusterPaths>,
  port: number,
): Promise<string> {
  const client = new pg.Client({ connectionString: await connectionUrl(paths, port, 'postgres') });
  await client.connect();
  try {
    const found = await client.query("SELECT 1 FROM pg_database WHERE datname = 'stagelight'");
    if (found.rowCount === 0) await client.query('CREATE DATABASE stagelight');
  } finally {
    await client.end();
  }
  return connectionUrl(paths, port);
}
