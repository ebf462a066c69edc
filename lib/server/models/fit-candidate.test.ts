import { afterAll, describe, expect, it } from 'vitest';
import { candidateSchema, type SplitSummary } from '@/lib/contracts/models';
import { createRandom } from '@/lib/domain/random/generator';
import { splitWindows } from '@/lib/domain/windows/split';
import { createTrialPool } from '@/lib/server/ml/trial-pool';
import { appErrorOf } from '@/lib/server/testing/state';
import { fitCandidate, ScaledWindows } from './fit-candidate';
import type { ModelData } from './model-data';

const pool = createTrialPool(1);
afterAll(() => pool.close());

const STEPS = 3;
const FEATURES = ['own_total', 'fan_total'];
const CELEBS = 20;
const ANCHORS = 15;

/** Windows of two features; who leaves has little of the first. `change` may spoil them. */
function makeData(
  change: (x: Float32Array, labels: Uint8Array) => void = () => undefined,
): ModelData {
  const n = CELEBS * ANCHORS;
  const random = createRandom(5);
  const anchor = Int32Array.from({ length: n }, (_, i) => Math.floor(i / CELEBS));
  const celebIndex = Int32Array.from({ length: n }, (_, i) => i % CELEBS);
  const labels = Uint8Array.from({ length: n }, () => random.integer(2));
  const x = new Float32Array(new SharedArrayBuffer(n * STEPS * FEATURES.length * 4));
  for (let i = 0; i < x.length; i++) {
    const label = labels[Math.floor(i / (STEPS * FEATURES.length))] ?? 0;
    x[i] = random.integer(10) + (i % 2 === 0 ? 5 * (1 - label) : 0);
  }
  change(x, labels);
  const split = splitWindows(anchor, celebIndex, {
    kind: 'time',
    testAnchors: 3,
    validationShare: 0.2,
    seed: 1,
    outcomeDays: 2,
  });
  const part = {
    windows: 0,
    positives: 0,
    celebs: 0,
    anchors: 0,
    firstAnchor: null,
    lastAnchor: null,
  };
  const summary: SplitSummary = { train: part, validation: part, test: part, purged: 0 };
  return {
    x,
    steps: STEPS,
    features: FEATURES,
    labels: { churn: labels, sticker: labels },
    celebIds: [],
    celebIndex,
    anchor,
    split,
    summary: { churn: summary, sticker: summary },
    truth: undefined,
  };
}

const CANDIDATES = {
  logistic: { kind: 'logistic' },
  gbdt: { kind: 'gbdt', trees: { num_iterations: 3 } },
  sequence: {
    kind: 'sequence',
    scaler: 'standard',
    model: { model: 'gru', units: 3 },
    training: { epochs: 2, batchSize: 32 },
  },
} as const;

const trained = (data: ModelData, name: keyof typeof CANDIDATES) =>
  fitCandidate(
    {
      data,
      pool,
      threads: 1,
      scaled: new ScaledWindows(data),
      signal: new AbortController().signal,
    },
    'churn',
    candidateSchema.parse(CANDIDATES[name]),
  );

describe.each(['logistic', 'gbdt', 'sequence'] as const)('%s', (name) => {
  it('refuses windows with a single outcome and says which', async () => {
    const data = makeData((_, labels) => labels.fill(1));
    const error = await appErrorOf(trained(data, name));
    expect(error.code).toBe('target_one_class');
    expect(error.message).toContain(
      `All ${data.split.train.length} training windows have the same outcome (churn: yes)`,
    );
  });

  it('trains on constant features and answers with finite probabilities', async () => {
    const data = makeData((x) => x.fill(4));
    const { validation, test } = await trained(data, name);
    expect([validation.length, test.length]).toEqual([
      data.split.validation.length,
      data.split.test.length,
    ]);
    for (const p of [...validation, ...test]) expect(p > 0 && p < 1).toBe(true);
    expect(new Set(test).size).toBe(1);
  });
});

it('names the window, day and feature of a number that is none', async () => {
  const data = makeData();
  const row = data.split.train[0] ?? 0;
  data.x[row * STEPS * FEATURES.length + 2 * FEATURES.length + 1] = Number.NaN;
  const error = await appErrorOf(trained(data, 'sequence'));
  expect([error.code, error.message]).toEqual([
    'training_data',
    `window ${row}, day 2, feature 1 is NaN`,
  ]);
  const logistic = await appErrorOf(trained(data, 'logistic'));
  expect([logistic.code, logistic.message]).toEqual(['training_data', 'row 0 of column 1 is NaN']);
});

it('reads missing numbers with trees, which have a place for them', async () => {
  const data = makeData((x) => x.fill(Number.NaN, 0, 12));
  const { test } = await trained(data, 'gbdt');
  expect(test.every((p) => p > 0 && p < 1)).toBe(true);
});
