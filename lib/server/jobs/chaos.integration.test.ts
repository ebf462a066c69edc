import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type JobView, jobSchema } from '@/lib/contracts/jobs';
import { clusterPaths } from '@/lib/server/db/embedded/cluster';
import { readPostmaster } from '@/lib/server/db/embedded/postmaster';
import { parseEnv } from '@/lib/server/env';
import { checkIntegrity, lakeFolders } from '@/lib/server/queries/integrity';
import { openRuntime } from '@/lib/server/runtime';
import { eventsCsv } from '@/lib/server/testing/events';
import { newDataDir, removeDataDirs } from '@/lib/server/testing/folders';
import {
  buildWeb,
  freePort,
  isHealthy,
  type Part,
  pidOf,
  ready,
  startLauncher,
} from '@/lib/server/testing/launcher';
import type { Program } from '@/lib/server/testing/programs';
import { XorShift } from '@/lib/server/testing/seeded';
import { until } from '@/lib/server/testing/until';
import { sweepFiles } from './sweep';

const SEED = 20_251;
const PARTS: readonly Part[] = ['web', 'worker', 'database'];
/** 16 rounds that kill each part once, in an order of their own, and 2 kills of everything at once. */
const ROUNDS = 16;
const BLACKOUTS_AFTER_ROUND: readonly number[] = [5, 11];
const OPEN_IMPORTS = 3;

let dataDir: string;
let port: number;
let launcher: Program;
const settings = { STAGELIGHT_JOB_STALE_SECONDS: '1', STAGELIGHT_THREADS: '1' };

beforeAll(async () => {
  await buildWeb();
  dataDir = await newDataDir();
  port = await freePort();
  launcher = startLauncher(dataDir, port, settings);
  await ready(launcher);
}, 600_000);
afterEach(({ task }) => {
  if (task.result?.state === 'fail') console.log(launcher.output());
});
afterAll(async () => {
  launcher.child.kill('SIGTERM');
  await launcher.ended;
  await removeDataDirs();
});

