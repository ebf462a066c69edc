import { describe, expect, it } from 'vitest';
import { type Matrix, matrixFromRows, matrixOf } from '../matrix/matrix';
import { normal } from '../random/distributions';
import { createRandom } from '../random/generator';
import { trainTrees } from './boost';
import { modelOf, randomTree } from './fixtures/random-tree';
import { LABEL, TABLE } from './fixtures/table';
import { shapInteractions } from './interactions';
import { MISSING, type Tree, type TreeModel } from './model';
import { goesLeft, predictMargin } from './predict';
import { gaussLegendre } from './quadrature';
import { expectedMargin, meanAbsoluteShap, shapValues } from './shap';

/** Lundberg et al. 2018, algorithm 1: the mean of a tree when only the features in `known` (bits) are. */
function expectation(tree: Tree, row: ArrayLike<number>, known: number): number {
  const visit = (child: number): number => {
    if (child < 0) return tree.value[~child] ?? 0;
    const feature = tree.feature[child] ?? 0;
    const left = tree.left[child] ?? 0;
    const right = tree.right[child] ?? 0;
    if ((known >>> feature) & 1) {
      return visit(goesLeft(tree, child, row[feature] ?? Number.NaN) ? left : right);
    }
    const rows = (c: number) => (c >= 0 ? tree.nodeRows[c] : tree.leafRows[~c]) ?? 0;
    return (visit(left) * rows(left) + visit(right) * rows(right)) / (tree.nodeRows[child] ?? 1);
  };
  return visit(tree.feature.length > 0 ? 0 : ~0);
}

const game = (model: TreeModel, row: ArrayLike<number>) => {
  const worth = Array.from({ length: 2 ** model.featureNames.length }, (_, known) =>
    model.trees.reduce((sum, tree) => sum + expectation(tree, row, known), model.baseScore),
  );
  return (known: number) => worth[known] ?? Number.NaN;
};

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
const size = (set: number) => set.toString(2).replaceAll('0', '').length;

/** The definition of Shapley values, over all coalitions. */
function bruteForce(model: TreeModel, row: ArrayLike<number>): number[] {
  const m = model.featureNames.length;
  const worth = game(model, row);
  return Array.from({ length: m }, (_, i) => {
    let sum = 0;
    for (let set = 0; set < 2 ** m; set++) {
      if ((set >>> i) & 1) continue;
      const weight = (factorial(size(set)) * factorial(m - size(set) - 1)) / factorial(m);
      sum += weight * (worth(set | (1 << i)) - worth(set));
    }
    return sum;
  });
}

/** The definition of an interaction value, half of which goes to (i, j) and half to (j, i). */
function bruteForceInteraction(model: TreeModel, row: ArrayLike<number>, i: number, j: number) {
  const m = model.featureNames.length;
  const worth = game(model, row);
  let sum = 0;
  for (let set = 0; set < 2 ** m; set++) {
    if ((set >>> i) & 1 || (set >>> j) & 1) continue;
    const weight = (factorial(size(set)) * factorial(m - size(set) - 2)) / (2 * factorial(m - 1));
    const both = set | (1 << i) | (1 << j);
    sum += weight * (worth(both) - worth(set | (1 << i)) - worth(set | (1 << j)) + worth(set));
  }
  return sum;
}

function randomRows(seed: number, rows: number, columns: number): Matrix {
  const random = createRandom(seed);
  const values = Float64Array.from({ length: rows * columns }, () =>
    random.uniform() < 0.1 ? Number.NaN : normal(random),
  );
  return matrixOf(values, rows, columns);
}

/** Checks that contributions and expectation add up to the margins, all rows at once. */
function expectAdditive(model: TreeModel, matrix: Matrix, tolerance = 1e-12) {
  const { values, expected, columns } = shapValues(model, matrix);
  const gaps = predictMargin(model, matrix).map((margin, row) => {
    const parts = values.subarray(row * columns, (row + 1) * columns);
    return Math.abs(parts.reduce((a, b) => a + b, expected) - margin);
  });
  expect(gaps.reduce((a, b) => Math.max(a, b), 0)).toBeLessThan(tolerance);
}

