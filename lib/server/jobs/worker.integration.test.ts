import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LOCAL_SESSION } from '@/lib/server/auth/session';
import { clusterPaths } from '@/lib/server/db/embedded/cluster';
import { readPostmaster } from '@/lib/server/db/embedded/postmaster';
import { isRunning } from '@/lib/server/db/embedded/process';
import { AppError } from '@/lib/server/errors';
import type { Runtime } from '@/lib/server/runtime';
import { removeDataDirs } from '@/lib/server/testing/folders';
import { appErrorOf, newRuntime } from '@/lib/server/testing/state';
import { until } from '@/lib/server/testing/until';
import { aborted, RESULT, WorkerBench } from '@/lib/server/testing/worker-bench';
import { OvertakenError } from './retry';
import { cancelJob, createJob, getJob } from './store';
import { retryJob } from './submit';
import { MAX_ATTEMPTS } from './worker';

let runtime: Runtime;
let bench: WorkerBench;

beforeAll(async () => {
  runtime = await newRuntime();
  bench = new WorkerBench(runtime);
  process.env.DATABASE_URL = runtime.url; // `retryJob` hands over by the web server's queue
});
beforeEach(() => runtime.db.job.deleteMany());
afterEach(() => bench.stopAll());
afterAll(async () => {
  await runtime.close();
  await removeDataDirs();
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
    const queue = await bench.worker(async (job, report) => {
      report.stage('simulate');
      await look(job.id);
      report.stage('publish');
      await look(job.id);
      report.log('Half of it.');
      report.log('Odd.', 'warning');
      await bench.complete(job);
    });
    const { id } = await bench.submit('채널');
    await queue.send(id);
    const job = await bench.ended(id);
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
    expect((await bench.lines(id)).slice(1)).toEqual(['info: Half of it.', 'warning: Odd.']);
    expect((await bench.lines(id))[0]).toMatch(/^info: Attempt 1 on .+:\d+\.$/);
  });

  it('is refused to a session that may not do what it does', async () => {
    const error = await appErrorOf(
      createJob(runtime.db, { name: 'Mina', role: 'manager' }, 'import', 'x', {}),
    );
    expect(error.code).toBe('forbidden');
    expect(await runtime.db.job.count()).toBe(0);
  });

  it('is found even if nobody sent its message', async () => {
    const { id } = await bench.submit();
    await bench.worker(bench.complete);
    expect((await bench.ended(id)).status).toBe('succeeded');
  });

  it('is done once however often it is sent', async () => {
    const done: string[] = [];
    const queue = await bench.worker(async (job) => {
      done.push(job.id);
      await bench.complete(job);
    });
    const { id } = await bench.submit();
    for (let i = 0; i < 5; i++) await queue.send(id);
    await bench.ended(id);
    const last = await bench.submit();
    await queue.send(last.id);
    await bench.ended(last.id);
    expect(done).toEqual([id, last.id]);
  });

  it('that fails keeps a safe message and is not tried again', async () => {
    await bench.worker(async () => {
      throw new Error(
        'Invalid `db.x()` invocation in\n/home/me/secret/file.ts:12:3\n\n  at Object.<anonymous>\n\nno such column at postgresql://me:hunter2@db/stage\n',
      );
    });
    const { id } = await bench.submit();
    const job = await bench.ended(id);
    const message = 'no such column at postgresql://***@db/stage';
    expect(job).toMatchObject({ status: 'failed', attempt: 1 });
    expect(job.error).toEqual({ code: 'internal', message, details: { reason: message } });
    expect((await bench.lines(id)).at(-1)).toBe(`error: ${message}`);
  });

  it('keeps the code and the details of an error that is known', async () => {
    await bench.worker(async () => {
      throw new AppError('file_empty', 'a.csv is empty (0 bytes).', { file: 'a.csv' });
    });
    const { id } = await bench.submit();
    expect((await bench.ended(id)).error).toEqual({
      code: 'file_empty',
      message: 'a.csv is empty (0 bytes).',
      details: { file: 'a.csv' },
    });
  });

  it('says that the disk is full, whoever noticed it', async () => {
    await bench.worker(async () => {
      throw Object.assign(new Error('could not extend file "base/1/2"'), { code: '53100' });
    });
    const { id } = await bench.submit();
    expect((await bench.ended(id)).error).toMatchObject({ code: 'disk_full' });
  });

  it('of another version, with settings that this one cannot read, fails instead of going round', async () => {
    await bench.worker(bench.complete);
    const { id } = await runtime.db.job.create({
      data: { type: 'demo', title: 'x', payload: { scale: -1 } },
    });
    expect((await bench.ended(id)).error).toMatchObject({ code: 'bad_request' });
    const unknown = await runtime.db.job.create({
      data: { type: 'teleport', title: 'x', payload: {} },
    });
    expect((await bench.ended(unknown.id)).error).toMatchObject({ code: 'bad_request' });
  });
});

