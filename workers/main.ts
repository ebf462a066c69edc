/** `npm run worker`: takes jobs, starts weekly runs that are due, and delivers briefs and webhooks until it is told to stop. Any number may share a database and a data folder. */
import { startPostman } from '@/lib/server/delivery/postman';
import { endWithLauncher } from '@/lib/server/launcher';
import { openRuntime, startJobs } from '@/lib/server/runtime';
import { startScheduler } from '@/lib/server/schedule/scheduler';
import { startSender } from '@/lib/server/webhooks/sender';

/** Longer than stopping in order takes; after that the job is left to whoever finds it abandoned. */
const STOP_WITHIN_MS = 12_000;

const say = (line: string) => console.log(`[worker] ${line}`);
// Whatever escapes leaves the state of this process unknown: end it, its job is taken up by another.
process.on('unhandledRejection', (error) => {
  console.error('[worker]', error);
  process.exit(1);
});

let stop: () => Promise<void> = async () => undefined;
let stopping = false;
const end = () => {
  if (stopping) process.exit(1);
  stopping = true;
  setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
  stop().then(
    () => process.exit(0),
    () => process.exit(1),
  );
};
process.on('SIGINT', end);
process.on('SIGTERM', end);
endWithLauncher(() => {
  if (!stopping) end();
});

try {
  const runtime = await openRuntime();
  stop = () => runtime.close();
  const jobs = await startJobs(runtime, say);
  const parts = { db: runtime.db, echo: say };
  const loops = [startSender(parts), startPostman(parts), startScheduler(parts)];
  stop = async () => {
    await Promise.all([jobs.stop(), ...loops.map((loop) => loop.stop())]);
    await runtime.close();
  };
  if (!stopping) say('ready');
} catch (error) {
  console.error(`[worker] ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
