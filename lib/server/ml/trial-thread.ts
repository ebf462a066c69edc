/** What a worker thread does: it trains one model after the other. */
import { parentPort } from 'node:worker_threads';
import { train } from '@/lib/ml/train/train';
import { chooseEngine } from './create-engine';
import type { FromThread, ToThread, Trial, TrialResult } from './trial-messages';

const port = parentPort;
if (!port) throw new Error('this file is the entry of a worker thread');

const send = (message: FromThread) => port.postMessage(message);
let epochSeen: ((stop: boolean) => void) | undefined;

port.on('message', (message: ToThread) => {
  if (message.type === 'epoch-seen') epochSeen?.(message.stop);
  else {
    runTrial(message.trial, message.cancel).then(
      (result) => send({ type: 'done', result }),
      (error: unknown) => {
        const { name, message: text } = error instanceof Error ? error : new Error(String(error));
        send({ type: 'failed', name, message: text });
      },
    );
  }
});

async function runTrial(trial: Trial, cancel: Int32Array): Promise<TrialResult> {
  const started = performance.now();
  const engine = await chooseEngine(trial.engine);
  const result = await train({
    ...trial,
    createEngine: engine.create,
    signal: {
      get aborted() {
        return Atomics.load(cancel, 0) === 1;
      },
    },
    onEpoch: async (log, probabilities) => {
      const stop = new Promise<boolean>((resolve) => {
        epochSeen = resolve;
      });
      send({ type: 'epoch', log, probabilities });
      return (await stop) ? 'stop' : undefined;
    },
  });
  return { ...result, engine: engine.name, msTotal: performance.now() - started };
}
