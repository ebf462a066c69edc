import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { JobLogEntry } from '@/lib/contracts/jobs';
import { LOCAL_SESSION } from '@/lib/server/auth/session';
import { clusterPaths } from '@/lib/server/db/embedded/cluster';
import { readPostmaster } from '@/lib/server/db/embedded/postmaster';
import { isRunning } from '@/lib/server/db/embedded/process';
import type { Job } from '@/lib/server/db/generated/client';
import { AppError } from '@/lib/server/errors';
import type { Runtime } from '@/lib/server/runtime';
import { removeDataDirs } from '@/lib/server/testing/folders';
import { type Program, startCode } from '@/lib/server/testing/programs';
import { appErrorOf, newRuntime } from '@/lib/server/testing/state';
import { until } from '@/lib/server/testing/until';
import type { JobReporter } from './progress';
import { openQueue, type Queue } from './queue';
import { OvertakenError } from './retry';
import { cancelJob, completeJob, createJob, getJob, jobLog } from './store';
import { retryJob } from './submit';
import { MAX_ATTEMPTS, MAX_DEATHS, startWorker } from './worker';

type Work = (job: Job, report: JobReporter) => Promise<void>;
const RESULT = { datasetId: 'dataset', versionId: 'version' };

let runtime: Runtime;
const stops: (() => Promise<void>)[] = [];
const programs: Program[] = [];

beforeAll(async () => {
  runtime = await newRuntime();
  process.env.DATABASE_URL = runtime.url; // `retryJob` hands over by the web server's queue
});
beforeEach(() => runtime.db.job.deleteMany());
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
  for (const program of programs.splice(0)) await program.kill();
});
afterAll(async () => {
  await runtime.close();
  await removeDataDirs();
});

const complete = (job: Job) => runtime.db.$transaction((tx) => completeJob(tx, job, RESULT));

/** A worker in this process whose jobs do `work`. */
async function worker(work: Work, staleSeconds = 1): Promise<Queue> {
  const queue = await openQueue(runtime.url, () => undefined);
  const handler = {
    weights: { simulate: 1, publish: 3 },
    run: (job: Job, _: unknown, report: JobReporter) => work(job, report),
  };
  const { stop } = await startWorker({
    db: runtime.db,
    queue,
    handlers: { import: handler, demo: handler },
    staleSeconds,
  });
  stops.push(stop);
  return queue;
}

/** A worker in a process of its own; `work` is the body of an async function of `job`, `report`, `db`, `complete`. */
async function childWorker(work: string): Promise<Program> {
  const program = startCode(
    `const { createDatabase } = await import('@/lib/server/db/client');
     const { openQueue } = await import('@/lib/server/jobs/queue');
     const { startWorker } = await import('@/lib/server/jobs/worker');
     const { completeJob } = await import('@/lib/server/jobs/store');
     const db = createDatabase(process.env.URL);
     const complete = (job) => db.$transaction((tx) => completeJob(tx, job, ${JSON.stringify(RESULT)}));
     const handler = { weights: {}, run: async (job, _, report) => { ${work} } };
     const queue = await openQueue(process.env.URL, () => undefined);
     await startWorker({ db, queue, handlers: { import: handler, demo: handler }, staleSeconds: 1 });
     console.log('worker up');`,
    { URL: runtime.url },
  );
  programs.push(program);
  await program.line(/worker up/);
  return program;
}

const submit = (title = 'Demo') => createJob(runtime.db, LOCAL_SESSION, 'demo', title, {});

const ended = (id: string) =>
  until(`job ${id} ends`, async () => {
    const job = await getJob(runtime.db, id).catch(() => undefined);
    return job && job.status !== 'queued' && job.status !== 'running' && job;
  });
const running = (id: string) =>
  until(`job ${id} runs`, async () => (await getJob(runtime.db, id)).status === 'running');
const lines = async (id: string) =>
  (await jobLog(runtime.db, id)).map((entry: JobLogEntry) => `${entry.level}: ${entry.message}`);
const aborted = (report: JobReporter) =>
  new Promise<never>((_, reject) => {
    report.signal.addEventListener('abort', () => reject(new AppError('cancelled', 'Aborted.')));
  });

