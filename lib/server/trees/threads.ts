import { Worker } from 'node:worker_threads';
import type { Matrix } from '@/lib/domain/matrix/matrix';
import { type BinnedData, TILE } from '@/lib/domain/trees/binned';
import {
  betterSplit,
  FeatureSlice,
  type LeafSplits,
  type LeafTask,
  type TrainingBuffers,
} from '@/lib/domain/trees/feature-slice';
import type { SplitFinder } from '@/lib/domain/trees/grow';
import type { TreeModel } from '@/lib/domain/trees/model';
import { expectedMargin, type ShapValues, shapValues } from '@/lib/domain/trees/shap';
import type { SplitRules } from '@/lib/domain/trees/split';
import { shareNumbers } from '@/lib/server/shared-memory';
import type { ThreadMessage, ThreadReply } from './messages';
import {
  ANSWER_LENGTH,
  COMMAND,
  CONTROL,
  FAILED,
  readAnswer,
  TASK_LENGTH,
  waitForChange,
  writeTask,
} from './wire';

/** Longest wait for one leaf's histograms before training fails instead of hanging. */
const ANSWER_TIMEOUT_MS = 300_000;

/** A helper's next reply; at most one message is under way per helper. */
function nextReply(worker: Worker): Promise<ThreadReply> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      act();
    };
    const onMessage = (reply: ThreadReply) => settle(() => resolve(reply));
    const onError = (error: Error) => settle(() => reject(error));
    const onExit = () => settle(() => reject(new Error('a tree thread ended unexpectedly')));
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
  });
}

async function send(worker: Worker, message: ThreadMessage): Promise<void> {
  const reply = nextReply(worker);
  worker.postMessage(message);
  const answer = await reply;
  if (answer.kind === 'failed') throw new Error(answer.message);
}

const shared = (bytes: number) => new SharedArrayBuffer(bytes);

/**
 * Threads that train and explain tree models. The calling thread works too, so `threads: 2` starts one helper.
 * Results are those of one thread, bit by bit: features and rows are shared out whole.
 */
export class TreeThreads {
  readonly #workers: readonly Worker[];

  private constructor(workers: readonly Worker[]) {
    this.#workers = workers;
  }

  /** @throws RangeError unless threads is a positive integer */
  static async open(threads: number): Promise<TreeThreads> {
    if (!(Number.isInteger(threads) && threads >= 1)) {
      throw new RangeError(`threads must be a positive integer, got ${threads}`);
    }
    const entry = new URL('./thread-entry.mjs', import.meta.url);
    const workers = Array.from({ length: threads - 1 }, () => new Worker(entry, { execArgv: [] }));
    const pool = new TreeThreads(workers);
    try {
      await Promise.all(workers.map(nextReply));
    } catch (error) {
      await pool.close();
      throw error;
    }
    return pool;
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  /**
   * Runs `work` with a finder for `trainTrees({ createFinder })` that builds histograms on all threads. The calling
   * thread is busy, or asleep, until `work` returns.
   */
  async train<T>(
    work: (createFinder: (data: BinnedData, rules: SplitRules) => SplitFinder) => T,
  ): Promise<T> {
    const runs: { finder: SharedFinder; helpers: Promise<void> }[] = [];
    try {
      return work((data, rules) => {
        if (runs.length > 0) throw new Error('one call of train() trains one model');
        const finder = new SharedFinder(data, rules, this.#workers);
        runs.push({ finder, helpers: finder.helpers });
        return finder;
      });
    } finally {
      for (const { finder, helpers } of runs) {
        finder.stop();
        await helpers;
      }
    }
  }

  /** `shapValues` with the rows shared among the threads. @throws as that does */
  async shapValues(model: TreeModel, matrix: Matrix): Promise<ShapValues> {
    const { rows, columns } = matrix;
    const values = shareNumbers(matrix.values);
    const out = new Float64Array(shared(rows * columns * 8));
    const parts = this.#workers.length + 1;
    const bound = (part: number) => Math.floor((rows * part) / parts);
    const helpers = this.#workers.map((worker, i) =>
      send(worker, {
        kind: 'explain',
        model,
        values,
        columns,
        begin: bound(i + 1),
        end: bound(i + 2),
        out,
      }),
    );
    const mine = async () => {
      const first = { values: values.subarray(0, bound(1) * columns), rows: bound(1), columns };
      out.set(shapValues(model, first).values);
    };
    // A helper that is still at work must not get the next message, so a failure waits for the others.
    for (const outcome of await Promise.allSettled([mine(), ...helpers])) {
      if (outcome.status === 'rejected') throw outcome.reason;
    }
    return { rows, columns, expected: expectedMargin(model), values: out };
  }
}

/** The finder of one training: this thread has the first tiles, each helper the next. */
class SharedFinder implements SplitFinder {
  readonly buffers: TrainingBuffers;
  /** Settles when all helpers have left training. */
  readonly helpers: Promise<void>;
  readonly #slice: FeatureSlice;
  readonly #answers: readonly Float64Array<SharedArrayBuffer>[];
  readonly #control: Int32Array<SharedArrayBuffer>;
  readonly #task = new Float64Array(shared(TASK_LENGTH * 8));
  #round = 0;