/** X = 00, 01, 10, 11 with y = 0, 0, 0, 80, one row each. */
const AND: Tree = {
  feature: Int32Array.from([0, 1]),
  threshold: Float64Array.from([0.5, 0.5]),
  missing: new Uint8Array(2),
  missingLeft: new Uint8Array(2),
  left: Int32Array.from([~0, ~1]),
  right: Int32Array.from([1, ~2]),
  gain: new Float64Array(2),
  nodeRows: Float64Array.from([4, 2]),
  value: Float64Array.from([0, 0, 80]),
  leafRows: Float64Array.from([2, 1, 1]),
};

describe('shapValues', () => {
  it('explains the AND of two features exactly', () => {
    const rows = matrixFromRows([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]);
    const { values, expected } = shapValues(modelOf([AND], 2), rows);
    expect(expected).toBe(20);
    const want = [-10, -10, -30, 10, 10, -30, 30, 30];
    want.forEach((value, i) => {
      expect(values[i]).toBeCloseTo(value, 12);
    });
  });

  it('gives a trained AND the same values', () => {
    const data = matrixFromRows([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]);
    const { model } = trainTrees(
      { data, labels: [0, 0, 0, 80] },
      {
        objective: 'regression',
        num_iterations: 1,
        learning_rate: 1,
        min_data_in_leaf: 1,
        min_data_in_bin: 1,
        min_sum_hessian_in_leaf: 0,
        num_leaves: 4,
      },
    );
    const { values, expected } = shapValues(model, data);
    expect(expected).toBeCloseTo(20, 12);
    [-10, -10, -30, 10, 10, -30, 30, 30].forEach((value, i) => {
      expect(values[i]).toBeCloseTo(value, 5);
    });
  });

  it('equals the Shapley values over all coalitions', () => {
    for (let seed = 0; seed < 15; seed++) {
      const random = createRandom(seed, 2);
      const features = 1 + random.integer(7);
      const trees = Array.from({ length: 3 }, () =>
        randomTree(random, 1 + random.integer(20), features),
      );
      const model = modelOf(trees, features, 0.5);
      const rows = randomRows(seed, 4, features);
      const { values } = shapValues(model, rows);
      for (let row = 0; row < 4; row++) {
        const at = row * features;
        bruteForce(model, rows.values.subarray(at, at + features)).forEach((want, j) => {
          expect(Math.abs((values[at + j] ?? Number.NaN) - want)).toBeLessThan(1e-12);
        });
      }
    }
  });

  it('adds up to the margin for trees of many shapes', () => {
    const random = createRandom(9);
    for (const [leaves, features, rows] of [
      [2, 1, 5],
      [31, 40, 1100],
      [31, 3, 100],
      [150, 60, 60],
    ] as const) {
      const trees = Array.from({ length: 3 }, () => randomTree(random, leaves, features));
      expectAdditive(modelOf(trees, features, -1), randomRows(leaves, rows, features));
    }
  });

  it('adds up for a path with more features than bits in a word', () => {
    // A chain: every node's right child is the next node.
    const nodes = 70;
    const random = createRandom(3);
    const steps = Array.from({ length: nodes }, (_, i) => i);
    const chain: Tree = {
      feature: Int32Array.from(steps),
      threshold: new Float64Array(nodes).fill(1.5),
      missing: new Uint8Array(nodes).fill(MISSING.none),
      missingLeft: new Uint8Array(nodes),
      left: Int32Array.from(steps, (i) => ~i),
      right: Int32Array.from(steps, (i) => (i === nodes - 1 ? ~nodes : i + 1)),
      gain: new Float64Array(nodes),
      nodeRows: Float64Array.from(steps, (i) => 1000 - 10 * i),
      value: Float64Array.from({ length: nodes + 1 }, () => normal(random)),
      leafRows: Float64Array.from({ length: nodes + 1 }, (_, i) => (i < nodes ? 10 : 300)),
    };
    const values = Float64Array.from({ length: 50 * nodes }, () => 1 + random.uniform() * 0.52);
    expectAdditive(modelOf([chain], nodes), matrixOf(values, 50, nodes), 1e-11);
  });

  it('adds up for a trained model within 1e-10', () => {
    const { model } = trainTrees({ data: TABLE, labels: LABEL }, { num_iterations: 20 });
    expectAdditive(model, TABLE, 1e-10);
    const { values, rows, columns } = shapValues(model, TABLE);
    const mean = values.reduce((a, b) => a + b, 0) / rows;
    // The expectation is the mean margin of the rows that trained the model, so all contributions cancel.
    expect(Math.abs(mean)).toBeLessThan(1e-9);
    expect(meanAbsoluteShap({ rows, columns, values, expected: 0 })).toHaveLength(6);
  });

  it('has nothing to share when the model is a constant', () => {
    const leaf: Tree = { ...randomTree(createRandom(1), 1, 1), value: Float64Array.from([4]) };
    const model = modelOf([leaf], 2, 1);
    expect(shapValues(model, matrixFromRows([[1, 2]]))).toEqual({
      rows: 1,
      columns: 2,
      expected: 5,
      values: new Float64Array(2),
    });
    expect(expectedMargin(modelOf([], 2, 3))).toBe(3);
    expect(shapValues(model, matrixOf(new Float64Array(), 0, 2)).values).toHaveLength(0);
  });

  it('refuses another number of features and trees without counts', () => {
    const model = modelOf([AND], 2);
    expect(() => shapValues(model, matrixFromRows([[1]]))).toThrow(
      'the model knows 2 features, the table has 1',
    );
    const blind = modelOf(
      [{ ...AND, nodeRows: new Float64Array(2), leafRows: new Float64Array(3) }],
      2,
    );
    expect(() => shapValues(blind, matrixFromRows([[1, 1]]))).toThrow('without counts');
  });

  it('survives a leaf that no training row reached', () => {
    const tree = {
      ...AND,
      nodeRows: Float64Array.from([2, 0]),
      leafRows: Float64Array.from([2, 0, 0]),
    };
    expect(() => shapValues(modelOf([tree], 2), matrixFromRows([[1, 1]]))).toThrow(
      'without counts',
    );
    const half = { ...AND, leafRows: Float64Array.from([2, 0, 2]) };
    expectAdditive(
      modelOf([half], 2),
      matrixFromRows([
        [1, 1],
        [1, 0],
        [0, 1],
      ]),
    );
  });
});

