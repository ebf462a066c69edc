import { describe, expect, test } from 'vitest';
import { windowForces, windowSteps } from './steps';

const part = (feature: string, shap: number) => ({ feature, value: 1, shap });
const window = {
  expected: -0.5,
  margin: 1.25,
  logit: 1.5,
  parts: [part('a', 2), part('b', -1), part('c', 0.5), part('d', 0.25), part('e', 0)],
};

describe('steps of a waterfall', () => {
  test('join from the expected margin to the model itself', () => {
    expect(windowSteps(window, 2)).toEqual([
      { kind: 'expected', from: -0.5, to: -0.5 },
      { kind: 'part', part: part('a', 2), from: -0.5, to: 1.5 },
      { kind: 'part', part: part('b', -1), from: 1.5, to: 0.5 },
      // c, d and e: the last one adds nothing.
      { kind: 'rest', count: 3, from: 0.5, to: 1.25 },
      { kind: 'margin', from: 1.25, to: 1.25 },
      { kind: 'unexplained', from: 1.25, to: 1.5 },
      { kind: 'logit', from: 1.5, to: 1.5 },
    ]);
  });

  test('a single feature more than fits is shown, one that adds nothing never', () => {
    const kinds = (limit: number) => windowSteps(window, limit).map((step) => step.kind);
    expect(kinds(3)).toEqual([
      'expected',
      'part',
      'part',
      'part',
      'part',
      'rest',
      'margin',
      'unexplained',
      'logit',
    ]);
    const rest = windowSteps(window, 3).find((step) => step.kind === 'rest');
    expect(rest).toEqual({ kind: 'rest', count: 1, from: 1.25, to: 1.25 });
  });

  test('the largest last: the same steps from the other end', () => {
    const steps = windowSteps({ ...window, logit: null }, 2, 'largest last');
    expect(steps).toEqual([
      { kind: 'expected', from: -0.5, to: -0.5 },
      { kind: 'rest', count: 3, from: -0.5, to: 0.25 },
      { kind: 'part', part: part('b', -1), from: 0.25, to: -0.75 },
      { kind: 'part', part: part('a', 2), from: -0.75, to: 1.25 },
      { kind: 'margin', from: 1.25, to: 1.25 },
    ]);
  });

  test('where only the surrogate knows a window, it ends there', () => {
    expect(windowSteps({ ...window, logit: null }, 9).at(-1)).toEqual({
      kind: 'margin',
      from: 1.25,
      to: 1.25,
    });
  });

  test('a constant model is one step', () => {
    const constant = { expected: 0.3, margin: 0.3, logit: null, parts: [part('a', 0)] };
    expect(windowSteps(constant)).toEqual([
      { kind: 'expected', from: 0.3, to: 0.3 },
      { kind: 'rest', count: 1, from: 0.3, to: 0.3 },
      { kind: 'margin', from: 0.3, to: 0.3 },
    ]);
  });
});

describe('forces', () => {
  test('meet at the margin; their difference is the way from the expected margin', () => {
    const { up, down } = windowForces(window, 1);
    expect(up).toEqual([
      { part: part('a', 2), count: 1, from: -0.75, to: 1.25 },
      { part: null, count: 2, from: -1.5, to: -0.75 },
    ]);
    expect(down).toEqual([{ part: part('b', -1), count: 1, from: 1.25, to: 2.25 }]);
    const length = (pieces: typeof up) => pieces.reduce((n, p) => n + p.to - p.from, 0);
    expect(length(up) - length(down)).toBe(window.margin - window.expected);
  });

  test('nothing pushes a constant model', () => {
    expect(windowForces({ margin: 1, parts: [part('a', 0)] })).toEqual({ up: [], down: [] });
  });
});
