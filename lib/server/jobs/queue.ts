import PgBoss from 'pg-boss';

/** One queue for all: a message is only a job's id, and the `Job` table is the truth. */
const QUEUE = 'stagelight';

export interface Queue {
  send(jobId: string): Promise<void>;
  /** Calls `handle` for one message at a time. */
  work(handle: (jobId: string) => Promise<void>): Promise<void>;
  /** Waits for the message in hand, at most `graceMs`. */
  stop(graceMs: number): Promise<void>;
}

export async function openQueue(url: string, onError: (error: Error) => void): Promise<Queue> {
  const boss = new PgBoss({ connectionString: url, max: 4, schema: 'pgboss' });
  boss.on('error', onError);
  try {
    await boss.start();
    // `short`: at most one waiting message for each key, so sending again is harmless.
    await boss.createQueue(QUEUE, {
      name: QUEUE,
      policy: 'short',
      retryLimit: 0,
      expireInHours: 23,
    });
  } catch (error) {
    await boss.stop({ graceful: false }).catch(() => undefined);
    throw error;
  }
  return {
    send: async (jobId) => {
      await boss.send(QUEUE, { jobId }, { singletonKey: jobId });
    },
    work: async (handle) => {
      await boss.work<{ jobId: string }>(
        QUEUE,
        { batchSize: 1, pollingIntervalSeconds: 0.5 },
        async ([message]) => {
          if (message) await handle(message.data.jobId);
        },
      );
    },
    stop: (graceMs) => boss.stop({ graceful: true, wait: true, timeout: graceMs }),
  };
}
