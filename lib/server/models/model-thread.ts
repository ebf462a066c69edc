/** Entry of a thread for work that would keep a worker from its heartbeat: trees, regressions, bootstraps. */
import { parentPort } from 'node:worker_threads';
import { type ModelTask, runModelTask, type ThreadAnswer } from './model-tasks';

const port = parentPort;
if (!port) throw new Error('model-thread.ts runs in a worker thread only');
const send = (answer: ThreadAnswer) => port.postMessage(answer);

port.on('message', (task: ModelTask) => {
  runModelTask(task, (share) => send({ type: 'progress', share })).then(
    (result) => send({ type: 'done', result }),
    (error: unknown) => {
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      send({ type: 'failed', name, message });
    },
  );
});
