import { setTimeout as sleep } from 'node:timers/promises';
import type { JobType } from '@/lib/contracts/jobs';
import { COMMAND_LINE_SESSION } from '@/lib/server/auth/session';
import { AppError } from '@/lib/server/errors';
import { isPassing } from '@/lib/server/jobs/retry';
import { cancelJob, createJob, getJob } from '@/lib/server/jobs/store';
import { type Runtime, startJobs } from '@/lib/server/runtime';

/**
 * Runs one job to its end with a worker inside this process and prints its progress.
 * Ctrl-C cancels: nothing of the job is kept. Returns its result.
 * @throws AppError with the job's own error
 */
export async function runJob(
  runtime: Runtime,
  type: JobType,
  title: string,
  payload: unknown,
): Promise<{ datasetId: string; versionId: string }> {
  const jobs = await startJobs(runtime, (line) => print(line));
  let last = '';
  let cancel: () => void = () => undefined;
  const print = (line: string) => {
    process.stdout.write(process.stdout.isTTY ? `\r\x1b[K${line}\n` : `${line}\n`);
  };
  try {
    const job = await createJob(runtime.db, COMMAND_LINE_SESSION, type, title, payload);
    await jobs.queue.send(job.id).catch(() => undefined); // the worker looks for unsent jobs as well
    // A job that ended in this very moment cannot be cancelled, and its outcome is shown.
    cancel = () => void cancelJob(runtime.db, job.id).catch(() => undefined);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, cancel);
    for (;;) {
      await sleep(250);
      const now = await getJob(runtime.db, job.id).catch((error: unknown) => {
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
      if (now.status === 'succeeded') return now.result as { datasetId: string; versionId: string };
      if (now.status === 'cancelled')
        throw new AppError('cancelled', 'Cancelled; nothing of it was kept.');
      if (now.status === 'failed') {
        const error = now.error as { code: 'internal'; message: string } | null;
        throw new AppError(error?.code ?? 'internal', error?.message ?? 'The job failed.');
      }
    }
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, cancel);
    await jobs.stop();
  }
}
