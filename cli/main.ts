import path from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { type Mapping, TABLES, type TableName } from '@/lib/contracts/tables';
import { AppError } from '@/lib/server/errors';
import { inspectFile } from '@/lib/server/import/inspect';
import { describeDatasets } from '@/lib/server/queries/datasets';
import { openRuntime } from '@/lib/server/runtime';
import { runJob } from './run-job';

const number = (text: string): number => {
  const value = Number(text);
  if (!Number.isFinite(value)) throw new InvalidArgumentError(`"${text}" is not a number.`);
  return value;
};
const collect = (value: string, all: string[] = []) => [...all, value];

const program = new Command('stagelight')
  .description('Churn analytics for creator platforms.')
  .showHelpAfterError();

program
  .command('demo')
  .description('simulate a platform and import it as a dataset')
  .option('--scale <number>', '1 = the size of the original study (5.19 million events)', number, 1)
  .option('--seed <number>', 'seed of the simulation', number, 20230328)
  .option('--dirty', 'plant realistic faults, each counted', false)
  .option('--name <text>', 'name of the dataset', 'Demo')
  .action(async (options: { scale: number; seed: number; dirty: boolean; name: string }) => {
    await report(
      await runJob('demo', options.name, {
        scale: options.scale,
        seed: options.seed,
        dirty: options.dirty,
      }),
    );
  });

program
  .command('import')
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
  .action(async (options: ImportOptions) => {
    const files = [];
    for (const table of TABLES) {
      for (const file of options[table] ?? []) {
        const absolute = path.resolve(file);
        const name = path.basename(file);
        const seen = await inspectFile(absolute, { name, table });
        const mapping = { ...seen.mapping, ...explicitMapping(table, options.map ?? []) };
        console.log(
          `${name}: ${seen.shape.format}, ${Object.entries(mapping)
            .map(([f, s]) => `${f} <- ${'column' in s ? s.column : JSON.stringify(s.constant)}`)
            .join(', ')}`,
        );
        files.push({ table, path: absolute, name, mapping });
      }
    }
    if (files.length === 0)
      throw new AppError('bad_request', 'Name at least one file, e.g. --events events.csv');
    const name = options.name ?? files[0]?.name ?? 'Dataset';
    await report(
      await runJob('import', name, {
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
      }),
    );
  });

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

function explicitMapping(table: TableName, entries: readonly string[]): Mapping {
  const mapping: Mapping = {};
  for (const entry of entries) {
    const match = /^(\w+)\.(\w+)(:?=)(.+)$/.exec(entry);
    if (!match)
      throw new AppError(
        'bad_request',
        `--map ${entry}: write table.field=column, or table.field:=fixed value.`,
        { reason: entry },
      );
    const [, of, field, kind, value] = match;
    if (of === table && field && value)
      mapping[field] = kind === ':=' ? { constant: value } : { column: value };
  }
  return mapping;
}

async function report(result: { datasetId: string; versionId: string }): Promise<void> {
  const runtime = await openRuntime();
  try {
    const dataset = (await describeDatasets(runtime.db)).find((d) => d.id === result.datasetId);
    const version = dataset?.versions.find((v) => v.id === result.versionId);
    if (!dataset || !version) return;
    const { windows } = version;
    console.log(
      [
        `Dataset ${dataset.name} (${dataset.id}), version ${version.number}: ${version.firstDay} to ${version.lastDay}`,
        `  ${version.eventRows} events, ${version.stickerRows} stickers, ${version.celebRows} celebs, ${version.targetCelebs} of them target celebs`,
        `  ${windows.anchors} anchors, ${windows.complete} windows, ${windows.churned} churned (${(windows.churned / Math.max(1, windows.complete)).toFixed(4)}), ${windows.stickerPositive} with stickers`,
      ].join('\n'),
    );
  } finally {
    await runtime.close();
  }
}

try {
  await program.parseAsync();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
