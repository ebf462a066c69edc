/**
 * `npm run verify-datasets -- <folder>`: imports four public data sets through the real import (queue, worker,
 * embedded database in a temporary folder) and compares every count with an independent one. A developer's tool: the
 * data sets are not part of the project.
 *
 * The folder holds, with the columns named here:
 * - `collegemsg/events.csv.gz`: timestamp, actor_id, owner_id, event_type, amount (59,835 private messages, SNAP);
 * - `online_retail/raw.csv.gz`: InvoiceNo, StockCode, Description, Quantity, InvoiceDate, UnitPrice, CustomerID,
 *   Country (541,909 rows, UCI 352) and `online_retail/events.csv.gz`, the rows with a customer as events;
 * - `gamelaunch/events.csv.gz`: as collegemsg, with owner_id empty in all 29,324 rows.
 */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { runJob } from '@/cli/run-job';
import type { ImportFile, ImportPayload } from '@/lib/contracts/jobs';
import type { Mapping } from '@/lib/contracts/tables';
import { clusterPaths, stop } from '@/lib/server/db/embedded/cluster';
import { parseEnv } from '@/lib/server/env';
import { AppError } from '@/lib/server/errors';
import { inspectFile } from '@/lib/server/import/inspect';
import { versionDir } from '@/lib/server/lake/layout';
import { openRuntime } from '@/lib/server/runtime';

const folder = process.argv[2];
if (!folder) {
  console.error('Name the folder of the data sets: npm run verify-datasets -- <folder>');
  process.exit(2);
}
const file = (name: string) => path.resolve(folder, name);
const columns = (fields: Record<string, string>): Mapping =>
  Object.fromEntries(Object.entries(fields).map(([field, column]) => [field, { column }]));

const dataDir = await mkdtemp(path.join(os.tmpdir(), 'stagelight-verify-'));
const runtime = await openRuntime(parseEnv({ STAGELIGHT_DATA_DIR: dataDir }));
try {
  await collegemsg();
  await onlineRetailRaw();
  await onlineRetailEvents();
  await gamelaunch();
  console.log('\nEvery count is as it should be.');
} finally {
  await runtime.close();
  await stop(clusterPaths(dataDir));
  await rm(dataDir, { recursive: true, force: true });
}

function check(what: string, actual: unknown, expected: unknown): void {
  assert.deepEqual(actual, expected, what);
  console.log(`  ok: ${what}: ${JSON.stringify(actual)}`);
}

async function guess(name: string): Promise<Record<string, unknown>> {
  const seen = await inspectFile(file(name), { name: path.basename(name) });
  const mapping = Object.entries(seen.mapping).map(([f, s]) => [f, 'column' in s ? s.column : s]);
  return {
    table: seen.table,
    mapping: Object.fromEntries(mapping),
    unmapped: seen.unmapped,
    warnings: seen.warnings,
  };
}

async function importFiles(
  title: string,
  files: readonly ImportFile[],
  more: Partial<ImportPayload> = {},
) {
  const timeZone = more.newDataset?.timeZone ?? 'UTC';
  const { datasetId, versionId } = await runJob(runtime, 'import', title, {
    ...more,
    newDataset: { name: title, timeZone },
    files,
  });
  const version = await runtime.db.datasetVersion.findUniqueOrThrow({
    where: { id: versionId },
    include: { files: { orderBy: { table: 'asc' } }, preparations: true },
  });
  const reports = version.files.map((f) => ({
    table: f.table,
    read: Number(f.rowsRead),
    accepted: Number(f.rowsAccepted),
    reasons: f.reasons,
  }));
  // Each rejected row is one line of the quarantine file (no cell of these data sets holds a line end).
  for (const f of version.files.filter((row) => row.quarantineFile !== null)) {
    const dir = versionDir(runtime.env.dataDir, datasetId, versionId);
    const text = await readFile(path.join(dir, 'quarantine', f.quarantineFile ?? ''), 'utf8');
    assert.equal(text.split('\n').length - 2, Number(f.rowsRejected), `quarantine of ${f.name}`);
  }
  const [windows] = version.preparations;
  return { version, reports, windows };
}

