import { gatherTimeMajor } from './batches';
import type { TrainingData } from './data';
import type { Engine } from './engine';
import { TrainingCancelledError } from './errors';

/**
 * Probabilities of some windows, in the order of `rows`.
 * @throws TrainingCancelledError
 */
export async function predictWindows(
  engine: Engine,
  data: Pick<TrainingData, 'x' | 'steps' | 'features'>,
  rows: Int32Array,
  signal?: { readonly aborted: boolean },
): Promise<Float32Array> {
  const size = engine.predictRows;
  const x = new Float32Array(size * data.steps * data.features);
  const out = new Float32Array(rows.length);
  for (let at = 0; at < rows.length; at += size) {
    if (signal?.aborted) throw new TrainingCancelledError();
    const part = rows.subarray(at, at + size);
    gatherTimeMajor(data.x, part, data, x);
    const probabilities = await engine.predict(x);
    out.set(probabilities.subarray(0, part.length), at);
  }
  return out;
}
