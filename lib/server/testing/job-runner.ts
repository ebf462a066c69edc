import type { JobType } from '@/lib/contracts/jobs';
import { LOCAL_SESSION } from '@/lib/server/auth/session';
import type { Job } from '@/lib/server/db/generated/client';
import { jobHandlers } from '@/lib/server/jobs/handlers';
import { openQueue } from '@/lib/server/jobs/queue';
import { createJob, getJob } from '@/lib/server/jobs/store';
import { startWorker } from '@/lib/server/jobs/worker';
import type { Runtime } from '@/lib/server/runtime';
import { until } from './until';

/** Runs jobs with the real handlers, in this process, one after the other. */
export class JobRunner {
  private constructor(
    private readonly runtime: Runtime,
    readonly send: (id: string) => Promise<void>,
    readonly close: () => Promise<void>,
  ) {}

  static async open(runtime: Runtime): Promise<JobRunner> {
    const { db, env } = runtime;
    const queue = await openQueue(runtime.url, () => undefined);
    const context = { db, dataDir: env.dataDir, threads: 2, memoryLimitMb: 700 };
    const worker = await startWorker({
      db,
      queue,
      handlers: jobHandlers(context),
      staleSeconds: 15,
    });
    return new JobRunner(runtime, async (id) => void (await queue.send(id)), worker.stop);
  }

  /** Starts a job; `ended` waits for it. */
  async start(type: JobType, payload: unknown, title: string = type): Promise<string> {
    const job = await createJob(this.runtime.db, LOCAL_SESSION, type, title, payload);
    await this.send(job.id);
    return job.id;
  }

  ended(id: string): Promise<Job> {
    return until(
      `job ${id} ends`,
      async () => {
        const job = await getJob(this.runtime.db, id);
        return job.status !== 'queued' && job.status !== 'running' && job;
      },
      110,
    );
  }

  async run(type: JobType, payload: unknown, title?: string): Promise<Job> {
    return this.ended(await this.start(type, payload, title));
  }

  /** The next job that this one's success asked for. */
  async follower(id: string): Promise<Job> {
    const next = await this.runtime.db.job.findFirstOrThrow({ where: { followsId: id } });
    return this.ended(next.id);
  }
}
