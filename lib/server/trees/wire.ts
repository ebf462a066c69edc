import type { LeafSplits, LeafTask } from '@/lib/domain/trees/feature-slice';
import type { LeafSums, Split } from '@/lib/domain/trees/split';

/**
 * How threads talk while a tree grows: a round number and each helper's answer number in shared integers, the task and
 * the answers in shared doubles. Messages would take longer than the work they order.
 */
export const CONTROL = { round: 0, command: 1, firstAnswer: 2 } as const;
export const COMMAND = { run: 1, stop: 2 } as const;

/** A helper that failed answers with this number and sends its error as a message. */
export const FAILED = -1;

export const TASK_LENGTH = 12;
const SPLIT_LENGTH = 10;
export const ANSWER_LENGTH = 2 * SPLIT_LENGTH;

const writeSums = (out: Float64Array, at: number, sums: LeafSums) => {
  out[at] = sums.gradient;
  out[at + 1] = sums.hessian;
  out[at + 2] = sums.count;
};

const readSums = (from: Float64Array, at: number): LeafSums => ({
  gradient: from[at] as number,
  hessian: from[at + 1] as number,
  count: from[at + 2] as number,
});

export function writeTask(out: Float64Array, task: LeafTask): void {
  out[0] = task.begin;
  out[1] = task.count;
  out[2] = task.slot;
  out[3] = task.parentSlot;
  writeSums(out, 4, task.small);
  writeSums(out, 7, task.large);
  out[10] = task.scanSmall ? 1 : 0;
  out[11] = task.scanLarge ? 1 : 0;
}

export function readTask(from: Float64Array): LeafTask {
  return {
    begin: from[0] as number,
    count: from[1] as number,
    slot: from[2] as number,
    parentSlot: from[3] as number,
    small: readSums(from, 4),
    large: readSums(from, 7),
    scanSmall: from[10] === 1,
    scanLarge: from[11] === 1,
  };
}

function writeSplit(out: Float64Array, at: number, split: Split | undefined): void {
  out[at] = split ? split.gain : -Infinity;
  if (!split) return;
  out[at + 1] = split.feature;
  out[at + 2] = split.bin;
  out[at + 3] = split.missingLeft ? 1 : 0;
  writeSums(out, at + 4, split.left);
  writeSums(out, at + 7, split.right);
}

function readSplit(from: Float64Array, at: number): Split | undefined {
  const gain = from[at] as number;
  if (gain === -Infinity) return undefined;
  return {
    gain,
    feature: from[at + 1] as number,
    bin: from[at + 2] as number,
    missingLeft: from[at + 3] === 1,
    left: readSums(from, at + 4),
    right: readSums(from, at + 7),
  };
}

export function writeAnswer(out: Float64Array, answer: LeafSplits): void {
  writeSplit(out, 0, answer.small);
  writeSplit(out, SPLIT_LENGTH, answer.large);
}

export function readAnswer(from: Float64Array): LeafSplits {
  return { small: readSplit(from, 0), large: readSplit(from, SPLIT_LENGTH) };
}

/** Tries before a thread sleeps; a round usually comes sooner than sleeping and waking would take. */
const SPINS = 2000;

/**
 * Waits until `control[index]` is no longer `old` and returns what it is.
 * @throws Error when that takes longer than `timeoutMs`
 */
export function waitForChange(
  control: Int32Array<SharedArrayBuffer>,
  index: number,
  old: number,
  timeoutMs: number,
): number {
  for (let spin = 0; spin < SPINS; spin++) {
    const now = Atomics.load(control, index);
    if (now !== old) return now;
  }
  // A thread may be held up between its store and its notify; that late call wakes a sleeper of the next round, who must
  // look at the number and sleep again.
  for (;;) {
    if (Atomics.wait(control, index, old, timeoutMs) === 'timed-out') {
      throw new Error(`a training thread did not answer within ${timeoutMs} ms`);
    }
    const now = Atomics.load(control, index);
    if (now !== old) return now;
  }
}
