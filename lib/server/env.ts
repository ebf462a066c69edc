import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65535);
const blankIsAbsent = (value: unknown) => (value === '' ? undefined : value);

/** Every variable Stagelight reads; the README's table lists the same names and defaults. */
const envSchema = z.object({
  /** A PostgreSQL server; without it the embedded one is started in the data folder. */
  DATABASE_URL: z.preprocess(blankIsAbsent, z.url({ protocol: /^postgres(ql)?$/ }).optional()),
  /** Folder of the lake, uploads and the embedded database. */
  STAGELIGHT_DATA_DIR: z.preprocess(blankIsAbsent, z.string().default('data')),
  /** Address the web server listens on. Only loopback until sign-in exists. */
  HOST: z.preprocess(blankIsAbsent, z.string().default('127.0.0.1')),
  PORT: z.preprocess(blankIsAbsent, port.default(3000)),
  /** Port of the embedded PostgreSQL; 0 takes any free one. */
  STAGELIGHT_PG_PORT: z.preprocess(blankIsAbsent, port.default(0)),
  /** Threads of one job's queries. */
  STAGELIGHT_THREADS: z.preprocess(
    blankIsAbsent,
    z.coerce.number().int().min(1).default(Math.max(1, os.availableParallelism())),
  ),
  /** Memory that one job's queries may take, in MB; what does not fit is spilled to disk. */
  STAGELIGHT_MEMORY_MB: z.preprocess(blankIsAbsent, z.coerce.number().int().min(256).default(1200)),
  /** After this many seconds without a sign of life a worker counts as dead and its job is given to another. */
  STAGELIGHT_JOB_STALE_SECONDS: z.preprocess(blankIsAbsent, z.coerce.number().min(1).default(15)),
  /** Largest upload in MB. */
  STAGELIGHT_UPLOAD_LIMIT_MB: z.preprocess(blankIsAbsent, z.coerce.number().min(1).default(20_480)),
});

export type Env = Omit<z.infer<typeof envSchema>, 'STAGELIGHT_DATA_DIR'> & { dataDir: string };

/** @throws Error naming every variable whose value cannot be used. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const parsed = envSchema.safeParse(source);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => {
      const name = issue.path.join('.');
      return `  ${name}=${JSON.stringify(source[name])}: ${issue.message}`;
    });
    throw new Error(`These environment variables cannot be used:\n${lines.join('\n')}`);
  }
  const { STAGELIGHT_DATA_DIR, ...rest } = parsed.data;
  return { ...rest, dataDir: path.resolve(/* turbopackIgnore: true */ STAGELIGHT_DATA_DIR) };
}

let cached: Env | undefined;
/** The environment, parsed on first use and never again. */
export function env(): Env {
  cached ??= parseEnv(process.env);
  return cached;
}
