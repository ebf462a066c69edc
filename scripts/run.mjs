/** `npm run demo | start | worker | stagelight | bench`: makes what is missing, then hands over to the command line. */
import { spawn } from 'node:child_process';
import { buildWeb, generateClient, installPackages, ROOT } from './setup.mjs';

const [command = 'help', ...rest] = process.argv.slice(2);
installPackages();
generateClient();
if (command === 'start' || (command === 'demo' && !rest.includes('--no-serve'))) buildWeb();

const program = command === 'bench' ? ['bench/run.ts'] : ['cli/main.ts', command];
// One process, so that a signal reaches the program itself and not only this wrapper.
const child = spawn(process.execPath, ['--import', 'tsx', ...program, ...rest], {
  cwd: ROOT,
  stdio: 'inherit',
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
