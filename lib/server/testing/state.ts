import { parseEnv } from '@/lib/server/env';
import { AppError } from '@/lib/server/errors';
import { openRuntime, type Runtime } from '@/lib/server/runtime';
import { newDataDir } from './folders';

/** The state of a new installation: own data folder, own embedded database, migrated. */
export async function newRuntime(settings: Record<string, string> = {}): Promise<Runtime> {
  return openRuntime(parseEnv({ ...settings, STAGELIGHT_DATA_DIR: await newDataDir() }));
}

/** What `work` throws. @throws Error when it does not throw an AppError */
export async function appErrorOf(work: Promise<unknown>): Promise<AppError> {
  const error = await work.then(
    () => undefined,
    (e: unknown) => e,
  );
  if (!(error instanceof AppError)) throw new Error(`expected an AppError, got ${String(error)}`);
  return error;
}
