import { describe, expect, test } from 'vitest';
import { type ComparableRun, judgeSequenceModel } from './verdict';

const SEQUENCE = ['gru', 'bilstm'];
const BASELINES = ['most-frequent', 'logistic', 'gbdt'];

const run = (
  kind: string,
  validation: number | null,
  [low, value, high]: readonly (number | null)[],
  more: Partial<ComparableRun> = {},
): ComparableRun => ({
  kind,
  splitKind: 'time',
  testAnchors: 14,
  validation: { microAveragePrecision: validation },
  test: {
    microAveragePrecision: { value: value ?? null, low: low ?? null, high: high ?? null },
  },
  ceiling: { microAveragePrecision: 0.96 },
  ...more,
});
const judge = (runs: readonly ComparableRun[]) => judgeSequenceModel(runs, SEQUENCE, BASELINES);

describe('judgeSequenceModel', () => {
  test('validation chooses, test judges; baselines are named with difference and overlap', () => {
    const best = run('gru', 0.95, [0.875, 0.9375, 0.96]);
    const luckier = run('bilstm', 0.9, [0.9, 0.95, 0.97]);
    const gbdt = run('gbdt', 0.94, [0.9, 0.96875, 0.98]);
    const common = run('most-frequent', 0.6, [0.5, 0.6875, 0.8]);
    expect(judge([luckier, common, gbdt, best])).toEqual({
      best,
      value: 0.9375,
      ceiling: 0.96,
      share: 0.9375 / 0.96,
      reaches: true,
      against: [
        { run: common, difference: 0.25, overlaps: false },
        { run: gbdt, difference: -0.03125, overlaps: true },
      ],
      missing: ['logistic'],
    });
  });

  test('below 97 % of the ceiling it does not reach it; without truth nobody knows', () => {
    expect(judge([run('gru', 1, [0.9, 0.93, 0.95])])?.reaches).toBe(false);
    const real = judge([run('gru', 1, [0.9, 0.93, 0.95], { ceiling: null })]);
    expect([real?.ceiling, real?.share, real?.reaches]).toEqual([null, null, null]);
  });

  test('other test windows, random splits and undefined metrics are not compared', () => {
    const best = run('gru', 0.9, [0.8, 0.9, 0.95]);
    const verdict = judge([
      best,
      run('bilstm', 0.99, [0.9, 0.95, 0.97], { splitKind: 'random' }),
      run('gbdt', 0.9, [0.8, 0.9, 0.95], { testAnchors: 7 }),
      run('logistic', null, [null, null, null]),
    ]);
    expect(verdict?.best).toBe(best);
    expect(verdict?.against).toEqual([]);
    expect(verdict?.missing).toEqual(BASELINES);
  });

  test('no sequence model, or one whose test is undefined: no verdict', () => {
    expect(judge([run('gbdt', 0.9, [0.8, 0.9, 0.95])])).toBeUndefined();
    expect(judge([run('gru', 0.9, [null, null, null])])).toBeUndefined();
  });
});