describe('a job', () => {
  it('is done, with its stages, progress and log in order', async () => {
    const seen: [string, number][] = [['waiting', 0]];
    const look = async (id: string) => {
      const { stage, done } = await until('progress is written', async () => {
        const job = await getJob(runtime.db, id);
        return `${job.stage} ${job.done}` !== seen.at(-1)?.join(' ') && job;
      });
      seen.push([stage, done]);
    };
    const queue = await worker(async (job, report) => {
      report.stage('simulate');
      await look(job.id);
      report.stage('publish');
      await look(job.id);
      report.log('Half of it.');
      report.log('Odd.', 'warning');
      await complete(job);
    });
    const { id } = await submit('채널');
    await queue.send(id);
    const job = await ended(id);
    expect(seen).toEqual([
      ['waiting', 0],
      ['simulate', 0],
      ['publish', 25],
    ]);
    expect(job).toMatchObject({
      status: 'succeeded',
      stage: 'done',
      done: 100,
      total: 100,
      attempt: 1,
      deaths: 0,
      result: RESULT,
      title: '채널',
      createdBy: 'local',
    });
    expect((await lines(id)).slice(1)).toEqual(['info: Half of it.', 'warning: Odd.']);
    expect((await lines(id))[0]).toMatch(/^info: Attempt 1 on .+:\d+\.$/);
  });

  it('is refused to a session that may not do what it does', async () => {
    const error = await appErrorOf(
      createJob(runtime.db, { name: 'Mina', role: 'manager' }, 'import', 'x', {}),
    );
    expect(error.code).toBe('forbidden');
    expect(await runtime.db.job.count()).toBe(0);
  });

  it('is found even if nobody sent its message', async () => {
    const { id } = await submit();
    await worker(complete);
    expect((await ended(id)).status).toBe('succeeded');
  });

  it('is done once however often it is sent', async () => {
    const done: string[] = [];
    const queue = await worker(async (job) => {
      done.push(job.id);
      await complete(job);
    });
    const { id } = await submit();
    for (let i = 0; i < 5; i++) await queue.send(id);
    await ended(id);
    const last = await submit();
    await queue.send(last.id);
    await ended(last.id);
    expect(done).toEqual([id, last.id]);
  });

  it('that fails keeps a safe message and is not tried again', async () => {
    await worker(async () => {
      throw new Error(
        'Invalid `db.x()` invocation in\n/home/me/secret/file.ts:12:3\n\n  at Object.<anonymous>\n\nno such column at postgresql://me:hunter2@db/stage\n',
      );
    });
    const { id } = await submit();
    const job = await ended(id);
    const message = 'no such column at postgresql://***@db/stage';
    expect(job).toMatchObject({ status: 'failed', attempt: 1 });
    expect(job.error).toEqual({ code: 'internal', message, details: { reason: message } });
    expect((await lines(id)).at(-1)).toBe(`error: ${message}`);
  });

  it('keeps the code and the details of an error that is known', async () => {
    await worker(async () => {
      throw new AppError('file_empty', 'a.csv is empty (0 bytes).', { file: 'a.csv' });
    });
    const { id } = await submit();
    expect((await ended(id)).error).toEqual({
      code: 'file_empty',
      message: 'a.csv is empty (0 bytes).',
      details: { file: 'a.csv' },
    });
  });

  it('says that the disk is full, whoever noticed it', async () => {
    await worker(async () => {
      throw Object.assign(new Error('could not extend file "base/1/2"'), { code: '53100' });
    });
    const { id } = await submit();
    expect((await ended(id)).error).toMatchObject({ code: 'disk_full' });
  });

  it('of another version, with settings that this one cannot read, fails instead of going round', async () => {
    await worker(complete);
    const { id } = await runtime.db.job.create({
      data: { type: 'demo', title: 'x', payload: { scale: -1 } },
    });
    expect((await ended(id)).error).toMatchObject({ code: 'bad_request' });
    const unknown = await runtime.db.job.create({
      data: { type: 'teleport', title: 'x', payload: {} },
    });
    expect((await ended(unknown.id)).error).toMatchObject({ code: 'bad_request' });
  });
});