/**
 * Check values of the method (section 4): the sender is the celeb, one row is one own-room activity, UTC days.
 * By pandas: activity per sender and day; for each anchor a from day 7 to the last day - 6, in steps of the stride,
 * a window for each sender active in [a - 7, a - 1], churned when inactive in [a, a + 6].
 */
async function collegemsg(): Promise<void> {
  const name = 'collegemsg/events.csv.gz';
  check(`${name}: guess`, await guess(name), {
    table: 'events',
    mapping: { ts: 'timestamp', actor_id: 'actor_id', room_id: 'owner_id', event: 'event_type' },
    unmapped: [],
    warnings: [],
  });
  const source: ImportFile = {
    table: 'events',
    path: file(name),
    name: path.basename(name),
    mapping: {
      ...columns({ ts: 'timestamp', actor_id: 'actor_id', room_id: 'actor_id' }),
      event: { constant: 'message' },
    },
  };
  const values = [
    { strideDays: 7, anchors: 26, complete: 6_174, churned: 2_599 },
    { strideDays: 1, anchors: 182, complete: 43_211, churned: 18_317 },
  ];
  for (const { strideDays, ...expected } of values) {
    const settings = { observeDays: 7, outcomeDays: 7, strideDays };
    const { reports, windows } = await importFiles(`collegemsg, stride ${strideDays}`, [source], {
      windows: settings,
    });
    check('rows', reports, [{ table: 'events', read: 59_835, accepted: 59_835, reasons: {} }]);
    const { anchors, complete, churned } = windows ?? {};
    check(`windows, stride ${strideDays}`, { anchors, complete, churned }, expected);
  }
}

/**
 * By raw DuckDB on `read_csv(..., all_varchar = true)`:
 * - 541,909 rows; 135,080 without a CustomerID; 406,829 with one;
 * - `count(*) - count of SELECT DISTINCT *` = 5,268 over all rows, 5,225 over those with a customer (401,604 distinct);
 * - of the rows with a customer, 8,905 have a Quantity below zero (cancellations; none is zero), 397,924 above; no
 *   price of theirs is negative (the two negative prices have no customer), 40 of the latter are zero;
 * - of those 397,924, 392,732 are distinct: 5,192 repeat another row.
 */
async function onlineRetailRaw(): Promise<void> {
  const name = 'online_retail/raw.csv.gz';
  check(`${name}: guess`, await guess(name), {
    table: 'stickers',
    mapping: {
      ts: 'InvoiceDate',
      from_id: 'CustomerID',
      quantity: 'Quantity',
      amount: 'UnitPrice',
    },
    unmapped: ['celeb_id'],
    warnings: [],
  });
  const events: ImportFile = {
    table: 'events',
    path: file(name),
    name: path.basename(name),
    mapping: {
      ...columns({ ts: 'InvoiceDate', actor_id: 'CustomerID', room_id: 'CustomerID' }),
      event: { constant: 'purchase' },
    },
  };
  const stickers: ImportFile = {
    ...events,
    table: 'stickers',
    mapping: columns({
      ts: 'InvoiceDate',
      from_id: 'CustomerID',
      celeb_id: 'StockCode',
      quantity: 'Quantity',
      amount: 'UnitPrice',
      sticker: 'Description',
    }),
  };
  const newDataset = { name, timeZone: 'Europe/London' };
  const kept = await importFiles('online retail', [events, stickers], { newDataset });
  check('rows, duplicates kept', kept.reports, [
    { table: 'events', read: 541_909, accepted: 406_829, reasons: { missing_value: 135_080 } },
    {
      table: 'stickers',
      read: 541_909,
      accepted: 397_924,
      reasons: { missing_value: 135_080, not_positive: 8_905 },
    },
  ]);
  const { checks } = kept.version.quality as { checks: { check: string; count: number }[] };
  const free = checks.find((c) => c.check === 'stickers_without_amount')?.count;
  check('purchases for nothing', free, 40);

  const dropped = await importFiles('online retail, without duplicates', [events, stickers], {
    newDataset,
    duplicates: 'drop',
  });
  check('rows, duplicates dropped', dropped.reports, [
    {
      table: 'events',
      read: 541_909,
      accepted: 401_604,
      reasons: { missing_value: 135_080, duplicate: 5_225 },
    },
    {
      table: 'stickers',
      read: 541_909,
      accepted: 392_732,
      reasons: { missing_value: 135_080, not_positive: 8_905, duplicate: 5_192 },
    },
  ]);
  // By invoice, which every row has, nothing is rejected, and all exact duplicates are found.
  const byInvoice: ImportFile = {
    ...events,
    mapping: { ...events.mapping, ...columns({ actor_id: 'InvoiceNo', room_id: 'InvoiceNo' }) },
  };
  const all = await importFiles('online retail by invoice', [byInvoice], {
    newDataset,
    duplicates: 'drop',
  });
  check('rows by invoice', all.reports, [
    { table: 'events', read: 541_909, accepted: 536_641, reasons: { duplicate: 5_268 } },
  ]);
}

