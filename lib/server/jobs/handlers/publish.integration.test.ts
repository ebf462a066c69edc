import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LOCAL_SESSION } from '@/lib/server/auth/session';
import type { Runtime } from '@/lib/server/runtime';
import { removeDataDirs } from '@/lib/server/testing/folders';
import { newRuntime } from '@/lib/server/testing/state';
import { until } from '@/lib/server/testing/until';
import { createJob } from '../store';
import { wasPublished } from './publish';

let runtime: Runtime;

beforeAll(async () => {
  runtime = await newRuntime();
});
afterAll(async () => {
  await runtime.close();
  await removeDataDirs();
});

const INSERT = `INSERT INTO "DatasetVersion" (id, "datasetId", number, "jobId", "firstDay", "lastDay", "eventRows",
    "stickerRows", "celebRows", "targetCelebs", "dailyRows", quality)
  VALUES ($1, $2, 1, $3, '2025-01-01', '2025-01-02', 1, 0, 0, 0, 0, '{}')`;

/** Asks about a version while the transaction that publishes it is between its last statement and its end. */
async function askedDuring(end: 'COMMIT' | 'ROLLBACK'): Promise<boolean> {
  const { db } = runtime;
  const job = await createJob(db, LOCAL_SESSION, 'demo', end, {});
  const dataset = await db.dataset.create({ data: { name: end, timeZone: 'UTC' } });
  const versionId = crypto.randomUUID();
  const publishing = new pg.Client({ connectionString: runtime.url });
  await publishing.connect();
  await publishing.query('BEGIN');
  await publishing.query(INSERT, [versionId, dataset.id, job.id]);
  await publishing.query('SELECT 1 FROM "Job" WHERE id = $1 FOR UPDATE', [job.id]);
  const answer = wasPublished(db, job, versionId);
  await until('the question waits', async () => {
    const [row] = await db.$queryRaw<{ n: number }[]>`
      SELECT count(*)::int AS n FROM pg_stat_activity WHERE wait_event_type = 'Lock'`;
    return row?.n === 1;
  });
  await publishing.query(end);
  await publishing.end();
  return answer;
}

it('knows whether a commit came through that was under way when it was asked', async () => {
  expect(await askedDuring('COMMIT')).toBe(true);
  expect(await askedDuring('ROLLBACK')).toBe(false);
});
