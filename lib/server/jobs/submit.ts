import { type JobType, type JobView, jobTypeSchema } from '@/lib/contracts/jobs';
import type { Session } from '@/lib/server/auth/authorise';
import { type Database, database } from '@/lib/server/db/client';
import { AppError } from '@/lib/server/errors';
import { openQueue, type Queue } from './queue';
import { createJob, getJob, jobView } from './store';

const shared = globalThis as { stagelightQueue?: Promise<Queue> };

function webQueue(): Promise<Queue> {
  shared.stagelightQueue ??= openQueue(process.env.DATABASE_URL ?? '', () => undefined).catch(
    (error) => {
      shared.stagelightQueue = undefined;
      throw error;
    },
  );
  return shared.stagelightQueue;
}

/**
 * Stores a job and hands it to the workers. If the hand-over fails, a worker's sweep finds the stored job.
 * @throws AppError `forbidden` when the session may not do what the job does
 */
export async function submitJob(
  session: Session,
  type: JobType,
  title: string,
  payload: unknown,
): Promise<JobView> {
  const job = await createJob(database(), session, type, title, payload);
  await webQueue()
    .then((queue) => queue.send(job.id))
    .catch(() => undefined);
  return jobView(job);
}

/** Runs an ended job's work again, as a new job. @throws AppError `conflict` while it still runs */
export async function retryJob(db: Database, id: string, session: Session): Promise<JobView> {
  const job = await getJob(db, id);
  if (job.status !== 'failed' && job.status !== 'cancelled') {
    throw new AppError(
      'conflict',
      `Only a failed or cancelled job can be tried again; this one is ${job.status}.`,
      { reason: job.status },
    );
  }
  return submitJob(session, jobTypeSchema.parse(job.type), job.title, job.payload);
}
