import path from 'node:path';
import { Command, Option } from 'commander';
import type { ImportFile } from '@/lib/contracts/jobs';
import { type Mapping, TABLES, type TableName } from '@/lib/contracts/tables';
import { AppError } from '@/lib/server/errors';
import { inspectFile } from '@/lib/server/import/inspect';
import { withRuntime } from '@/lib/server/runtime';
import { collect, number } from './options';
import { printVersion } from './report';
import { runJob } from './run-job';

interface ImportOptions extends Partial<Record<TableName, string[]>> {
  map?: string[];
  name?: string;
  dataset?: string;
  timeZone: string;
  duplicates: 'keep' | 'drop';
  observe: number;
  outcome: number;
  stride: number;
}

export const importCommand = new Command('import')
  .description('import events, stickers and celebs from CSV, TSV, JSON Lines or Parquet')
  .option('--events <file>', 'events file; may be given several times', collect)
  .option('--stickers <file>', 'stickers file', collect)
  .option('--celebs <file>', 'celebs file', collect)
  .option(
    '--map <table.field=column>',
    'map a field, e.g. events.room_id=owner_id, or a fixed value: events.event:=purchase',
    collect,
  )
  .option('--name <text>', 'name of the new dataset')
  .option('--dataset <id>', 'append to this dataset instead')
  .option('--time-zone <iana>', 'time zone of the days and of naive times', 'Asia/Seoul')
  .addOption(
    new Option('--duplicates <mode>', 'exact duplicates').choices(['keep', 'drop']).default('keep'),
  )
  .option('--observe <days>', 'observed days', number, 7)
  .option('--outcome <days>', 'outcome days', number, 7)
  .option('--stride <days>', 'days between anchors', number, 1)
  .action(runImportCommand);

async function runImportCommand(options: ImportOptions): Promise<void> {
  const files = await describeFiles(options);
  const [first] = files;
  if (!first) {
    throw new AppError('bad_request', 'Name at least one file, e.g. --events events.csv');
  }
  const name = options.name ?? first.name;
  await withRuntime(async (runtime) => {
    const { versionId } = await runJob(runtime, 'import', name, {
      ...(options.dataset
        ? { datasetId: options.dataset }
        : { newDataset: { name, timeZone: options.timeZone } }),
      files,
      duplicates: options.duplicates,
      windows: {
        observeDays: options.observe,
        outcomeDays: options.outcome,
        strideDays: options.stride,
      },
    });
    await printVersion(runtime.db, versionId);
  });
}

/** Looks into each file, completes the guessed mapping with `--map`, and says what is used. */
async function describeFiles(options: ImportOptions): Promise<ImportFile[]> {
  const files: ImportFile[] = [];
  for (const table of TABLES) {
    const explicit = explicitMapping(table, options.map ?? []);
    for (const file of options[table] ?? []) {
      const absolute = path.resolve(file);
      const name = path.basename(file);
      const seen = await inspectFile(absolute, { name, table });
      const mapping = { ...seen.mapping, ...explicit };
      const used = Object.entries(mapping).map(
        ([f, s]) => `${f} <- ${'column' in s ? s.column : JSON.stringify(s.constant)}`,
      );
      console.log(`${name}: ${seen.shape.format}, ${used.join(', ')}`);
      files.push({ table, path: absolute, name, mapping });
    }
  }
  return files;
}

/** @throws AppError `bad_request` for an entry that is neither `table.field=column` nor `table.field:=value` */
function explicitMapping(table: TableName, entries: readonly string[]): Mapping {
  const mapping: Mapping = {};
  for (const entry of entries) {
    const match = /^(\w+)\.(\w+)(:?=)(.+)$/.exec(entry);
    if (!match) {
      throw new AppError(
        'bad_request',
        `--map ${entry}: write table.field=column, or table.field:=fixed value.`,
        { reason: entry },
      );
    }
    const [, of, field, kind, value] = match;
    if (of === table && field && value) {
      mapping[field] = kind === ':=' ? { constant: value } : { column: value };
    }
  }
  return mapping;
}