describe('cancelling', () => {
  it('ends a waiting job at once, and no worker takes it', async () => {
    const { id } = await bench.submit();
    expect(await cancelJob(runtime.db, id)).toMatchObject({ status: 'cancelled', attempt: 0 });
    const queue = await bench.worker(bench.complete);
    await queue.send(id);
    const next = await bench.submit();
    await queue.send(next.id);
    await bench.ended(next.id);
    expect(await getJob(runtime.db, id)).toMatchObject({ status: 'cancelled', attempt: 0 });
  });

  it('stops a running job by its signal', async () => {
    await bench.worker((_, report) => aborted(report));
    const { id } = await bench.submit();
    await bench.running(id);
    expect(await cancelJob(runtime.db, id)).toMatchObject({ cancelRequested: true });
    expect(await bench.ended(id)).toMatchObject({ status: 'cancelled', error: null });
    expect((await bench.lines(id)).at(-1)).toBe('info: Cancelled; nothing of it was kept.');
  });

  it('wins over a publication that has not been committed yet', async () => {
    await bench.worker(async (job) => {
      await cancelJob(runtime.db, job.id);
      await bench.complete(job);
    });
    const { id } = await bench.submit();
    expect(await bench.ended(id)).toMatchObject({ status: 'cancelled', result: null });
  });

  it('of an ended job is refused', async () => {
    await bench.worker(bench.complete);
    const { id } = await bench.submit();
    await bench.ended(id);
    expect((await appErrorOf(cancelJob(runtime.db, id))).code).toBe('conflict');
    expect((await appErrorOf(cancelJob(runtime.db, crypto.randomUUID()))).code).toBe('not_found');
  });
});

describe('trying again', () => {
  it('makes a new job with the same settings', async () => {
    const outcomes = ['fail', 'succeed'];
    await bench.worker(async (job) => {
      if (outcomes.shift() === 'fail') throw new AppError('file_empty', 'empty');
      await bench.complete(job);
    });
    const { id } = await bench.submit();
    await bench.ended(id);
    const again = await retryJob(runtime.db, id, LOCAL_SESSION);
    expect(again.id).not.toBe(id);
    expect(await bench.ended(again.id)).toMatchObject({ status: 'succeeded', type: 'demo' });
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
    await bench.worker(async (job) => {
      const error = errors.shift();
      if (error) throw error;
      await bench.complete(job);
    });
    const { id } = await bench.submit();
    expect(await bench.ended(id)).toMatchObject({ status: 'succeeded', attempt: 4, deaths: 0 });
    expect((await bench.lines(id)).filter((line) => line.startsWith('warning'))).toEqual([
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
    await bench.worker(async () => {
      const error = errors.shift();
      await restart();
      throw error;
    }, 10);
    const { id } = await bench.submit();
    expect(await bench.ended(id)).toMatchObject({
      status: 'failed',
      attempt: 2,
      error: { code: 'file_empty' },
    });
  });

  it('ends after so many attempts', async () => {
    await bench.worker(async () => {
      throw new Error('Connection terminated');
    });
    const { id } = await bench.submit();
    await runtime.db.job.update({ where: { id }, data: { attempt: MAX_ATTEMPTS - 2 } });
    expect(await bench.ended(id)).toMatchObject({ status: 'failed', attempt: MAX_ATTEMPTS });
  });
});
