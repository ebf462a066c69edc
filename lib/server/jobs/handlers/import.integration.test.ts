import { createHash, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ImportFile, ImportPayload, JobStage } from '@/lib/contracts/jobs';
import { COMMAND_LINE_SESSION } from '@/lib/server/auth/session';
import { clusterPaths, stop as stopCluster } from '@/lib/server/db/embedded/cluster';
import { parseEnv } from '@/lib/server/env';
import { malformedFiles } from '@/lib/server/import/malformed-files';
import { sameNames } from '@/lib/server/import/test-files';
import { versionDir } from '@/lib/server/lake/layout';
import { openRuntime, type Runtime, startJobs } from '@/lib/server/runtime';
import type { JobReporter } from '../progress';
import { claimJob, createJob, getJob } from '../store';
import { uploadPath } from '../uploads';
import { runImport } from './import';

const HEADER = 'ts,actor_id,room_id,event\n';
/** Three celebs who open their rooms every day from `from` on, and a fan who likes each. */
const events = (from: number, days: number): string =>
  HEADER +
  Array.from({ length: days }, (_, i) => {
    const day = new Date(Date.UTC(2023, 0, from + i)).toISOString().slice(0, 10);
    return ['c1', 'c2', 'c3']
      .map((c) => `${day} 10:00:00,${c},${c},open\n${day} 11:00:00,f1,${c},like\n`)
      .join('');
  }).join('');

const ENDED = ['succeeded', 'failed', 'cancelled'];

let dataDir: string;
let folder: string;
let runtime: Runtime;
let jobs: Awaited<ReturnType<typeof startJobs>>;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'stagelight-import-job-'));
  folder = path.join(dataDir, 'files');
  await mkdir(folder);
  runtime = await openRuntime(parseEnv({ STAGELIGHT_DATA_DIR: dataDir, STAGELIGHT_THREADS: '2' }));
  jobs = await startJobs(runtime);
});
afterAll(async () => {
  await jobs.stop();
  await runtime.close();
  await stopCluster(clusterPaths(dataDir));
  await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
});

async function write(name: string, content: string): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, content);
  return file;
}

const fileOf = (file: string, more: Partial<ImportFile> = {}): ImportFile => ({
  table: 'events',
  path: file,
  name: path.basename(file),
  mapping: sameNames(more.table ?? 'events'),
  ...more,
});

/** Runs a job through the queue and a worker and returns its row at the end. */
async function run(payload: Partial<ImportPayload> & Pick<ImportPayload, 'files'>) {
  const job = await createJob(runtime.db, COMMAND_LINE_SESSION, 'import', 'test', payload);
  await jobs.queue.send(job.id);
  for (let tries = 0; tries < 6000; tries++) {
    const now = await getJob(runtime.db, job.id);
    if (ENDED.includes(now.status)) return now;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('the job did not end within a minute');
}

async function published(payload: Parameters<typeof run>[0]) {
  const job = await run(payload);
  if (job.status !== 'succeeded') throw new Error(`${job.status}: ${JSON.stringify(job.error)}`);
  const { datasetId, versionId } = job.result as { datasetId: string; versionId: string };
  return { datasetId, versionId, dir: versionDir(dataDir, datasetId, versionId) };
}

const newDataset = { name: 'Test', timeZone: 'Asia/Seoul' };

/** Every file below a folder with what it is on disk (inode) and what it holds. */
async function snapshot(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true }).catch(() => []);
  const lines: string[] = [];
  for (const entry of entries) {
    const file = path.join(entry.parentPath, entry.name);
    const what = entry.isDirectory()
      ? 'folder'
      : `${(await stat(file)).ino} ${createHash('sha256')
          .update(await readFile(file))
          .digest('hex')}`;
    lines.push(`${path.relative(dir, file)} ${what}`);
  }
  return lines.sort();
}

/** All that a job could leave: lake, temporary files, uploads, and the rows of datasets and versions. */
async function state() {
  const { db } = runtime;
  return {
    lake: await snapshot(path.join(dataDir, 'lake')),
    tmp: await snapshot(path.join(dataDir, 'tmp')),
    uploads: await snapshot(path.join(dataDir, 'uploads')),
    datasets: await db.dataset.findMany({ orderBy: { id: 'asc' } }),
    versions: await db.datasetVersion.findMany({ orderBy: { id: 'asc' } }),
    files: await db.importedFile.findMany({ orderBy: { id: 'asc' } }),
    days: await db.platformDay.count(),
  };
}

