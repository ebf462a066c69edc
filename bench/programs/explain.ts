/** Explains both champions of the full-size demo end to end. Prints {"explainSeconds", "windows"}. */
import { runChain, runJob } from '@/cli/run-job';
import { defaultTraining } from '@/lib/contracts/default-candidates';
import { withRuntime } from '@/lib/server/runtime';
import { seconds } from '../harness';

await withRuntime(async (runtime) => {
  const { versionId } = await runJob(runtime, 'demo', 'Explain', { scale: 1, train: false });
  const training = { ...defaultTraining(versionId), score: false, explain: false };
  await runChain(runtime, 'train', 'Explain', training);
  const explainSeconds = await seconds(() => runJob(runtime, 'explain', 'Explain', { versionId }));
  const { complete: windows } = await runtime.db.preparation.findFirstOrThrow({
    where: { versionId },
  });
  console.log(JSON.stringify({ explainSeconds, windows }));
});
