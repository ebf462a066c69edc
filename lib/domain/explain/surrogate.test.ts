import { describe, expect, it } from 'vitest';
import type { WindowTensor } from '../baseline/window-features';
import { createRandom } from '../random/generator';
import { shapValues } from '../trees/shap';
import { SINGLE_THREAD } from '../trees/tools';
import { type ExplainedWindows, fitSurrogate, logitOf, surrogateFidelity } from './surrogate';

describe('logitOf', () => {
  it('is finite for probabilities that rounding has made 0 or 1', () => {
    expect(logitOf(0.5)).toBe(0);
    expect(logitOf(0.75)).toBeCloseTo(Math.log(3), 14);
    expect([logitOf(0), logitOf(1)].map((x) => x.toFixed(4))).toEqual(['-16.6355', '16.6355']);
  });
});

describe('surrogateFidelity', () => {
  it('is R^2 of the logits and the share of windows on the same side', () => {
    // Mean 1, total 4 + 1 + 1 + 4 = 10, residual 1 + 1 + 0 + 0 = 2; the second is on another side.
    expect(surrogateFidelity([-1, 0, 2, 3], [-2, -1, 2, 3])).toEqual({
      windows: 4,
      r2: 0.8,
      agreement: 0.75,
      isFaithful: true,
    });
    expect(surrogateFidelity([0, 2], [2, 0])).toEqual({
      windows: 2,
      r2: -3,
      agreement: 1,
      isFaithful: false,
    });
  });

  it('has no R^2 for a constant model', () => {
    const flat = { windows: 2, r2: null };
    expect(surrogateFidelity([-1, -1], [-1, -1])).toEqual({
      ...flat,
      agreement: 1,
      isFaithful: true,
    });
    expect(surrogateFidelity([-1, -1], [-1, 2])).toEqual({
      ...flat,
      agreement: 0.5,
      isFaithful: false,
    });
  });

  it('refuses what it cannot compare', () => {
    expect(() => surrogateFidelity([], [])).toThrow('0 and 0 logits cannot be compared');
    expect(() => surrogateFidelity([1], [1, 2])).toThrow('1 and 2 logits');
    expect(() => surrogateFidelity([1, Infinity], [1, 2])).toThrow(
      'logits of window 1 are Infinity',
    );
  });
});

const DAYS = 7;
const FEATURES = ['own', 'fan'];

/** Counts of 0 to 4 and a model's logits of them. */
function sample(
  seed: number,
  windows: number,
  logit: (own: readonly number[], fan: readonly number[]) => number,
): ExplainedWindows {
  const random = createRandom(seed, 12);
  const values = Float32Array.from({ length: windows * DAYS * 2 }, () => random.integer(5));
  const tensor: WindowTensor = { values, windows, days: DAYS, features: FEATURES };
  const series = (window: number, feature: number) =>
    Array.from({ length: DAYS }, (_, d) => values[(window * DAYS + d) * 2 + feature] ?? 0);
  const logits = Array.from({ length: windows }, (_, w) => logit(series(w, 0), series(w, 1)));
  return { windows: tensor, logits };
}

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

describe('fitSurrogate', () => {
  it('copies a model that follows sums and last days', async () => {
    const logit = (own: readonly number[], fan: readonly number[]) =>
      2 - 0.2 * sum(own) + (fan.at(-1) === 0 ? 1.5 : 0);
    const { model, fidelity } = await fitSurrogate(sample(1, 1500, logit), sample(2, 500, logit));
    expect(fidelity.windows).toBe(500);
    expect(fidelity.r2).toBeGreaterThan(0.95);
    expect(fidelity.agreement).toBeGreaterThan(0.95);
    expect(fidelity.isFaithful).toBe(true);
    expect(model.featureNames).toEqual([
      'own.sum',
      'fan.sum',
      'own.last',
      'fan.last',
      'own.slope',
      'fan.slope',
    ]);
  });

  it('says so when the model follows something else', async () => {
    const logit = (own: readonly number[], fan: readonly number[]) =>
      (own[2] ?? 0) % 2 === (fan[4] ?? 0) % 2 ? 1 : -1;
    const { fidelity } = await fitSurrogate(sample(1, 600, logit), sample(2, 300, logit));
    expect(fidelity.r2).toBeLessThan(0.1);
    expect(fidelity.isFaithful).toBe(false);
  });

  it('copies a constant model without a tree', async () => {
    const logit = () => -0.75;
    const { model, fidelity } = await fitSurrogate(sample(1, 100, logit), sample(2, 50, logit));
    expect([model.trees.length, model.baseScore]).toEqual([0, -0.75]);
    expect(fidelity).toEqual({ windows: 50, r2: null, agreement: 1, isFaithful: true });
  });

  it('trains with the given tools and settings', async () => {
    const seen: unknown[] = [];
    await fitSurrogate(
      sample(1, 60, sum),
      sample(2, 30, sum),
      { num_iterations: 3 },
      {
        train: (training, params, names) => {
          seen.push(params, names.length);
          return SINGLE_THREAD.train(training, params, names);
        },
        shapValues,
      },
    );
    expect(seen).toEqual([{ num_iterations: 3, objective: 'regression' }, 6]);
  });

  it('refuses logits and series that do not fit', async () => {
    const [training, heldOut] = [sample(1, 60, sum), sample(2, 30, sum)];
    await expect(fitSurrogate({ ...training, logits: [1] }, heldOut)).rejects.toThrow(
      '1 logits do not fit 60 windows',
    );
    const renamed = { ...heldOut.windows, features: ['own', 'sticker'] };
    await expect(fitSurrogate(training, { ...heldOut, windows: renamed })).rejects.toThrow(
      'other series than the training windows',
    );
  });
});
