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
export async function predictWithModel(
  model: tfl.LayersModel,
  x: Float32Array,
  choice: EngineChoice = 'auto',
): Promise<Float32Array> {
  const architecture = describeModel(model);
  const { steps, features } = architecture;
  const n = x.length / (steps * features);
  if (!Number.isInteger(n)) {
    throw new RangeError(`${x.length} numbers are no windows of ${steps} x ${features}`);
  }
  const { create } = await chooseEngine(choice);
  const weights = readWeights(model);
  const engine = await create({ architecture, weights, batchSize: 1, learningRate: 0 });
  try {
    const rows = Int32Array.from({ length: n }, (_, i) => i);
    return await predictWindows(engine, { x, steps, features }, rows);
  } finally {
    await engine.dispose();
  }
}
