import path from 'node:path';
import { Command, Option } from 'commander';
import { type Overrides, overridesSchema } from '@/lib/contracts/import';
import type { ImportFile } from '@/lib/contracts/jobs';
import {
  ENCODINGS,
  type Mapping,
  TABLE_FIELDS,
  TABLES,
  type TableName,
} from '@/lib/contracts/tables';
import { AppError } from '@/lib/server/errors';
import { inspectFile } from '@/lib/server/import/inspect';
import { withRuntime } from '@/lib/server/runtime';
import { findVersion } from './find-version';
import { collect, number } from './options';
import { printVersion } from './report';
import { runJob } from './run-job';

interface ImportOptions extends Partial<Record<TableName, string[]>> {
  map?: string[];
  name?: string;
  dataset?: string;
  timeZone: string;
  duplicates: 'keep' | 'drop';
  delimiter?: string;
  encoding?: Overrides['encoding'];
  header: boolean;
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
  .option('--dataset <name or id>', 'append to this dataset instead')
  .option('--time-zone <iana>', 'time zone of the days and of naive times', 'Asia/Seoul')
  .addOption(
    new Option('--duplicates <mode>', 'exact duplicates').choices(['keep', 'drop']).default('keep'),
  )
  .option('--delimiter <character>', 'delimiter, if the detected one is wrong; "tab" for a tab')
  .addOption(
    new Option('--encoding <name>', 'encoding, if the detected one is wrong').choices(ENCODINGS),
  )
  .option('--no-header', 'the first row is no header; columns are called column1, column2, ...')
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
    const base = options.dataset ? await findVersion(runtime.db, options.dataset) : undefined;
    const { versionId } = await runJob(runtime, 'import', name, {
      ...(base
        ? { datasetId: base.datasetId }
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
export async function describeFiles(
  options: Pick<ImportOptions, TableName | 'map' | 'delimiter' | 'encoding' | 'header'>,
): Promise<ImportFile[]> {
  const files: ImportFile[] = [];
  const overrides = overridesOf(options);
  for (const table of TABLES) {
    const explicit = explicitMapping(table, options.map ?? []);
    for (const file of options[table] ?? []) {
      const absolute = path.resolve(file);
      const name = path.basename(file);
      const seen = await inspectFile(absolute, { name, table, overrides });
      const mapping = { ...seen.mapping, ...explicit };
      const used = Object.entries(mapping).map(
        ([f, s]) => `${f} <- ${'column' in s ? s.column : JSON.stringify(s.constant)}`,
      );
      console.log(`${name}: ${seen.shape.format}, ${used.join(', ')}`);
      files.push({ table, path: absolute, name, mapping, overrides });
    }
  }
  return files;
}

/** @throws AppError `bad_request` for a delimiter that is not one ASCII character */
function overridesOf({
  delimiter,
  encoding,
  header,
}: Pick<ImportOptions, 'delimiter' | 'encoding' | 'header'>): Overrides {
  const parsed = overridesSchema.safeParse({
    ...(delimiter === undefined ? {} : { delimiter: delimiter === 'tab' ? '\t' : delimiter }),
    ...(encoding === undefined ? {} : { encoding }),
    ...(header ? {} : { header }),
  });
  if (parsed.success) return parsed.data;
  throw new AppError(
    'bad_request',
    `--delimiter ${delimiter}: give one character that does not occur in words, or "tab".`,
    { reason: delimiter ?? '' },
  );
}

/** @throws AppError `bad_request` for an entry that is not `table.field=column` or `table.field:=value` of a known field */
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
    const [, of = '', field = '', kind, value] = match;
    const fields = TABLE_FIELDS[of as TableName]?.map((f): string => f.name);
    if (!fields?.includes(field)) {
      throw new AppError(
        'bad_request',
        `--map ${entry}: there is no field ${of}.${field}. ${fields ? `Fields of ${of}: ${fields.join(', ')}` : `Tables: ${TABLES.join(', ')}`}.`,
        { field, reason: entry },
      );
    }
    if (of === table && value) {
      mapping[field] = kind === ':=' ? { constant: value } : { column: value };
    }
  }
  return mapping;
}
