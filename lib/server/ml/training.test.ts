import { describe, expect, test } from 'vitest';
import { type TrainingSettings, trainingSettingsSchema } from '@/lib/contracts/training';
import { createRandom } from '@/lib/domain/random/generator';
import { initialWeights } from '@/lib/ml/model/initial-weights';
import { architectureOf } from '@/lib/ml/model/settings';
import type { TrainingData } from '@/lib/ml/train/data';
import {
  TrainingCancelledError,
  TrainingDataError,
  TrainingDivergedError,
} from '@/lib/ml/train/errors';
import { predictWindows } from '@/lib/ml/train/predict';
import { type TrainOptions, train } from '@/lib/ml/train/train';
import { chooseEngine } from './create-engine';

const STEPS = 4;
const FEATURES = 3;
const model = (name: 'gru' | 'bilstm' | 'gru-bilstm', dropout = 0.2) =>
  architectureOf({ model: name, units: 5, layers: 1, dropout, l2: 0.0001 }, STEPS, FEATURES);

/** The label says whether the first feature grew from the first to the last day; 8 % are wrong. */
function makeData(n: number, seed = 1): TrainingData {
  const random = createRandom(seed);
  const x = new Float32Array(n * STEPS * FEATURES).map(() => random.uniform() * 2 - 1);
  const labels = new Uint8Array(n).map((_, i) => {
    const first = x[i * STEPS * FEATURES] ?? 0;
    const last = x[(i * STEPS + STEPS - 1) * FEATURES] ?? 0;
    return Number(last > first !== random.uniform() < 0.08);
  });
  const cut = Math.floor(n * 0.8);
  const train = Int32Array.from({ length: cut }, (_, i) => i);
  const validation = Int32Array.from({ length: n - cut }, (_, i) => cut + i);
  return { x, steps: STEPS, features: FEATURES, labels, train, validation };
}

const settings = (more: Partial<TrainingSettings> = {}) =>
  trainingSettingsSchema.parse({ epochs: 4, batchSize: 32, learningRate: 0.01, ...more });

const { create: createEngine } = await chooseEngine('onnx');
const run = (data: TrainingData, more: Partial<TrainOptions> = {}) =>
  train({ architecture: model('gru'), data, settings: settings(), createEngine, ...more });