  constructor(data: BinnedData, rules: SplitRules, workers: readonly Worker[]) {
    this.buffers = {
      data: { ...data, words: shareNumbers(data.words) },
      index: new Int32Array(shared(data.rows * 4)),
      gradients: new Float32Array(shared(data.rows * 4)),
      hessians: new Float32Array(shared(data.rows * 4)),
      used: new Uint8Array(shared(data.features)),
    };
    this.#control = new Int32Array(shared((CONTROL.firstAnswer + workers.length) * 4));
    this.#answers = workers.map(() => new Float64Array(shared(ANSWER_LENGTH * 8)));
    const ends = tileEnds(data, workers.length + 1);
    const sent = workers.map((worker, number) =>
      send(worker, {
        kind: 'train',
        number,
        buffers: this.buffers,
        firstTile: ends[number] as number,
        endTile: ends[number + 1] as number,
        rules,
        control: this.#control,
        task: this.#task,
        answer: this.#answers[number] as Float64Array<SharedArrayBuffer>,
      }),
    );
    this.helpers = Promise.all(sent).then(() => undefined);
    // Whoever trains learns of a failure from the answer; this keeps the rejection from being unhandled until then.
    this.helpers.catch(() => undefined);
    this.#slice = new FeatureSlice(this.buffers, 0, ends[0] as number, rules);
  }

  find(task: LeafTask): LeafSplits {
    writeTask(this.#task, task);
    this.#command(COMMAND.run);
    let best = this.#slice.run(task);
    this.#answers.forEach((answer, number) => {
      const index = CONTROL.firstAnswer + number;
      const got = waitForChange(this.#control, index, this.#round - 1, ANSWER_TIMEOUT_MS);
      if (got === FAILED) throw new Error('a tree thread failed');
      const { small, large } = readAnswer(answer);
      best = { small: betterSplit(best.small, small), large: betterSplit(best.large, large) };
    });
    return best;
  }

  stop(): void {
    this.#command(COMMAND.stop);
  }

  #command(command: number): void {
    this.#round++;
    Atomics.store(this.#control, CONTROL.command, command);
    Atomics.store(this.#control, CONTROL.round, this.#round);
    Atomics.notify(this.#control, CONTROL.round);
  }
}

/** Where each thread's tiles end. A tile costs about the same whatever its features hold. */
function tileEnds(data: BinnedData, threads: number): number[] {
  const tiles = Math.ceil(data.features / TILE);
  return Array.from({ length: threads }, (_, i) => Math.floor((tiles * (i + 1)) / threads));
}
