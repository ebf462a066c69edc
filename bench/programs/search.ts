/**
 * Searches settings on full-size windows: 30 trials of at most 30 epochs for one target, with as many threads as there
 * are cores; then scores that many windows. Prints {"searchSeconds", "scoreSeconds", "windows"}.
 */
import { runJob } from '@/cli/run-job';
import { searchSettingsSchema } from '@/lib/contracts/search';
import { COMMAND_LINE_SESSION } from '@/lib/server/auth/session';
import { withLake } from '@/lib/server/lake/duckdb';
import { versionDir } from '@/lib/server/lake/layout';
import { loadPredictor } from '@/lib/server/models/model-store';
import { createSearch, trialTraining } from '@/lib/server/models/search/commands';
import { windowsOf } from '@/lib/server/models/version';
import { loadWindowTensor } from '@/lib/server/prepare/tensor';
import { describeSearch } from '@/lib/server/queries/searches/searches';
import { withRuntime } from '@/lib/server/runtime';
import { seconds } from '../harness';

await withRuntime(async (runtime) => {
  const { db, env } = runtime;
  const demo = await runJob(runtime, 'demo', 'Search', { scale: 1, train: false });
  const { versionId, datasetId } = demo;
  const settings = searchSettingsSchema.parse({
    versionId,
    target: 'churn',
    trials: 30,
    epochs: 30,
  });
  const { id } = await createSearch(db, COMMAND_LINE_SESSION, settings);
  const searchSeconds = await seconds(() => runJob(runtime, 'search', 'Search', { searchId: id }));
  const { best, finished, pruned } = await describeSearch(db, id);
  if (!best || finished + pruned !== 30)
    throw new Error(`${finished} + ${pruned} of 30 trials ended`);
  const { payload } = await trialTraining(db, id, best.number, false);
  const { runIds = [] } = await runJob(runtime, 'train', 'Search', payload);
  const run = await db.run.findUniqueOrThrow({ where: { id: runIds[0] } });
  const version = await db.datasetVersion.findUniqueOrThrow({
    where: { id: versionId },
    include: { preparations: true },
  });
  const windows = windowsOf(version);
  const { x, anchor } = await withLake({}, (connection) =>
    loadWindowTensor(
      connection,
      versionDir(env.dataDir, datasetId, versionId),
      windows,
      run.features,
    ),
  );
  const predict = await loadPredictor(env.dataDir, { ...run, observeDays: windows.observeDays });
  const scoreSeconds = await seconds(() => predict(x));
  console.log(JSON.stringify({ searchSeconds, scoreSeconds, windows: anchor.length }));
});
