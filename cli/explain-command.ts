import { Command } from 'commander';
import { type ExplainSettings, explainPayloadSchema } from '@/lib/contracts/explain-job';
import { withRuntime } from '@/lib/server/runtime';
import { findVersion } from './find-version';
import { number } from './options';
import { printExplanation } from './report';
import { runChain } from './run-job';

interface ExplainOptions extends ExplainSettings {
  dataset?: string;
  asOf?: string;
}

const defaults = explainPayloadSchema.omit({ versionId: true }).parse({});

export const explainCommand = new Command('explain')
  .description("explain the champions' models, and judge every feature by VIF and Boruta-SHAP")
  .option('--dataset <name or id>', 'dataset whose newest version is used; default: the newest')
  .option(
    '--as-of <day>',
    'day whose celebs are explained one by one, YYYY-MM-DD; default: the day after the data',
  )
  .option('--vif-limit <number>', 'features above it are collinear', number, defaults.vifLimit)
  .option('--alpha <number>', 'level of the Boruta test', number, defaults.alpha)
  .option('--trials <number>', 'most Boruta trials', number, defaults.trials)
  .option('--samples <number>', 'gradients for each explained window', number, defaults.samples)
  .option('--seed <number>', 'seed of everything that is drawn', number, defaults.seed)
  .action(async ({ dataset, ...settings }: ExplainOptions) => {
    await withRuntime(async (runtime) => {
      const { versionId, title } = await findVersion(runtime.db, dataset);
      const [explained] = await runChain(runtime, 'explain', title, { versionId, ...settings });
      await printExplanation(runtime.db, explained?.explanationId);
    });
  });