/** Buyers act in the rooms of products: no actor owns a room, so as guessed there is no celeb. */
async function onlineRetailEvents(): Promise<void> {
  const name = 'online_retail/events.csv.gz';
  const seen = await inspectFile(file(name), { name: path.basename(name) });
  const source: ImportFile = {
    table: seen.table,
    path: file(name),
    name: seen.name,
    mapping: seen.mapping,
  };
  const refusal = await refused(importFiles('online retail events', [source]));
  check(`${name} as guessed`, refusal.code, 'no_target_celebs');
  const own = { ...source, mapping: { ...source.mapping, ...columns({ room_id: 'actor_id' }) } };
  const { reports } = await importFiles('online retail events, own rooms', [own]);
  check('rows', reports, [{ table: 'events', read: 406_829, accepted: 406_829, reasons: {} }]);
}

async function gamelaunch(): Promise<void> {
  const name = 'gamelaunch/events.csv.gz';
  check(`${name}: guess`, await guess(name), {
    table: 'events',
    mapping: { ts: 'timestamp', actor_id: 'actor_id', event: 'event_type' },
    unmapped: ['room_id'],
    warnings: ['no_room_column'],
  });
  const source: ImportFile = {
    table: 'events',
    path: file(name),
    name: path.basename(name),
    mapping: columns({ ts: 'timestamp', actor_id: 'actor_id', event: 'event_type' }),
  };
  const without = await refused(importFiles('gamelaunch', [source]));
  check(
    'without a room',
    [without.code, without.message],
    [
      'mapping_incomplete',
      'events.csv.gz: nothing is mapped to room_id, which the events table needs. It names the owner of the room in which the event happened. If every actor acts in a room of their own, map it to the same column as actor_id.',
    ],
  );
  const empty = { ...source, mapping: { ...source.mapping, ...columns({ room_id: 'owner_id' }) } };
  const refusal = await refused(importFiles('gamelaunch', [empty]));
  check(
    'with the empty column',
    [refusal.code, refusal.message],
    [
      'mapping_column_empty',
      'events.csv.gz: the column "owner_id", mapped to room_id, is empty in all 29324 rows. Stagelight needs the owner of the room in which each event happened: own-room activity is an event whose actor is the owner. Map another column, or map room_id to the same column as actor_id if every actor acts in a room of their own.',
    ],
  );
}

async function refused(work: Promise<unknown>): Promise<AppError> {
  const error: unknown = await work.then(
    () => new Error('the import succeeded'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof AppError)) throw error;
  return error;
}
