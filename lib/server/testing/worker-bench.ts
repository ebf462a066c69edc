import { JOB_TYPES, type JobLogEntry, type JobType } from '@/lib/contracts/jobs';
import { LOCAL_SESSION } from '@/lib/server/auth/session';
import type { Job } from '@/lib/server/db/generated/client';
import { AppError } from '@/lib/server/errors';
import type { JobReporter } from '@/lib/server/jobs/progress';
import { openQueue, type Queue } from '@/lib/server/jobs/queue';
import { completeJob, createJob, getJob, jobLog } from '@/lib/server/jobs/store';
import { type JobHandler, startWorker } from '@/lib/server/jobs/worker';
import type { Runtime } from '@/lib/server/runtime';
import { type Program, startCode } from './programs';
import { until } from './until';

export type Work = (job: Job, report: JobReporter) => Promise<void>;
export const RESULT = { datasetId: 'dataset', versionId: 'version' };

const forAllTypes = (handler: JobHandler): Record<JobType, JobHandler> =>
  Object.fromEntries(JOB_TYPES.map((type) => [type, handler])) as Record<JobType, JobHandler>;

/** Real workers on a real queue whose jobs do what a test says. */
export class WorkerBench {
  private readonly stops: (() => Promise<void>)[] = [];
  private readonly programs: Program[] = [];

  constructor(readonly runtime: Runtime) {}

  readonly complete = (job: Job): Promise<void> =>
    this.runtime.db.$transaction((tx) => completeJob(tx, job, RESULT));

  /** A worker in this process whose jobs do `work`. */
  async worker(work: Work, staleSeconds = 1): Promise<Queue> {
    const queue = await openQueue(this.runtime.url, () => undefined);
    const handler = {
      weights: { simulate: 1, publish: 3 },
      run: (job: Job, _: unknown, report: JobReporter) => work(job, report),
    };
    const { stop } = await startWorker({
      db: this.runtime.db,
      queue,
      handlers: forAllTypes(handler),
      staleSeconds,
    });
    this.stops.push(stop);
    return queue;
  }

  /** A worker in a process of its own; `work` is the body of an async function of `job`, `report`, `db`, `complete`. */
  async childWorker(work: string): Promise<Program> {
    const program = startCode(
      `const { createDatabase } = await import('@/lib/server/db/client');
       const { openQueue } = await import('@/lib/server/jobs/queue');
       const { startWorker } = await import('@/lib/server/jobs/worker');
       const { completeJob } = await import('@/lib/server/jobs/store');
       const db = createDatabase(process.env.URL);
       const complete = (job) => db.$transaction((tx) => completeJob(tx, job, ${JSON.stringify(RESULT)}));
       const handler = { weights: {}, run: async (job, _, report) => { ${work} } };
       const queue = await openQueue(process.env.URL, () => undefined);
       await startWorker({ db, queue, handlers: { demo: handler }, staleSeconds: 1 });
       console.log('worker up');`,
      { URL: this.runtime.url },
    );
    this.programs.push(program);
    await program.line(/worker up/);
    return program;
  }

  /** Stops the newest worker of this process in order. */
  stopWorker = async (): Promise<void> => {
    await this.stops.pop()?.();
  };

  async stopAll(): Promise<void> {
    for (const stop of this.stops.splice(0)) await stop();
    for (const program of this.programs.splice(0)) await program.kill();
  }

  submit = (title = 'Demo'): Promise<Job> =>
    createJob(this.runtime.db, LOCAL_SESSION, 'demo', title, {});

  ended = (id: string): Promise<Job> =>
    until(`job ${id} ends`, async () => {
      const job = await getJob(this.runtime.db, id).catch(() => undefined);
      return job && job.status !== 'queued' && job.status !== 'running' && job;
    });

  running = (id: string): Promise<boolean> =>
    until(`job ${id} runs`, async () => (await getJob(this.runtime.db, id)).status === 'running');

  /** The job's log as `level: message`. */
  lines = async (id: string): Promise<string[]> =>
    (await jobLog(this.runtime.db, id)).map((e: JobLogEntry) => `${e.level}: ${e.message}`);
}

/** Work that goes on until it is told to stop; it may have been told before it began. */
export const aborted = (report: JobReporter): Promise<never> =>
  new Promise((_, reject) => {
    const stop = () => reject(new AppError('cancelled', 'Aborted.'));
    if (report.signal.aborted) stop();
    else report.signal.addEventListener('abort', stop);
  });
