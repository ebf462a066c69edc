import {
  type JobLogEntry,
  type JobType,
  type JobView,
  jobPayloadSchemas,
  jobSchema,
} from '@/lib/contracts/jobs';
import type { Database } from '@/lib/server/db/client';
import type { Job, Prisma } from '@/lib/server/db/generated/client';
import { AppError, describeError } from '@/lib/server/errors';

/** Channel on which every change of a job is announced; the payload is the job's id. */
export const JOB_CHANNEL = 'stagelight_jobs';

export function jobView(job: Job): JobView {
  return jobSchema.parse({
    ...job,
    createdAt: job.createdAt.toISOString(),
    startedAt: job.startedAt?.toISOString() ?? null,
    finishedAt: job.finishedAt?.toISOString() ?? null,
  });
}

export async function announce(db: Database, id: string): Promise<void> {
  await db.$executeRaw`SELECT pg_notify(${JOB_CHANNEL}, ${id})`;
}

/** Stores a job as `queued`; `enqueue` in queue.ts hands it to the workers. */
export async function createJob(
  db: Database,
  type: JobType,
  title: string,
  payload: unknown,
  createdBy: string,
): Promise<Job> {
  const parsed = jobPayloadSchemas[type].parse(payload);
  const job = await db.job.create({
    data: { type, title, payload: parsed as Prisma.InputJsonValue, createdBy },
  });
  await announce(db, job.id);
  return job;
}

export async function getJob(db: Database, id: string): Promise<Job> {
  const job = await db.job.findUnique({ where: { id } });
  if (!job) throw new AppError('not_found', `There is no job ${id}.`, { field: 'id', reason: id });
  return job;
}

export async function listJobs(db: Database, limit = 50): Promise<JobView[]> {
  const jobs = await db.job.findMany({ orderBy: { createdAt: 'desc' }, take: limit });
  return jobs.map(jobView);
}

export async function jobLog(db: Database, id: string): Promise<JobLogEntry[]> {
  await getJob(db, id);
  const rows = await db.jobLog.findMany({
    where: { jobId: id },
    orderBy: { id: 'asc' },
    take: 2000,
  });
  return rows.map((row) => ({
    at: row.at.toISOString(),
    level: row.level as JobLogEntry['level'],
    message: row.message,
  }));
}

/**
 * Asks a job to stop. One that still waits is cancelled at once; a running one is told by its next heartbeat.
 * @throws AppError `conflict` when it has already ended
 */
export async function cancelJob(db: Database, id: string): Promise<JobView> {
  const waiting = await db.job.updateMany({
    where: { id, status: 'queued' },
    data: { status: 'cancelled', cancelRequested: true, finishedAt: new Date() },
  });
  if (waiting.count === 0) {
    const running = await db.job.updateMany({
      where: { id, status: 'running' },
      data: { cancelRequested: true },
    });
    if (running.count === 0) {
      const job = await getJob(db, id);
      throw new AppError('conflict', `The job has already ended (${job.status}).`, {
        reason: job.status,
      });
    }
  }
  await announce(db, id);
  return jobView(await getJob(db, id));
}

/** Takes a waiting job for this worker; undefined when another has it or it has ended. */
export async function claimJob(db: Database, id: string, worker: string): Promise<Job | undefined> {
  const claimed = await db.job.updateMany({
    where: { id, status: 'queued' },
    data: {
      status: 'running',
      worker,
      attempt: { increment: 1 },
      heartbeatAt: new Date(),
      startedAt: new Date(),
      error: undefined,
    },
  });
  if (claimed.count === 0) return undefined;
  await announce(db, id);
  return getJob(db, id);
}

/** Says "alive"; returns what the worker has to know, or `lost` when the job now belongs to someone else. */
export async function heartbeat(
  db: Database,
  id: string,
  attempt: number,
): Promise<'go on' | 'cancel' | 'lost'> {
  const rows = await db.$queryRaw<{ cancelRequested: boolean }[]>`
    UPDATE "Job" SET "heartbeatAt" = now() WHERE id = ${id}::uuid AND attempt = ${attempt} AND status = 'running'
    RETURNING "cancelRequested"`;
  if (!rows[0]) return 'lost';
  return rows[0].cancelRequested ? 'cancel' : 'go on';
}

/** Ends a job; does nothing when it now belongs to another worker. */
export async function finishJob(
  db: Database,
  id: string,
  attempt: number,
  outcome: { status: 'failed' | 'cancelled'; error?: unknown },
): Promise<void> {
  await db.job.updateMany({
    where: { id, attempt, status: 'running' },
    data: {
      status: outcome.status,
      finishedAt: new Date(),
      remainingSeconds: null,
      ...(outcome.error === undefined
        ? {}
        : { error: describeError(outcome.error) as Prisma.InputJsonValue }),
    },
  });
  await announce(db, id);
}

/**
 * Puts jobs whose worker has shown no sign of life back in the queue and returns every waiting job's id, so that
 * one whose message was lost (killed between two statements) is sent again.
 */
export async function takeUpAbandoned(
  db: Database,
  staleSeconds: number,
  maxAttempts: number,
): Promise<string[]> {
  const stale = await db.$queryRaw<{ id: string; attempt: number }[]>`
    UPDATE "Job" SET
      status = CASE WHEN attempt >= ${maxAttempts} THEN 'failed'::"JobStatus" WHEN "cancelRequested" THEN 'cancelled'::"JobStatus" ELSE 'queued'::"JobStatus" END,
      "finishedAt" = CASE WHEN attempt >= ${maxAttempts} OR "cancelRequested" THEN now() END,
      error = CASE WHEN attempt >= ${maxAttempts} THEN
        jsonb_build_object('code', 'internal', 'message', 'The worker stopped without a word, ' || attempt || ' times.', 'details', jsonb_build_object('reason', 'worker lost'))
        ELSE error END
    WHERE status = 'running' AND "heartbeatAt" < now() - make_interval(secs => ${staleSeconds})
    RETURNING id, attempt`;
  for (const job of stale) {
    await addLog(
      db,
      job.id,
      'warning',
      `The worker of attempt ${job.attempt} stopped without a word; the job goes back to the queue.`,
    );
    await announce(db, job.id);
  }
  const waiting = await db.job.findMany({ where: { status: 'queued' }, select: { id: true } });
  return waiting.map((job) => job.id);
}

export async function addLog(
  db: Database,
  id: string,
  level: JobLogEntry['level'],
  message: string,
): Promise<void> {
  await db.jobLog.create({ data: { jobId: id, level, message } });
}
