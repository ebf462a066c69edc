import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createDatabase, type Database } from '@/lib/server/db/client';
import { addRecipient } from '@/lib/server/queries/delivery/settings';
import { getSchedule, setSchedule } from '@/lib/server/queries/schedule/schedule';
import type { Runtime } from '@/lib/server/runtime';
import { newDataDir, removeDataDirs } from '@/lib/server/testing/folders';
import { JobRunner } from '@/lib/server/testing/job-runner';
import { startCode } from '@/lib/server/testing/programs';
import { appErrorOf, newRuntime } from '@/lib/server/testing/state';
import { until } from '@/lib/server/testing/until';
import { lookInto } from './folder';
import { startScheduler } from './scheduler';
import { startDue } from './start-due';

let runtime: Runtime;
let db: Database;
let folder: string;

beforeAll(async () => {
  runtime = await newRuntime();
  db = runtime.db;
});
beforeEach(async () => {
  folder = path.join(await newDataDir(), 'inbox');
  await mkdir(folder);
});
afterAll(async () => {
  await runtime.close();
  await removeDataDirs();
});

const HOUR_MS = 3_600_000;
const MONDAY_NINE = { enabled: true, weekday: 1, minute: 540 };
const later = (date: Date | string | null | undefined, ms: number) =>
  new Date(new Date(date ?? 0).getTime() + ms);

