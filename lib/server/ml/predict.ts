import type { Architecture } from '@/lib/ml/model/architecture';
import { describeModel } from '@/lib/ml/model/layers-model';
import { readWeights } from '@/lib/ml/model/model-weights';
import type { tfl } from '@/lib/ml/model/tensorflow';
import { predictWindows } from '@/lib/ml/train/predict';
import { chooseEngine, type EngineChoice } from './create-engine';

/**
 * Probabilities that a trained model gives to windows; the same as `LayersModel.predict` up to 1e-6, and faster.
 * @param x `[n, steps, features]`, scaled as in training
 * @throws RangeError when the windows do not fit the model
 */
export function predictWithModel(
  model: tfl.LayersModel,
  x: Float32Array,
  choice: EngineChoice = 'auto',
): Promise<Float32Array> {
  const architecture = describeModel(model);
  const width = architecture.steps * architecture.features;
  const rows = Int32Array.from({ length: Math.ceil(x.length / width) }, (_, i) => i);
  return predictWithWeights(architecture, readWeights(model), x, rows, choice);
}

/** The same for some of the windows, from flat weights in the order of `weightSpecs`. @throws RangeError as above */
export async function predictWithWeights(
  architecture: Architecture,
  weights: Float32Array,
  x: Float32Array,
  rows: Int32Array,
  choice: EngineChoice = 'auto',
): Promise<Float32Array> {
  const { steps, features } = architecture;
  if (!Number.isInteger(x.length / (steps * features))) {
    throw new RangeError(`${x.length} numbers are no windows of ${steps} x ${features}`);
  }
  const { create } = await chooseEngine(choice);
  const engine = await create({ architecture, weights, batchSize: 1, learningRate: 0 });
  try {
    return await predictWindows(engine, { x, steps, features }, rows);
  } finally {
    await engine.dispose();
  }
}
