import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type JobView, jobSchema } from '@/lib/contracts/jobs';
import { LOCAL_SESSION } from '@/lib/server/auth/session';
import { clusterPaths } from '@/lib/server/db/embedded/cluster';
import { readPostmaster } from '@/lib/server/db/embedded/postmaster';
import { isRunning } from '@/lib/server/db/embedded/process';
import type { Runtime } from '@/lib/server/runtime';
import { removeDataDirs } from '@/lib/server/testing/folders';
import { newRuntime } from '@/lib/server/testing/state';
import { until } from '@/lib/server/testing/until';
import { JobAnnouncements } from './announcements';
import { JobProgress } from './progress';
import { cancelJob, claimJob, completeJob, createJob } from './store';
import { type JobStreamOptions, jobStream } from './stream';

let runtime: Runtime;
let announcements: JobAnnouncements;

beforeAll(async () => {
  runtime = await newRuntime();
  announcements = new JobAnnouncements(runtime.url);
});
beforeEach(() => runtime.db.job.deleteMany());
afterAll(async () => {
  await runtime.close();
  await removeDataDirs();
});

/** Reads a stream as a browser does. */
function open(options: Partial<JobStreamOptions> = {}) {
  const abort = new AbortController();
  const response = jobStream({
    db: runtime.db,
    session: LOCAL_SESSION,
    signal: abort.signal,
    announcements,
    ...options,
  });
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const decoder = new TextDecoder();
  let buffer = '';
  /** The next message: a comment as text, a job as its view; undefined at the end. */
  const next = async (): Promise<string | JobView | undefined> => {
    while (!buffer.includes('\n\n')) {
      const { value, done } = await reader.read();
      if (done) return undefined;
      buffer += decoder.decode(value, { stream: true });
    }
    const end = buffer.indexOf('\n\n');
    const message = buffer.slice(0, end);
    buffer = buffer.slice(end + 2);
    const data = /^event: job\ndata: (.*)$/s.exec(message)?.[1];
    return data ? jobSchema.parse(JSON.parse(data)) : message;
  };
  const nextJob = async (): Promise<JobView> => {
    for (;;) {
      const message = await next();
      if (message === undefined) throw new Error('the stream has ended');
      if (typeof message !== 'string') return message;
    }
  };
  return { response, next, nextJob, abort: () => abort.abort(), cancel: () => reader.cancel() };
}

const submit = (title: string) => createJob(runtime.db, LOCAL_SESSION, 'demo', title, {});
const settledProgress = async (id: string) => {
  const job = await claimJob(runtime.db, id, 'test');
  if (!job) throw new Error('not claimed');
  const signal = new AbortController().signal;
  let now = 0;
  const weights = { simulate: 1, hash: 1, publish: 2 };
  const progress = new JobProgress(runtime.db, job, weights, signal, () => (now += 1000));
  return { job, progress };
};

describe('the stream of jobs', () => {
  it('sends unfinished jobs first, then every change in order up to the end', async () => {
    const before = await submit('before');
    const over = await submit('over');
    await cancelJob(runtime.db, over.id);
    const stream = open();
    expect(stream.response.headers.get('content-type')).toBe('text/event-stream');
    expect(await stream.next()).toBe(': open');
    expect(await stream.nextJob()).toMatchObject({ id: before.id, status: 'queued', done: 0 });

    const { job, progress } = await settledProgress(before.id);
    expect(await stream.nextJob()).toMatchObject({ status: 'running', attempt: 1 });
    for (const [stage, done] of [
      ['simulate', 0],
      ['hash', 25],
      ['publish', 50],
    ] as const) {
      progress.stage(stage);
      expect(await stream.nextJob()).toMatchObject({ id: before.id, stage, done, total: 100 });
    }
    progress.share(0.5);
    expect(await stream.nextJob()).toMatchObject({ stage: 'publish', done: 75 });
    const result = { datasetId: 'd', versionId: 'v' };
    await runtime.db.$transaction((tx) => completeJob(tx, job, result));
    expect(await stream.nextJob()).toMatchObject({ status: 'succeeded', done: 100, result });
    const after = await submit('after');
    expect(await stream.nextJob()).toMatchObject({ id: after.id, title: 'after' });
    stream.abort();
  });

  it('never goes back in time for a reader that is slow', async () => {
    const { id } = await submit('slow');
    const stream = open();
    expect(await stream.nextJob()).toMatchObject({ status: 'queued' });
    const { progress } = await settledProgress(id);
    progress.stage('publish');
    for (let i = 1; i <= 50; i++) progress.share(i / 50);
    await progress.settled();
    const seen = [await stream.nextJob()];
    while (seen.at(-1)?.done !== 100) seen.push(await stream.nextJob());
    const done = seen.map((job) => job.done);
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(done.length).toBeLessThan(50);
    stream.abort();
  });

  it('ends and frees its listener and the connection when the reader goes', async () => {
    const [a, b] = [open(), open()];
    await Promise.all([a.next(), b.next()]);
    await until('the connection listens', () => announcements.connected);
    expect(announcements.listening).toBe(2);
    a.abort();
    expect(announcements.listening).toBe(1);
    await b.cancel();
    expect(announcements.listening).toBe(0);
    expect(announcements.connected).toBe(false);
    const gone = new AbortController();
    gone.abort();
    open({ signal: gone.signal });
    expect(announcements.listening).toBe(0);
    await until('PostgreSQL has no listener', async () => {
      const rows = await runtime.db.$queryRaw<{ n: number }[]>`
        SELECT count(*)::int AS n FROM pg_stat_activity WHERE query LIKE 'LISTEN%'`;
      return rows[0]?.n === 0;
    });
  });

  it('ends when the server stops', async () => {
    const stream = open();
    await stream.next();
    announcements.closeAll();
    let message = await stream.next();
    while (message !== undefined) message = await stream.next();
    expect(announcements.listening).toBe(0);
  });

  it('keeps the connection open by a pulse', async () => {
    const stream = open({ pulseMs: 10 });
    expect(await stream.next()).toBe(': open');
    expect(await stream.next()).toBe(': pulse');
    expect(await stream.next()).toBe(': pulse');
    stream.abort();
  });

  it('is refused to a session that may not read jobs', () => {
    const nobody = { name: 'nobody', role: 'none' as 'viewer' };
    expect(() => open({ session: nobody })).toThrow('needs the role viewer');
  });

  it('goes on after the database was killed, and sends what it missed', async () => {
    const waiting = await submit('waiting');
    const stream = open();
    expect(await stream.nextJob()).toMatchObject({ id: waiting.id, status: 'queued' });
    const server = await readPostmaster(clusterPaths(runtime.env.dataDir).data);
    if (!server) throw new Error('no server runs');
    process.kill(server.process.pid, 'SIGKILL');
    await until('the server is dead', () => !isRunning(server.process));
    // Nobody announces this one: it is changed while the stream has no connection, or before it asks again.
    await until('the database is back', () =>
      runtime.db.job
        .update({
          where: { id: waiting.id },
          data: { status: 'cancelled', finishedAt: new Date() },
        })
        .catch(() => undefined),
    );
    expect(await stream.nextJob()).toMatchObject({ id: waiting.id, status: 'cancelled' });
    await until('announcements are heard again', async () => {
      const { id } = await submit('later');
      return (await stream.nextJob()).id === id;
    });
    stream.abort();
  });
});
