import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matrixFromRows } from '../matrix/matrix';
import { createRandom } from '../random/generator';
import { trainTrees } from '../trees/boost';
import type { Tree } from '../trees/model';
import { leafOf } from '../trees/predict';
import { type TreeInput, treeVariance } from './fanova';

interface Cut {
  readonly feature: number;
  readonly threshold: number;
  readonly left: number;
  readonly right: number;
}

/** A tree from its cuts; children as in `Tree`: a node, or ~leaf. */
function treeOf(cuts: readonly Cut[], value: readonly number[]): Tree {
  return {
    feature: Int32Array.from(cuts, ({ feature }) => feature),
    threshold: Float64Array.from(cuts, ({ threshold }) => threshold),
    missing: new Uint8Array(cuts.length),
    missingLeft: new Uint8Array(cuts.length),
    left: Int32Array.from(cuts, ({ left }) => left),
    right: Int32Array.from(cuts, ({ right }) => right),
    gain: new Float64Array(cuts.length),
    nodeRows: new Float64Array(cuts.length),
    value: Float64Array.from(value),
    leafRows: new Float64Array(value.length),
  };
}

const interval = (column: number, low: number, high: number): TreeInput => ({
  kind: 'interval',
  column,
  extent: { low, high },
});

describe('treeVariance', () => {
  it('splits the variance of an interaction: 2 where x > 0.5 and y > 0.5', () => {
    const tree = treeOf(
      [
        { feature: 0, threshold: 0.5, left: ~0, right: 1 },
        { feature: 1, threshold: 0.5, left: ~1, right: ~2 },
      ],
      [0, 0, 2],
    );
    // Mean 0.5; E[. | x] is 0 or 1, so variance 0.25 each; total 0.25 * 4 - 0.25.
    expect(treeVariance(tree, [interval(0, 0, 1), interval(1, 0, 1)])).toEqual({
      total: 0.75,
      main: Float64Array.of(0.25, 0.25),
    });
  });

  it('weighs by the shares of the extents', () => {
    const tree = treeOf([{ feature: 0, threshold: 3, left: ~0, right: ~1 }], [0, 4]);
    // On [2, 6] a quarter is left: 16 * 0.25 * 0.75.
    expect(treeVariance(tree, [interval(0, 2, 6), interval(1, 0, 9)])).toEqual({
      total: 3,
      main: Float64Array.of(3, 0),
    });
    // A cut outside the extent leads nowhere.
    expect(treeVariance(tree, [interval(0, 4, 6)])).toEqual({ total: 0, main: Float64Array.of(0) });
  });

  it('is 0 for a single leaf', () => {
    expect(treeVariance(treeOf([], [7]), [interval(0, 0, 1)])).toEqual({
      total: 0,
      main: Float64Array.of(0),
    });
  });

  it('takes one-hot columns as one input of equally likely choices', () => {
    // Choice 1 of 4 has 8, choice 3 has 4, the others 0: mean 3, mean square (64 + 16) / 4 = 20.
    const tree = treeOf(
      [
        { feature: 2, threshold: 1.5, left: 1, right: ~0 },
        { feature: 4, threshold: 1.5, left: ~1, right: ~2 },
      ],
      [8, 0, 4],
    );
    const inputs: TreeInput[] = [interval(0, 0, 1), { kind: 'choice', column: 1, count: 4 }];
    expect(treeVariance(tree, inputs)).toEqual({ total: 11, main: Float64Array.of(0, 11) });
  });

  it('refuses a tree that cuts a column of no input', () => {
    const tree = treeOf([{ feature: 3, threshold: 0.5, left: ~0, right: ~1 }], [0, 1]);
    expect(() => treeVariance(tree, [interval(0, 0, 1)])).toThrow('no input owns column 3');
  });

  it('equals sums over a grid on which the tree is constant between grid lines', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), (seed) => {
        const random = createRandom(seed);
        // Rows at k / 8 + 1: cuts lie halfway between two of them, thus between cells of width 1 / 16.
        const coordinate = () => 1 + random.integer(9) / 8;
        const rows = Array.from({ length: 12 }, () => {
          const choice = random.integer(3);
          return [coordinate(), coordinate(), ...[0, 1, 2].map((c) => (c === choice ? 2 : 1))];
        });
        const labels = rows.map(() => random.integer(10));
        const [tree] = trainTrees(
          { data: matrixFromRows(rows), labels },
          {
            objective: 'regression',
            num_iterations: 1,
            learning_rate: 1,
            num_leaves: 12,
            min_data_in_leaf: 1,
            min_sum_hessian_in_leaf: 0,
            min_data_in_bin: 1,
          },
        ).model.trees;
        if (!tree) return;
        const inputs: TreeInput[] = [
          interval(0, 1, 2),
          interval(1, 1, 2),
          { kind: 'choice', column: 2, count: 3 },
        ];
        const exact = treeVariance(tree, inputs);
        const grid = gridVariance(tree);
        expect(Math.abs(exact.total - grid.total)).toBeLessThan(1e-9);
        exact.main.forEach((part, i) => {
          expect(Math.abs(part - (grid.main[i] ?? Number.NaN))).toBeLessThan(1e-9);
        });
        const sum = exact.main.reduce((a, b) => a + b, 0);
        expect(sum).toBeLessThanOrEqual(exact.total + 1e-9);
      }),
      { numRuns: 50 },
    );
  });
});

/** The same by averaging over the middles of 16 x 16 cells and three choices. */
function gridVariance(tree: Tree) {
  const middles = Array.from({ length: 16 }, (_, i) => 1 + (i + 0.5) / 16);
  const points = middles.flatMap((x, i) =>
    middles.flatMap((y, j) =>
      [0, 1, 2].map((choice) => {
        const row = Float64Array.of(x, y, ...[0, 1, 2].map((c) => (c === choice ? 2 : 1)));
        return { at: [i, j, choice], value: tree.value[leafOf(tree, row, 0)] ?? Number.NaN };
      }),
    ),
  );
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const centre = mean(points.map(({ value }) => value));
  const variance = (values: readonly number[]) => mean(values.map((v) => (v - centre) ** 2));
  const main = [16, 16, 3].map((levels, input) =>
    variance(
      Array.from({ length: levels }, (_, level) =>
        mean(points.filter(({ at }) => at[input] === level).map(({ value }) => value)),
      ),
    ),
  );
  return { total: variance(points.map(({ value }) => value)), main };
}
