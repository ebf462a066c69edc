import { describe, expect, it } from 'vitest';
import { matrixFromRows } from '../matrix/matrix';
import { createRandom } from '../random/generator';
import { trainTrees } from '../trees/boost';
import { modelOf, randomTree } from '../trees/fixtures/random-tree';
import { predictMargin } from '../trees/predict';
import { shapValues } from '../trees/shap';
import { type Explanation, explainChange, foldParts } from './change';
import { featureDirections } from './direction';
import { permutationImportance } from './permutation-importance';
import { rankInteractions } from './strongest-interaction';

/** One tree: 80 where the first two features are 1, else 0; the third feature has no part in it. */
const AND_TABLE = matrixFromRows([
  [0, 0, 5],
  [0, 1, 5],
  [1, 0, 5],
  [1, 1, 5],
]);
const AND_MODEL = trainTrees(
  { data: AND_TABLE, labels: [0, 0, 0, 80] },
  {
    objective: 'regression',
    num_iterations: 1,
    learning_rate: 1,
    min_data_in_leaf: 1,
    min_data_in_bin: 1,
  },
).model;

describe('featureDirections', () => {
  it('is the sign of the correlation, and nothing for constants', () => {
    const matrix = matrixFromRows([
      [0, 3, 1, 1],
      [1, 2, 1, 2],
      [2, Number.NaN, 1, 3],
      [3, 0, 1, 4],
    ]);
    const values = Float64Array.from([
      ...[-1, -3, 1, 0],
      ...[0, -2, 2, 0],
      ...[0, 99, 3, 0],
      ...[1, 0, 4, 0],
    ]);
    const directions = featureDirections({ rows: 4, columns: 4, expected: 0, values }, matrix);
    expect(directions.map(({ direction }) => direction)).toEqual(['up', 'down', null, null]);
    // Deviations -1.5, -0.5, 0.5, 1.5 and -1, 0, 0, 1: 3 / sqrt(5 x 2).
    expect(directions[0]?.correlation).toBeCloseTo(3 / Math.sqrt(10), 14);
    expect(directions[1]?.correlation).toBeCloseTo(-1, 14);
    expect(directions.slice(2).map(({ correlation }) => correlation)).toEqual([null, null]);
  });

  it('has no direction at correlation 0, and refuses another shape', () => {
    const matrix = matrixFromRows([[-1], [0], [1]]);
    const shap = { rows: 3, columns: 1, expected: 0, values: Float64Array.of(1, 0, 1) };
    expect(featureDirections(shap, matrix)).toEqual([{ correlation: 0, direction: null }]);
    expect(() => featureDirections({ ...shap, rows: 2 }, matrix)).toThrow('SHAP values of 2 x 1');
  });
});

describe('explainChange', () => {
  it('splits the change by feature, the largest first', () => {
    const before = { expected: 20, shap: [-30, 10, 0], values: [0, 1, 6] };
    const after = { expected: 20, shap: [30, 30, 0], values: [1, 1, 8] };
    expect(explainChange(before, after, ['a', 'b', 'c'])).toEqual({
      change: 80,
      expectedChange: 0,
      parts: [
        { feature: 'a', valueBefore: 0, valueAfter: 1, shapBefore: -30, shapAfter: 30, change: 60 },
        { feature: 'b', valueBefore: 1, valueAfter: 1, shapBefore: 10, shapAfter: 30, change: 20 },
        { feature: 'c', valueBefore: 6, valueAfter: 8, shapBefore: 0, shapAfter: 0, change: 0 },
      ],
    });
    const other = { ...after, expected: 25 };
    expect(explainChange(before, other, ['a', 'b', 'c'])).toMatchObject({
      change: 85,
      expectedChange: 5,
    });
    expect(() => explainChange(before, after, ['a'])).toThrow('do not fit 1 features');
  });

  it('adds up to the difference of margins', () => {
    const random = createRandom(4);
    const features = 6;
    const model = modelOf(
      Array.from({ length: 20 }, () => randomTree(random, 8, features)),
      features,
    );
    const values = Float64Array.from({ length: 40 * features }, () => 4 * random.uniform() - 2);
    const matrix = { values, rows: 40, columns: features };
    const margins = predictMargin(model, matrix);
    const shap = shapValues(model, matrix);
    const explanation = (row: number): Explanation => ({
      expected: shap.expected,
      shap: shap.values.subarray(row * features, (row + 1) * features),
      values: values.subarray(row * features, (row + 1) * features),
    });
    for (let row = 1; row < 40; row++) {
      const result = explainChange(explanation(row - 1), explanation(row), model.featureNames);
      const difference = (margins[row] ?? 0) - (margins[row - 1] ?? 0);
      expect(Math.abs(result.change - difference)).toBeLessThan(1e-12);
      // Exactly, not nearly: what is shown adds up to what is shown.
      expect(result.parts.reduce((sum, part) => sum + part.change, 0)).toBe(result.change);
    }
  });
});

