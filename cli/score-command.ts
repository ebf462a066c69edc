import { Command } from 'commander';
import { withRuntime } from '@/lib/server/runtime';
import { findVersion } from './find-version';
import { number } from './options';
import { printSnapshot } from './report';
import { runChain } from './run-job';

interface ScoreOptions {
  dataset?: string;
  asOf?: string;
  weeksBefore: number;
}

export const scoreCommand = new Command('score')
  .description("score all celebs as of a day with the champions' models")
  .option('--dataset <name or id>', 'dataset whose newest version is used; default: the newest')
  .option('--as-of <day>', 'anchor day, YYYY-MM-DD; default: the day after the data')
  .option('--weeks-before <number>', 'earlier weeks that are scored first', number, 0)
  .action(async ({ dataset, ...day }: ScoreOptions) => {
    await withRuntime(async (runtime) => {
      const { versionId, title } = await findVersion(runtime.db, dataset);
      const [scored] = await runChain(runtime, 'score', title, { versionId, ...day });
      await printSnapshot(runtime.db, scored?.snapshotId);
    });
  });
