import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { AppError } from '@/lib/server/errors';

export interface LakeOptions {
  /** Folder for spilled intermediate results; made by DuckDB when it is first needed. */
  readonly tempDir?: string;
  readonly threads?: number;
  readonly memoryLimitMb?: number;
  /** Aborting interrupts the running statement; the call that waits for it throws `cancelled`. */
  readonly signal?: AbortSignal;
}

/** Text as a SQL string literal. Only for paths and constants that cannot be bound (COPY targets, options). */
export const sqlString = (text: string): string => `'${text.replaceAll("'", "''")}'`;
/** A name as a quoted SQL identifier. */
export const sqlName = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/**
 * Runs `work` with a private in-memory DuckDB over Parquet files, and closes it whatever happens.
 *
 * In-memory means that no lock is shared between web, worker and command line.
 * @throws AppError `cancelled` when `signal` is aborted, `disk_full` when a write finds no space.
 */
export async function withLake<T>(
  options: LakeOptions,
  work: (connection: DuckDBConnection) => Promise<T>,
): Promise<T> {
  const config: Record<string, string> = {
    threads: String(options.threads ?? 2),
    memory_limit: `${options.memoryLimitMb ?? 1400}MB`,
  };
  if (options.tempDir !== undefined) config.temp_directory = options.tempDir;
  const instance = await DuckDBInstance.create(':memory:', config);
  const connection = await instance.connect();
  let again: NodeJS.Timeout | undefined;
  const interrupt = () => {
    connection.interrupt();
    // One that comes between two statements is forgotten, and the work would go on.
    again ??= setInterval(() => connection.interrupt(), 50);
  };
  options.signal?.addEventListener('abort', interrupt);
  try {
    if (options.signal?.aborted) throw cancelledError();
    await connection.run("SET TimeZone = 'UTC'");
    return await work(connection);
  } catch (error) {
    if (options.signal?.aborted) throw cancelledError();
    throw translate(error);
  } finally {
    options.signal?.removeEventListener('abort', interrupt);
    clearInterval(again);
    connection.closeSync();
    instance.closeSync();
  }
}

const cancelledError = () => new AppError('cancelled', 'The job was cancelled.');

function translate(error: unknown): unknown {
  const message = error instanceof Error ? error.message : String(error);
  if (/No space left on device|ENOSPC|disk is full/i.test(message)) {
    return new AppError(
      'disk_full',
      'The disk is full. Free some space and start the job again; nothing that was stored before is affected.',
      {},
      { cause: error },
    );
  }
  return error;
}
