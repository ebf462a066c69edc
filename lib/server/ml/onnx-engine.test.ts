import { describe, expect, test } from 'vitest';
import { createRandom } from '@/lib/domain/random/generator';
import {
  type Architecture,
  dropoutSites,
  type Layer,
  type RecurrentLayer,
  weightSpecs,
} from '@/lib/ml/model/architecture';
import { initialWeights } from '@/lib/ml/model/initial-weights';
import { toLayersModel } from '@/lib/ml/model/layers-model';
import { readWeights, writeWeights } from '@/lib/ml/model/model-weights';
import { tf } from '@/lib/ml/model/tensorflow';
import { adamRates } from '@/lib/ml/train/adam';
import { fillDropoutMask } from '@/lib/ml/train/batches';
import type { Batch, EngineSettings } from '@/lib/ml/train/engine';
import { maskName, stepGraph } from '@/lib/ml/train/step-graph';
import { TensorflowEngine } from '@/lib/ml/train/tensorflow-engine';
import { OnnxEngine } from './onnx-engine';
import { loadOnnxRuntime, SESSION_OPTIONS } from './onnx-runtime';

/** What two engines in float32 may differ by after a few steps. */
const TOLERANCE = 1e-6;

const layer = (kind: 'gru' | 'lstm', more: Partial<RecurrentLayer> = {}): Layer => ({
  kind,
  units: 6,
  returnSequences: false,
  bidirectional: false,
  kernelL2: 0,
  recurrentL2: 0,
  ...more,
});
const dropout = (rate: number): Layer => ({ kind: 'dropout', rate });
const dense = (units: number, activation: 'relu' | 'tanh' | 'linear', kernelL2 = 0): Layer => ({
  kind: 'dense',
  units,
  activation,
  kernelL2,
});
const HEAD: Layer = { kind: 'dense', units: 1, activation: 'sigmoid', kernelL2: 0 };
const sequences = { returnSequences: true };
const both = { bidirectional: true };

interface Case {
  readonly layers: readonly Layer[];
  readonly steps?: number;
  readonly features?: number;
  readonly batchSize?: number;
  readonly clipNorm?: number;
  readonly rowWeights?: 'mean' | 'uneven';
}

const CASES: Readonly<Record<string, Case>> = {
  GRU: { layers: [layer('gru'), HEAD] },
  LSTM: { layers: [layer('lstm'), HEAD] },
  'Bidirectional GRU': { layers: [layer('gru', both), HEAD] },
  'Bidirectional LSTM': { layers: [layer('lstm', both), HEAD] },
  'GRU-BiLSTM': { layers: [layer('gru', sequences), layer('lstm', both), HEAD] },
  'stack of bidirectional layers': {
    layers: [
      layer('lstm', { ...both, ...sequences }),
      layer('gru', { ...both, ...sequences, units: 4 }),
      layer('lstm', { units: 3 }),
      HEAD,
    ],
  },
  'dense layers between': {
    layers: [
      dense(4, 'tanh'),
      layer('gru', sequences),
      dense(5, 'linear'),
      layer('lstm'),
      dense(7, 'relu'),
      HEAD,
    ],
  },
  'one step': { layers: [layer('gru'), HEAD], steps: 1 },
  'usual widths': {
    layers: [
      layer('gru', { ...sequences, units: 32 }),
      layer('lstm', { ...both, units: 24 }),
      HEAD,
    ],
    features: 41,
    batchSize: 70,
  },
  'dropout with given masks': {
    layers: [
      dropout(0.1),
      layer('gru', sequences),
      dropout(0.3),
      layer('lstm', both),
      dropout(0.5),
      HEAD,
    ],
  },
  'row weights, some of them zero': { layers: [layer('gru'), HEAD], rowWeights: 'uneven' },
  'L2 on all kernels': {
    layers: [
      layer('gru', { ...sequences, kernelL2: 0.01, recurrentL2: 0.02 }),
      layer('lstm', { ...both, kernelL2: 0.03 }),
      dense(3, 'tanh', 0.01),
      HEAD,
    ],
  },
  'gradient longer than the limit': { layers: [layer('lstm', both), HEAD], clipNorm: 0.01 },
  'gradient shorter than the limit': { layers: [layer('lstm', both), HEAD], clipNorm: 100 },
};