describe('cancelling', () => {
  it('ends a waiting job at once, and no worker takes it', async () => {
    const { id } = await submit();
    expect(await cancelJob(runtime.db, id)).toMatchObject({ status: 'cancelled', attempt: 0 });
    const queue = await worker(complete);
    await queue.send(id);
    const next = await submit();
    await queue.send(next.id);
    await ended(next.id);
    expect(await getJob(runtime.db, id)).toMatchObject({ status: 'cancelled', attempt: 0 });
  });

  it('stops a running job by its signal', async () => {
    await worker((_, report) => aborted(report));
    const { id } = await submit();
    await running(id);
    expect(await cancelJob(runtime.db, id)).toMatchObject({ cancelRequested: true });
    expect(await ended(id)).toMatchObject({ status: 'cancelled', error: null });
    expect((await lines(id)).at(-1)).toBe('info: Cancelled; nothing of it was kept.');
  });

  it('wins over a publication that has not been committed yet', async () => {
    await worker(async (job) => {
      await cancelJob(runtime.db, job.id);
      await complete(job);
    });
    const { id } = await submit();
    expect(await ended(id)).toMatchObject({ status: 'cancelled', result: null });
  });

  it('of an ended job is refused', async () => {
    await worker(complete);
    const { id } = await submit();
    await ended(id);
    expect((await appErrorOf(cancelJob(runtime.db, id))).code).toBe('conflict');
    expect((await appErrorOf(cancelJob(runtime.db, crypto.randomUUID()))).code).toBe('not_found');
  });
});

describe('trying again', () => {
  it('makes a new job with the same settings', async () => {
    const outcomes = ['fail', 'succeed'];
    await worker(async (job) => {
      if (outcomes.shift() === 'fail') throw new AppError('file_empty', 'empty');
      await complete(job);
    });
    const { id } = await submit();
    await ended(id);
    const again = await retryJob(runtime.db, id, LOCAL_SESSION);
    expect(again.id).not.toBe(id);
    expect(await ended(again.id)).toMatchObject({ status: 'succeeded', type: 'demo' });
    expect((await getJob(runtime.db, again.id)).payload).toEqual(
      (await getJob(runtime.db, id)).payload,
    );
    expect((await appErrorOf(retryJob(runtime.db, again.id, LOCAL_SESSION))).code).toBe('conflict');
    const viewer = { name: 'Jun', role: 'viewer' as const };
    expect((await appErrorOf(retryJob(runtime.db, id, viewer))).code).toBe('forbidden');
  });

  it('happens by itself when the database was away or another import came first', async () => {
    const errors = [
      Object.assign(new Error('terminating connection'), { code: '57P01' }),
      new OvertakenError('another version'),
      new Error('outer', { cause: new Error('Connection terminated unexpectedly') }),
    ];
    await worker(async (job) => {
      const error = errors.shift();
      if (error) throw error;
      await complete(job);
    });
    const { id } = await submit();
    expect(await ended(id)).toMatchObject({ status: 'succeeded', attempt: 4, deaths: 0 });
    expect((await lines(id)).filter((line) => line.startsWith('warning'))).toEqual([
      'warning: Interrupted, will be tried again: terminating connection',
      'warning: Interrupted, will be tried again: another version',
      'warning: Interrupted, will be tried again: outer',
    ]);
  });

  it('happens for any unknown error if the database was restarted meanwhile, but not for a known one', async () => {
    const restart = async () => {
      const server = await readPostmaster(clusterPaths(runtime.env.dataDir).data);
      if (!server) throw new Error('no server runs');
      process.kill(server.process.pid, 'SIGKILL');
      await until('the server is dead', () => !isRunning(server.process));
      await until('the server is back', () =>
        runtime.db.$queryRaw`SELECT 1`.then(
          () => true,
          () => false,
        ),
      );
    };
    const errors = [new Error('something odd'), new AppError('file_empty', 'empty')];
    await worker(async () => {
      const error = errors.shift();
      await restart();
      throw error;
    }, 10);
    const { id } = await submit();
    expect(await ended(id)).toMatchObject({
      status: 'failed',
      attempt: 2,
      error: { code: 'file_empty' },
    });
  });

  it('ends after so many attempts', async () => {
    await worker(async () => {
      throw new Error('Connection terminated');
    });
    const { id } = await submit();
    await runtime.db.job.update({ where: { id }, data: { attempt: MAX_ATTEMPTS - 2 } });
    expect(await ended(id)).toMatchObject({ status: 'failed', attempt: MAX_ATTEMPTS });
  });
});

