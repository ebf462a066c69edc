import { Worker } from 'node:worker_threads';
import { AppError } from '@/lib/server/errors';
import type { ExplainResult, ExplainTask } from '@/lib/server/explain/explain-task';
import type { Evaluation, EvaluationTask } from './evaluate';
import type { ModelTask, TabularFit, TaskResult, ThreadAnswer } from './model-tasks';

const THREAD = new URL('./model-thread-entry.mjs', import.meta.url);

interface TaskOptions {
  readonly signal: AbortSignal;
  readonly onProgress?: (share: number) => void;
}

export const fitTable = (
  task: Extract<ModelTask, { type: 'gbdt' | 'logistic' }>,
  options: TaskOptions,
): Promise<TabularFit> => runTask(task, options) as Promise<TabularFit>;

export const evaluate = (task: EvaluationTask, options: TaskOptions): Promise<Evaluation> =>
  runTask({ type: 'evaluate', task }, options) as Promise<Evaluation>;

export const explain = (task: ExplainTask, options: TaskOptions): Promise<ExplainResult> =>
  runTask(task, options) as Promise<ExplainResult>;

/**
 * Runs one task in a thread of its own, which ends with it: a thread that computes for seconds could neither answer a
 * message nor be told to stop, but it can be ended.
 * @throws AppError `cancelled` when the signal is aborted, `training_data` for what the task refuses
 */
function runTask(task: ModelTask, { signal, onProgress }: TaskOptions) {
  return new Promise<TaskResult>((resolve, reject) => {
    const cancelled = () => new AppError('cancelled', 'The job was cancelled.');
    if (signal.aborted) return reject(cancelled());
    const worker = new Worker(THREAD, { execArgv: [] });
    const finish = (settle: () => void) => {
      signal.removeEventListener('abort', abort);
      worker.removeAllListeners();
      // Threads that it has started end with it.
      worker.terminate().then(settle, settle);
    };
    const abort = () => finish(() => reject(cancelled()));
    signal.addEventListener('abort', abort, { once: true });
    worker.on('message', (answer: ThreadAnswer) => {
      if (answer.type === 'progress') onProgress?.(answer.share);
      else if (answer.type === 'done') finish(() => resolve(answer.result));
      else finish(() => reject(refusal(answer)));
    });
    worker.on('error', (error) => finish(() => reject(error)));
    worker.on('exit', (code) =>
      finish(() => reject(new Error(`a model's thread ended with code ${code}`))),
    );
    worker.postMessage(task);
  });
}

/** Functions on tables refuse what they cannot use with a RangeError that says what and where. */
function refusal({ name, message }: { name: string; message: string }): Error {
  if (name === 'RangeError') return new AppError('training_data', message, { reason: message });
  const error = new Error(message);
  error.name = name;
  return error;
}
