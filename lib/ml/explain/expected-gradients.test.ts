import { describe, expect, it } from 'vitest';
import { evaluate } from '@/lib/ml/graph/evaluate';
import { expectedGradients, meanAttributions } from './expected-gradients';
import { LINEAR_MODEL, sequenceModel, uniformWindows } from './fixtures/models';
import { type InputGradients, inputGradientGraph, type ModelWithWeights } from './input-gradients';

/** The graph computed number by number, in float64. */
function slowModel({ architecture, weights }: ModelWithWeights, rows: number): InputGradients {
  const graph = inputGradientGraph(architecture, rows);
  return {
    rows,
    run: async (x) => {
      const { logit, gradient } = evaluate(graph, { x, weights });
      if (!logit || !gradient) throw new Error('an output is missing');
      return { logits: Float32Array.from(logit), gradients: Float32Array.from(gradient) };
    },
    dispose: async () => undefined,
  };
}

/** f = sum of squares over one day of two features: df/dx = 2 x. */
const SQUARES: InputGradients = {
  rows: 3,
  run: async (x) => ({
    logits: Float32Array.from({ length: 3 }, (_, row) => {
      const [a = 0, b = 0] = x.subarray(2 * row, 2 * row + 2);
      return a * a + b * b;
    }),
    gradients: x.map((value) => 2 * value),
  }),
  dispose: async () => undefined,
};

const largest = (values: Float64Array) => Math.max(...values.map(Math.abs));
const meanAbsolute = (values: Float64Array) =>
  values.reduce((sum, value) => sum + Math.abs(value), 0) / values.length;

describe('expectedGradients', () => {
  it('gives a linear model weight x (value - mean of the background)', async () => {
    const input = {
      windows: Float32Array.of(1, 2, 4, 0, -1, 8),
      background: Float32Array.of(0, 0, 0, 2, 2, 4, 1, 1, 8, 1, 1, 0),
      steps: 1,
      features: 3,
    };
    const result = await expectedGradients(slowModel(LINEAR_MODEL, 3), input, {
      samples: 8,
      seed: 1,
    });
    // The background's mean is 1, 1, 3; its logits are 1, -1, 1.5, -0.5.
    expect(result.baseline).toBe(0.25);
    expect([...result.logits]).toEqual([-1.5, 5]);
    const expected = [0, -2, 0.25, -0.5, 4, 1.25];
    expected.forEach((value, i) => {
      expect(Math.abs((result.values[i] ?? Number.NaN) - value)).toBeLessThan(1e-12);
    });
    expect(largest(result.completenessErrors)).toBeLessThan(1e-12);
  });

  it('comes near x^2 - mean of x^2 for a sum of squares', async () => {
    const background = Float32Array.of(1, 0, -1, 2);
    const input = { windows: Float32Array.of(3, -2), background, steps: 1, features: 2 };
    const { values, baseline, logits } = await expectedGradients(SQUARES, input, {
      samples: 2000,
      seed: 1,
    });
    // Per background window (x - x')(x + x') = x^2 - x'^2; the means of x'^2 are 1 and 2.
    expect([baseline, logits[0]]).toEqual([3, 13]);
    expect(Math.abs((values[0] ?? 0) - 8)).toBeLessThan(0.02);
    expect(Math.abs((values[1] ?? 0) - 2)).toBeLessThan(0.02);
  });

  it('comes nearer to completeness with more samples', async () => {
    const model = sequenceModel('GRU', 3);
    const input = {
      windows: uniformWindows(6 * 9, 2),
      background: uniformWindows(8 * 9, 3),
      steps: 3,
      features: 3,
    };
    const errors: number[] = [];
    for (const samples of [8, 32, 128]) {
      const settings = { samples, seed: 5 };
      const result = await expectedGradients(slowModel(model, 64), input, settings);
      errors.push(meanAbsolute(result.completenessErrors));
      result.logits.forEach((logit, i) => {
        const sum = result.values.subarray(i * 9, (i + 1) * 9).reduce((a, b) => a + b, 0);
        const error = result.completenessErrors[i] ?? Number.NaN;
        expect(Math.abs(result.baseline + sum - error - logit)).toBeLessThan(1e-12);
      });
    }
    const [few = 0, more = 0, many = 0] = errors;
    expect(more).toBeLessThan(few);
    expect(many).toBeLessThan(more);
    expect(many).toBeLessThan(0.01);
  });

  it('explains a window alike alone and among others, whatever the size of a batch', async () => {
    const model = sequenceModel('BiLSTM', 2);
    const windows = uniformWindows(5 * 6, 2);
    const rest = { background: uniformWindows(4 * 6, 3), steps: 2, features: 3 };
    const all = await expectedGradients(
      slowModel(model, 7),
      { windows, ...rest },
      { samples: 6, seed: 9, keys: [3, 1, 4, 15, 9] },
    );
    const alone = await expectedGradients(
      slowModel(model, 16),
      { windows: windows.slice(12, 18), ...rest },
      { samples: 6, seed: 9, keys: [4] },
    );
    expect(all.values.slice(12, 18)).toEqual(alone.values);
    const other = await expectedGradients(
      slowModel(model, 16),
      { windows: windows.slice(12, 18), ...rest },
      { samples: 6, seed: 9 },
    );
    expect(other.values).not.toEqual(alone.values);
  });

  it('refuses what does not fit', async () => {
    const shape = { steps: 1, features: 2 };
    const [windows, background] = [Float32Array.of(1, 2), Float32Array.of(3, 4)];
    const run = (input: object, settings = {}) =>
      expectedGradients(
        SQUARES,
        { windows, background, ...shape, ...input },
        { samples: 1, seed: 0, ...settings },
      );
    await expect(run({ windows: Float32Array.of(1) })).rejects.toThrow('1 numbers are no windows');
    await expect(run({ background: new Float32Array() })).rejects.toThrow('no background window');
    await expect(run({}, { samples: 0 })).rejects.toThrow('samples must be a positive integer');
    await expect(run({}, { keys: [] })).rejects.toThrow('0 keys do not fit 1 windows');
    await expect(run({}, { signal: { aborted: true } })).rejects.toThrow('cancelled');
    expect((await run({ windows: new Float32Array() })).values).toHaveLength(0);
  });
});

it('meanAttributions is the mean of the chosen windows', () => {
  const attributions = {
    values: Float64Array.of(1, 2, 3, 4, 5, 8),
    logits: new Float64Array(3),
  };
  expect([...meanAttributions(attributions, [0, 2])]).toEqual([3, 5]);
  expect(() => meanAttributions(attributions, [])).toThrow('at least one window');
});
