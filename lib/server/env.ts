import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';

/** A blank variable counts as absent: `PORT= npm start` is how a shell takes one back. */
const blankIsAbsent = <T extends z.ZodType>(schema: T) =>
  z.preprocess(
    (value) => (typeof value === 'string' && value.trim() === '' ? undefined : value),
    schema,
  );
const port = z.coerce.number().int().min(0).max(65535);

/** Every variable Stagelight reads, with its meaning; the README's table names the same ones. */
const envSchema = z.object({
  DATABASE_URL: blankIsAbsent(
    z
      .url({
        protocol: /^postgres(ql)?$/,
        error: 'write postgresql://user:password@host:5432/database',
      })
      .optional(),
  ).describe('A PostgreSQL server; without it an embedded one is started in the data folder.'),
  STAGELIGHT_DATA_DIR: blankIsAbsent(z.string().default('data')).describe(
    'Folder of the lake, the uploads and the embedded database.',
  ),
  HOST: blankIsAbsent(z.string().default('127.0.0.1')).describe(
    'Address the web server listens on; only loopback until sign-in exists.',
  ),
  PORT: blankIsAbsent(port.default(3000)).describe('Port of the web server; 0 takes any free one.'),
  STAGELIGHT_PG_PORT: blankIsAbsent(port.default(0)).describe(
    'Port of the embedded PostgreSQL; 0 takes any free one.',
  ),
  STAGELIGHT_THREADS: blankIsAbsent(
    z.coerce.number().int().min(1).default(Math.max(1, os.availableParallelism())),
  ).describe("Threads of one job's queries."),
  STAGELIGHT_MEMORY_MB: blankIsAbsent(z.coerce.number().int().min(256).default(1200)).describe(
    "Memory in MB that one job's queries may take; what does not fit is spilled to disk.",
  ),
  STAGELIGHT_JOB_STALE_SECONDS: blankIsAbsent(z.coerce.number().min(1).default(15)).describe(
    'After so many seconds without a sign of life a worker counts as dead and its job is given to another.',
  ),
  STAGELIGHT_UPLOAD_LIMIT_MB: blankIsAbsent(z.coerce.number().min(1).default(20_480)).describe(
    'Largest upload in MB.',
  ),
});

export type Env = Omit<z.infer<typeof envSchema>, 'STAGELIGHT_DATA_DIR'> & { dataDir: string };

/** Name and meaning of every variable, for the documentation and its test. */
export const ENV_VARIABLES: readonly { name: string; meaning: string }[] = Object.entries(
  envSchema.shape,
).map(([name, schema]) => ({ name, meaning: schema.description ?? '' }));

/** @throws Error naming every variable whose value cannot be used. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const parsed = envSchema.safeParse(source);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => {
      const name = issue.path.join('.');
      // The address of a database may hold a password, so it is not repeated.
      const value = name === 'DATABASE_URL' ? name : `${name}=${JSON.stringify(source[name])}`;
      return `  ${value}: ${issue.message}`;
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