function prepare(name: string) {
  const {
    layers,
    steps = 7,
    features = 5,
    batchSize = 12,
    clipNorm,
    ...rest
  } = CASES[name] ?? {
    layers: [],
  };
  const architecture: Architecture = { steps, features, layers };
  const random = createRandom(11, name.length);
  const uniform = (count: number) => new Float32Array(count).map(() => random.uniform() * 2 - 1);
  // Biases start at zero, where a wrong one would not show.
  const shifts = uniform(initialWeights(architecture, 3).length);
  const weights = initialWeights(architecture, 3).map((w, i) => w + 0.1 * (shifts[i] ?? 0));
  const settings: EngineSettings = {
    architecture,
    batchSize,
    learningRate: 0.001,
    clipNorm,
    weights,
  };
  const batches = Array.from({ length: 5 }, (): Batch => {
    const masks = dropoutSites(architecture).map((site) => {
      const mask = new Float32Array(site.steps * batchSize * site.width);
      fillDropoutMask(mask, site.rate, random);
      return [site.layer, mask] as const;
    });
    return {
      x: uniform(steps * batchSize * features),
      labels: new Float32Array(batchSize).map(() => random.integer(2)),
      rowWeights: new Float32Array(batchSize).map((_, i) =>
        rest.rowWeights === 'uneven' ? (i % 3) / batchSize : 1 / batchSize,
      ),
      masks: new Map(masks),
    };
  });
  return { architecture, settings, batches };
}

async function runtimeOrFail() {
  const runtime = await loadOnnxRuntime();
  if (!runtime) throw new Error('onnxruntime-node could not be loaded');
  return runtime;
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  // Math.max passes NaN on.
  return Math.max(0, ...Array.from(a, (value, i) => Math.abs(value - (b[i] ?? Number.NaN))));
}