describe('a dataset that grows', () => {
  it('adds a version for a later file, shares its parts, and nothing for the same file', async () => {
    const { db } = runtime;
    const one = await write('one.csv', events(1, 20));
    const first = await published({ newDataset, files: [fileOf(one)] });
    const firstFiles = await snapshot(first.dir);
    expect(await db.datasetVersion.findUnique({ where: { id: first.versionId } })).toMatchObject({
      number: 1,
      eventRows: 120n,
      celebRows: 3,
      targetCelebs: 3,
    });

    const before = await state();
    const again = await run({ datasetId: first.datasetId, files: [fileOf(one)] });
    expect(again).toMatchObject({ status: 'failed', error: { code: 'nothing_new' } });
    expect(await state()).toEqual(before);

    // The same bytes under another name are the same file.
    const copy = await write('copy.csv', events(1, 20));
    const two = await write('two.csv', `${events(21, 5)}x,c1,c1,open\n`);
    const second = await published({
      datasetId: first.datasetId,
      files: [fileOf(copy), fileOf(two)],
    });
    expect(await db.datasetVersion.findUnique({ where: { id: second.versionId } })).toMatchObject({
      number: 2,
      eventRows: 150n,
    });
    expect(
      await db.importedFile.findMany({ where: { versionId: second.versionId } }),
    ).toMatchObject([
      {
        name: 'two.csv',
        rowsRead: 31n,
        rowsAccepted: 30n,
        rowsRejected: 1n,
        reasons: { bad_timestamp: 1 },
      },
    ]);
    // The first version is as it was, and its part is the second's as well: one file with two names.
    expect(await snapshot(first.dir)).toEqual(firstFiles);
    const part = 'events/part-0001.parquet';
    const [a, b] = [
      await stat(path.join(first.dir, part)),
      await stat(path.join(second.dir, part)),
    ];
    expect([a.ino, a.nlink]).toEqual([b.ino, 2]);
    expect(await readdir(path.join(second.dir, 'events'))).toEqual([
      'part-0001.parquet',
      'part-0002.parquet',
    ]);
    expect(await readFile(path.join(second.dir, 'quarantine/1-events.csv'), 'utf8')).toBe(
      'file,line,reason,column,value,raw\ntwo.csv,32,bad_timestamp,ts,x,"x,c1,c1,open"\n',
    );
    expect(await readdir(path.join(dataDir, 'tmp'))).toEqual([]);
  });

  it('leaves the last version as it was, whatever malformed file comes next', async () => {
    const dir = await mkdtemp(path.join(folder, 'malformed-'));
    const files = await malformedFiles(dir);
    const good = await write('good.csv', events(1, 16));
    const { datasetId } = await published({ newDataset, files: [fileOf(good)] });
    const before = await state();
    for (const { file, settings, code, details } of files) {
      const { mapping, overrides } = settings;
      const more = { ...(mapping ? { mapping } : {}), ...(overrides ? { overrides } : {}) };
      const job = await run({ datasetId, files: [fileOf(file, more)] });
      const error = job.error as { code: string; message: string; details: object } | null;
      expect([file, job.status, error?.code]).toEqual([file, 'failed', code]);
      expect(error?.details).toMatchObject({ ...details, file: path.basename(file) });
      expect(error?.message).toContain(path.basename(file));
      expect(await state()).toEqual(before);
    }
  }, 600_000);

  it('refuses a later file that stretches the period over decades', async () => {
    const { datasetId } = await published({
      newDataset,
      files: [fileOf(await write('now.csv', events(1, 16)))],
    });
    const before = await state();
    const late = await write('late.csv', `${HEADER}2099-01-01 00:00:00,c1,c1,open\n`);
    const job = await run({ datasetId, files: [fileOf(late)] });
    expect(job.error).toMatchObject({
      code: 'period_too_long',
      details: { file: 'late.csv', reason: '2023-01-01 to 2099-01-01', days: 27_760 },
    });
    expect(await state()).toEqual(before);
  });

  it('refuses an unknown time zone and leaves no dataset', async () => {
    const before = await state();
    const job = await run({
      newDataset: { name: 'Mars', timeZone: 'Mars/Olympus_Mons' },
      files: [fileOf(await write('mars.csv', events(1, 16)))],
    });
    expect(job.error).toMatchObject({
      code: 'time_zone_unknown',
      details: { reason: 'Mars/Olympus_Mons' },
    });
    expect(await state()).toEqual(before);
  });

  it('drops exact duplicates when asked to', async () => {
    const twice = await write('twice.csv', events(1, 16) + events(1, 16).slice(HEADER.length));
    const { versionId } = await published({
      newDataset,
      duplicates: 'drop',
      files: [fileOf(twice)],
    });
    expect(await runtime.db.importedFile.findFirst({ where: { versionId } })).toMatchObject({
      rowsRead: 192n,
      rowsAccepted: 96n,
      reasons: { duplicate: 96 },
    });
  });
});

