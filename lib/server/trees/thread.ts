/** Entry of a helper thread: shares the features while trees grow, the rows while they are explained. */
import { parentPort } from 'node:worker_threads';
import { FeatureSlice } from '@/lib/domain/trees/feature-slice';
import { shapValues } from '@/lib/domain/trees/shap';
import type { ExplainMessage, ThreadMessage, ThreadReply, TrainMessage } from './messages';
import { COMMAND, CONTROL, FAILED, readTask, waitForChange, writeAnswer } from './wire';

/** A helper sleeps between trees as long as the main thread needs; training ends with a stop command. */
const NO_LIMIT = Infinity;

function train(message: TrainMessage): void {
  const { control, buffers, firstTile, endTile, rules } = message;
  const mine = CONTROL.firstAnswer + message.number;
  const answer = (value: number) => {
    Atomics.store(control, mine, value);
    Atomics.notify(control, mine);
  };
  let round = 0;
  try {
    const slice = new FeatureSlice(buffers, firstTile, endTile, rules);
    for (;;) {
      round = waitForChange(control, CONTROL.round, round, NO_LIMIT);
      if (Atomics.load(control, CONTROL.command) === COMMAND.stop) return;
      writeAnswer(message.answer, slice.run(readTask(message.task)));
      answer(round);
    }
  } catch (error) {
    answer(FAILED);
    throw error;
  }
}

function explain({ model, values, columns, begin, end, out }: ExplainMessage): void {
  const part = values.subarray(begin * columns, end * columns);
  const explained = shapValues(model, { values: part, rows: end - begin, columns });
  out.set(explained.values, begin * columns);
}

const port = parentPort;
if (!port) throw new Error('thread.ts runs in a worker thread only');
const reply = (message: ThreadReply) => port.postMessage(message);
port.on('message', (message: ThreadMessage) => {
  try {
    if (message.kind === 'train') train(message);
    else explain(message);
    reply({ kind: 'done' });
  } catch (error) {
    reply({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
});
reply({ kind: 'ready' });
