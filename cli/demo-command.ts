import { Command } from 'commander';
import { type DemoPayload, demoPayloadSchema } from '@/lib/contracts/jobs';
import type { Database } from '@/lib/server/db/client';
import { env } from '@/lib/server/env';
import { withRuntime } from '@/lib/server/runtime';
import { requireAddress } from './address';
import { number } from './options';
import { printVersion } from './report';
import { runJob } from './run-job';
import { serve } from './serve';

interface DemoOptions extends DemoPayload {
  name: string;
  serve: boolean;
  again: boolean;
}

const defaults = demoPayloadSchema.parse({});

export const demoCommand = new Command('demo')
  .description('simulate a platform, run the main job on it, and serve the dashboard')
  .option('--scale <number>', '1 = the size of the original study', number, defaults.scale)
  .option('--seed <number>', 'seed of the simulation', number, defaults.seed)
  .option('--dirty', 'plant realistic faults, each counted', false)
  .option('--name <text>', 'name of the dataset', 'Demo')
  .option('--no-serve', 'end after the job instead of serving the dashboard')
  .option('--again', 'make another dataset even if this simulation is already here', false)
  .action(async ({ name, serve: serving, again, ...payload }: DemoOptions) => {
    if (serving) await requireAddress(env());
    await withRuntime(async (runtime) => {
      const existing = again ? undefined : await findDemo(runtime.db, payload);
      if (existing)
        console.log('This simulation is already here; nothing to do (--again repeats it).');
      const versionId = existing ?? (await runJob(runtime, 'demo', name, payload)).versionId;
      await printVersion(runtime.db, versionId);
      if (serving) await serve(runtime);
    });
  });

/** The version that the same simulation made before, so that a second `npm run demo` starts at once. */
async function findDemo(db: Database, payload: DemoPayload): Promise<string | undefined> {
  const wanted = JSON.stringify(demoPayloadSchema.parse(payload));
  const jobs = await db.job.findMany({ where: { type: 'demo', status: 'succeeded' } });
  const same = jobs.filter(
    (job) => JSON.stringify(demoPayloadSchema.parse(job.payload)) === wanted,
  );
  const version = await db.datasetVersion.findFirst({
    where: { jobId: { in: same.map((job) => job.id) } },
    orderBy: { createdAt: 'desc' },
  });
  return version?.id;
}
