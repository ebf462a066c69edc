import { expect, test } from 'vitest';
import type { FeatureSet } from '@/lib/contracts/explain-job';
import type { RunSummary } from '@/lib/contracts/models';
import { CLASSIFICATION_METRICS } from '@/lib/domain/metrics/definitions';
import { compareSets } from './compare-sets';

const run = (
  id: string,
  featureSet: FeatureSet | null,
  value: number | null,
  more: Partial<RunSummary> = {},
): RunSummary => {
  const test = { value, low: null, high: null };
  const metrics = CLASSIFICATION_METRICS.map((metric) => [metric, test] as const);
  return {
    id,
    jobId: id,
    versionId: 'v1',
    versionNumber: 1,
    target: 'churn',
    kind: 'gru',
    scaler: null,
    experiment: null,
    searchId: null,
    explanationId: featureSet === null ? null : 'e1',
    featureSet,
    featureCount: 4,
    createdAt: '2024-01-01T00:00:00.000Z',
    createdBy: null,
    splitKind: 'time',
    testAnchors: 14,
    durationMs: 1,
    validation: Object.fromEntries(
      CLASSIFICATION_METRICS.map((metric) => [metric, null]),
    ) as RunSummary['validation'],
    test: Object.fromEntries(metrics) as RunSummary['test'],
    ceiling: null,
    isChampion: false,
    ...more,
  };
};
const told = (rows: ReturnType<typeof compareSets>) =>
  rows.map((row) => [row.run.id, row.isReference, row.difference.microAveragePrecision]);

test('without any other run, the explained one is the reference', () => {
  const rows = compareSets(run('explained', null, 0.75), []);
  expect(told(rows)).toEqual([['explained', true, null]]);
  expect(rows[0]?.isExplained).toBe(true);
});

test('others differ from the explained run until all features were trained', () => {
  const explained = run('explained', null, 0.75);
  const accepted = run('accepted', 'accepted', 0.5);
  expect(told(compareSets(explained, [accepted]))).toEqual([
    ['explained', true, null],
    ['accepted', false, -0.25],
  ]);
  const trained = [
    run('both', 'accepted-not-collinear', 1),
    run('all, new', 'all', 0.5),
    accepted,
    run('all, old', 'all', 0.25),
  ];
  expect(told(compareSets(explained, trained))).toEqual([
    ['explained', false, 0.25],
    ['all, new', true, null],
    ['all, old', false, -0.25],
    ['accepted', false, 0],
    ['both', false, 0.5],
  ]);
});

test.each([
  ['another version', { versionId: 'v2' }],
  ['other test anchors', { testAnchors: 7 }],
  ['a random split', { splitKind: 'random' as const }],
])('%s: no difference is told', (_, more) => {
  const rows = compareSets(run('explained', null, 0.75, more), [run('a', 'accepted', 0.5)]);
  expect(told(rows)[1]).toEqual(['a', false, null]);
});

test('a metric that is undefined has no difference', () => {
  const rows = compareSets(run('explained', null, null), [run('a', 'accepted', 0.5)]);
  expect(told(rows)[1]).toEqual(['a', false, null]);
});

test('the explained run is not listed twice when it was trained on a set itself', () => {
  const explained = run('explained', 'all', 0.75);
  expect(told(compareSets(explained, [explained]))).toEqual([['explained', true, null]]);
});
