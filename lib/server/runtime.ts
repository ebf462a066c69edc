import path from 'node:path';
import { createDatabase, type Database } from './db/client';
import { openEmbedded } from './db/embedded';
import { migrate, readMigrations } from './db/migrate';
import { type Env, env } from './env';
import { AppError } from './errors';
import { jobHandlers } from './jobs/handlers';
import { sweepOrphans } from './jobs/handlers/version-files';
import { openQueue, type Queue } from './jobs/queue';
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
    await migrate(url, await readMigrations(path.join(ROOT, 'prisma/migrations'))).catch(
      (error: unknown) => {
        throw unreachable(error, url);
      },
    );
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

function unreachable(error: unknown, url: string): unknown {
  const code = (error as { code?: string }).code;
  if (
    code === 'ECONNREFUSED' ||
    code === 'ENOTFOUND' ||
    code === 'ETIMEDOUT' ||
    code === '28P01' ||
    code === '3D000'
  ) {
    const where = new URL(url);
    return new AppError(
      'database_unreachable',
      `The database at ${where.hostname}:${where.port || 5432}${where.pathname} does not answer (${code}). Check DATABASE_URL.`,
      { reason: code },
      { cause: error },
    );
  }
  return error;
}

/** Starts a worker in this process and removes what killed ones left in the lake. */
export async function startJobs(
  runtime: Runtime,
  echo?: (line: string) => void,
): Promise<{ queue: Queue; stop: () => Promise<void> }> {
  const { db, env: settings } = runtime;
  const queue = await openQueue(runtime.url, () => undefined);
  const running = await db.job.count({ where: { status: 'running' } });
  if (running === 0) {
    await sweepOrphans(
      path.join(settings.dataDir, 'lake'),
      async (id) => (await db.datasetVersion.count({ where: { id } })) > 0,
    );
  }
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
  });
  return { queue, stop: worker.stop };
}
