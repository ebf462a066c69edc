import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Runtime } from '@/lib/server/runtime';
import { removeDataDirs } from '@/lib/server/testing/folders';
import { newRuntime } from '@/lib/server/testing/state';
import { aborted, RESULT, WorkerBench } from '@/lib/server/testing/worker-bench';
import { cancelJob, completeJob, getJob } from './store';
import { MAX_DEATHS } from './worker';

let runtime: Runtime;
let bench: WorkerBench;

beforeAll(async () => {
  runtime = await newRuntime();
  bench = new WorkerBench(runtime);
});
beforeEach(() => runtime.db.job.deleteMany());
afterEach(() => bench.stopAll());
afterAll(async () => {
  await runtime.close();
  await removeDataDirs();
});

describe('a worker that dies', () => {
  it('by kill -9 loses its job to another, which ends it once', async () => {
    const child = await bench.childWorker(
      `console.log('took ' + job.id); await new Promise(() => undefined);`,
    );
    const { id } = await bench.submit();
    await child.line(new RegExp(`took ${id}`));
    const done: number[] = [];
    await bench.worker(async (job) => {
      done.push(job.attempt);
      await bench.complete(job);
    });
    await child.kill();
    expect(await bench.ended(id)).toMatchObject({ status: 'succeeded', attempt: 2, deaths: 1 });
    expect(done).toEqual([2]);
    expect(await bench.lines(id)).toContain(
      'warning: The worker of attempt 1 stopped without a word; the job goes back to the queue.',
    );
  });

  it('on a job that was to be cancelled leaves it cancelled', async () => {
    const child = await bench.childWorker(
      `console.log('took ' + job.id); await new Promise(() => undefined);`,
    );
    const { id } = await bench.submit();
    await child.line(new RegExp(`took ${id}`));
    await child.kill();
    await cancelJob(runtime.db, id);
    await bench.worker(bench.complete);
    expect(await bench.ended(id)).toMatchObject({ status: 'cancelled', attempt: 1 });
  });

  it('again and again on the same job makes it fail, with the reason', async () => {
    const { id } = await bench.submit();
    await runtime.db.job.update({
      where: { id },
      data: {
        status: 'running',
        attempt: MAX_DEATHS,
        deaths: MAX_DEATHS - 1,
        heartbeatAt: new Date(Date.now() - 60_000),
      },
    });
    await bench.worker(bench.complete);
    expect(await bench.ended(id)).toMatchObject({
      status: 'failed',
      deaths: MAX_DEATHS,
      error: {
        code: 'internal',
        message: `The worker stopped without a word, ${MAX_DEATHS} times.`,
        details: { reason: 'worker lost' },
      },
    });
  });

  it('only seemingly (paused) finds its job given away: it publishes nothing and says nothing', async () => {
    const child = await bench.childWorker(
      `const told = new Promise((resolve) => process.once('SIGUSR2', resolve));
       console.log('took ' + job.id);
       await told;
       report.log('from the grave');
       try {
         await db.$transaction(async (tx) => {
           await tx.dataset.create({ data: { name: 'twice', timeZone: 'UTC' } });
           await completeJob(tx, job, ${JSON.stringify(RESULT)});
         });
       } catch (error) {
         setTimeout(() => console.log('refused ' + error.code), 0);
         throw error;
       }`,
    );
    const { id } = await bench.submit();
    await child.line(new RegExp(`took ${id}`));
    process.kill(child.pid, 'SIGSTOP');
    await bench.worker(async (job) => {
      await runtime.db.$transaction(async (tx) => {
        await tx.dataset.create({ data: { name: 'once', timeZone: 'UTC' } });
        await completeJob(tx, job, RESULT);
      });
    });
    await bench.ended(id);
    process.kill(child.pid, 'SIGCONT');
    process.kill(child.pid, 'SIGUSR2');
    expect(await child.line(/refused/)).toBe('refused conflict');
    const datasets = await runtime.db.dataset.findMany({
      where: { name: { in: ['once', 'twice'] } },
    });
    expect(datasets.map((d) => d.name)).toEqual(['once']);
    expect(await getJob(runtime.db, id)).toMatchObject({ status: 'succeeded', attempt: 2 });
    expect((await bench.lines(id)).join('\n')).not.toContain('from the grave');
  });

  it('in order puts its job back at once', async () => {
    const queue = await bench.worker((_, report) => aborted(report), 1000);
    const { id } = await bench.submit();
    await queue.send(id);
    await bench.running(id);
    await bench.stopWorker();
    expect(await getJob(runtime.db, id)).toMatchObject({ status: 'queued', attempt: 1, deaths: 0 });
    expect((await bench.lines(id)).at(-1)).toBe(
      'info: The worker was stopped; the job goes back to the queue.',
    );
    await bench.worker(bench.complete, 1000);
    expect(await bench.ended(id)).toMatchObject({ status: 'succeeded', attempt: 2 });
  });
});

it('two workers share the work: both take jobs, each job is done once', async () => {
  // Each holds its first job until the other one holds one as well.
  const meet = `console.log('took ' + job.id);
    while ((await db.job.count({ where: { status: { in: ['running', 'succeeded'] } } })) < 2)
      await new Promise((resolve) => setTimeout(resolve, 20));
    await complete(job);`;
  const children = [await bench.childWorker(meet), await bench.childWorker(meet)];
  const jobs = await Promise.all(Array.from({ length: 6 }, (_, i) => bench.submit(`Job ${i}`)));
  for (const { id } of jobs)
    expect(await bench.ended(id)).toMatchObject({ status: 'succeeded', attempt: 1 });
  const taken = children.map((child) => child.output().match(/took \S+/g) ?? []);
  expect(taken.every((list) => list.length > 0)).toBe(true);
  expect(taken.flat().sort()).toEqual(jobs.map(({ id }) => `took ${id}`).sort());
});