describe('shapInteractions', () => {
  it('equal their definition and add up to the SHAP values', () => {
    for (let seed = 0; seed < 8; seed++) {
      const random = createRandom(seed, 5);
      const m = 5;
      const model = modelOf([randomTree(random, 12, m), randomTree(random, 9, m)], m);
      const rows = randomRows(seed + 50, 2, m);
      const got = shapInteractions(model, rows);
      const { values } = shapValues(model, rows);
      for (let row = 0; row < 2; row++) {
        const x = rows.values.subarray(row * m, (row + 1) * m);
        for (let i = 0; i < m; i++) {
          const line = got.subarray((row * m + i) * m, (row * m + i + 1) * m);
          expect(line.reduce((a, b) => a + b, 0)).toBeCloseTo(values[row * m + i] ?? 0, 12);
          for (let j = 0; j < m; j++) {
            if (i === j) continue;
            expect(line[j]).toBeCloseTo(bruteForceInteraction(model, x, i, j), 12);
          }
        }
      }
    }
  });

  it('split the AND into main effects and their meeting', () => {
    const got = shapInteractions(modelOf([AND], 2), matrixFromRows([[1, 1]]));
    // 30 = 20 alone + 10 together, for both.
    [20, 10, 10, 20].forEach((value, i) => {
      expect(got[i]).toBeCloseTo(value, 12);
    });
  });
});

describe('gaussLegendre', () => {
  it('integrates polynomials up to degree 2n - 1', () => {
    for (const n of [1, 2, 5, 16, 40]) {
      const { points, weights } = gaussLegendre(n);
      for (const degree of [0, 1, 2 * n - 1]) {
        const sum = points.reduce((s, t, i) => s + (weights[i] ?? 0) * t ** degree, 0);
        expect(sum).toBeCloseTo(1 / (degree + 1), 13);
      }
    }
  });
});
