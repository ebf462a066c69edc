import pg from 'pg';
import PgBoss from 'pg-boss';

/** One queue for all: a message is only a job's id, and the `Job` table is the truth. */
const QUEUE = 'stagelight';

/** Any number: programs that open the queue at once must only use the same one. */
const OPENING_LOCK = 72_410_002;
const LOCK_WAIT_SECONDS = 60;

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
    await oneAtATime(url, async () => {
      await boss.start();
      // `short`: at most one waiting message for each key, so sending again is harmless.
      await boss.createQueue(QUEUE, {
        name: QUEUE,
        policy: 'short',
        retryLimit: 0,
        expireInHours: 23,
      });
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

/** pg-boss makes its tables and queues in several steps, and two programs that do so at once can deadlock. */
async function oneAtATime(url: string, work: () => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined); // reported by the query that it breaks
  await client.connect();
  try {
    await client.query(`SET lock_timeout = '${LOCK_WAIT_SECONDS}s'`);
    await client.query('SELECT pg_advisory_lock($1)', [OPENING_LOCK]);
    await work();
  } finally {
    await client.end().catch(() => undefined);
  }
}
