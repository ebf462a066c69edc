import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
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

/** Any number: it only has to be the same for every program that migrates this database. */
const ADVISORY_LOCK = 7241_0001;

/**
 * Applies what is missing, each migration in a transaction of its own, and returns the names applied.
 * Programs that start together wait for each other.
 * @throws AppError `conflict` when an applied migration's text was changed or is unknown here (a newer
 * Stagelight made this database).
 */
export async function migrate(url: string, migrations: readonly Migration[]): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [ADVISORY_LOCK]);
    await client.query(TABLE);
    const applied = await client.query<{ migration_name: string; checksum: string }>(
      'SELECT migration_name, checksum FROM _prisma_migrations WHERE rolled_back_at IS NULL AND finished_at IS NOT NULL',
    );
    const known = new Map(migrations.map((m) => [m.name, checksum(m.sql)]));
    for (const row of applied.rows) {
      if (known.get(row.migration_name) !== row.checksum) {
        throw new AppError(
          'conflict',
          `The database holds the migration ${row.migration_name}, which this Stagelight does not have in this form. Start the version that made it, or restore a backup; nothing was changed.`,
          { reason: row.migration_name },
        );
      }
    }
    const done = new Set(applied.rows.map((row) => row.migration_name));
    const missing = migrations.filter((m) => !done.has(m.name));
    for (const migration of missing) await apply(client, migration);
    return missing.map((m) => m.name);
  } finally {
    await client.end();
  }
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(migration.sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count)
       VALUES ($1, $2, now(), $3, 1)`,
      [randomUUID(), checksum(migration.sql), migration.name],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

const checksum = (sql: string): string => createHash('sha256').update(sql).digest('hex');
