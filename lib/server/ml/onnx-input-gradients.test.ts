import { describe, expect, it } from 'vitest';
import { expectedGradients } from '@/lib/ml/explain/expected-gradients';
import { MODEL_NAMES, sequenceModel, uniformWindows } from '@/lib/ml/explain/fixtures/models';
import { TensorflowInputGradients } from '@/lib/ml/explain/tensorflow-input-gradients';
import { OnnxInputGradients, openInputGradients } from './onnx-input-gradients';
import { loadOnnxRuntime } from './onnx-runtime';

function gap(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  // Math.max passes NaN on.
  return Math.max(...Array.from(a, (value, i) => Math.abs(value - (b[i] ?? Number.NaN))));
}

describe.each(MODEL_NAMES)('%s', (name) => {
  const model = sequenceModel(name, 7);

  it('gives the logits and gradients of TensorFlow.js', async () => {
    const runtime = await loadOnnxRuntime();
    if (!runtime) throw new Error('onnxruntime-node could not be loaded');
    const onnx = new OnnxInputGradients(runtime, model, 12);
    const reference = new TensorflowInputGradients(model, 12);
    const x = uniformWindows(7 * 12 * 3, 1);
    const [actual, expected] = [await onnx.run(x), await reference.run(x)];
    expect(gap(actual.logits, expected.logits)).toBeLessThan(1e-5);
    expect(gap(actual.gradients, expected.gradients)).toBeLessThan(1e-5);
    expect(Math.max(...expected.gradients.map(Math.abs))).toBeGreaterThan(0.01);
    await onnx.dispose();
    await reference.dispose();
  });

  it('is complete within 0.002 of the logit with 256 samples', async () => {
    const opened = await openInputGradients(model);
    const input = {
      windows: uniformWindows(3 * 21, 2),
      background: uniformWindows(16 * 21, 3),
      steps: 7,
      features: 3,
    };
    const { completenessErrors } = await expectedGradients(opened, input, {
      samples: 256,
      seed: 1,
    });
    await opened.dispose();
    expect(opened).toBeInstanceOf(OnnxInputGradients);
    expect(Math.max(...completenessErrors.map(Math.abs))).toBeLessThan(0.002);
  });
});
