import { describe, expect, it } from 'vitest';
import { matrixOf, takeRows } from '../matrix/matrix';
import { trainTrees } from './boost';
import golden from './fixtures/lightgbm.json' with { type: 'json' };
import { LABEL, TABLE, TARGET, WEIGHT } from './fixtures/table';
import { shapInteractions } from './interactions';
import { treeModelFromLightGbm } from './lightgbm';
import { treeModelFromJson, treeModelToJson } from './model';
import { type TreeParams, treeParams } from './params';
import { importance, predictLeaves, predictMargin } from './predict';
import { shapValues } from './shap';

/** Fixture: LightGBM 4.7.0 and shap 0.51.0, see bench/peers/golden_trees.py. */
function largestGap(got: ArrayLike<number>, want: ArrayLike<number>): number {
  expect(got.length).toBe(want.length);
  return Array.from(got).reduce(
    (most, value, i) => Math.max(most, Math.abs(value - (want[i] ?? Number.NaN))),
    0,
  );
}

const everyFiftieth = Array.from({ length: 20 }, (_, i) => 50 * i);
const firstTwelve = takeRows(
  TABLE,
  Array.from({ length: 12 }, (_, i) => i),
);

/** The table with -5 where a value is missing. */
const FILLED = matrixOf(
  TABLE.values.map((value) => (Number.isNaN(value) ? -5 : value)),
  TABLE.rows,
  TABLE.columns,
);

describe('training as LightGBM does', () => {
  for (const { name, params, ...want } of golden.cases) {
    it(name, () => {
      const binary = params.objective === 'binary';
      const settings = treeParams({ ...(params as Partial<TreeParams>), num_iterations: 20 });
      const training = binary
        ? { data: FILLED, labels: LABEL, weights: WEIGHT }
        : { data: TABLE, labels: TARGET };
      const { model } = trainTrees(training, settings);
      const [first] = model.trees;
      expect(Array.from(first?.feature ?? [])).toEqual(want.feature);
      expect(Array.from(first?.threshold ?? [])).toEqual(want.threshold);
      expect(Array.from(first?.nodeRows ?? [])).toEqual(want.rows);
      // LightGBM keeps gains in single precision.
      first?.gain.forEach((gain, i) => {
        expect(gain / (want.gain[i] ?? 0)).toBeCloseTo(1, 5);
      });
      const margins = predictMargin(model, takeRows(training.data, everyFiftieth));
      expect(largestGap(margins, want.every50th)).toBeLessThan(1e-12);
      const { split, gain } = importance(model);
      expect(Array.from(split)).toEqual(want.importance.split);
      gain.forEach((value, i) => {
        expect(value).toBeCloseTo(want.importance.gain[i] ?? 0, 1);
      });
    });
  }
});

describe('a model that LightGBM wrote', () => {
  const { text, raw, contrib, interactions, leaves } = golden.model;
  const model = treeModelFromLightGbm(text);

  it('predicts the same margins and leaves', () => {
    expect(largestGap(predictMargin(model, firstTwelve), raw)).toBe(0);
    expect(Array.from(predictLeaves(model, firstTwelve))).toEqual(leaves.flat());
  });

  it('is explained as LightGBM explains it', () => {
    const shap = shapValues(model, firstTwelve);
    const want = contrib.flatMap((row) => row.slice(0, 6));
    expect(largestGap(shap.values, want)).toBeLessThan(1e-12);
    expect(shap.expected).toBeCloseTo(contrib[0]?.[6] ?? 0, 12);
  });

  it('has the interactions that shap tells', () => {
    const got = shapInteractions(model, takeRows(TABLE, [0, 1, 2, 3]));
    // shap computes in single precision in places.
    expect(largestGap(got, interactions.flat(2))).toBeLessThan(1e-6);
  });

  it('survives our own file format', () => {
    const again = treeModelFromJson(JSON.parse(JSON.stringify(treeModelToJson(model))));
    expect(again).toEqual(model);
  });

  it('is refused when it holds what we cannot read', () => {
    const broken = (from: string | RegExp, to: string) => () =>
      treeModelFromLightGbm(text.replace(from, to));
    expect(() => treeModelFromLightGbm('{}')).toThrow('does not begin with "tree"');
    expect(broken('num_class=1', 'num_class=3')).toThrow('3 classes, only 1 is supported');
    expect(broken('objective=binary sigmoid:1', 'objective=poisson')).toThrow('objective poisson');
    expect(broken(/decision_type=\d+/, 'decision_type=1')).toThrow('categorical');
    expect(broken(/leaf_value=\S+ /, 'leaf_value=')).toThrow('leaf_value does not hold 6 numbers');
    expect(broken(/left_child=\S+ /, 'left_child=7 ')).toThrow('out of place');
    expect(broken('is_linear=0', 'is_linear=1')).toThrow('linear');
    expect(broken(/split_feature=\d+/, 'split_feature=6')).toThrow('feature 6 is not one of 6');
  });
});
