import { createHash } from 'node:crypto';
import net from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newDataDir, removeDataDirs } from '@/lib/server/testing/folders';
import { appErrorOf } from '@/lib/server/testing/state';
import { deployMigrations, schemaDifference } from '@/scripts/schema-engine';
import { type EmbeddedDatabase, openEmbedded } from './embedded';
import { migrate, readMigrations } from './migrate';

const SCHEMA = 'prisma/schema.prisma';
const migrations = await readMigrations('prisma/migrations');
const names = migrations.map((m) => m.name);

let server: EmbeddedDatabase;
let databases = 0;

beforeAll(async () => {
  server = await openEmbedded(await newDataDir());
});
afterAll(async () => {
  await server.release();
  await removeDataDirs();
});

async function rows(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** The address of a new empty database on the same server. */
async function emptyDatabase(): Promise<string> {
  const name = `migrate_${++databases}`;
  await rows(server.url, `CREATE DATABASE ${name}`);
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  return url.href;
}

const tables = async (url: string) =>
  (
    await rows(
      url,
      "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1",
    )
  ).map((row) => row.table_name);

describe('the migrations', () => {
  it('make exactly the Prisma schema from an empty database', async () => {
    const url = await emptyDatabase();
    expect(await migrate(url, migrations)).toEqual(names);
    expect(await schemaDifference(url, SCHEMA)).toBe('');
  });

  it('a difference between database and schema is noticed', async () => {
    const url = await emptyDatabase();
    await migrate(url, migrations);
    await rows(url, 'ALTER TABLE "Dataset" DROP COLUMN "timeZone"');
    expect(await schemaDifference(url, SCHEMA)).toContain(
      'ALTER TABLE "Dataset" ADD COLUMN     "timeZone" TEXT NOT NULL',
    );
    await rows(url, 'ALTER TABLE "Dataset" ADD COLUMN "timeZone" TEXT NOT NULL');
    expect(await schemaDifference(url, SCHEMA)).toBe('');
    await rows(url, 'DROP INDEX "ImportedFile_versionId_idx"');
    expect(await schemaDifference(url, SCHEMA)).toContain(
      'CREATE INDEX "ImportedFile_versionId_idx"',
    );
  });

  it.each(names.slice(0, -1).map((name, i) => [name, i + 1]))(
    'carry a database of the version %s with data in it to the newest',
    async (_, length) => {
      const url = await emptyDatabase();
      await migrate(url, migrations.slice(0, length));
      const [dataset, job] = ['0'.repeat(8), '1'.repeat(8)].map(
        (s) => `${s}-0000-7000-8000-000000000000`,
      );
      await rows(
        url,
        `INSERT INTO "Dataset" (id, name, "timeZone") VALUES ('${dataset}', '채널', 'Asia/Seoul');
       INSERT INTO "Job" (id, type, title, payload) VALUES ('${job}', 'demo', 'Demo', '{"scale": 1}');
       INSERT INTO "JobLog" ("jobId", level, message) VALUES ('${job}', 'info', 'kept');`,
      );
      expect(await migrate(url, migrations)).toEqual(names.slice(length));
      expect(await schemaDifference(url, SCHEMA)).toBe('');
      expect(
        await rows(
          url,
          `SELECT d.name, j.payload, l.message FROM "Dataset" d, "Job" j JOIN "JobLog" l ON l."jobId" = j.id`,
        ),
      ).toEqual([{ name: '채널', payload: { scale: 1 }, message: 'kept' }]);
    },
  );

  it('are applied once, also when programs start together', async () => {
    const url = await emptyDatabase();
    const applied = await Promise.all([1, 2, 3].map(() => migrate(url, migrations)));
    expect(applied.filter((list) => list.length > 0)).toEqual([names]);
    expect(await migrate(url, migrations)).toEqual([]);
  });

  it('leave the rows that `prisma migrate deploy` leaves, so that either may follow the other', async () => {
    const [ours, prismas] = [await emptyDatabase(), await emptyDatabase()];
    await migrate(ours, migrations);
    expect(await deployMigrations(prismas, SCHEMA, migrations)).toEqual(names);
    const read = `SELECT migration_name, checksum, logs, rolled_back_at, applied_steps_count, length(id) AS id,
        finished_at >= started_at AS finished FROM _prisma_migrations ORDER BY started_at`;
    const written = await rows(ours, read);
    expect(written).toEqual(await rows(prismas, read));
    expect(written.map((row) => row.checksum)).toEqual(
      migrations.map((m) => createHash('sha256').update(m.sql).digest('hex')),
    );
    const columns = `SELECT column_name, data_type, is_nullable, column_default, character_maximum_length
      FROM information_schema.columns WHERE table_name = '_prisma_migrations' ORDER BY ordinal_position`;
    expect(await rows(ours, columns)).toEqual(await rows(prismas, columns));
    expect(await deployMigrations(ours, SCHEMA, migrations)).toEqual([]);
    expect(await migrate(prismas, migrations)).toEqual([]);
  });
});

describe('what is refused', () => {
  const one = { name: '1_one', sql: 'CREATE TABLE one (n INT)' };

  it('a migration whose text was changed after it was applied', async () => {
    const url = await emptyDatabase();
    await migrate(url, [one]);
    const changed = { ...one, sql: 'CREATE TABLE one (n BIGINT)' };
    const error = await appErrorOf(
      migrate(url, [changed, { name: '2_two', sql: 'CREATE TABLE two (n INT)' }]),
    );
    expect([error.code, error.details]).toEqual(['conflict', { reason: '1_one' }]);
    expect(await tables(url)).toEqual(['_prisma_migrations', 'one']);
  });

  it('a database of a newer Stagelight', async () => {
    const url = await emptyDatabase();
    await migrate(url, [one, { name: '2_newer', sql: 'CREATE TABLE newer (n INT)' }]);
    const error = await appErrorOf(migrate(url, [one]));
    expect([error.code, error.details]).toEqual(['conflict', { reason: '2_newer' }]);
  });

  it('a migration that another tool began and never finished', async () => {
    const url = await emptyDatabase();
    await migrate(url, [one]);
    await rows(url, 'UPDATE _prisma_migrations SET finished_at = NULL');
    const error = await appErrorOf(migrate(url, [one]));
    expect([error.code, error.details]).toEqual(['conflict', { reason: '1_one' }]);
  });

  it('a failing migration leaves nothing; those before it stay; mended, it is applied', async () => {
    const url = await emptyDatabase();
    const bad = {
      name: '2_bad',
      sql: 'CREATE TABLE two (n INT); INSERT INTO two VALUES (1); SELECT 1 / 0',
    };
    const error = await appErrorOf(migrate(url, [one, bad]));
    expect(error.message).toBe(
      'The migration 2_bad failed and left nothing behind: division by zero',
    );
    expect(await tables(url)).toEqual(['_prisma_migrations', 'one']);
    expect(await rows(url, 'SELECT migration_name FROM _prisma_migrations')).toEqual([
      { migration_name: '1_one' },
    ]);
    expect(await migrate(url, [one, { ...bad, sql: 'CREATE TABLE two (n INT)' }])).toEqual([
      '2_bad',
    ]);
  });

  it('waiting for ever behind a program that hangs while it migrates', async () => {
    const url = await emptyDatabase();
    const hanging = new pg.Client({ connectionString: url });
    await hanging.connect();
    await hanging.query('SELECT pg_advisory_lock(72707369)');
    const error = await appErrorOf(migrate(url, [one], 0.2));
    expect(error.code).toBe('unavailable');
    await hanging.end();
    expect(await migrate(url, [one])).toEqual(['1_one']);
  });
});

describe('a DATABASE_URL that does not work', () => {
  const changed = (change: (url: URL) => void) => {
    const url = new URL(server.url);
    change(url);
    return url.href;
  };

  it('says which database does not answer and why, without the password', async () => {
    const closed = await closedPort();
    const cases: [string, string][] = [
      [
        changed((url) => {
          url.port = String(closed);
        }),
        'ECONNREFUSED',
      ],
      [
        changed((url) => {
          url.hostname = 'no-such-host.invalid';
        }),
        'ENOTFOUND',
      ],
      [
        changed((url) => {
          url.password = 'wrong-secret';
        }),
        '28P01',
      ],
      [
        changed((url) => {
          url.pathname = '/no_such_database';
        }),
        '3D000',
      ],
    ];
    for (const [url, reason] of cases) {
      const error = await appErrorOf(migrate(url, migrations));
      expect(error.code).toBe('database_unreachable');
      expect(error.message).toContain('Check DATABASE_URL.');
      expect(error.message).not.toContain(new URL(url).password);
      expect(reason === 'ENOTFOUND' ? ['ENOTFOUND', 'EAI_AGAIN'] : [reason]).toContain(
        error.details.reason,
      );
    }
  });

  it('says so when something else than PostgreSQL listens there', async () => {
    const other = net.createServer((socket) => {
      socket.resume().end('HTTP/1.1 400 Bad Request\r\n\r\n');
    });
    const port = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => resolve((other.address() as net.AddressInfo).port));
    });
    const error = await appErrorOf(
      migrate(`postgresql://me:pw@127.0.0.1:${port}/stage`, migrations),
    );
    expect(error.code).toBe('database_unreachable');
    await new Promise((resolve) => other.close(resolve));
  });

  it('says so when the user may not make tables', async () => {
    await rows(server.url, "CREATE ROLE reader LOGIN PASSWORD 'reader'");
    const url = new URL(await emptyDatabase());
    url.username = 'reader';
    url.password = 'reader';
    const error = await appErrorOf(migrate(url.href, migrations));
    expect(error.code).toBe('database_unreachable');
    expect(error.message).toContain('The user "reader" may not make tables');
  });
});

async function closedPort(): Promise<number> {
  const probe = net.createServer();
  return new Promise((resolve) => {
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