describe('foldParts', () => {
  const fold = (count: number, limit: number) =>
    foldParts([5, -4, 3, -2, 1].slice(0, count), limit, (part) => part);

  it('adds up what is not shown, but never one part alone', () => {
    expect(fold(5, 2)).toEqual({ shown: [5, -4], rest: { count: 3, sum: 2 } });
    expect(fold(5, 4)).toEqual({ shown: [5, -4, 3, -2, 1], rest: { count: 0, sum: 0 } });
    expect(fold(0, 4)).toEqual({ shown: [], rest: { count: 0, sum: 0 } });
    expect(() => fold(2, 0)).toThrow('limit must be a positive integer, got 0');
  });
});

describe('permutationImportance', () => {
  const table = matrixFromRows(Array.from({ length: 40 }, (_, i) => [i % 7, i, i % 3]));
  const target = Array.from({ length: 40 }, (_, i) => i);
  const score = (predictions: ArrayLike<number>) =>
    -target.reduce((sum, wanted, i) => sum + (wanted - (predictions[i] ?? 0)) ** 2, 0) / 40;
  const column =
    (index: number) =>
    ({ values, rows, columns }: { values: ArrayLike<number>; rows: number; columns: number }) =>
      Array.from({ length: rows }, (_, row) => values[row * columns + index] ?? 0);

  it('is what a perfect predictor loses without its column, and 0 for the others', async () => {
    const settings = { predict: column(1), score, seed: 2, repeats: 200 };
    const before = table.values.slice();
    const { importance, deviation, ...rest } = await permutationImportance(table, settings);
    expect(rest.score).toBe(-0);
    expect([importance[0], importance[2]]).toEqual([0, 0]);
    // Two independent draws of 0 to 39: twice the variance (40^2 - 1) / 12.
    expect(Math.abs((importance[1] ?? 0) / 266.5 - 1)).toBeLessThan(0.03);
    expect(deviation[1]).toBeGreaterThan(0);
    expect(table.values).toEqual(before);
    expect((await permutationImportance(table, settings)).importance).toEqual(importance);
  });

  it('permutes the columns of a group together', async () => {
    // Sum of two copies of a column minus one of them: right only while both move alike.
    const copies = matrixFromRows(Array.from({ length: 40 }, (_, i) => [i, i, 0]));
    const predict = async (m: typeof copies) => {
      const [a, b] = [column(0)(m), column(1)(m)];
      return target.map((wanted, i) => wanted + (a[i] ?? 0) - (b[i] ?? 0));
    };
    const settings = { predict, score, seed: 1 };
    const alone = await permutationImportance(copies, settings);
    expect(alone.importance[0]).toBeGreaterThan(0);
    const groups = [[0, 1], [2]];
    const together = await permutationImportance(copies, { ...settings, groups });
    expect([...together.importance]).toEqual([0, 0]);
  });

  it('refuses columns and repeats that are none', async () => {
    const settings = { predict: column(0), score, seed: 1 };
    await expect(permutationImportance(table, { ...settings, repeats: 0 })).rejects.toThrow(
      'repeats must be a positive integer, got 0',
    );
    await expect(permutationImportance(table, { ...settings, groups: [[3]] })).rejects.toThrow(
      'column 3 is not one of 3',
    );
  });
});

describe('rankInteractions', () => {
  it('finds the other half of an AND, and nothing for what has no part', () => {
    // The interaction (x - 1/2) (y - 1/2) 80 is 20 in size everywhere, half of it each way.
    expect(rankInteractions(AND_MODEL, AND_TABLE)).toEqual([
      [{ feature: 1, strength: 10 }],
      [{ feature: 0, strength: 10 }],
      [],
    ]);
  });
});
