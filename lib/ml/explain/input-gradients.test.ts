import { describe, expect, it } from 'vitest';
import { evaluate } from '@/lib/ml/graph/evaluate';
import { tf } from '@/lib/ml/model/tensorflow';
import { LINEAR_MODEL, MODEL_NAMES, sequenceModel, uniformWindows } from './fixtures/models';
import { inputGradientGraph } from './input-gradients';
import { TensorflowInputGradients } from './tensorflow-input-gradients';

const ROWS = 5;

function gap(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  // Math.max passes NaN on.
  return Math.max(...Array.from(a, (value, i) => Math.abs(value - (b[i] ?? Number.NaN))));
}

describe.each(MODEL_NAMES)('%s', (name) => {
  const model = sequenceModel(name);
  const { steps, features } = model.architecture;
  const graph = inputGradientGraph(model.architecture, ROWS);
  const x = uniformWindows(steps * ROWS * features, 1);
  const run = (input: ArrayLike<number>) => {
    const { logit, gradient } = evaluate(graph, { x: input, weights: model.weights });
    if (!logit || !gradient) throw new Error('an output is missing');
    return { logit, gradient };
  };

  it('has the gradients of central differences, row by row', () => {
    const { gradient } = run(x);
    const step = 1e-5;
    const exact = Float64Array.from(x);
    for (let at = 0; at < x.length; at++) {
      const moved = (shift: number) => run(exact.with(at, (exact[at] ?? 0) + shift)).logit;
      const [up, down] = [moved(step), moved(-step)];
      const row = Math.floor(at / features) % ROWS;
      const numeric = up.map((logit, i) => (logit - (down[i] ?? Number.NaN)) / (2 * step));
      expect(Math.abs((gradient[at] ?? Number.NaN) - (numeric[row] ?? 0))).toBeLessThan(1e-8);
      // No other row moves.
      expect(numeric.every((value, i) => i === row || value === 0)).toBe(true);
    }
    expect(Math.max(...gradient.map(Math.abs))).toBeGreaterThan(0.01);
  });

  it('agrees with TensorFlow.js, which leaves no tensor behind', async () => {
    const tensors = tf.memory().numTensors;
    const reference = new TensorflowInputGradients(model, ROWS);
    const held = tf.memory().numTensors;
    const { logits, gradients } = await reference.run(x);
    expect(tf.memory().numTensors).toBe(held);
    await reference.dispose();
    expect(tf.memory().numTensors).toBe(tensors);
    const { logit, gradient } = run(x);
    expect(gap(logits, logit)).toBeLessThan(1e-5);
    expect(gap(gradients, gradient)).toBeLessThan(1e-5);
  });
});

it('a linear model has its weights as gradients everywhere', async () => {
  const reference = new TensorflowInputGradients(LINEAR_MODEL, 2);
  const { logits, gradients } = await reference.run(Float32Array.of(1, 2, 4, 0, 0, 0));
  await reference.dispose();
  expect([...logits]).toEqual([-1.5, 1]);
  expect([...gradients]).toEqual([0.5, -2, 0.25, 0.5, -2, 0.25]);
  const graph = inputGradientGraph(LINEAR_MODEL.architecture, 2);
  const { weights } = LINEAR_MODEL;
  expect(evaluate(graph, { x: [1, 2, 4, 0, 0, 0], weights })).toEqual({
    logit: Float64Array.of(-1.5, 1),
    gradient: Float64Array.of(0.5, -2, 0.25, 0.5, -2, 0.25),
  });
});
