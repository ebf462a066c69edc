import { setTimeout as sleep } from 'node:timers/promises';
import { type JobResult, type JobType, jobResultSchema } from '@/lib/contracts/jobs';
import { COMMAND_LINE_SESSION } from '@/lib/server/auth/session';
import { AppError } from '@/lib/server/errors';
import { isPassing } from '@/lib/server/jobs/retry';
import { cancelJob, createJob, getJob } from '@/lib/server/jobs/store';
import { type Runtime, startJobs } from '@/lib/server/runtime';

/**
 * Runs a job, and every job that its success asks for, with a worker inside this process, and prints their progress.
 * Ctrl-C cancels. Returns their results in order.
 * @throws AppError with a job's own error
 */
export async function runChain(
  runtime: Runtime,
  type: JobType,
  title: string,
  payload: unknown,
): Promise<JobResult[]> {
  const jobs = await startJobs(runtime, print);
  let running: string | undefined;
  // A job that ended in this very moment cannot be cancelled, and its outcome is shown.
  const cancel = () => {
    if (running) void cancelJob(runtime.db, running).catch(() => undefined);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, cancel);
  try {
    const results: JobResult[] = [];
    const first = await createJob(runtime.db, COMMAND_LINE_SESSION, type, title, payload);
    const waiting = [first.id];
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      running = id;
      await jobs.queue.send(id).catch(() => undefined); // the worker looks for unsent jobs as well
      results.push(await follow(runtime, id));
      const next = await runtime.db.job.findMany({
        where: { followsId: id },
        orderBy: { id: 'asc' },
        select: { id: true },
      });
      waiting.push(...next.map((job) => job.id));
    }
    return results;
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, cancel);
    await jobs.stop();
  }
}

/** Runs one job of which nothing follows. @throws as `runChain` */
export async function runJob(
  runtime: Runtime,
  type: JobType,
  title: string,
  payload: unknown,
): Promise<JobResult> {
  const [result] = await runChain(runtime, type, title, payload);
  if (!result) throw new Error('a chain has at least one job');
  return result;
}

function print(line: string): void {
  process.stdout.write(process.stdout.isTTY ? `\r\x1b[K${line}\n` : `${line}\n`);
}

/** Prints a job's progress until it ends. */
async function follow(runtime: Runtime, id: string): Promise<JobResult> {
  let last = '';
  for (;;) {
    await sleep(250);
    const now = await getJob(runtime.db, id).catch((error: unknown) => {
      if (!isPassing(error)) throw error;
      return undefined; // the database restarts; the job is stored and goes on
    });
    if (!now) continue;
    const rest =
      now.remainingSeconds === null ? '' : `, about ${Math.ceil(now.remainingSeconds)} s left`;
    const line = `${String(Math.floor(now.done)).padStart(3)} %  ${now.stage}${rest}`;
    if (process.stdout.isTTY) process.stdout.write(`\r\x1b[K${line}`);
    else if (now.stage !== last) print(line);
    last = now.stage;
    if (now.status === 'succeeded') return jobResultSchema.parse(now.result);
    if (now.status === 'cancelled') throw new AppError('cancelled', 'Cancelled.');
    if (now.status === 'failed') {
      const error = now.error as { code: 'internal'; message: string } | null;
      throw new AppError(error?.code ?? 'internal', error?.message ?? 'The job failed.');
    }
  }
}
