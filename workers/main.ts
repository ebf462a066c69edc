/** `npm run worker`: takes jobs until it is told to stop. Any number may share a database and a data folder. */
import { openRuntime, startJobs } from '@/lib/server/runtime';

const say = (line: string) => console.log(`[worker] ${line}`);
try {
  const runtime = await openRuntime();
  const jobs = await startJobs(runtime, say);
  say('ready');
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await jobs.stop();
    await runtime.close();
    process.exit(0);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
} catch (error) {
  console.error(`[worker] ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
