import path from 'node:path';
import { expect, test } from '@playwright/test';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { makeDemo } from './support/demo';
import { train } from './support/train';

/** What a page of this test knows of TensorFlow.js. */
interface TensorFlow {
  loadLayersModel(url: string): Promise<{ predict(x: unknown): { data(): Promise<Float32Array> } }>;
  tensor3d(values: number[], shape: [number, number, number]): unknown;
  ready(): Promise<void>;
}

const LIBRARIES = ['tfjs-core', 'tfjs-backend-cpu', 'tfjs-layers'].map((name) =>
  path.resolve(`node_modules/@tensorflow/${name}/dist/${name.replace('tfjs', 'tf')}.min.js`),
);

test('the downloaded model answers in a browser as its ONNX file does', async ({
  page,
  request,
}) => {
  test.setTimeout(120_000);
  const { versionId } = await makeDemo(request, { seed: 9 });
  const [id] = await train(request, {
    versionId,
    targets: ['churn'],
    candidates: [
      { kind: 'sequence', model: { model: 'gru-bilstm', units: 4 }, training: { epochs: 1 } },
    ],
  });
  const files = `/api/v1/models/runs/${id}/files`;
  const { modelTopology } = await (await request.get(`${files}/model.json`)).json();
  const [, steps, features] = modelTopology.config.layers[0].config.batch_input_shape;
  expect(steps).toBe(7);
  const windows = 5;
  const values = Array.from({ length: windows * steps * features }, (_, i) => Math.sin(i));

  const session = await InferenceSession.create(
    new Uint8Array(await (await request.get(`${files}/model.onnx`)).body()),
  );
  const input = new Tensor('float32', Float32Array.from(values), [windows, steps, features]);
  const expected = Array.from(
    (await session.run({ windows: input })).probability?.data as Float32Array,
  );
  expect(expected).toHaveLength(windows);

  await page.goto('/models');
  for (const file of LIBRARIES) await page.addScriptTag({ path: file });
  const answers = await page.evaluate(
    async ({ url, data, shape }) => {
      const tf = (globalThis as unknown as { tf: TensorFlow }).tf;
      await tf.ready();
      const model = await tf.loadLayersModel(url);
      return Array.from(await model.predict(tf.tensor3d(data, shape)).data());
    },
    {
      url: `${files}/model.json`,
      data: values,
      shape: [windows, steps, features] as [number, number, number],
    },
  );
  answers.forEach((p, i) => {
    expect(Math.abs(p - (expected[i] ?? Number.NaN))).toBeLessThan(1e-6);
  });
  expect(new Set(answers).size).toBe(windows);
});
