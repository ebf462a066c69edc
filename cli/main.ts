import { Command } from 'commander';
import { env } from '@/lib/server/env';
import { openRuntime, withRuntime } from '@/lib/server/runtime';
import { requireAddress } from './address';
import { briefCommand } from './brief-command';
import { demoCommand } from './demo-command';
import { doctor } from './doctor';
import { explainCommand } from './explain-command';
import { importCommand } from './import-command';
import { scoreCommand } from './score-command';
import { searchCommand } from './search-command';
import { serve } from './serve';
import { trainCommand } from './train-command';

const program = new Command('stagelight')
  .description('Churn analytics for creator platforms.')
  .showHelpAfterError()
  .addCommand(demoCommand)
  .addCommand(importCommand)
  .addCommand(trainCommand)
  .addCommand(searchCommand)
  .addCommand(scoreCommand)
  .addCommand(explainCommand)
  .addCommand(briefCommand);

program
  .command('start')
  .description('serve the dashboard and run jobs')
  .action(async () => {
    await requireAddress(env());
    await withRuntime(serve);
  });

program
  .command('worker')
  .description('run jobs only; any number of workers may share a database and a data folder')
  .action(async () => {
    await import('@/workers/main');
  });

program
  .command('doctor')
  .description('check this installation: settings, database, data folder, memory, disk')
  .action(async () => {
    process.exitCode = (await doctor(openRuntime)) ? 0 : 1;
  });

try {
  await program.parseAsync();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
