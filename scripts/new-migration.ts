/** `npm run db:migration <name>`: writes the SQL from the newest migration to the Prisma schema. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { openEmbedded } from '@/lib/server/db/embedded';
import { migrate, readMigrations } from '@/lib/server/db/migrate';
import { schemaDifference } from './schema-engine';

const name = process.argv[2];
if (!name || !/^[a-z0-9_]+$/.test(name)) {
  console.error('Usage: npm run db:migration <name_in_snake_case>');
  process.exit(2);
}
const dir = 'prisma/migrations';
const dataDir = await mkdtemp(path.join(os.tmpdir(), 'stagelight-migration-'));
const database = await openEmbedded(dataDir);
try {
  await migrate(database.url, await readMigrations(dir));
  const sql = await schemaDifference(database.url, 'prisma/schema.prisma');
  if (sql === '') {
    console.log('The migrations already equal the schema.');
  } else {
    const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
    const target = path.join(dir, `${stamp}_${name}`);
    await mkdir(target, { recursive: true });
    await writeFile(path.join(target, 'migration.sql'), `${sql}\n`);
    console.log(`Wrote ${target}/migration.sql`);
  }
} finally {
  await database.release();
  await rm(dataDir, { recursive: true, force: true });
}