describe('what is due', () => {
  let datasetId: string;
  beforeEach(async () => {
    ({ id: datasetId } = await db.dataset.create({
      data: { name: 'Spring', timeZone: 'Asia/Seoul' },
    }));
  });
  afterEach(async () => {
    await db.dataset.deleteMany();
    await db.job.deleteMany();
  });
  const schedule = (more: Partial<Parameters<typeof setSchedule>[1]> = {}) =>
    setSchedule(db, { dataset: datasetId, folder: null, ...MONDAY_NINE, ...more }, 'Ara');
  const dueTime = async () =>
    (await db.schedule.findUniqueOrThrow({ where: { datasetId } })).nextAt ?? new Date(0);

  test('is started once, in the name of who set it, and is due again a week later', async () => {
    const { nextAt, timeZone } = await schedule();
    const due = new Date(nextAt ?? 0);
    expect([timeZone, due.getUTCDay(), due.getUTCHours()]).toEqual(['Asia/Seoul', 1, 0]);
    expect(await startDue(db, later(due, -1))).toEqual([]);
    const [jobId] = await startDue(db, due);
    expect(await startDue(db, due)).toEqual([]);
    expect(await db.job.findMany()).toMatchObject([
      {
        id: jobId,
        type: 'weekly',
        title: 'Spring',
        status: 'queued',
        createdBy: 'Ara',
        payload: {
          datasetId,
          folder: null,
          settledBefore: later(due, -60_000).toISOString(),
        },
      },
    ]);
    expect(await dueTime()).toEqual(later(due, 7 * 24 * HOUR_MS));
    expect((await getSchedule(db, datasetId)).schedule?.runs).toEqual([
      {
        dueAt: due.toISOString(),
        startedAt: expect.any(String),
        job: { id: jobId, type: 'weekly', status: 'queued', error: null },
      },
    ]);
  });

  test('several workers start it once', async () => {
    const { nextAt } = await schedule();
    const others = [createDatabase(runtime.url), createDatabase(runtime.url)];
    const now = later(nextAt, 1000);
    const started = await Promise.all(
      Array.from({ length: 12 }, (_, i) => startDue(others[i % 2] ?? db, now)),
    );
    expect(started.flat()).toHaveLength(1);
    expect(await db.job.count()).toBe(1);
    for (const other of others) await other.$disconnect();
  });

  test('a worker killed while it starts it leaves it to another', async () => {
    await schedule();
    await db.schedule.updateMany({ data: { nextAt: later(new Date(), -HOUR_MS) } });
    // It holds the row as a start does, and never ends.
    const program = startCode(
      `const { createDatabase } = await import('@/lib/server/db/client');
       const db = createDatabase(process.env.URL);
       await db.$transaction(async (tx) => {
         await tx.$queryRaw\`SELECT 1 FROM "Schedule" FOR UPDATE\`;
         await tx.schedule.updateMany({ data: { nextAt: new Date('2099-01-01') } });
         console.log('holds it');
         await new Promise((resolve) => setTimeout(resolve, 100_000));
       }, { timeout: 100_000 });`,
      { URL: runtime.url },
    );
    await program.line(/holds it/);
    expect(await startDue(db, new Date())).toEqual([]);
    await program.kill();
    const started = await until('the row is free', async () => {
      const ids = await startDue(db, new Date());
      return ids.length > 0 && ids;
    });
    expect(started).toHaveLength(1);
    expect(await db.job.count()).toBe(1);
  });

  test('weeks that nobody looked are made up for by one run', async () => {
    const { nextAt } = await schedule();
    const late = later(nextAt, 25 * 24 * HOUR_MS);
    expect(await startDue(db, late)).toHaveLength(1);
    expect(await startDue(db, late)).toEqual([]);
    expect(await dueTime()).toEqual(later(nextAt, 28 * 24 * HOUR_MS));
  });

  test('not while it is off, and not for times before it was set', async () => {
    const { nextAt } = await schedule();
    expect(await schedule({ enabled: false })).toMatchObject({ enabled: false, nextAt: null });
    expect(await startDue(db, later(nextAt, 1))).toEqual([]);
    const again = await schedule();
    expect(new Date(again.nextAt ?? 0).getTime()).toBeGreaterThan(Date.now());
  });

  test('not a second time when the clock was put back', async () => {
    const { nextAt } = await schedule();
    await startDue(db, later(nextAt, 0));
    await db.schedule.updateMany({ data: { nextAt } });
    expect(await startDue(db, later(nextAt, 1))).toEqual([]);
    expect(await dueTime()).toEqual(later(nextAt, 7 * 24 * HOUR_MS));
    expect(await db.job.count()).toBe(1);
  });

  test('it waits half an hour for a file that is being written', async () => {
    const { nextAt } = await schedule({ folder });
    const file = path.join(folder, 'events-1.csv');
    await writeFile(file, 'ts');
    // Due now, and the file was changed just now.
    await db.schedule.updateMany({ data: { nextAt: later(new Date(), -1000) } });
    expect(await startDue(db, new Date())).toEqual([]);
    await db.schedule.updateMany({ data: { nextAt: later(new Date(), -31 * 60_000) } });
    expect(await startDue(db, new Date())).toHaveLength(1);
    // A file that nobody touches is settled.
    await db.schedule.updateMany({ data: { nextAt } });
    expect(await startDue(db, later(nextAt, 1))).toHaveLength(1);
  });

  test('a loop in each worker looks for it', async () => {
    await schedule();
    await db.schedule.updateMany({ data: { nextAt: later(new Date(), -1000) } });
    const loops = [1, 2].map(() => startScheduler({ db, lookEveryMs: 10 }));
    await until('it is started', async () => (await db.job.count()) > 0);
    for (const loop of loops) await loop.stop();
    expect(await db.job.count()).toBe(1);
  });

  test.each([
    ['inbox', 'absolute'],
    ['/no/such/folder', 'missing'],
    [import.meta.filename, 'file'],
  ])('refuses the folder %s', async (wrong, reason) => {
    const error = await appErrorOf(schedule({ folder: wrong }));
    expect([error.code, error.details.reason]).toEqual(['folder_unusable', reason]);
    expect((await getSchedule(db, datasetId)).schedule).toBeNull();
  });
});

test('a folder’s files are told by their names, and drafts are left alone', async () => {
  for (const name of [
    'events.csv',
    'Events-2023-04.parquet',
    'stickers_1.csv.gz',
    'celebs.jsonl',
    'events.csv.part',
    'events-2.csv~',
    '.events.csv',
    'notes.txt',
  ])
    await writeFile(path.join(folder, name), 'x');
  await mkdir(path.join(folder, 'events-old'));
  const soon = later(new Date(), HOUR_MS);
  const { ready, writing } = await lookInto(folder, soon);
  expect(ready.map(({ name, table }) => [name, table])).toEqual([
    ['Events-2023-04.parquet', 'events'],
    ['celebs.jsonl', 'celebs'],
    ['events.csv', 'events'],
    ['stickers_1.csv.gz', 'stickers'],
  ]);
  expect(writing).toEqual([]);
  const early = await lookInto(folder, later(new Date(), -HOUR_MS));
  expect([early.ready.length, early.writing.length]).toEqual([0, 4]);
});

