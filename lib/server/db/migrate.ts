import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { AppError } from '@/lib/server/errors';

export interface Migration {
  /** Folder name, e.g. `20261123000000_first`. */
  readonly name: string;
  readonly sql: string;
}

/** The migrations of a folder in the order of their names, as `prisma migrate deploy` reads them. */
export async function readMigrations(dir: string): Promise<Migration[]> {
  const names = (await readdir(dir, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return Promise.all(
    names.map(async (name) => ({
      name,
      sql: await readFile(path.join(dir, name, 'migration.sql'), 'utf8'),
    })),
  );
}

/** Prisma's own table, column for column, so that `prisma migrate deploy` and this applier agree. */
const TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

/** The lock that `prisma migrate deploy` takes as well, so that the two never migrate at once. */
const ADVISORY_LOCK = 72_707_369;
const CONNECT_TIMEOUT_MS = 10_000;
/** A server that was killed refuses everybody with 57P03 until it has recovered. */
const RECOVERY_MS = 60_000;

/**
 * Applies what is missing, each migration in a transaction of its own, and returns the names applied.
 * Programs that start together wait for each other.
 * @throws AppError `database_unreachable`; `conflict` when an applied migration's text was changed, is unknown here
 * (a newer Stagelight made this database) or was left half-done by another tool; `unavailable` when another program
 * has been migrating for longer than `lockSeconds`; `internal` when a migration fails, which then left nothing.
 */
export async function migrate(
  url: string,
  migrations: readonly Migration[],
  lockSeconds = 60,
): Promise<string[]> {
  const client = await connect(url);
  try {
    await lock(client, lockSeconds);
    await client.query(TABLE);
    const known = new Map(migrations.map((m) => [m.name, checksum(m.sql)]));
    const done = await appliedMigrations(client, known);
    const missing = migrations.filter((m) => !done.has(m.name));
    for (const migration of missing) await apply(client, migration);
    return missing.map((m) => m.name);
  } catch (error) {
    throw explain(error, url);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function connect(url: string): Promise<pg.Client> {
  const deadline = Date.now() + RECOVERY_MS;
  for (;;) {
    const client = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    });
    client.on('error', () => undefined); // a lost connection is reported by the query that it breaks
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => undefined);
      if (codeOf(error) !== '57P03' || Date.now() > deadline) throw unreachable(error, url);
      await sleep(100);
    }
  }
}

async function lock(client: pg.Client, seconds: number): Promise<void> {
  await client.query(`SET lock_timeout = '${Math.round(seconds * 1000)}ms'`);
  await client.query('SELECT pg_advisory_lock($1)', [ADVISORY_LOCK]).catch((error: unknown) => {
    if (codeOf(error) !== '55P03') throw error;
    throw new AppError(
      'unavailable',
      `Another program has been migrating the database for ${seconds} s. Wait until it has finished, or stop it, and start again.`,
    );
  });
  await client.query('SET lock_timeout = 0');
}

/** Names of the migrations that the database holds, checked against those of this program. */
async function appliedMigrations(
  client: pg.Client,
  known: ReadonlyMap<string, string>,
): Promise<Set<string>> {
  const { rows } = await client.query<{ name: string; checksum: string; finished: boolean }>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
     FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at`,
  );
  for (const row of rows) {
    if (!row.finished) {
      throw new AppError(
        'conflict',
        `The migration ${row.name} was begun by another tool and never finished. Finish or roll it back with "prisma migrate resolve", or restore a backup; nothing was changed.`,
        { reason: row.name },
      );
    }
    if (known.get(row.name) !== row.checksum) {
      throw new AppError(
        'conflict',
        `The database holds the migration ${row.name}, which this Stagelight does not have in this form. Start the version that made it, or restore a backup; nothing was changed.`,
        { reason: row.name },
      );
    }
  }
  return new Set(rows.map((row) => row.name));
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(migration.sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, started_at, finished_at, migration_name, applied_steps_count)
       VALUES ($1, $2, now(), clock_timestamp(), $3, 1)`,
      [randomUUID(), checksum(migration.sql), migration.name],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    if (codeOf(error) === undefined) throw error; // the connection broke, the migration is not to blame
    throw new AppError(
      'internal',
      `The migration ${migration.name} failed and left nothing behind: ${messageOf(error)}`,
      { reason: migration.name },
      { cause: error },
    );
  }
}

const checksum = (sql: string): string => createHash('sha256').update(sql).digest('hex');
const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
const codeOf = (error: unknown) => (error as { code?: string }).code;

/** Names server and database but never the password. */
function unreachable(error: unknown, url: string): AppError {
  const where = new URL(url);
  const reason = codeOf(error) ?? messageOf(error);
  return new AppError(
    'database_unreachable',
    `The database at ${where.hostname}:${where.port || 5432}${where.pathname} does not answer (${reason}). Check DATABASE_URL.`,
    { reason },
    { cause: error },
  );
}

function explain(error: unknown, url: string): unknown {
  if (error instanceof AppError) return error;
  if (codeOf(error) === '42501') {
    const { username, pathname } = new URL(url);
    return new AppError(
      'database_unreachable',
      `The user "${username}" may not make tables in ${pathname.slice(1)}. Give it CREATE on the schema public, or use another DATABASE_URL.`,
      { reason: '42501' },
      { cause: error },
    );
  }
  return codeOf(error) === undefined || codeOf(error)?.startsWith('57P')
    ? unreachable(error, url)
    : error;
}
