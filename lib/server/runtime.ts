import path from 'node:path';
import { createDatabase, type Database } from './db/client';
import { openEmbedded } from './db/embedded';
import { migrate, readMigrations } from './db/migrate';
import { type Env, env } from './env';
import { jobHandlers } from './jobs/handlers';
import { openQueue, type Queue } from './jobs/queue';
import { sweepFiles } from './jobs/sweep';
import { startWorker } from './jobs/worker';

export interface Runtime {
  readonly env: Env;
  readonly url: string;
  readonly db: Database;
  readonly close: () => Promise<void>;
}

/** The project's folder: migrations lie there, wherever the program was started from. */
const ROOT = path.resolve(import.meta.dirname, '../..');

/**
 * Opens the state of this installation: `DATABASE_URL` or the embedded PostgreSQL, migrated to the newest schema.
 * For the worker, the command line and the launcher; the web server only gets `DATABASE_URL`.
 */
export async function openRuntime(settings: Env = env()): Promise<Runtime> {
  const embedded = settings.DATABASE_URL
    ? undefined
    : await openEmbedded(settings.dataDir, settings.STAGELIGHT_PG_PORT);
  const url = settings.DATABASE_URL ?? embedded?.url ?? '';
  try {
    await migrate(url, await readMigrations(path.join(ROOT, 'prisma/migrations')));
    const db = createDatabase(url);
    return {
      env: settings,
      url,
      db,
      close: async () => {
        await db.$disconnect();
        await embedded?.release();
      },
    };
  } catch (error) {
    await embedded?.release();
    throw error;
  }
}

/** Runs `work` on an open runtime and closes it whatever happens. */
export async function withRuntime<T>(work: (runtime: Runtime) => Promise<T>): Promise<T> {
  const runtime = await openRuntime();
  try {
    return await work(runtime);
  } finally {
    await runtime.close();
  }
}

/** Files of killed attempts and of finished uploads are looked for so often, besides at the start and after each job. */
const SWEEP_EVERY_MS = 600_000;

/** Starts a worker in this process and removes what killed ones left in the data folder. */
export async function startJobs(
  runtime: Runtime,
  echo?: (line: string) => void,
): Promise<{ queue: Queue; stop: () => Promise<void> }> {
  const { db, env: settings } = runtime;
  const sweep = async () => {
    // What cannot be removed now (database away, file in use) is found by the next look.
    await sweepFiles(db, settings.dataDir, new Date()).catch(() => undefined);
  };
  const queue = await openQueue(runtime.url, () => undefined);
  await sweep();
  const timer = setInterval(() => void sweep(), SWEEP_EVERY_MS);
  const worker = await startWorker({
    db,
    queue,
    handlers: jobHandlers({
      db,
      dataDir: settings.dataDir,
      threads: settings.STAGELIGHT_THREADS,
      memoryLimitMb: settings.STAGELIGHT_MEMORY_MB,
    }),
    staleSeconds: settings.STAGELIGHT_JOB_STALE_SECONDS,
    echo,
    afterJob: sweep,
  });
  return {
    queue,
    stop: async () => {
      clearInterval(timer);
      await worker.stop();
    },
  };
}
