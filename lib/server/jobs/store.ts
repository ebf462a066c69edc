import {
  type JobLogEntry,
  type JobResult,
  type JobType,
  type JobView,
  jobPayloadSchemas,
  jobSchema,
} from '@/lib/contracts/jobs';
import { authorise, JOB_CAPABILITY, type Session } from '@/lib/server/auth/authorise';
import type { Database } from '@/lib/server/db/client';
import { type Job, Prisma } from '@/lib/server/db/generated/client';
import { AppError, describeError } from '@/lib/server/errors';
import type { Attempt } from './attempt';

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

/**
 * Stores a job as `queued`; a queue's `send` hands it to the workers.
 * @throws AppError `forbidden` when the session may not do what the job does
 */
export async function createJob(
  db: Database,
  session: Session,
  type: JobType,
  title: string,
  payload: unknown,
): Promise<Job> {
  const { name: createdBy } = authorise(session, JOB_CAPABILITY[type]);
  const parsed = jobPayloadSchemas[type].parse(payload);
  const job = await db.job.create({
    data: { type, title, payload: parsed as Prisma.InputJsonValue, createdBy },
  });
  // From here on it is acknowledged: a stored job is done whether or not anybody hears of it.
  await announce(db, job.id).catch(() => undefined);
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
      stage: 'waiting',
      done: 0,
      remainingSeconds: null,
      error: Prisma.DbNull,
    },
  });
  if (claimed.count === 0) return undefined;
  await announce(db, id);
  return getJob(db, id);
}

/** Whether the database has been started since then: every error that a job met in between may come from that. */
export async function hasRestartedSince(db: Database, since: Date): Promise<boolean> {
  const [row] = await db.$queryRaw<{ restarted: boolean }[]>`
    SELECT pg_postmaster_start_time() > ${since} AS restarted`;
  return row?.restarted ?? false;
}

/** How an attempt stands: its worker may go on, should stop, or has lost it (ended, or given to another). */
export async function standing(
  db: Database,
  { id, attempt }: Attempt,
): Promise<'go on' | 'cancel' | 'lost'> {
  const job = await db.job.findUnique({ where: { id } });
  if (job?.status !== 'running' || job.attempt !== attempt) return 'lost';
  return job.cancelRequested ? 'cancel' : 'go on';
}

/** Says "alive" and tells how the attempt stands. */
export async function heartbeat(
  db: Database,
  { id, attempt }: Attempt,
): Promise<'go on' | 'cancel' | 'lost'> {
  const rows = await db.$queryRaw<{ cancelRequested: boolean }[]>`
    UPDATE "Job" SET "heartbeatAt" = now() WHERE id = ${id}::uuid AND attempt = ${attempt} AND status = 'running'
    RETURNING "cancelRequested"`;
  if (!rows[0]) return 'lost';
  return rows[0].cancelRequested ? 'cancel' : 'go on';
}

/**
 * Locks a job's row until the transaction ends, for the attempt that publishes something: of an attempt that has lost
 * its job nothing remains.
 * @throws AppError `conflict` when the attempt has lost its job, `cancelled` when that was asked for
 */
export async function holdJob(
  tx: Prisma.TransactionClient,
  { id, attempt }: Attempt,
): Promise<void> {
  const [job] = await tx.$queryRaw<{ attempt: number; status: string; cancelRequested: boolean }[]>`
    SELECT attempt, status::text, "cancelRequested" FROM "Job" WHERE id = ${id}::uuid FOR UPDATE`;
  if (!job || job.attempt !== attempt || job.status !== 'running') {
    throw new AppError(
      'conflict',
      'Another worker has taken this job up; this one publishes nothing.',
    );
  }
  if (job.cancelRequested) throw new AppError('cancelled', 'The job was cancelled.');
}

/** A job that another one's success asks for. */
export interface FollowUp {
  readonly type: JobType;
  readonly title: string;
  readonly payload: unknown;
}

/**
 * Ends a job with its result, as the last step of the transaction that publishes it; jobs that follow are stored with
 * it, so that a chain never breaks between two links.
 * @throws as `holdJob`
 */
