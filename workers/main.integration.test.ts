import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LOCAL_SESSION } from '@/lib/server/auth/session';
import { createJob } from '@/lib/server/jobs/store';
import { checkIntegrity, lakeFolders } from '@/lib/server/queries/integrity';
import type { Runtime } from '@/lib/server/runtime';
import { eventsCsv } from '@/lib/server/testing/events';
import { removeDataDirs } from '@/lib/server/testing/folders';
import { type Program, startProgram } from '@/lib/server/testing/programs';
import { newRuntime } from '@/lib/server/testing/state';
import { until } from '@/lib/server/testing/until';

let runtime: Runtime;
const workers: Program[] = [];

beforeAll(async () => {
  runtime = await newRuntime();
});
afterAll(async () => {
  for (const worker of workers) await worker.kill();
  await runtime.close();
  await removeDataDirs();
});

/** What `npm run worker` starts on another machine that sees the same database and data folder. */
async function startWorkerProgram(): Promise<Program> {
  const worker = startProgram(['cli/main.ts', 'worker'], {
    DATABASE_URL: runtime.url,
    STAGELIGHT_DATA_DIR: runtime.env.dataDir,
    STAGELIGHT_THREADS: '1',
    STAGELIGHT_JOB_STALE_SECONDS: '5',
  });
  workers.push(worker);
  await worker.line(/^\[worker\] ready/);
  return worker;
}

async function submitImport(number: number) {
  const { csv, rows } = eventsCsv(number, 1000);
  const file = path.join(runtime.env.dataDir, `events-${number}.csv`);
  await writeFile(file, csv);
  const column = (field: string) => [field, { column: field }];
  const { id } = await createJob(runtime.db, LOCAL_SESSION, 'import', `Import ${number}`, {
    newDataset: { name: `Import ${number}`, timeZone: 'Asia/Seoul' },
    files: [
      {
        table: 'events',
        path: file,
        name: `events-${number}.csv`,
        mapping: Object.fromEntries(['ts', 'actor_id', 'room_id', 'event'].map(column)),
      },
    ],
  });
  return { id, rows };
}

it('two workers on one database and data folder share real imports; one that is told to stop leaves in order', async () => {
  const [a, b] = await Promise.all([startWorkerProgram(), startWorkerProgram()]);
  const imports = await Promise.all([1, 2, 3, 4, 5, 6].map(submitImport));
  const jobsLeft = () => runtime.db.job.count({ where: { status: { in: ['queued', 'running'] } } });
  await until('all imports end', async () => (await jobsLeft()) === 0);

  const versions = await runtime.db.datasetVersion.findMany();
  expect(versions.map((v) => [v.jobId, Number(v.eventRows)]).sort()).toEqual(
    imports.map(({ id, rows }) => [id, rows]).sort(),
  );
  expect(
    await checkIntegrity(runtime.db, runtime.env.dataDir, { threads: 1, memoryLimitMb: 512 }),
  ).toEqual({ versions: 6, problems: [] });
  expect(await lakeFolders(runtime.env.dataDir)).toEqual(versions.map((v) => v.id).sort());
  const attempts = [a, b].map((worker) => worker.output().match(/Attempt 1/g)?.length ?? 0);
  expect(Math.min(...attempts)).toBeGreaterThan(0);
  expect((attempts[0] ?? 0) + (attempts[1] ?? 0)).toBe(6);

  a.child.kill('SIGTERM');
  expect(await a.ended).toEqual({ code: 0, signal: null });
  await submitImport(7);
  await until('the other one goes on', async () => (await jobsLeft()) === 0);
  expect(await runtime.db.datasetVersion.count()).toBe(7);
});

it('says what is wrong and ends when it cannot reach its database', async () => {
  const worker = startProgram(['cli/main.ts', 'worker'], {
    DATABASE_URL: 'postgresql://me:secret@127.0.0.1:1/stage',
    STAGELIGHT_DATA_DIR: runtime.env.dataDir,
  });
  expect(await worker.ended).toEqual({ code: 1, signal: null });
  expect(worker.output().trim()).toBe(
    '[worker] The database at 127.0.0.1:1/stage does not answer (ECONNREFUSED). Check DATABASE_URL.',
  );
});
