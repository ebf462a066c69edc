import { Command, Option } from 'commander';
import { TARGETS, type Target } from '@/lib/contracts/models';
import { newSearchSchema, searchSettingsSchema } from '@/lib/contracts/search';
import { COMMAND_LINE_SESSION } from '@/lib/server/auth/session';
import { createSearch, trialTraining } from '@/lib/server/models/search/commands';
import { describeSearch } from '@/lib/server/queries/searches/searches';
import { withRuntime } from '@/lib/server/runtime';
import { findVersion } from './find-version';
import { number } from './options';
import { printRuns, printTrials } from './report';
import { runJob } from './run-job';

const defaults = newSearchSchema.omit({ versionId: true, target: true }).parse({});

interface SearchOptions {
  dataset?: string;
  target: Target;
  trials: number;
  epochs: number;
  sampler: 'tpe' | 'random';
  seed: number;
  pruning: boolean;
  resume?: string;
  train: boolean;
}

export const searchCommand = new Command('search')
  .description('search good settings of a sequence model')
  .option('--dataset <name or id>', 'dataset whose newest version is used; default: the newest')
  .addOption(new Option('--target <name>', 'what to foretell').choices(TARGETS).default('churn'))
  .option('--trials <number>', 'models to train', number, defaults.trials)
  .option('--epochs <number>', 'epochs of a trial at most', number, defaults.epochs)
  .addOption(
    new Option('--sampler <name>', 'how to choose').choices(['tpe', 'random']).default('tpe'),
  )
  .option('--seed <number>', 'seed of the search', number, defaults.seed)
  .option('--no-pruning', 'train every trial to its end')
  .option('--resume <id>', 'go on with a search that was stopped')
  .option('--train', 'train the best trial as a run afterwards', false)
  .action(async (options: SearchOptions) => {
    await withRuntime(async (runtime) => {
      const { db } = runtime;
      const { versionId, title } = await findVersion(db, options.dataset);
      const settings = () => searchSettingsSchema.parse({ ...options, versionId });
      const id = options.resume ?? (await createSearch(db, COMMAND_LINE_SESSION, settings())).id;
      console.log(`Search ${id}; --resume ${id} goes on with it if it is stopped.`);
      await runJob(runtime, 'search', title, { searchId: id });
      const search = await describeSearch(db, id);
      printTrials(search);
      if (!options.train || !search.best) return;
      const training = await trialTraining(db, id, search.best.number, false);
      const { runIds } = await runJob(runtime, 'train', title, training.payload);
      await printRuns(db, runIds ?? []);
    });
  });
