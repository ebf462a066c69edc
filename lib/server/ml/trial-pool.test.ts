import { getEventListeners } from 'node:events';
import { afterAll, describe, expect, test } from 'vitest';
import { trainingSettingsSchema } from '@/lib/contracts/training';
import { createRandom } from '@/lib/domain/random/generator';
import { architectureOf } from '@/lib/ml/model/settings';
import { TrainingCancelledError, TrainingDataError } from '@/lib/ml/train/errors';
import { train } from '@/lib/ml/train/train';
import { chooseEngine } from './create-engine';
import { shareTrainingData, type Trial } from './trial-messages';
import { createTrialPool } from './trial-pool';

const random = createRandom(4);
const data = shareTrainingData({
  x: new Float32Array(80 * 4 * 3).map(() => random.uniform()),
  steps: 4,
  features: 3,
  labels: new Uint8Array(80).map(() => random.integer(2)),
  sampleWeights: new Float32Array(80).fill(1),
  train: Int32Array.from({ length: 60 }, (_, i) => i),
  validation: Int32Array.from({ length: 20 }, (_, i) => 60 + i),
});
const trial = (seed: number, epochs = 3): Trial => ({
  architecture: architectureOf({ model: 'gru', units: 4, layers: 1, dropout: 0.1, l2: 0 }, 4, 3),
  data,
  settings: trainingSettingsSchema.parse({ epochs, batchSize: 16, patience: 1000, seed }),
  engine: 'onnx',
});

const pool = createTrialPool(2);
afterAll(() => pool.close());

describe('a pool of training threads', { timeout: 60_000 }, () => {
  test('gives the same bits as training in this thread, whichever thread it was', async () => {
    const results = await Promise.all([1, 2, 1, 3].map((seed) => pool.run(trial(seed))));
    const { create } = await chooseEngine('onnx');
    for (const [i, seed] of [1, 2, 1, 3].entries()) {
      const { engine, msTotal, ...result } = results[i] ?? { engine: undefined };
      expect(engine).toBe('onnx');
      expect(msTotal).toBeGreaterThan(0);
      expect(result).toEqual(await train({ ...trial(seed), createEngine: create }));
    }
  });

  test('reports each epoch and stops when asked', async () => {
    const seen: [number, number][] = [];
    const result = await pool.run(trial(1, 50), {
      onEpoch: ({ epoch }, probabilities) => {
        seen.push([epoch, probabilities.length]);
        return epoch === 2 ? 'stop' : undefined;
      },
    });
    expect(seen).toEqual([
      [1, 20],
      [2, 20],
    ]);
    expect(result.ended).toBe('stopped');
  });

  test('cancels what runs and what waits, and goes on with the rest', async () => {
    const controllers = Array.from({ length: 3 }, () => new AbortController());
    const outcomes = controllers.map(({ signal }, i) =>
      pool.run(trial(i, 1000), {
        signal,
        onEpoch: ({ epoch }) => {
          // The first two are running by now, the third waits for a thread.
          if (epoch === 1) for (const controller of controllers) controller.abort();
          return undefined;
        },
      }),
    );
    const last = pool.run(trial(9));
    for (const outcome of await Promise.allSettled(outcomes)) {
      expect(outcome).toMatchObject({
        status: 'rejected',
        reason: expect.any(TrainingCancelledError),
      });
    }
    expect((await last).epochs).toHaveLength(3);
  });

  test('leaves nothing at a signal that many trials share', async () => {
    const { signal } = new AbortController();
    await Promise.all([1, 2, 3].map((seed) => pool.run(trial(seed), { signal })));
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  test('hands over errors with their class, and the thread lives on', async () => {
    const bad = { ...trial(1), data: { ...data, labels: new Uint8Array(80) } };
    const failed = pool.run(bad);
    await expect(failed).rejects.toThrow(TrainingDataError);
    await expect(failed).rejects.toThrow('all 60 training windows have the label 0');
    expect((await pool.run(trial(1))).epochs).toHaveLength(3);
  });

  test('ends a trial whose callback throws with that error', async () => {
    const failed = pool.run(trial(1, 1000), {
      onEpoch: () => {
        throw new Error('the caller failed');
      },
    });
    await expect(failed).rejects.toThrow('the caller failed');
    expect((await pool.run(trial(2))).epochs).toHaveLength(3);
  });

  test('falls back to TensorFlow.js in the same thread', async () => {
    const [onnx, tensorflow] = await Promise.all([
      pool.run(trial(1)),
      pool.run({ ...trial(1), engine: 'tensorflow' }),
    ]);
    expect(tensorflow.engine).toBe('tensorflow');
    for (const [i, weight] of onnx.weights.entries()) {
      expect(Math.abs((tensorflow.weights[i] ?? Number.NaN) - weight)).toBeLessThan(1e-6);
    }
  });

  test('cancels everything when it is closed', async () => {
    const closing = createTrialPool(1);
    let outcome: Promise<unknown> | undefined;
    await new Promise<void>((resolve) => {
      outcome = closing.run(trial(1, 1000), {
        onEpoch: () => {
          resolve();
          return undefined;
        },
      });
    });
    const outcomes = [outcome, closing.run(trial(2))].map((running) =>
      expect(running).rejects.toThrow(TrainingCancelledError),
    );
    await closing.close();
    await Promise.all(outcomes);
    await expect(closing.run(trial(3))).rejects.toThrow(TrainingCancelledError);
  });
});

test('a pool needs a thread', () => {
  expect(() => createTrialPool(0)).toThrow('threads must be a positive integer, got 0');
});
