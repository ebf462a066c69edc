import { Command } from 'commander';
import { withRuntime } from '@/lib/server/runtime';
import { findVersion } from './find-version';
import { number } from './options';
import { printWeek } from './report';
import { runChain } from './run-job';

interface BriefOptions {
  dataset?: string;
  asOf?: string;
  weeksBefore: number;
}

export const briefCommand = new Command('brief')
  .description(
    'freeze the week before a day: scores, priority group, what changed, how the last prediction did',
  )
  .option('--dataset <name or id>', 'dataset whose newest version is used; default: the newest')
  .option('--as-of <day>', 'anchor day, YYYY-MM-DD; default: the day after the data')
  .option('--weeks-before <number>', 'earlier weeks that are frozen first', number, 0)
  .action(async ({ dataset, ...day }: BriefOptions) => {
    await withRuntime(async (runtime) => {
      const { versionId, title } = await findVersion(runtime.db, dataset);
      const [made] = await runChain(runtime, 'brief', title, { versionId, ...day });
      await printWeek(runtime.db, made?.weekId);
    });
  });