describe('an import that is cancelled', () => {
  const STAGES: JobStage[] = [
    'hash',
    'celebs',
    'stickers',
    'events',
    'quality',
    'daily',
    'windows',
    'aggregates',
  ];

  it.each(STAGES)('leaves nothing when it is cancelled as it enters %s', async (at) => {
    const { db } = runtime;
    const contents = {
      events: events(1, 16),
      celebs: 'celeb_id\nc1\nc2\nc3\n',
      stickers: 'ts,from_id,celeb_id\n2023-01-03 10:00:00,f1,c1\n',
    } as const;
    const before = await state();
    const files: ImportFile[] = [];
    for (const table of ['events', 'celebs', 'stickers'] as const) {
      const id = randomUUID();
      await mkdir(path.dirname(uploadPath(dataDir, id)), { recursive: true });
      await writeFile(uploadPath(dataDir, id), contents[table]);
      await db.upload.create({ data: { id, name: `${table}.csv`, bytes: contents[table].length } });
      files.push({ table, uploadId: id, name: `${table}.csv`, mapping: sameNames(table) });
    }
    const payload: ImportPayload = { newDataset, files, duplicates: 'keep' };
    const created = await createJob(db, COMMAND_LINE_SESSION, 'import', 'test', payload);
    const job = await claimJob(db, created.id, 'test');
    if (!job) throw new Error('a new job can be claimed');
    await db.job.update({ where: { id: job.id }, data: { cancelRequested: true } });
    const abort = new AbortController();
    const passed: string[] = [];
    const report: JobReporter = {
      signal: abort.signal,
      stage: (stage) => {
        passed.push(stage);
        if (stage === at) abort.abort();
      },
      share: () => undefined,
      log: () => undefined,
    };
    const context = { db, dataDir, threads: 2, memoryLimitMb: 700 };
    await expect(runImport(context, job, payload, report)).rejects.toThrow();
    expect(passed.at(-1)).toBe(at);
    expect(await state()).toEqual({ ...before, uploads: [] });
    expect(await db.upload.count()).toBe(0);
    await db.job.update({ where: { id: job.id }, data: { status: 'cancelled' } });
  });

  it('keeps the uploads of a failed job and removes those of one that succeeded', async () => {
    const { db } = runtime;
    const upload = async (text: string) => {
      const id = randomUUID();
      await mkdir(path.dirname(uploadPath(dataDir, id)), { recursive: true });
      await writeFile(uploadPath(dataDir, id), text);
      await db.upload.create({ data: { id, name: 'events.csv', bytes: text.length } });
      return id;
    };
    const fileFor = (uploadId: string): ImportFile => ({
      table: 'events',
      uploadId,
      name: 'events.csv',
      mapping: sameNames('events'),
    });
    const bad = await upload(HEADER);
    expect(await run({ newDataset, files: [fileFor(bad)] })).toMatchObject({ status: 'failed' });
    expect(await db.upload.count({ where: { id: bad } })).toBe(1);
    const good = await upload(events(1, 17));
    await published({ newDataset, files: [fileFor(good)] });
    // The job's end is published first; the upload goes right after it.
    await vi.waitUntil(async () => (await db.upload.count({ where: { id: good } })) === 0, 10_000);
    expect(await readdir(path.join(dataDir, 'uploads'))).toEqual([bad]);
    // Gone means gone: the same upload cannot be imported again.
    expect(await run({ newDataset, files: [fileFor(good)] })).toMatchObject({
      error: { code: 'file_missing', details: { file: 'events.csv' } },
    });
  });
});
