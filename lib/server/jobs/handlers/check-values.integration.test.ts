import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { QualityCheck } from '@/lib/contracts/import';
import type { ImportFile, ImportPayload } from '@/lib/contracts/jobs';
import { TABLE_FIELDS } from '@/lib/contracts/tables';
import { COMMAND_LINE_SESSION } from '@/lib/server/auth/session';
import { clusterPaths, stop as stopCluster } from '@/lib/server/db/embedded/cluster';
import { parseEnv } from '@/lib/server/env';
import { readCsv, sameNames } from '@/lib/server/import/test-files';
import { versionDir } from '@/lib/server/lake/layout';
import { openRuntime, type Runtime } from '@/lib/server/runtime';
import { simulate } from '@/lib/server/simulate';
import type { JobReporter } from '../progress';
import { claimJob, createJob } from '../store';
import { runImport } from './import';

let dataDir: string;
let runtime: Runtime;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'stagelight-check-values-'));
  runtime = await openRuntime(parseEnv({ STAGELIGHT_DATA_DIR: dataDir }));
});
afterAll(async () => {
  await runtime.close();
  await stopCluster(clusterPaths(dataDir));
  await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
});

const silent: JobReporter = {
  signal: new AbortController().signal,
  stage: () => undefined,
  share: () => undefined,
  log: () => undefined,
};

/** Does an import job's work in this process and returns the published version. */
async function importVersion(payload: Omit<ImportPayload, 'newDataset'>, timeZone: string) {
  const { db } = runtime;
  const full = { ...payload, newDataset: { name: 'Test', timeZone } };
  const created = await createJob(db, COMMAND_LINE_SESSION, 'import', 'test', full);
  const job = await claimJob(db, created.id, 'test');
  if (!job) throw new Error('a new job can be claimed');
  const context = { db, dataDir, threads: 2, memoryLimitMb: 700 };
  const { datasetId, versionId } = await runImport(context, job, full, silent);
  const version = await db.datasetVersion.findUniqueOrThrow({
    where: { id: versionId },
    include: { files: true, preparations: true },
  });
  return { ...version, dir: versionDir(dataDir, datasetId, versionId) };
}

/**
 * Days 0 to 20 (UTC, both ends inclusive), senders as celebs, one row = one own-room activity:
 * a on days 0, 9 and 20; b on every day; c on day 13 only.
 *
 * An anchor needs seven days before it and seven from it on: 7 to 14. By hand, for stride 1:
 * - a is active in the week before 7 (day 0) and 10 to 14 (day 9); quiet from the anchor on for 10, 11, 12, 13
 *   (day 9 is over, day 20 is in the outcome of 14 only): 6 windows, 4 churned;
 * - b: 8 windows, none churned;
 * - c: active in the week before 14 only, never after: 1 window, churned.
 * For stride 7, anchors 7 and 14: a 2, b 2, c 1 windows; only c churned.
 */
it.each([
  { strideDays: 1, anchors: 8, complete: 15, churned: 5 },
  { strideDays: 7, anchors: 2, complete: 5, churned: 1 },
])('counts windows as a person does, stride $strideDays', async ({ strideDays, ...expected }) => {
  const every = Array.from({ length: 21 }, (_, day) => day);
  const active: [string, number[]][] = [
    ['a', [0, 9, 20]],
    ['b', every],
    ['c', [13]],
  ];
  const lines = active.flatMap(([sender, days]) =>
    days.map((day) => `2004-04-${String(day + 1).padStart(2, '0')}T23:59:59Z,${sender},someone`),
  );
  const file = path.join(dataDir, 'messages.csv');
  await writeFile(file, `timestamp,sender,receiver\n${lines.join('\n')}\n`);
  const source: ImportFile = {
    table: 'events',
    path: file,
    name: 'messages.csv',
    mapping: {
      ts: { column: 'timestamp' },
      actor_id: { column: 'sender' },
      room_id: { column: 'sender' },
      event: { constant: 'message' },
    },
  };
  const windows = { observeDays: 7, outcomeDays: 7, strideDays };
  const version = await importVersion({ files: [source], duplicates: 'keep', windows }, 'UTC');
  expect(version).toMatchObject({ eventRows: 25n, targetCelebs: 3, celebRows: 3 });
  expect(version.preparations).toMatchObject([{ strideDays, ...expected }]);
});

