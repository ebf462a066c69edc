import { takeWindows, type WindowTensor } from '@/lib/domain/baseline/window-features';
import { createRandom } from '@/lib/domain/random/generator';
import { sampleRows } from '@/lib/domain/trees/binned';
import {
  type DayFeatureAttributions,
  expectedGradients,
} from '@/lib/ml/explain/expected-gradients';
import { scaleWindows } from '@/lib/ml/scale';
import { openInputGradients } from '@/lib/server/ml/onnx-input-gradients';
import type { StoredSequence } from '@/lib/server/models/model-store';

/** Training windows that stand for "nothing special". */
export const BACKGROUND_WINDOWS = 100;
/** Names this use among the streams of a seed. */
const BACKGROUND = 24;

interface Input {
  /** `[n, days, series]` in plain units. */
  readonly explained: Float32Array;
  /** All windows alike, and which of them trained the model: the background is drawn from those. */
  readonly windows: WindowTensor;
  readonly train: Int32Array;
  readonly samples: number;
  readonly seed: number;
  readonly signal: AbortSignal;
}

/** Day x feature attributions of a sequence model's logit; see `expectedGradients`. */
export async function attributeDays(
  sequence: StoredSequence,
  { explained, windows: all, train, samples, seed, signal }: Input,
): Promise<DayFeatureAttributions & { readonly background: number }> {
  const { architecture, scaler } = sequence;
  const { steps, features } = architecture;
  const drawn = sampleRows(train.length, BACKGROUND_WINDOWS, createRandom(seed, BACKGROUND));
  const background = takeWindows(
    all,
    drawn.map((at) => train[at] ?? 0),
  ).values;
  const gradients = await openInputGradients(sequence);
  try {
    const windows = scaleWindows(scaler, explained);
    const input = { windows, background: scaleWindows(scaler, background), steps, features };
    const attributed = await expectedGradients(gradients, input, { samples, seed, signal });
    return { ...attributed, background: drawn.length };
  } finally {
    await gradients.dispose();
  }
}