export async function completeJob(
  tx: Prisma.TransactionClient,
  job: Attempt,
  result: JobResult,
  followUps: readonly FollowUp[] = [],
): Promise<void> {
  await holdJob(tx, job);
  const { createdBy } = await tx.job.update({
    where: { id: job.id },
    data: {
      status: 'succeeded',
      stage: 'done',
      done: 100,
      total: 100,
      remainingSeconds: 0,
      finishedAt: new Date(),
      result,
    },
  });
  await tx.$executeRaw`SELECT pg_notify(${JOB_CHANNEL}, ${job.id})`;
  for (const { type, title, payload } of followUps) {
    const parsed = jobPayloadSchemas[type].parse(payload) as Prisma.InputJsonValue;
    const next = await tx.job.create({
      data: { type, title, payload: parsed, createdBy, followsId: job.id },
    });
    await tx.$executeRaw`SELECT pg_notify(${JOB_CHANNEL}, ${next.id})`;
  }
}

/** Ends an attempt or puts its job back in the queue; does nothing when it now belongs to another worker. */
export async function leaveJob(
  db: Database,
  { id, attempt }: Attempt,
  outcome: { status: 'failed'; error: unknown } | { status: 'cancelled' | 'queued' },
): Promise<void> {
  await db.job.updateMany({
    where: { id, attempt, status: 'running' },
    data: {
      status: outcome.status,
      finishedAt: outcome.status === 'queued' ? null : new Date(),
      remainingSeconds: null,
      ...(outcome.status === 'failed'
        ? { error: describeError(outcome.error) as Prisma.InputJsonValue }
        : {}),
    },
  });
  await announce(db, id);
}

/**
 * Takes jobs from workers that have shown no sign of life: back to the queue, or to their end when they were to be
 * cancelled or have outlived too many workers. Returns every waiting job's id, so that one whose message was lost
 * (killed between two statements) is sent again.
 */
export async function takeUpAbandoned(
  db: Database,
  staleSeconds: number,
  maxDeaths: number,
): Promise<{ taken: string[]; waiting: string[] }> {
  const taken = await db.$queryRaw<{ id: string }[]>`
    WITH stale AS (
      UPDATE "Job" SET deaths = deaths + 1, "remainingSeconds" = NULL,
        status = CASE WHEN "cancelRequested" THEN 'cancelled' WHEN deaths + 1 >= ${maxDeaths} THEN 'failed' ELSE 'queued' END::"JobStatus",
        "finishedAt" = CASE WHEN "cancelRequested" OR deaths + 1 >= ${maxDeaths} THEN now() END,
        error = CASE WHEN NOT "cancelRequested" AND deaths + 1 >= ${maxDeaths} THEN jsonb_build_object('code', 'internal',
          'message', 'The worker stopped without a word, ' || deaths + 1 || ' times.',
          'details', jsonb_build_object('reason', 'worker lost')) END
      WHERE status = 'running' AND "heartbeatAt" < now() - make_interval(secs => ${staleSeconds})
      RETURNING id, attempt, status
    ), logged AS (
      INSERT INTO "JobLog" ("jobId", level, message)
      SELECT id, 'warning', 'The worker of attempt ' || attempt || ' stopped without a word; the job '
        || CASE status WHEN 'queued' THEN 'goes back to the queue.' ELSE 'is ' || status || '.' END FROM stale
    )
    SELECT id FROM stale`;
  for (const { id } of taken) await announce(db, id);
  const waiting = await db.job.findMany({
    where: { status: 'queued' },
    select: { id: true },
    orderBy: { createdAt: 'asc' },
  });
  return { taken: taken.map((job) => job.id), waiting: waiting.map((job) => job.id) };
}

/** Adds a line to a job's log, if this attempt still is the job's newest. */
export async function addLog(
  db: Database,
  { id, attempt }: Attempt,
  level: JobLogEntry['level'],
  message: string,
): Promise<void> {
  await db.$executeRaw`
    INSERT INTO "JobLog" ("jobId", level, message)
    SELECT id, ${level}, ${message} FROM "Job" WHERE id = ${id}::uuid AND attempt = ${attempt}`;
}
