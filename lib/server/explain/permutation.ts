import { setImmediate as nextTurn } from 'node:timers/promises';
import { flattenWindows, type WindowTensor } from '@/lib/domain/baseline/window-features';
import {
  type PermutationImportance,
  permutationImportance,
} from '@/lib/domain/explain/permutation-importance';
import { takeRows } from '@/lib/domain/matrix/matrix';
import { microAveragePrecision } from '@/lib/domain/metrics/ranking';
import { createRandom } from '@/lib/domain/random/generator';
import { sampleRows } from '@/lib/domain/trees/binned';
import type { Predictor } from '@/lib/server/models/model-store';

const MOST_WINDOWS = 2000;
const REPEATS = 5;
/** Names this use among the streams of a seed. */
const PERMUTATION = 23;

interface Input {
  readonly predict: Predictor;
  /** What the model reads, in plain units. */
  readonly windows: WindowTensor;
  readonly labels: Uint8Array;
  /** Windows that did not train the model. */
  readonly heldOut: Int32Array;
  readonly seed: number;
}

/**
 * How much a model's micro-AP on held-out windows falls when one series' whole weeks change rows.
 * @returns one number for each series, in their order
 */
export async function permuteSeries(
  { predict, windows, labels, heldOut, seed }: Input,
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<PermutationImportance> {
  const rows = sampleRows(heldOut.length, MOST_WINDOWS, createRandom(seed, PERMUTATION)).map(
    (at) => heldOut[at] ?? 0,
  );
  const truth = Uint8Array.from(rows, (row) => labels[row] ?? 0);
  const { days, features } = windows;
  const total = features.length * REPEATS + 1;
  let done = 0;
  return await permutationImportance(takeRows(flattenWindows(windows), rows), {
    predict: async ({ values }) => {
      // A model on tables answers at once; heartbeats need a turn in between.
      await nextTurn();
      signal.throwIfAborted();
      onProgress(++done / total);
      return await predict(Float32Array.from(values));
    },
    score: (p) => microAveragePrecision(truth, p),
    seed,
    repeats: REPEATS,
    groups: features.map((_, f) => Array.from({ length: days }, (_, d) => d * features.length + f)),
  });
}
