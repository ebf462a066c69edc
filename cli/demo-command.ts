import { Command } from 'commander';
import { defaultTraining } from '@/lib/contracts/default-candidates';
import { type DemoPayload, demoPayloadSchema } from '@/lib/contracts/jobs';
import type { Database } from '@/lib/server/db/client';
import { env } from '@/lib/server/env';
import { withRuntime } from '@/lib/server/runtime';
import { requireAddress } from './address';
import { number } from './options';
import { printExplanation, printRuns, printSnapshot, printVersion, printWeek } from './report';
import { runChain } from './run-job';
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
  .option('--no-train', 'import only: no models, no scores')
  .option('--no-serve', 'end after the job instead of serving the dashboard')
  .option('--again', 'make another dataset even if this simulation is already here', false)
  .action(async ({ name, serve: serving, again, ...payload }: DemoOptions) => {
    if (serving) await requireAddress(env());
    await withRuntime(async (runtime) => {
      const existing = again ? undefined : await findDemo(runtime.db, payload);
      if (existing) console.log('This simulation is already here (--again makes it once more).');
      const made = existing ? [] : await runChain(runtime, 'demo', name, payload);
      const versionId = existing ?? made[0]?.versionId ?? '';
      await printVersion(runtime.db, versionId);
      // A demo that was broken off while it trained goes on where it was.
      const lacksModels = existing && payload.train && (await isUntrained(runtime.db, existing));
      const [trained, scored, explained, briefed] = lacksModels
        ? await runChain(runtime, 'train', name, defaultTraining(existing))
        : made.slice(1);
      await printRuns(runtime.db, trained?.runIds ?? []);
      await printSnapshot(runtime.db, scored?.snapshotId);
      await printExplanation(runtime.db, explained?.explanationId);
      await printWeek(runtime.db, briefed?.weekId);
      if (serving) await serve(runtime);
    });
  });

/** Whether a version's dataset has no champion, and no job is about to train one. */
async function isUntrained(db: Database, versionId: string): Promise<boolean> {
  const open = await db.job.count({
    where: {
      type: 'train',
      status: { in: ['queued', 'running'] },
      payload: { path: ['versionId'], equals: versionId },
    },
  });
  const dataset = { versions: { some: { id: versionId } } };
  return open === 0 && (await db.champion.count({ where: { dataset } })) === 0;
}

/** The version that the same simulation made before, so that a second `npm run demo` starts at once. */
async function findDemo(db: Database, payload: DemoPayload): Promise<string | undefined> {
  // What is simulated; whether models were trained on it is another question.
  const simulationOf = (given: unknown) =>
    JSON.stringify({ ...demoPayloadSchema.parse(given), train: undefined });
  const wanted = simulationOf(payload);
  const jobs = await db.job.findMany({ where: { type: 'demo', status: 'succeeded' } });
  const same = jobs.filter((job) => simulationOf(job.payload) === wanted);
  const version = await db.datasetVersion.findFirst({
    where: { jobId: { in: same.map((job) => job.id) } },
    orderBy: { createdAt: 'desc' },
  });
  return version?.id;
}
