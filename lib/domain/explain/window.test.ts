import { describe, expect, test } from 'vitest';
import { windowFeatures } from '../baseline/window-features';
import { createRandom } from '../random/generator';
import { trainTrees } from '../trees/boost';
import { explainWindow, standingOf } from './window';

const SERIES = ['own_chat', 'fan_like', 'fan_visit'];
const [DAYS, WINDOWS] = [7, 300];

describe('one window', () => {
  const random = createRandom(5);
  const values = Float32Array.from({ length: WINDOWS * DAYS * SERIES.length }, () =>
    random.uniform() < 0.5 ? 0 : random.integer(9),
  );
  const table = windowFeatures({ values, windows: WINDOWS, days: DAYS, features: SERIES });
  const labels = Array.from({ length: WINDOWS }, (_, w) => {
    const sum = table.values[w * table.columns] ?? 0;
    return Math.sin(sum / 5) - 0.1 * (table.values[w * table.columns + 1] ?? 0);
  });
  const { model: surrogate } = trainTrees(
    { data: table, labels },
    { objective: 'regression', num_iterations: 30 },
    { featureNames: table.names },
  );
  const explain = (window: number) =>
    explainWindow(
      surrogate,
      values.slice(window * DAYS * SERIES.length, (window + 1) * DAYS * SERIES.length),
      DAYS,
      SERIES,
      table.names,
    );

  test('starts where all start, and its parts add up to its margin', () => {
    for (let window = 0; window < 50; window++) {
      const { expected, margin, parts } = explain(window);
      expect(expected).toBe(explain(0).expected);
      const sum = parts.reduce((total, part) => total + part.shap, expected);
      expect(Math.abs(sum - margin)).toBeLessThan(1e-9);
    }
  });

  test('has the values of the surrogate’s table, in its order', () => {
    const { parts } = explain(7);
    expect(parts.map((part) => part.feature)).toEqual(table.names);
    expect(parts.map((part) => part.value)).toEqual([
      ...table.values.subarray(7 * table.columns, 8 * table.columns),
    ]);
  });

  test('refuses features that are not the summaries of its series', () => {
    const wrong = ['fan_like', 'own_chat', 'fan_visit'];
    const counts = new Float32Array(DAYS * SERIES.length);
    expect(() => explainWindow(surrogate, counts, DAYS, wrong, table.names)).toThrow(RangeError);
  });
});

test('where a value stands among windows', () => {
  // Two columns, four windows: the second column is 0, 0, 5, 9.
  const table = Float32Array.of(1, 0, 1, 0, 1, 5, 1, 9);
  const standing = (value: number, column: number) => standingOf(value, table, 2, column);
  expect(standing(5, 1)).toEqual({ smaller: 0.5, larger: 0.25 });
  expect(standing(3, 1)).toEqual({ smaller: 0.5, larger: 0.5 });
  expect(standing(0, 1)).toEqual({ smaller: 0, larger: 0.5 });
  expect(standing(1, 0)).toEqual({ smaller: 0, larger: 0 });
  expect(standingOf(1, new Float32Array(), 2, 0)).toBeNull();
});
