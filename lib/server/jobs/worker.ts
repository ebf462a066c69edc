import os from 'node:os';
import { z } from 'zod';
import {
  type JobStage,
  type JobType,
  jobPayloadSchemas,
  jobTypeSchema,
} from '@/lib/contracts/jobs';
import type { Database } from '@/lib/server/db/client';
import type { Job } from '@/lib/server/db/generated/client';
import { AppError, describeError } from '@/lib/server/errors';
import { JobProgress, type JobReporter } from './progress';
import type { Queue } from './queue';
import { isPassing } from './retry';
import {
  addLog,
  claimJob,
  hasRestartedSince,
  heartbeat,
  leaveJob,
  standing,
  takeUpAbandoned,
} from './store';

/** After so many workers have died on a job, it counts as failed. */
export const MAX_DEATHS = 5;
/** A database that goes away again and again is waited for, but not for ever. */
export const MAX_ATTEMPTS = 20;
/** How long a worker waits for the database before it leaves the job to whoever finds it abandoned. */
const DATABASE_WAIT_MS = 60_000;
const STOP_WITHIN_MS = 8_000;
const NEVER_SECONDS = 1e9;

export interface JobHandler {
  /** Relative durations of the stages, in order; only the estimate depends on them. */
  readonly weights: Partial<Record<JobStage, number>>;
  /** What its log says when it was cancelled; default: that nothing was kept. */
  readonly onCancel?: string;
  /** Does the work and publishes its result in one transaction that checks `job.attempt`. */
  readonly run: (job: Job, payload: unknown, report: JobReporter) => Promise<void>;
}

export interface WorkerOptions {
  readonly db: Database;
  readonly queue: Queue;
  readonly handlers: Record<JobType, JobHandler>;
  readonly staleSeconds: number;
  readonly echo?: (line: string) => void;
  /** Called after each job, however it ended. */
  readonly afterJob?: () => Promise<void>;
}

/**
 * Takes jobs one at a time until stopped. While it works it says so at least every third of `staleSeconds`; a job
 * whose worker fell silent is put back in the queue by whichever worker looks next.
 */
export async function startWorker(options: WorkerOptions): Promise<{ stop: () => Promise<void> }> {
  const { queue, staleSeconds } = options;
  const stopping = new AbortController();
  const takeUp = abandonedJobs(options);
  await takeUp();
  const timer = setInterval(() => void takeUp(), (staleSeconds * 1000) / 3);
  await queue.work(async (id) => {
    if (stopping.signal.aborted) return; // it stays queued, and the next look of any worker sends it again
    await runJob(options, id, stopping.signal);
    await options.afterJob?.();
  });
  return {
    stop: async () => {
      clearInterval(timer);
      stopping.abort();
      await queue.stop(STOP_WITHIN_MS);
    },
  };
}

/**
 * Looks for abandoned and unsent jobs. While the database is away nobody can give a sign of life, so after that
 * everybody gets one full period to speak again before silence counts.
 */
function abandonedJobs({ db, queue, staleSeconds }: WorkerOptions): () => Promise<void> {
  let busy = false;
  let quietUntil = 0;
  return async () => {
    if (busy) return;
    busy = true;
    try {
      const patience = Date.now() < quietUntil ? NEVER_SECONDS : staleSeconds;
      const { waiting } = await takeUpAbandoned(db, patience, MAX_DEATHS);
      for (const id of waiting) await queue.send(id);
    } catch {
      quietUntil = Date.now() + staleSeconds * 1000;
    } finally {
      busy = false;
    }
  };
}

async function runJob(options: WorkerOptions, id: string, stopping: AbortSignal): Promise<void> {
  const { db } = options;
  const worker = `${os.hostname()}:${process.pid}`;
  const job = await claimJob(db, id, worker);
  if (!job) return;
  const abort = new AbortController();
  const stop = () => abort.abort();
  stopping.addEventListener('abort', stop);
  if (stopping.aborted) stop();
  const beat = startHeartbeat(options, job, stop);
  const handler = options.handlers[job.type as JobType];
  const report = new JobProgress(
    db,
    job,
    handler?.weights ?? {},
    abort.signal,
    Date.now,
    options.echo,
  );
  try {
    report.log(`Attempt ${job.attempt} on ${worker}.`);
    const type = jobTypeSchema.parse(job.type);
    await handler.run(job, jobPayloadSchemas[type].parse(job.payload), report);
    await report.settled();
  } catch (error) {
    await report.settled();
    await patiently(stopping, () => settle(options, job, explain(error), stopping.aborted));
  } finally {
    clearInterval(beat);
    stopping.removeEventListener('abort', stop);
  }
}

function startHeartbeat(options: WorkerOptions, job: Job, stop: () => void): NodeJS.Timeout {
  let busy = false;
  const everyMs = Math.min(1000, (options.staleSeconds * 1000) / 3);
  return setInterval(() => {
    if (busy) return;
    busy = true;
    heartbeat(options.db, job)
      .then((answer) => {
        if (answer !== 'go on') stop();
      })
      // A database that restarts comes back; until then the job goes on.
      .catch(() => undefined)
      .finally(() => {
        busy = false;
      });
  }, everyMs);
}

/** Decides what becomes of a job whose work ended with an error. The job's row has the last word. */
async function settle(
  { db, queue, handlers }: WorkerOptions,
  job: Job,
  error: unknown,
  stopped: boolean,
): Promise<void> {
  const stands = await standing(db, job);
  if (stands === 'lost') return;
  if (stands === 'cancel') {
    const said = handlers[job.type as JobType]?.onCancel ?? 'Cancelled; nothing of it was kept.';
    await addLog(db, job, 'info', said);
    await leaveJob(db, job, { status: 'cancelled' });
    return;
  }
  if (stopped) {
    await addLog(db, job, 'info', 'The worker was stopped; the job goes back to the queue.');
    await leaveJob(db, job, { status: 'queued' });
    return;
  }
  const { message } = describeError(error);
  const passing =
    isPassing(error) ||
    (!(error instanceof AppError) && (await hasRestartedSince(db, job.startedAt ?? new Date())));
  if (!passing || job.attempt >= MAX_ATTEMPTS) {
    await addLog(db, job, 'error', message);
    await leaveJob(db, job, { status: 'failed', error });
    return;
  }
  await addLog(db, job, 'warning', `Interrupted, will be tried again: ${message}`);
  await leaveJob(db, job, { status: 'queued' });
  await queue.send(job.id).catch(() => undefined); // the next look sends it if this does not
}

/** Gives errors of disk and payload a code that a person can act on. */
function explain(error: unknown): unknown {
  if (error instanceof AppError) return error;
  if (error instanceof z.ZodError) {
    return new AppError(
      'bad_request',
      'The settings of this job cannot be read; perhaps another version of Stagelight stored it.',
      {},
      { cause: error },
    );
  }
  const text = error instanceof Error ? error.message : '';
  const code = (error as { code?: string }).code;
  if (code === 'ENOSPC' || code === '53100' || /No space left on device/i.test(text)) {
    return new AppError(
      'disk_full',
      'The disk is full. Free some space and try the job again; nothing that was stored before is affected.',
      {},
      { cause: error },
    );
  }
  return error;
}

/** Tries for a minute while the database is away, but only once when the worker is to stop. */
async function patiently(stopping: AbortSignal, write: () => Promise<void>): Promise<void> {
  const deadline = Date.now() + DATABASE_WAIT_MS;
  for (;;) {
    try {
      await write();
      return;
    } catch (error) {
      if (stopping.aborted || Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}