describe.each(Object.keys(CASES))('%s', { timeout: 60_000 }, (name) => {
  test('loss and gradient equal those of TensorFlow.js', async () => {
    const { architecture, settings, batches } = prepare(name);
    const [batch] = batches;
    if (!batch) throw new Error('no batch');
    const runtime = await runtimeOrFail();
    const session = await runtime.InferenceSession.create(
      stepGraph(architecture, { ...settings, withGradient: true }),
      SESSION_OPTIONS,
    );
    const tensor = (data: Float32Array, columns?: number) =>
      new runtime.Tensor(
        'float32',
        data,
        columns ? [data.length / columns, columns] : [data.length],
      );
    const zeros = () => tensor(new Float32Array(settings.weights.length));
    const results = await session.run({
      x: tensor(batch.x, architecture.features),
      labels: tensor(batch.labels, 1),
      rowWeights: tensor(batch.rowWeights, 1),
      rates: tensor(Float32Array.from(adamRates(0.001, 1))),
      weights: tensor(settings.weights),
      firstMoment: zeros(),
      secondMoment: zeros(),
      ...Object.fromEntries(
        dropoutSites(architecture).map((site) => [
          maskName(site),
          tensor(batch.masks.get(site.layer) ?? new Float32Array(), site.width),
        ]),
      ),
    });
    await session.release();

    const reference = new TensorflowEngine(settings);
    const { loss, gradients } = reference.lossAndGradients(batch);
    const expected = reference
      .variables()
      .flatMap((variable) => [...(gradients[variable.name]?.dataSync() ?? [])]);
    tf.dispose(gradients);
    await reference.dispose();
    const actual = Array.from(results.gradient?.data ?? [], Number);
    expect(actual).toHaveLength(settings.weights.length);
    expect(largestDifference(actual, expected)).toBeLessThan(TOLERANCE);
    expect(Math.abs(Number(results.loss?.data[0]) - loss)).toBeLessThan(TOLERANCE);
    expect(Math.max(...expected.map(Math.abs))).toBeGreaterThan(1e-3);
  });

  test('losses, weights after 5 steps and predictions equal those of TensorFlow.js', async () => {
    const { architecture, settings, batches } = prepare(name);
    const onnx = new OnnxEngine(await runtimeOrFail(), settings);
    const reference = new TensorflowEngine(settings);
    const tensors: number[] = [];
    for (const batch of batches) {
      const [actual, expected] = [await onnx.step(batch), await reference.step(batch)];
      expect(Math.abs(actual - expected)).toBeLessThan(TOLERANCE);
      tensors.push(tf.memory().numTensors);
    }
    // The reference must not leak; the first step makes Adam's moments.
    expect(new Set(tensors.slice(1)).size).toBe(1);
    const weights = onnx.weights();
    expect(largestDifference(weights, reference.weights())).toBeLessThan(TOLERANCE);
    expect(largestDifference(weights, settings.weights)).toBeGreaterThan(0.004);

    const model = toLayersModel(architecture);
    writeWeights(model, weights);
    const { steps, features } = architecture;
    const random = createRandom(5);
    const n = 20;
    const windows = new Float32Array(n * steps * features).map(() => random.uniform() * 2 - 1);
    const expected = tf.tidy(() => {
      const output = model.predict(tf.tensor3d(windows, [n, steps, features]));
      return Array.from((output as tf.Tensor).dataSync());
    });
    const timeMajor = new Float32Array(onnx.predictRows * steps * features);
    for (let i = 0; i < n; i++) {
      for (let step = 0; step < steps; step++) {
        const from = (i * steps + step) * features;
        timeMajor.set(
          windows.subarray(from, from + features),
          (step * onnx.predictRows + i) * features,
        );
      }
    }
    const actual = (await onnx.predict(timeMajor)).subarray(0, n);
    expect(largestDifference(actual, expected)).toBeLessThan(TOLERANCE);
    expect(readWeights(model)).toEqual(weights);
    model.dispose();
    await onnx.dispose();
    await reference.dispose();
  });
});

test.each(['GRU', 'Bidirectional LSTM', 'GRU-BiLSTM'])(
  '%s: weights equal those of LayersModel.trainOnBatch',
  async (name) => {
    const { architecture, settings, batches } = prepare(name);
    const onnx = new OnnxEngine(await runtimeOrFail(), settings);
    const model = toLayersModel(architecture);
    writeWeights(model, settings.weights);
    model.compile({ optimizer: tf.train.adam(0.001), loss: 'binaryCrossentropy' });
    const { steps, features } = architecture;
    for (const batch of batches) {
      const rows = settings.batchSize;
      const x = tf.transpose(tf.tensor3d(batch.x, [steps, rows, features]), [1, 0, 2]);
      const y = tf.tensor2d(batch.labels, [rows, 1]);
      const expected = Number(await model.trainOnBatch(x, y));
      expect(Math.abs((await onnx.step(batch)) - expected)).toBeLessThan(TOLERANCE);
      tf.dispose([x, y]);
    }
    expect(largestDifference(onnx.weights(), readWeights(model))).toBeLessThan(TOLERANCE);
    model.dispose();
    await onnx.dispose();
  },
);

test('all weights of an architecture fit one behind another', () => {
  for (const { layers, steps = 7, features = 5 } of Object.values(CASES)) {
    const architecture = { steps, features, layers };
    const model = toLayersModel(architecture);
    expect(model.getWeights().map((weight) => weight.shape)).toEqual(
      weightSpecs(architecture).map((spec) => spec.shape),
    );
    model.dispose();
  }
});
