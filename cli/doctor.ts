import { mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { env } from '@/lib/server/env';
import { withLake } from '@/lib/server/lake/duckdb';
import { queryRows } from '@/lib/server/lake/rows';
import { checkIntegrity } from '@/lib/server/queries/integrity';
import type { Runtime } from '@/lib/server/runtime';

const MIN_FREE_GB = 5;
const MIN_MEMORY_GB = 4;
const GB = 1024 ** 3;

/** Prints one line a check and returns whether all of them passed. */
export async function doctor(open: () => Promise<Runtime>): Promise<boolean> {
  let healthy = true;
  const check = async (name: string, work: () => Promise<string>) => {
    try {
      console.log(`ok    ${name}: ${await work()}`);
    } catch (error) {
      healthy = false;
      console.log(`FAIL  ${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  await check('Node.js', async () => process.versions.node);
  await check('settings', async () => {
    const { HOST, PORT, dataDir, DATABASE_URL } = env();
    return `${HOST}:${PORT}, data in ${dataDir}, ${DATABASE_URL ? 'own database server' : 'embedded database'}`;
  });
  await check('memory', async () => {
    const total = os.totalmem() / GB;
    if (total < MIN_MEMORY_GB)
      throw new Error(`${total.toFixed(1)} GB, ${MIN_MEMORY_GB} are advised`);
    return `${total.toFixed(1)} GB, ${os.availableParallelism()} cores`;
  });
  await check('data folder', async () => {
    const { dataDir } = env();
    await mkdir(dataDir, { recursive: true });
    const probe = path.join(dataDir, `.doctor-${process.pid}`);
    await writeFile(probe, '');
    await rm(probe);
    const disk = await statfs(dataDir);
    const free = (disk.bavail * disk.bsize) / GB;
    if (free < MIN_FREE_GB)
      throw new Error(`only ${free.toFixed(1)} GB free, ${MIN_FREE_GB} are advised`);
    return `writable, ${free.toFixed(1)} GB free`;
  });
  await check('DuckDB', () =>
    withLake({ threads: 1, memoryLimitMb: 256 }, async (connection) => {
      const [row] = await queryRows<{ version: string }>(connection, 'SELECT version() AS version');
      return row?.version ?? 'unknown';
    }),
  );
  await check('database', async () => {
    const runtime = await open();
    try {
      const jobs = await runtime.db.job.count({
        where: { status: { in: ['queued', 'running'] } },
      });
      await check('lake', () => lake(runtime));
      return `migrated, ${jobs} open jobs`;
    } finally {
      await runtime.close();
    }
  });
  return healthy;
}

/** @throws Error naming every version that is not whole */
async function lake({ db, env: settings }: Runtime): Promise<string> {
  const { versions, problems } = await checkIntegrity(db, settings.dataDir, {
    threads: settings.STAGELIGHT_THREADS,
    memoryLimitMb: settings.STAGELIGHT_MEMORY_MB,
  });
  if (problems.length > 0) throw new Error(problems.join(' '));
  return `${versions} dataset versions, all whole`;
}
