import os from 'node:os';
import {
  type JobStage,
  type JobType,
  jobPayloadSchemas,
  jobTypeSchema,
} from '@/lib/contracts/jobs';
import type { Database } from '@/lib/server/db/client';
import type { Job } from '@/lib/server/db/generated/client';
import { JobProgress, type JobReporter } from './progress';
import type { Queue } from './queue';
import { isPassing } from './retry';
import { addLog, claimJob, finishJob, heartbeat, takeUpAbandoned } from './store';

/** After so many workers have died on a job, it counts as failed. */
const MAX_ATTEMPTS = 5;

export interface JobHandler {
  /** Relative durations of the stages, in order; only the estimate depends on them. */
  readonly weights: Partial<Record<JobStage, number>>;
  /** Does the work and publishes its result in one transaction that checks `job.attempt`. */
  readonly run: (job: Job, payload: unknown, report: JobReporter) => Promise<void>;
}

export interface WorkerOptions {
  readonly db: Database;
  readonly queue: Queue;
  readonly handlers: Record<JobType, JobHandler>;
  readonly staleSeconds: number;
  readonly echo?: (line: string) => void;
}

/**
 * Takes jobs one at a time until stopped. While it works it says so every third of `staleSeconds`; a job whose
 * worker fell silent is put back in the queue by whichever worker looks next.
 */
export async function startWorker(options: WorkerOptions): Promise<{ stop: () => Promise<void> }> {
  const { db, queue, staleSeconds } = options;
  const stopping = new AbortController();
  const sweep = async () => {
    try {
      for (const id of await takeUpAbandoned(db, staleSeconds, MAX_ATTEMPTS)) await queue.send(id);
    } catch {
      // The database is away; the next sweep finds the same jobs.
    }
  };
  await sweep();
  const timer = setInterval(() => void sweep(), (staleSeconds * 1000) / 3);
  await queue.work((id) => runJob(options, id, stopping.signal));
  return {
    stop: async () => {
      clearInterval(timer);
      stopping.abort();
      await queue.stop(10_000);
    },
  };
}

async function runJob(options: WorkerOptions, id: string, stopping: AbortSignal): Promise<void> {
  const { db } = options;
  const worker = `${os.hostname()}:${process.pid}`;
  const job = await claimJob(db, id, worker);
  if (!job) return;
  const abort = new AbortController();
  const state = { reason: 'none' as 'none' | 'cancel' | 'lost' | 'stopping' };
  const leave = (reason: 'cancel' | 'lost' | 'stopping') => {
    state.reason = reason;
    abort.abort();
  };
  const onStop = () => leave('stopping');
  stopping.addEventListener('abort', onStop);
  const beat = setInterval(
    () => {
      heartbeat(db, id, job.attempt).then(
        (answer) => {
          if (answer !== 'go on') leave(answer);
        },
        // A database that restarts comes back; until then the job goes on.
        () => undefined,
      );
    },
    Math.min(1000, (options.staleSeconds * 1000) / 3),
  );
  const type = jobTypeSchema.parse(job.type);
  const handler = options.handlers[type];
  const report = new JobProgress(db, job, handler.weights, abort.signal, Date.now, options.echo);
  try {
    report.log(`Attempt ${job.attempt} on ${worker}.`);
    await handler.run(job, jobPayloadSchemas[type].parse(job.payload), report);
    await report.settled();
  } catch (error) {
    await report.settled();
    if (state.reason === 'lost') return;
    if (state.reason === 'stopping') {
      await db.job.updateMany({
        where: { id, attempt: job.attempt, status: 'running' },
        data: { status: 'queued' },
      });
      return;
    }
    if (state.reason === 'cancel') {
      await addLog(db, id, 'info', 'Cancelled; nothing of it was kept.');
      await finishJob(db, id, job.attempt, { status: 'cancelled' });
      return;
    }
    await fail(options, job, error);
  } finally {
    clearInterval(beat);
    stopping.removeEventListener('abort', onStop);
  }
}

/** A database that went away is waited for and the job tried again; anything else fails at once. */
async function fail(options: WorkerOptions, job: Job, error: unknown): Promise<void> {
  const { db, queue } = options;
  const message = error instanceof Error ? error.message : String(error);
  const hopeless = !isPassing(error) || job.attempt >= MAX_ATTEMPTS;
  await retryDatabase(() => addLog(db, job.id, 'error', message));
  if (hopeless) {
    await retryDatabase(() => finishJob(db, job.id, job.attempt, { status: 'failed', error }));
    return;
  }
  await retryDatabase(async () => {
    await db.job.updateMany({
      where: { id: job.id, attempt: job.attempt, status: 'running' },
      data: { status: 'queued' },
    });
  });
  await queue.send(job.id).catch(() => undefined); // the sweep sends it if this does not
}

/** Waits up to a minute for a database that is just restarting. */
async function retryDatabase(write: () => Promise<void>): Promise<void> {
  for (let left = 60; ; left--) {
    try {
      await write();
      return;
    } catch (error) {
      if (left === 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}
