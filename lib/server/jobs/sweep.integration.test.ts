import { existsSync } from 'node:fs';
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LOCAL_SESSION } from '@/lib/server/auth/session';
import type { JobStatus } from '@/lib/server/db/generated/enums';
import type { Runtime } from '@/lib/server/runtime';
import { removeDataDirs } from '@/lib/server/testing/folders';
import { newRuntime } from '@/lib/server/testing/state';
import { attemptId } from './attempt';
import { createJob } from './store';
import { sweepFiles } from './sweep';

const NOW = new Date('2026-03-01T00:00:00Z');
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 86_400_000);

let runtime: Runtime;
let dataDir: string;

beforeAll(async () => {
  runtime = await newRuntime();
  dataDir = runtime.env.dataDir;
});
afterAll(async () => {
  await runtime.close();
  await removeDataDirs();
});

const sweep = () => sweepFiles(runtime.db, dataDir, NOW);

async function file(...parts: string[]): Promise<string> {
  const target = path.join(dataDir, ...parts);
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, 'x');
  return target;
}

async function job(status: JobStatus, attempt: number) {
  const { id } = await createJob(runtime.db, LOCAL_SESSION, 'demo', status, {});
  await runtime.db.job.update({ where: { id }, data: { status, attempt } });
  return { id, attempt };
}

async function publishedVersion(datasetId: string, id: string, jobId: string): Promise<void> {
  await runtime.db.dataset.create({ data: { id: datasetId, name: 'kept', timeZone: 'UTC' } });
  await runtime.db.datasetVersion.create({
    data: {
      id,
      datasetId,
      number: 1,
      jobId,
      firstDay: NOW,
      lastDay: NOW,
      eventRows: 1,
      stickerRows: 0,
      celebRows: 0,
      targetCelebs: 0,
      dailyRows: 0,
      quality: {},
    },
  });
}

it('removes what dead attempts left, and nothing of living, published or foreign ones', async () => {
  const dead = await job('failed', 2);
  const alive = await job('running', 3);
  const waiting = await job('queued', 1);
  const done = await job('succeeded', 1);
  const draft = (j: { id: string; attempt: number }) =>
    file('lake', j.id, attemptId(j), 'events/part-0001.parquet');
  const temp = (j: { id: string; attempt: number }, suffix = '') =>
    file('tmp', `${attemptId(j)}${suffix}`, 'spill');

  const removed = [
    await draft({ ...dead, attempt: 1 }),
    await draft(dead),
    await temp(dead),
    await draft({ ...alive, attempt: 2 }),
    await temp({ ...alive, attempt: 1 }, '-demo'),
    await draft(waiting),
    await temp(done),
  ];
  const foreign = crypto.randomUUID();
  const kept = [
    await draft(alive),
    await temp(alive),
    await temp(alive, '-demo'),
    await draft(done),
    await file('lake', foreign, foreign, 'celebs.parquet'),
    await file('tmp', foreign, 'spill'),
  ];
  await publishedVersion(done.id, attemptId(done), done.id);

  expect(await sweep()).toHaveLength(7);
  expect(removed.filter(existsSync)).toEqual([]);
  expect(kept.filter((target) => !existsSync(target))).toEqual([]);
  // The waiting job will make its dataset's folder again; the failed one will not.
  expect((await readdir(path.join(dataDir, 'lake'))).sort()).toEqual(
    [alive.id, done.id, foreign, waiting.id].sort(),
  );
  expect(await sweep()).toEqual([]);
});

it('removes the files of an explanation whose rows were never written', async () => {
  const explaining = async (status: JobStatus, attempt: number) => {
    const { id } = await createJob(runtime.db, LOCAL_SESSION, 'explain', 'e', {
      versionId: crypto.randomUUID(),
    });
    await runtime.db.job.update({ where: { id }, data: { status, attempt } });
    return { id, attempt };
  };
  const files = (j: { id: string; attempt: number }, suffix = '') =>
    file('explanations', `${attemptId(j)}${suffix}`, 'churn/index.json');
  const dead = await explaining('failed', 1);
  const alive = await explaining('running', 2);
  const removed = [await files(dead), await files({ ...alive, attempt: 1 }, '.tmp')];
  const kept = [await files(alive, '.tmp'), await file('explanations', crypto.randomUUID(), 'x')];
  expect(await sweep()).toEqual(
    [
      `explanations/${attemptId(dead)}`,
      `explanations/${attemptId({ ...alive, attempt: 1 })}.tmp`,
    ].sort(),
  );
  expect(removed.filter(existsSync)).toEqual([]);
  expect(kept.filter((target) => !existsSync(target))).toEqual([]);
});

it('removes an upload once it is imported, or after a week; one that is still being sent stays', async () => {
  const upload = async (ageDays: number, part = '') => {
    const id = crypto.randomUUID();
    const target = await file('uploads', `${id}${part}`);
    await utimes(target, daysAgo(ageDays), daysAgo(ageDays));
    if (!part) await runtime.db.upload.create({ data: { id, name: 'a.csv', bytes: 1 } });
    return id;
  };
  const use = async (uploadId: string, status: JobStatus, endedDaysAgo: number) => {
    const { id } = await createJob(runtime.db, LOCAL_SESSION, 'import', 'a', {
      newDataset: { name: 'a', timeZone: 'UTC' },
      files: [{ table: 'events', uploadId, name: 'a.csv', mapping: {} }],
    });
    const at = daysAgo(endedDaysAgo);
    const finishedAt = status === 'queued' || status === 'running' ? null : at;
    await runtime.db.job.update({ where: { id }, data: { status, createdAt: at, finishedAt } });
  };
  const imported = await upload(1);
  await use(imported, 'failed', 1);
  await use(imported, 'succeeded', 0);
  const importedTwice = await upload(30);
  await use(importedTwice, 'succeeded', 1);
  await use(importedTwice, 'running', 1);
  const waiting = await upload(30);
  await use(waiting, 'queued', 30);
  const failed = await upload(30);
  await use(failed, 'failed', 6);
  const failedLongAgo = await upload(30);
  await use(failedLongAgo, 'failed', 8);
  const fresh = await upload(6);
  const forgotten = await upload(8);
  const arriving = await upload(0, '.part');
  const brokenOff = await upload(0.1, '.part');

  expect(await sweep()).toEqual(
    [imported, failedLongAgo, forgotten, `${brokenOff}.part`].map((id) => `uploads/${id}`).sort(),
  );
  expect((await readdir(path.join(dataDir, 'uploads'))).sort()).toEqual(
    [importedTwice, waiting, failed, fresh, `${arriving}.part`].sort(),
  );
  expect((await runtime.db.upload.findMany()).map((row) => row.id).sort()).toEqual(
    [importedTwice, waiting, failed, fresh].sort(),
  );
});