/** The answer's body; undefined when the server did not answer, so that nobody knows what became of the request. */
async function call(method: string, url: string, body?: string): Promise<unknown | undefined> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/api/v1${url}`, { method, body });
    return response.ok ? await response.json() : undefined;
  } catch {
    return undefined;
  }
}

const jobs = async (): Promise<JobView[] | undefined> => {
  const body = (await call('GET', '/jobs')) as { jobs: unknown[] } | undefined;
  return body?.jobs.map((job) => jobSchema.parse(job));
};

interface Acknowledged {
  readonly jobId: string;
  readonly rows: number;
  readonly appendedTo: string | undefined;
}

let imports = 0;
/** Uploads and imports a new file as the browser does; undefined when it was not acknowledged. */
async function submitImport(datasetId: string | undefined): Promise<Acknowledged | undefined> {
  const number = ++imports;
  const { csv, rows } = eventsCsv(number);
  const name = `import-${number}.csv`;
  const upload = (await call('POST', `/uploads?name=${name}`, csv)) as { id: string } | undefined;
  if (!upload) return undefined;
  const column = (field: string) => [field, { column: field }];
  const mapping = Object.fromEntries(['ts', 'actor_id', 'room_id', 'event'].map(column));
  const job = (await call(
    'POST',
    '/imports',
    JSON.stringify({
      ...(datasetId ? { datasetId } : { newDataset: { name, timeZone: 'Asia/Seoul' } }),
      files: [{ table: 'events', uploadId: upload.id, name, mapping }],
    }),
  )) as { id: string } | undefined;
  return job && { jobId: job.id, rows, appendedTo: datasetId };
}

const isOpen = (job: JobView) => job.status === 'queued' || job.status === 'running';
const acknowledged: Acknowledged[] = [];

/** How long the newest finished import ran. */
const lastImportMs = (now: JobView[]): number => {
  const { startedAt, finishedAt } = now.find((job) => job.status === 'succeeded') ?? {};
  return startedAt && finishedAt ? Date.parse(finishedAt) - Date.parse(startedAt) : 0;
};

/** Sees to it that imports are under way, waits until one of them runs, and returns how long one takes, in ms. */
async function busy(): Promise<number> {
  return until('an import runs', async () => {
    const now = await jobs();
    if (!now) return false;
    if (now.filter(isOpen).length < OPEN_IMPORTS) {
      // Every third one continues a dataset that is there already.
      const dataset = now.find((job) => job.result)?.result?.datasetId;
      const made = await submitImport(imports % 3 === 2 ? dataset : undefined);
      if (made) acknowledged.push(made);
    }
    return now.some((job) => job.status === 'running') && Math.max(1, lastImportMs(now));
  });
}

/** Process number of a part, once it runs. The database may be another launcher's child, which this one joined. */
const pidOnceRunning = (part: Part): Promise<number> =>
  until(`${part} runs`, async () =>
    part === 'database'
      ? (await readPostmaster(clusterPaths(dataDir).data))?.process.pid
      : pidOf(launcher, part),
  );

it('loses and halves nothing in 50 kills of web, worker and database during imports', async () => {
  const random = new XorShift(SEED);
  let kills = 0;

  const began = Date.now();
  await busy();
  await until('the first import ends', async () =>
    (await jobs())?.some((job) => job.status === 'succeeded'),
  );
  for (let round = 0; round < ROUNDS; round++) {
    for (const part of random.shuffled(PARTS)) {
      await sleep(random.below(await busy())); // the random moment, from a seed
      process.kill(await pidOnceRunning(part), 'SIGKILL');
      kills++;
    }
    if (BLACKOUTS_AFTER_ROUND.includes(round)) {
      await sleep(random.below(await busy()));
      const pids = await Promise.all(PARTS.map(pidOnceRunning));
      for (const pid of [launcher.pid, ...pids]) process.kill(pid, 'SIGKILL');
      await launcher.ended;
      kills++;
      launcher = startLauncher(dataDir, port, settings);
      await ready(launcher);
    }
  }
  expect(kills).toBe(50);

  await until('it has recovered', () => isHealthy(port));
  await until('every import has ended', async () => {
    const now = await jobs();
    return now !== undefined && !now.some(isOpen);
  });
  launcher.child.kill('SIGTERM');
  expect((await launcher.ended).code).toBe(0);
  const found = await verify();
  const seconds = Math.round((Date.now() - began) / 1000);
  console.log(`50 kills in ${seconds} s, of ${imports} imports ${JSON.stringify(found)}`);
}, 900_000);

async function verify() {
  const env = parseEnv({ STAGELIGHT_DATA_DIR: dataDir });
  const runtime = await openRuntime(env);
  try {
    const { db } = runtime;
    const all = await db.job.findMany();
    expect(all.filter((job) => job.status !== 'succeeded').map((job) => job.error)).toEqual([]);

    // Each acknowledged import has exactly one version, and it holds its rows and those of the version before.
    const versions = await db.datasetVersion.findMany({ orderBy: { number: 'asc' } });
    expect(versions.map((v) => v.jobId).sort()).toEqual(all.map((job) => job.id).sort());
    const published = versions.map((v) => v.jobId);
    expect(acknowledged.filter(({ jobId }) => !published.includes(jobId))).toEqual([]);
    for (const { jobId, rows, appendedTo } of acknowledged) {
      const version = versions.find((v) => v.jobId === jobId);
      const before = versions.find(
        (v) => v.datasetId === version?.datasetId && v.number === version.number - 1,
      );
      expect(version?.datasetId).toBe(appendedTo ?? jobId);
      expect(Number(version?.eventRows) - Number(before?.eventRows ?? 0)).toBe(rows);
    }
    for (const { datasetId } of versions) {
      const numbers = versions.filter((v) => v.datasetId === datasetId).map((v) => v.number);
      expect(numbers).toEqual(numbers.map((_, i) => i + 1));
    }
    expect(await checkIntegrity(db, dataDir, { threads: 2, memoryLimitMb: 512 })).toEqual({
      versions: versions.length,
      problems: [],
    });

    await sweepFiles(db, dataDir, new Date());
    expect(await lakeFolders(dataDir)).toEqual(versions.map((v) => v.id).sort());
    expect(await readdir(path.join(dataDir, 'tmp'))).toEqual([]);
    const uploads = (await readdir(path.join(dataDir, 'uploads'))).filter(
      (name) => !name.endsWith('.part'),
    );
    const uses = await db.job.count({ where: { type: 'import' } });
    expect(uploads.length + uses).toBeLessThanOrEqual(imports);
    const sum = (of: 'attempt' | 'deaths') => all.reduce((total, job) => total + job[of], 0);
    const found = {
      acknowledged: acknowledged.length,
      versions: versions.length,
      interrupted: sum('attempt') - all.length,
      deadWorkers: sum('deaths'),
    };
    // The kills did hit imports, or this would prove nothing.
    expect(found.interrupted).toBeGreaterThan(0);
    expect(found.deadWorkers).toBeGreaterThan(0);
    return found;
  } finally {
    await runtime.close();
  }
}
