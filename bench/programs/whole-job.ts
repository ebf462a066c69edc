/** Runs the main job once on simulated data of the given scale; prints its seconds and this process's peak memory. */
import { runJob } from '@/cli/run-job';
import { withRuntime } from '@/lib/server/runtime';

const scale = Number(process.argv[2] ?? '1');
await withRuntime(async (runtime) => {
  const began = performance.now();
  await runJob(runtime, 'demo', `Scale ${scale}`, { scale, train: false });
  const seconds = (performance.now() - began) / 1000;
  console.log(JSON.stringify({ seconds, peakMb: process.resourceUsage().maxRSS / 1024 }));
});