describe('training', { timeout: 60_000 }, () => {
  test.each(['gru', 'bilstm', 'gru-bilstm'] as const)('%s learns', async (name) => {
    const data = makeData(600);
    const architecture = model(name);
    const result = await run(data, {
      architecture,
      settings: settings({ epochs: 40, patience: 40 }),
    });
    const right = [...data.validation].filter(
      (row, i) => (result.probabilities[i] ?? 0) >= 0.5 === (data.labels[row] === 1),
    );
    expect(right.length / data.validation.length).toBeGreaterThan(0.8);
    expect(result.epochs).toHaveLength(40);
    expect(result.ended).toBe('epochs');
  });

  test('repeated with the same seed gives the same bits, with another seed others', async () => {
    const data = makeData(150);
    const architecture = model('gru-bilstm', 0.4);
    const once = await run(data, { architecture });
    const again = await run(data, { architecture });
    expect(again).toEqual(once);
    const other = await run(data, { architecture, settings: settings({ seed: 2 }) });
    expect(other.weights).not.toEqual(once.weights);
  });

  test('agrees with TensorFlow.js over whole epochs, masks, order and class weights included', async () => {
    const data = {
      ...makeData(90),
      sampleWeights: new Float32Array(90).map((_, i) => 1 + (i % 3)),
    };
    const { create } = await chooseEngine('tensorflow');
    const options = {
      architecture: model('gru-bilstm'),
      settings: settings({
        epochs: 2,
        classWeights: 'balanced',
        clipNorm: 0.5,
        learningRate: 0.001,
      }),
    };
    const onnx = await run(data, options);
    const tensorflow = await run(data, { ...options, createEngine: create });
    for (const [i, weight] of tensorflow.weights.entries()) {
      expect(Math.abs((onnx.weights[i] ?? Number.NaN) - weight)).toBeLessThan(1e-6);
    }
    for (const [i, log] of tensorflow.epochs.entries()) {
      expect(Math.abs((onnx.epochs[i]?.loss ?? Number.NaN) - log.loss)).toBeLessThan(1e-6);
    }
  });

  test('keeps the last, partial batch: its padding changes nothing', async () => {
    const data = makeData(50);
    // 40 windows: one batch of 40, or one of 64 of which 24 rows are padding.
    const architecture = model('bilstm', 0);
    const options = { architecture, settings: settings({ epochs: 1, batchSize: 40 }) };
    const exact = await run(data, options);
    const padded = await run(data, {
      ...options,
      settings: settings({ epochs: 1, batchSize: 64 }),
    });
    for (const [i, weight] of exact.weights.entries()) {
      expect(Math.abs((padded.weights[i] ?? Number.NaN) - weight)).toBeLessThan(1e-6);
    }
    // 40 = 32 + 8: the second batch is a step of its own.
    const two = await run(data, { ...options, settings: settings({ epochs: 1, batchSize: 32 }) });
    const distance = Math.max(
      ...exact.weights.map((weight, i) => Math.abs((two.weights[i] ?? 0) - weight)),
    );
    expect(distance).toBeGreaterThan(0.005);
  });

  test('restores the weights of the best epoch', async () => {
    const data = makeData(60);
    // A step this large overshoots soon.
    const architecture = model('gru', 0);
    const result = await run(data, {
      architecture,
      settings: settings({ epochs: 60, patience: 6, learningRate: 0.3, seed: 3 }),
    });
    expect(result.ended).toBe('patience');
    expect(result.epochs).toHaveLength(result.bestEpoch + 6);
    const losses = result.epochs.map((log) => log.validationLoss);
    expect(Math.min(...losses)).toBe(losses[result.bestEpoch - 1]);
    expect(losses.at(-1)).not.toBe(losses[result.bestEpoch - 1]);

    const engine = await createEngine({
      architecture,
      batchSize: 1,
      learningRate: 0.1,
      weights: result.weights,
    });
    expect(await predictWindows(engine, data, data.validation)).toEqual(result.probabilities);
    await engine.dispose();
  });

  test('a window of weight zero has no influence', async () => {
    const data = makeData(64);
    const sampleWeights = new Float32Array(64).fill(1);
    sampleWeights[5] = 0;
    const x = data.x.slice();
    x.fill(0.7, 5 * STEPS * FEATURES, 6 * STEPS * FEATURES);
    const one = await run({ ...data, sampleWeights });
    const two = await run({ ...data, sampleWeights, x });
    expect(two.weights).toEqual(one.weights);
  });

  test('starts from given weights', async () => {
    const data = makeData(64);
    const architecture = model('gru');
    const weights = initialWeights(architecture, 77);
    const given = await run(data, { weights, settings: settings({ seed: 1 }) });
    expect(given.weights).not.toEqual((await run(data)).weights);
  });

  test('an epoch callback can end it in good order', async () => {
    const result = await run(makeData(64), {
      onEpoch: ({ epoch }) => (epoch === 2 ? 'stop' : undefined),
    });
    expect(result.epochs.map((log) => log.epoch)).toEqual([1, 2]);
    expect(result.ended).toBe('stopped');
  });

  test('is cancelled before the next batch', async () => {
    const controller = new AbortController();
    const cancelled = run(makeData(64), {
      signal: controller.signal,
      onEpoch: () => {
        controller.abort();
        return undefined;
      },
    });
    await expect(cancelled).rejects.toThrow(TrainingCancelledError);
  });

  test('says when the loss leaves the finite numbers', async () => {
    const architecture = model('gru');
    const weights = initialWeights(architecture, 1).fill(3e38);
    const diverged = run(makeData(64), { architecture, weights });
    await expect(diverged).rejects.toThrow(TrainingDivergedError);
    await expect(diverged).rejects.toThrow('the loss is no number any more in epoch 1');
  });
});

describe('bad data', () => {
  const base = makeData(20);
  const cases: Record<string, readonly [Partial<TrainingData>, string]> = {
    'no training windows': [{ train: new Int32Array() }, 'there are no training windows'],
    'no validation windows': [{ validation: new Int32Array() }, 'there are no validation windows'],
    'one class': [
      { labels: new Uint8Array(20).fill(1) },
      'all 16 training windows have the label 1: there is nothing to tell apart',
    ],
    'another label': [
      { labels: new Uint8Array(20).fill(3) },
      'window 0 has the label 3, not 0 or 1',
    ],
    'a window in both parts': [{ validation: Int32Array.of(2) }, 'window 2 is used twice'],
    'a row that is not there': [
      { validation: Int32Array.of(99) },
      'window 99 has the label undefined, not 0 or 1',
    ],
    'too few numbers': [{ x: base.x.subarray(1) }, '20 windows of 4 x 3 need 240 numbers, got 239'],
    NaN: [{ x: base.x.with(12 * 3 + 3 * 2 + 1, Number.NaN) }, 'window 3, day 2, feature 1 is NaN'],
    'a negative weight': [
      { sampleWeights: new Float32Array(20).fill(-1) },
      'window 0 has the weight -1',
    ],
    'no weight at all': [
      { sampleWeights: new Float32Array(20) },
      'all training windows have the weight 0',
    ],
    'windows of another width': [
      { features: 2, x: new Float32Array(20 * 8) },
      'the model reads 4 x 3, windows are 4 x 2',
    ],
  };
  test.each(Object.keys(cases))('%s', async (name) => {
    const [change, message] = cases[name] ?? [{}, ''];
    const failed = run({ ...base, ...change });
    await expect(failed).rejects.toThrow(message);
    if (!name.includes('width')) await expect(failed).rejects.toThrow(TrainingDataError);
  });

  test('constant features and a number that no window uses do not matter', async () => {
    const data = makeData(40);
    const x = data.x.map((value, i) => (i % FEATURES === 1 ? 5 : value));
    x[3] = Number.NaN;
    const result = await run({ ...data, x, train: data.train.subarray(1) });
    expect(result.epochs).toHaveLength(4);
  });
});