describe('a worker that dies', () => {
  it('by kill -9 loses its job to another, which ends it once', async () => {
    const child = await childWorker(
      `console.log('took ' + job.id); await new Promise(() => undefined);`,
    );
    const { id } = await submit();
    await child.line(new RegExp(`took ${id}`));
    const done: number[] = [];
    await worker(async (job) => {
      done.push(job.attempt);
      await complete(job);
    });
    await child.kill();
    expect(await ended(id)).toMatchObject({ status: 'succeeded', attempt: 2, deaths: 1 });
    expect(done).toEqual([2]);
    expect(await lines(id)).toContain(
      'warning: The worker of attempt 1 stopped without a word; the job goes back to the queue.',
    );
  });

  it('on a job that was to be cancelled leaves it cancelled', async () => {
    const child = await childWorker(
      `console.log('took ' + job.id); await new Promise(() => undefined);`,
    );
    const { id } = await submit();
    await child.line(new RegExp(`took ${id}`));
    await child.kill();
    await cancelJob(runtime.db, id);
    await worker(complete);
    expect(await ended(id)).toMatchObject({ status: 'cancelled', attempt: 1 });
  });

  it('again and again on the same job makes it fail, with the reason', async () => {
    const { id } = await submit();
    await runtime.db.job.update({
      where: { id },
      data: {
        status: 'running',
        attempt: MAX_DEATHS,
        deaths: MAX_DEATHS - 1,
        heartbeatAt: new Date(Date.now() - 60_000),
      },
    });
    await worker(complete);
    expect(await ended(id)).toMatchObject({
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
    const child = await childWorker(
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
    const { id } = await submit();
    await child.line(new RegExp(`took ${id}`));
    process.kill(child.pid, 'SIGSTOP');
    await worker(async (job) => {
      await runtime.db.$transaction(async (tx) => {
        await tx.dataset.create({ data: { name: 'once', timeZone: 'UTC' } });
        await completeJob(tx, job, RESULT);
      });
    });
    await ended(id);
    process.kill(child.pid, 'SIGCONT');
    process.kill(child.pid, 'SIGUSR2');
    expect(await child.line(/refused/)).toBe('refused conflict');
    const datasets = await runtime.db.dataset.findMany({
      where: { name: { in: ['once', 'twice'] } },
    });
    expect(datasets.map((d) => d.name)).toEqual(['once']);
    expect(await getJob(runtime.db, id)).toMatchObject({ status: 'succeeded', attempt: 2 });
    expect((await lines(id)).join('\n')).not.toContain('from the grave');
  });

  it('in order puts its job back at once', async () => {
    const queue = await worker((_, report) => aborted(report), 1000);
    const { id } = await submit();
    await queue.send(id);
    await running(id);
    await stops.pop()?.();
    expect(await getJob(runtime.db, id)).toMatchObject({ status: 'queued', attempt: 1, deaths: 0 });
    expect((await lines(id)).at(-1)).toBe(
      'info: The worker was stopped; the job goes back to the queue.',
    );
    await worker(complete, 1000);
    expect(await ended(id)).toMatchObject({ status: 'succeeded', attempt: 2 });
  });
});

it('two workers share the work: both take jobs, each job is done once', async () => {
  // Each holds its first job until the other one holds one as well.
  const meet = `console.log('took ' + job.id);
    while ((await db.job.count({ where: { status: { in: ['running', 'succeeded'] } } })) < 2)
      await new Promise((resolve) => setTimeout(resolve, 20));
    await complete(job);`;
  const children = [await childWorker(meet), await childWorker(meet)];
  const jobs = await Promise.all(Array.from({ length: 6 }, (_, i) => submit(`Job ${i}`)));
  for (const { id } of jobs)
    expect(await ended(id)).toMatchObject({ status: 'succeeded', attempt: 1 });
  const taken = children.map((child) => child.output().match(/took \S+/g) ?? []);
  expect(taken.every((list) => list.length > 0)).toBe(true);
  expect(taken.flat().sort()).toEqual(jobs.map(({ id }) => `took ${id}`).sort());
});