it('reports exactly the faults that were planted in a dirty simulation', async () => {
  const outDir = path.join(dataDir, 'dirty');
  const made = await simulate({ scale: 0.02, seed: 7, dirty: true, outDir, format: 'csv' });
  const planted = (kind: string) => made.faults[kind] ?? 0;
  const files = made.files.map(
    (f): ImportFile => ({
      table: f.table,
      path: f.path,
      name: path.basename(f.path),
      mapping: sameNames(f.table, ...TABLE_FIELDS[f.table].map((field) => field.name)),
    }),
  );
  const version = await importVersion({ files, duplicates: 'keep' }, made.timeZone);
  const of = (table: string) => version.files.filter((f) => f.table === table);
  const sum = (table: string, reason: string) =>
    of(table).reduce((n, f) => n + ((f.reasons as Record<string, number>)[reason] ?? 0), 0);

  // Every record is accounted for.
  for (const { path: file, rows } of made.files) {
    const stored = version.files.find((f) => f.name === path.basename(file));
    expect(stored).toMatchObject({ rowsRead: BigInt(rows) });
    expect(stored?.rowsRead).toBe((stored?.rowsAccepted ?? 0n) + (stored?.rowsRejected ?? 0n));
  }
  // Each fault that makes a row unusable is a reason, with its exact count; nothing else is rejected.
  expect({
    bad_timestamp: sum('events', 'bad_timestamp'),
    missing_value: sum('events', 'missing_value'),
    truncated_last_line: sum('events', 'truncated_last_line'),
    not_positive: sum('stickers', 'not_positive'),
  }).toEqual({
    bad_timestamp: planted('broken_time'),
    missing_value: planted('missing_actor'),
    truncated_last_line: planted('truncated_last_line'),
    not_positive: planted('sticker_quantity_zero') + planted('sticker_quantity_negative'),
  });
  const rejected = version.files.reduce((n, f) => n + Number(f.rowsRejected), 0);
  expect(rejected).toBe(
    planted('broken_time') +
      planted('missing_actor') +
      planted('truncated_last_line') +
      planted('sticker_quantity_zero') +
      planted('sticker_quantity_negative'),
  );
  // Faults that leave a row usable are seen by the quality report.
  const { checks } = version.quality as unknown as { checks: QualityCheck[] };
  const check = (name: string) => checks.find((c) => c.check === name);
  expect(check('rooms_without_celeb')?.params.rows).toBe(planted('unknown_celeb'));
  expect(of('celebs')).toMatchObject([{ rowsRejected: 0n }]); // CP949, read all the same
  for (const kind of ['time_iso_offset', 'time_slashes', 'time_epoch_seconds', 'time_iso_utc'])
    expect(planted(kind)).toBeGreaterThan(0);

  // Every rejected row is in the quarantine file, with its line.
  for (const f of version.files) {
    if (f.quarantineFile === null) continue;
    const text = await readFile(path.join(version.dir, 'quarantine', f.quarantineFile), 'utf8');
    const rows = readCsv(text);
    expect(rows).toHaveLength(Number(f.rowsRejected));
    const source = made.files.find((m) => path.basename(m.path) === f.name);
    const lines = (await readFile(source?.path ?? '', 'utf8')).split('\n');
    for (const row of rows) expect(lines[Number(row.line) - 1]).toBe(row.raw);
  }
});

it('finds the planted duplicates when they are dropped', async () => {
  const outDir = path.join(dataDir, 'dirty-again');
  const made = await simulate({ scale: 0.02, seed: 7, dirty: true, outDir, format: 'csv' });
  const clean = path.join(dataDir, 'clean');
  const pure = await simulate({ scale: 0.02, seed: 7, dirty: false, outDir: clean, format: 'csv' });
  const repeated = async (result: typeof made) => {
    const files = result.files
      .filter((f) => f.table === 'events')
      .map(
        (f): ImportFile => ({
          table: 'events',
          path: f.path,
          name: path.basename(f.path),
          mapping: sameNames('events'),
        }),
      );
    const version = await importVersion({ files, duplicates: 'drop' }, result.timeZone);
    return version.files.reduce(
      (n, f) => n + ((f.reasons as Record<string, number>).duplicate ?? 0),
      0,
    );
  };
  // People do the same thing twice in a second without any fault; those rows are there in both simulations.
  const natural = await repeated(pure);
  expect(await repeated(made)).toBe(natural + (made.faults.duplicate_event ?? 0));
});
