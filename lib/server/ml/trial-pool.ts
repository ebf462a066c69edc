import { Worker } from 'node:worker_threads';
import { TrainingCancelledError } from '@/lib/ml/train/errors';
import type { EpochLog } from '@/lib/ml/train/train';
import {
  type FromThread,
  revive,
  type ToThread,
  type Trial,
  type TrialResult,
} from './trial-messages';

const THREAD = new URL('./trial-thread-entry.mjs', import.meta.url);

export interface TrialOptions {
  /** Called after each epoch, with the validation windows' probabilities; `stop` ends the trial in good order. */
  readonly onEpoch?: (log: EpochLog, probabilities: Float32Array) => 'stop' | undefined;
  /** Cancels: at once while waiting, before the next batch while training. */
  readonly signal?: AbortSignal;
}

export interface TrialPool {
  /**
   * Trains one model in a thread of its own; waits when all threads are busy.
   * @throws TrainingDataError, TrainingDivergedError, TrainingCancelledError; Error when the thread dies
   */
  run(trial: Trial, options?: TrialOptions): Promise<TrialResult>;
  /**
   * Ends all threads; what still runs or waits is cancelled. Resolves when the threads have come to rest and ended: one
   * that is ended in the middle of a step takes the whole process with it (ONNX Runtime's binding then throws where
   * nobody can catch).
   */
  close(): Promise<void>;
}

interface Job {
  readonly trial: Trial;
  readonly options: TrialOptions;
  readonly resolve: (result: TrialResult) => void;
  readonly reject: (error: unknown) => void;
  /** Takes it out of the queue when it is cancelled there; not needed any more once a thread has it. */
  readonly leave: () => void;
}

/** Worker threads for training; each computes on one core, and all of them give the same numbers. */
export function createTrialPool(threads: number): TrialPool {
  if (!(Number.isInteger(threads) && threads >= 1)) {
    throw new RangeError(`threads must be a positive integer, got ${threads}`);
  }
  const waiting: Job[] = [];
  const idle: Worker[] = [];
  const all = new Set<Worker>();
  const running = new Map<Worker, () => void>();
  const busy = new Set<Promise<boolean>>();
  let closed = false;

  const next = () => {
    while (!closed && waiting.length > 0 && (idle.length > 0 || all.size < threads)) {
      const job = waiting.shift();
      if (!job) return;
      job.options.signal?.removeEventListener('abort', job.leave);
      const worker = idle.pop() ?? new Worker(THREAD);
      all.add(worker);
      const rest = runJob(worker, job, running);
      busy.add(rest);
      void rest.then((alive) => {
        busy.delete(rest);
        if (alive) idle.push(worker);
        else all.delete(worker);
        next();
      });
    }
  };

  return {
    run: (trial, options = {}) =>
      new Promise((resolve, reject) => {
        const { signal } = options;
        if (closed || signal?.aborted) return reject(new TrainingCancelledError());
        const leave = () => {
          const at = waiting.indexOf(job);
          if (at < 0) return;
          waiting.splice(at, 1);
          reject(new TrainingCancelledError());
        };
        const job: Job = { trial, options, resolve, reject, leave };
        waiting.push(job);
        signal?.addEventListener('abort', leave, { once: true });
        next();
      }),
    async close() {
      closed = true;
      for (const job of waiting.splice(0)) job.reject(new TrainingCancelledError());
      for (const cancel of running.values()) cancel();
      await Promise.all(busy);
      await Promise.all([...all].map((worker) => worker.terminate()));
    },
  };
}

/** @returns whether the thread can take another job */
function runJob(worker: Worker, job: Job, running: Map<Worker, () => void>): Promise<boolean> {
  const { trial, options, resolve, reject } = job;
  const cancel = new Int32Array(new SharedArrayBuffer(4));
  const abort = () => Atomics.store(cancel, 0, 1);
  if (options.signal?.aborted) abort();
  options.signal?.addEventListener('abort', abort, { once: true });
  const send = (message: ToThread) => worker.postMessage(message);
  return new Promise((done) => {
    const finish = (alive: boolean) => {
      options.signal?.removeEventListener('abort', abort);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      running.delete(worker);
      worker.unref();
      done(alive);
    };
    const onMessage = (message: FromThread) => {
      if (message.type === 'epoch') {
        let stop = false;
        try {
          stop = options.onEpoch?.(message.log, message.probabilities) === 'stop';
        } catch (error) {
          // The trial ends with the caller's own error, once its thread has come to rest.
          reject(error);
          abort();
        }
        return send({ type: 'epoch-seen', stop });
      }
      if (message.type === 'done') resolve(message.result);
      else reject(revive(message));
      finish(true);
    };
    const onError = (error: unknown) => {
      reject(error);
      finish(false);
    };
    const onExit = (code: number) =>
      onError(new Error(`a training thread ended with code ${code}`));
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    running.set(worker, () => {
      reject(new TrainingCancelledError());
      abort();
    });
    // Only a thread at work keeps the process alive.
    worker.ref();
    send({ type: 'train', trial, cancel });
  });
}
