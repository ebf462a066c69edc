import { expect, test } from 'vitest';
import { type SearchDetail, searchSettingsSchema, type TrialView } from '@/lib/contracts/search';
import { estimateSearchSeconds, orphanedTrials, remainingSeconds } from './search-progress';

const settings = searchSettingsSchema.parse({
  versionId: '01a20d5c-f502-74ef-80ea-aae113ed7821',
  target: 'churn',
});
const trial = (
  number: number,
  status: TrialView['status'],
  durationMs: number | null,
): TrialView => ({
  number,
  status,
  durationMs,
  parameters: {
    architecture: 'gru',
    scaler: 'none',
    units: 16,
    layers: 1,
    dropout: 0,
    learningRate: 0.001,
    l2: 0.001,
    batchSize: 128,
  },
  intermediate: [],
  value: null,
  bestEpoch: null,
  error: null,
});
function search(trials: readonly TrialView[], status: SearchDetail['status']): SearchDetail {
  const count = (of: TrialView['status']) => trials.filter((t) => t.status === of).length;
  return {
    id: settings.versionId,
    versionId: settings.versionId,
    status,
    createdAt: '2024-01-01T00:00:00.000Z',
    createdBy: null,
    settings,
    finished: count('finished'),
    pruned: count('pruned'),
    failed: count('failed'),
    running: status === 'running' ? count('running') : 0,
    best: null,
    jobIds: [],
    error: null,
    trials: [...trials],
    importance: null,
  };
}

test('the rest takes as long as the newest ended trials did, side by side', () => {
  expect(remainingSeconds(search([trial(0, 'running', null)], 'running'))).toBeNull();
  const mixed = [
    trial(0, 'finished', 4000),
    trial(1, 'pruned', 2000),
    trial(2, 'running', null),
    trial(3, 'running', null),
  ];
  // 28 of 30 are left, 3 s each, two at a time.
  expect(remainingSeconds(search(mixed, 'running'))).toBe(42);
  // Only the newest ten count: 20 s long ago, 1 s lately, 19 left.
  const slowed = [
    trial(0, 'finished', 20_000),
    ...Array.from({ length: 10 }, (_, i) => trial(i + 1, 'finished', 1000)),
  ];
  expect(remainingSeconds(search(slowed, 'running'))).toBe(19);
});

test('trials without a worker are counted only when nobody works on the search', () => {
  const trials = [trial(0, 'finished', 1), trial(1, 'running', null)];
  expect(orphanedTrials(search(trials, 'running'))).toBe(0);
  expect(orphanedTrials(search(trials, 'stopped'))).toBe(1);
});

test('the estimate grows with trials, epochs, sizes and windows, and shrinks with workers', () => {
  // One size: (64 / 64)^2, one layer; 120,000 windows a second, 60 % of the epochs, two trials side by side.
  const one = {
    ...settings,
    trials: 10,
    epochs: 10,
    pruning: false,
    workers: 1,
    space: {
      ...settings.space,
      architecture: ['gru' as const],
      units: { low: 64, high: 64 },
      layers: { low: 1, high: 1 },
    },
  };
  expect(estimateSearchSeconds(one, 120_000)).toBeCloseTo(30, 10);
  expect(estimateSearchSeconds({ ...one, workers: 3 }, 120_000)).toBeCloseTo(10, 10);
  expect(estimateSearchSeconds({ ...one, trials: 20 }, 120_000)).toBeCloseTo(60, 10);
  expect(estimateSearchSeconds({ ...one, pruning: true }, 120_000)).toBeCloseTo(18, 10);
  const wide = { ...one, space: { ...one.space, units: { low: 64, high: 128 } } };
  // (128^2 - 64^2) / (2 ln 2) / 64^2 = 3 / (2 ln 2)
  expect(estimateSearchSeconds(wide, 120_000)).toBeCloseTo((30 * 3) / (2 * Math.LN2), 10);
});
