import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SEQUENCE_MODELS } from '@/lib/contracts/training';
import { createRandom } from '@/lib/domain/random/generator';
import type { Architecture } from '@/lib/ml/model/architecture';
import { initialWeights } from '@/lib/ml/model/initial-weights';
import { toLayersModel } from '@/lib/ml/model/layers-model';
import { readWeights, writeWeights } from '@/lib/ml/model/model-weights';
import { architectureOf } from '@/lib/ml/model/settings';
import { tf, tfl } from '@/lib/ml/model/tensorflow';
import { loadModel, saveModel } from './model-files';
import { loadOnnxRuntime, SESSION_OPTIONS } from './onnx-runtime';
import { predictWithModel } from './predict';

const N = 300;
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'stagelight-model-'));
});
afterEach(() => rm(folder, { recursive: true }));

function makeModel(architecture: Architecture): tfl.LayersModel {
  const model = toLayersModel(architecture);
  const random = createRandom(8);
  const weights = initialWeights(architecture, 2).map((w) => w + 0.2 * random.uniform() - 0.1);
  writeWeights(model, weights);
  return model;
}

const architecture = (name: (typeof SEQUENCE_MODELS)[number], layers = 1) =>
  architectureOf({ model: name, units: 6, layers, dropout: 0.3, l2: 0.01 }, 7, 5);

const windows = (() => {
  const random = createRandom(9);
  return new Float32Array(N * 7 * 5).map(() => random.uniform() * 4 - 2);
})();

const byLayersModel = (model: tfl.LayersModel): number[] =>
  tf.tidy(() =>
    Array.from((model.predict(tf.tensor3d(windows, [N, 7, 5])) as tf.Tensor).dataSync()),
  );

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    expect(Math.abs((actual[i] ?? Number.NaN) - (expected[i] ?? 0))).toBeLessThan(1e-6);
  }
}

describe.each(SEQUENCE_MODELS.flatMap((name) => [1, 2].map((layers) => [name, layers] as const)))(
  '%s with %i layers',
  { timeout: 60_000 },
  (name, layers) => {
    test('saved and loaded, it predicts the same; so do both other ways', async () => {
      const model = makeModel(architecture(name, layers));
      const expected = byLayersModel(model);
      const dir = path.join(folder, 'model');
      const metadata = { target: 'churn', features: ['own_total'], scaler: { kind: 'none' } };
      await saveModel(dir, model, metadata);
      expect((await readdir(dir)).toSorted()).toEqual(['model.json', 'model.onnx', 'weights.bin']);

      const loaded = await loadModel(dir);
      expect(loaded.metadata).toEqual(metadata);
      expect(readWeights(loaded.model)).toEqual(readWeights(model));
      expect(byLayersModel(loaded.model)).toEqual(expected);
      expectClose(await predictWithModel(loaded.model, windows), expected);
      expectClose(await predictWithModel(loaded.model, windows, 'tensorflow'), expected);

      const runtime = await loadOnnxRuntime();
      if (!runtime) throw new Error('onnxruntime-node could not be loaded');
      const session = await runtime.InferenceSession.create(
        path.join(dir, 'model.onnx'),
        SESSION_OPTIONS,
      );
      // The batch is free: all windows, then one.
      for (const n of [N, 1]) {
        const input = new runtime.Tensor('float32', windows.slice(0, n * 35), [n, 7, 5]);
        const { probability } = await session.run({ windows: input });
        expect(probability?.dims).toEqual([n, 1]);
        expectClose(Array.from(probability?.data ?? [], Number), expected.slice(0, n));
      }
      await session.release();
      model.dispose();
      loaded.model.dispose();
    });
  },
);

describe('files', () => {
  test('are loaded by TensorFlow.js itself over HTTP, as a browser does', async () => {
    const model = makeModel(architecture('gru'));
    const dir = path.join(folder, 'model');
    await saveModel(dir, model, {});
    const fetchFile = async (input: string | URL | Request) => {
      const name = path.basename(String(input));
      const type = name.endsWith('json') ? 'application/json' : 'application/octet-stream';
      const body = await readFile(path.join(dir, name));
      return new Response(body, { headers: { 'content-type': type } });
    };
    const loaded = await tfl.loadLayersModel(
      tf.io.http('http://localhost/model.json', { fetchFunc: fetchFile }),
    );
    expect(byLayersModel(loaded)).toEqual(byLayersModel(model));
    model.dispose();
    loaded.dispose();
  });

  test('never replace a saved model, and leave nothing half-written', async () => {
    const model = makeModel(architecture('gru'));
    const dir = path.join(folder, 'model');
    await saveModel(dir, model, { run: 1 });
    await expect(saveModel(dir, model, { run: 2 })).rejects.toThrow();
    const loaded = await loadModel(dir);
    expect(loaded.metadata).toEqual({ run: 1 });
    expect(await readdir(folder)).toEqual(['model']);
    model.dispose();
    loaded.model.dispose();
  });

  test('that were cut off are refused', async () => {
    const model = makeModel(architecture('gru'));
    const dir = path.join(folder, 'model');
    await saveModel(dir, model, {});
    const file = path.join(dir, 'weights.bin');
    const bytes = await readFile(file);
    await writeFile(file, bytes.subarray(0, bytes.length - 4));
    await expect(loadModel(dir)).rejects.toThrow(
      `weights.bin should have ${bytes.length} bytes, has ${bytes.length - 4}`,
    );
    model.dispose();
  });

  test('windows of another width are refused', async () => {
    const model = makeModel(architecture('gru'));
    await expect(predictWithModel(model, new Float32Array(36))).rejects.toThrow(
      '36 numbers are no windows of 7 x 5',
    );
    model.dispose();
  });
});
