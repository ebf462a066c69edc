/**
 * Trains or asks one sequence model on random windows in one thread; prints the median windows/s over the rounds as
 * {"windowsPerSecond": n}. The sizes are those of `bench/peers/torch_train.py`.
 *
 *     train.ts train|predict gru|bilstm|gru-bilstm [rounds]
 */
import { sequenceModelSchema, trainingSettingsSchema } from '@/lib/contracts/training';
import { createRandom } from '@/lib/domain/random/generator';
import { initialWeights } from '@/lib/ml/model/initial-weights';
import { architectureOf } from '@/lib/ml/model/settings';
import { predictWindows } from '@/lib/ml/train/predict';
import { train } from '@/lib/ml/train/train';
import { chooseEngine } from '@/lib/server/ml/create-engine';
import { median } from '../harness';

const WINDOWS = 27_536;
const STEPS = 7;
const FEATURES = 40;
const UNITS = 64;
const BATCH_SIZE = 256;

const [what, name, roundsText = '5'] = process.argv.slice(2);
const rounds = Number(roundsText);
const architecture = architectureOf(
  { model: sequenceModelSchema.parse(name), units: UNITS, layers: 1, dropout: 0, l2: 0 },
  STEPS,
  FEATURES,
);
const random = createRandom(1);
// One window more than is trained on, because training wants something to judge by.
const n = WINDOWS + 1;
const x = new Float32Array(n * STEPS * FEATURES).map(() => random.uniform() * 2 - 1);
const labels = new Uint8Array(n).map(() => random.integer(2));
const rows = Int32Array.from({ length: WINDOWS }, (_, i) => i);
const { create } = await chooseEngine('onnx');
const figures: number[] = [];

let began = performance.now();
const lap = () => {
  const now = performance.now();
  figures.push(WINDOWS / ((now - began) / 1000));
  began = now;
};
if (what === 'train') {
  await train({
    architecture,
    data: {
      x,
      steps: STEPS,
      features: FEATURES,
      labels,
      train: rows,
      validation: Int32Array.of(WINDOWS),
    },
    settings: trainingSettingsSchema.parse({
      epochs: rounds + 1,
      patience: rounds + 1,
      batchSize: BATCH_SIZE,
    }),
    createEngine: create,
    onEpoch: () => {
      lap();
      return undefined;
    },
  });
} else if (what === 'predict') {
  const weights = initialWeights(architecture, 1);
  const engine = await create({ architecture, batchSize: 1, learningRate: 0, weights });
  for (let round = 0; round <= rounds; round++) {
    await predictWindows(engine, { x, steps: STEPS, features: FEATURES }, rows);
    lap();
  }
  await engine.dispose();
} else {
  throw new Error(`expected train or predict, got ${what}`);
}
// The first round also makes the sessions.
console.log(JSON.stringify({ windowsPerSecond: median(figures.slice(1)) }));