test('the whole run: new files, their week, its delivery; then nothing twice', async () => {
  const runner = await JobRunner.open(runtime);
  try {
    const demo = await runner.run('demo', { scale: 0.05, seed: 5, train: false }, 'Small');
    const { versionId, datasetId } = demo.result as { versionId: string; datasetId: string };
    const trees = { kind: 'gbdt', trees: { num_iterations: 10 } };
    await runner.run('train', { versionId, candidates: [trees], promote: 'best' });
    const { dailyColumns } = await db.datasetVersion.findUniqueOrThrow({
      where: { id: versionId },
    });
    const event = dailyColumns.find((name) => /^own_(?!total)/.test(name))?.slice(4) ?? '';
    const celebs = await db.celebSummary.findMany({ where: { versionId }, take: 40 });
    const lines = [29, 30, 31].flatMap((day) =>
      celebs.map(({ celebId }) => `2023-03-${day} 10:00:00,${celebId},${celebId},${event}`),
    );
    const draft = path.join(folder, 'events-new.csv.part');
    await writeFile(draft, ['ts,actor_id,room_id,event', ...lines, ''].join('\n'));
    await rename(draft, path.join(folder, 'events-new.csv'));
    await addRecipient(
      db,
      { dataset: datasetId, channel: 'email', address: 'ara@example.com', locale: 'ko' },
      'Ara',
    );
    const { nextAt } = await setSchedule(db, { dataset: datasetId, folder, ...MONDAY_NINE }, 'Ara');

    const due = new Date(nextAt ?? 0);
    const [first = ''] = await startDue(db, due);
    await runner.send(first);
    const began = await runner.ended(first);
    expect([began.status, began.error]).toEqual(['succeeded', null]);
    const imported = await runner.follower(first);
    expect([imported.type, imported.status, imported.error]).toEqual(['import', 'succeeded', null]);
    const brief = await runner.follower(imported.id);
    expect([brief.type, brief.status, brief.error]).toEqual(['brief', 'succeeded', null]);
    const versions = await db.datasetVersion.findMany({
      where: { datasetId },
      orderBy: { number: 'asc' },
    });
    expect(
      versions.map(({ number, lastDay }) => [number, lastDay.toISOString().slice(0, 10)]),
    ).toEqual([
      [1, '2023-03-28'],
      [2, '2023-03-31'],
    ]);
    const weeks = await db.week.findMany({ where: { datasetId }, orderBy: { asOf: 'desc' } });
    expect(weeks[0]?.asOf.toISOString().slice(0, 10)).toBe('2023-04-01');
    const deliveries = () => db.briefDelivery.findMany({ where: { week: { datasetId } } });
    expect(await deliveries()).toMatchObject([
      { weekId: weeks[0]?.id, recipient: 'ara@example.com', status: 'waiting', test: '' },
    ]);

    const [second = ''] = await startDue(db, later(due, 7 * 24 * HOUR_MS));
    await runner.send(second);
    await runner.ended(second);
    const again = await runner.follower(second);
    // The file is in the dataset already: the last version is taken, whose week is frozen and told.
    expect([again.type, again.status, again.error]).toEqual(['brief', 'succeeded', null]);
    expect(await db.datasetVersion.count({ where: { datasetId } })).toBe(2);
    expect(await db.week.count({ where: { datasetId } })).toBe(weeks.length);
    expect(await deliveries()).toHaveLength(1);
    const { schedule } = await getSchedule(db, datasetId);
    expect(schedule?.runs.map(({ job }) => [job?.type, job?.status])).toEqual([
      ['brief', 'succeeded'],
      ['brief', 'succeeded'],
    ]);

    // A folder that went away is told by the run itself.
    await rename(folder, `${folder}-gone`);
    const [third = ''] = await startDue(db, later(due, 14 * 24 * HOUR_MS));
    await runner.send(third);
    const failed = await runner.ended(third);
    expect([failed.status, (failed.error as { code: string }).code]).toEqual([
      'failed',
      'folder_unusable',
    ]);
  } finally {
    await runner.close();
  }
});
