import { describe, expect, it } from 'vitest';
import { type Matrix, matrixFromRows, matrixOf, takeRows } from '../matrix/matrix';
import { rowLogLoss } from '../metrics/definitions';
import { averagePrecision, rocAuc } from '../metrics/ranking';
import { createRandom } from '../random/generator';
import { binForTraining, trainTrees } from './boost';
import { LABEL, TABLE, TARGET } from './fixtures/table';
import { treeModelFromJson, treeModelToJson } from './model';
import { treeParams } from './params';
import { importance, predict, predictMargin } from './predict';

const training = { data: TABLE, labels: LABEL };
const jsonOf = (result: ReturnType<typeof trainTrees>) =>
  JSON.stringify(treeModelToJson(result.model));

/** Best cut of squared error by trying every value of every feature, NaN left or right. */
function slowBestCut(
  { values, rows, columns }: Matrix,
  targets: readonly number[],
  minRows: number,
) {
  const gainOf = (side: number[]) => side.reduce((a, b) => a + b, 0) ** 2 / side.length;
  const mean = targets.reduce((a, b) => a + b, 0) / rows;
  const away = targets.map((value) => value - mean);
  let best = { gain: 0, feature: -1, left: 0 };
  for (let feature = 0; feature < columns; feature++) {
    const value = (row: number) => values[row * columns + feature] ?? Number.NaN;
    const cuts = new Set(Array.from({ length: rows }, (_, row) => value(row)));
    for (const cut of cuts) {
      for (const missingLeft of [true, false]) {
        const isLeft = (row: number) =>
          Number.isNaN(value(row)) ? missingLeft : value(row) <= cut;
        const left = away.filter((_, row) => isLeft(row));
        const right = away.filter((_, row) => !isLeft(row));
        if (left.length < minRows || right.length < minRows) continue;
        const gain = gainOf(left) + gainOf(right);
        if (gain > best.gain + 1e-9) best = { gain, feature, left: left.length };
      }
    }
  }
  return best;
}

describe('trainTrees', () => {
  it('makes the cut that trying all cuts finds', () => {
    for (let seed = 0; seed < 10; seed++) {
      const random = createRandom(seed);
      const values = Float64Array.from({ length: 60 * 3 }, () =>
        random.uniform() < 0.15 ? Number.NaN : random.integer(12) - 4,
      );
      const data = matrixOf(values, 60, 3);
      const labels = Array.from({ length: 60 }, () => Math.fround(random.uniform()));
      const { model } = trainTrees(
        { data, labels },
        {
          objective: 'regression',
          num_iterations: 1,
          num_leaves: 2,
          min_data_in_leaf: 5,
          min_data_in_bin: 1,
        },
      );
      const want = slowBestCut(data, labels, 5);
      const tree = model.trees[0];
      expect(tree?.gain[0]).toBeCloseTo(want.gain, 5);
      expect(tree?.feature[0]).toBe(want.feature);
      expect(tree?.leafRows[0]).toBe(want.left);
    }
  });

  it('respects its limits on leaves, depth and rows', () => {
    const { model } = trainTrees(training, {
      num_leaves: 12,
      max_depth: 4,
      min_data_in_leaf: 30,
      num_iterations: 5,
    });
    for (const { feature, leafRows, left, right } of model.trees) {
      expect(leafRows.length).toBeLessThanOrEqual(12);
      expect(leafRows.reduce((a, b) => a + b, 0)).toBe(1000);
      const depth = (child: number): number =>
        child < 0 ? 0 : 1 + Math.max(depth(left[child] ?? -1), depth(right[child] ?? -1));
      expect(depth(feature.length > 0 ? 0 : -1)).toBeLessThanOrEqual(4);
    }
    // Counts are estimated for later trees; those of the first are exact.
    expect(Math.min(...(model.trees[0]?.leafRows ?? []))).toBeGreaterThanOrEqual(30);
  });

  it('gives the same model for the same seed and another for another', () => {
    const settings = {
      num_iterations: 8,
      feature_fraction: 0.5,
      bagging_fraction: 0.6,
      bagging_freq: 2,
      seed: 3,
    };
    const once = jsonOf(trainTrees(training, settings));
    expect(jsonOf(trainTrees(training, settings))).toBe(once);
    expect(jsonOf(trainTrees(training, { ...settings, seed: 4 }))).not.toBe(once);
  });

  it('does not care whether the table was binned before', () => {
    const settings = { num_iterations: 5 };
    const binned = trainTrees({ data: binForTraining(TABLE), labels: LABEL }, settings);
    expect(jsonOf(binned)).toBe(jsonOf(trainTrees(training, settings)));
  });

  it('draws rows and features', () => {
    const { model } = trainTrees(training, {
      num_iterations: 10,
      bagging_fraction: 0.3,
      bagging_freq: 1,
      feature_fraction: 0.34,
      min_data_in_leaf: 5,
    });
    const drawn = new Set<string>();
    for (const tree of model.trees) {
      expect(tree.leafRows.reduce((a, b) => a + b, 0)).toBe(300);
      const used = new Set(tree.feature);
      expect(used.size).toBeLessThanOrEqual(2);
      drawn.add(Array.from(used).sort().join());
    }
    expect(drawn.size).toBeGreaterThan(3);
  });

  it('keeps the margins of rows outside the bag up to date', () => {
    // A full learning rate on one huge bag-free leaf cannot be seen; the loss on all rows can.
    const settings = { bagging_fraction: 0.5, bagging_freq: 1, num_iterations: 40 };
    const result = trainTrees(training, settings, { validation: training });
    const { values } = result.log;
    expect(values[39]).toBeLessThan((values[0] ?? 0) / 2);
    const loss = Array.from(predict(result.model, TABLE)).reduce(
      (sum, p, i) => sum + rowLogLoss(LABEL[i] ?? 0, p) / 1000,
      0,
    );
    expect(values[39]).toBeCloseTo(loss, 12);
  });

  it('counts a weight of 2 as a row twice', () => {
    const weights = LABEL.map((_, i) => (i < 100 ? 2 : 1));
    const rows = [...Array(1000).keys(), ...Array(100).keys()];
    const settings = {
      objective: 'regression',
      num_iterations: 3,
      min_data_in_leaf: 1,
      min_data_in_bin: 1,
      num_leaves: 6,
    } as const;
    // Bins look at rows without weights, so both get the bins of distinct values.
    const data = matrixOf(
      Float64Array.from(LABEL, (_, i) => (i * 37) % 200),
      1000,
      1,
    );
    const weighted = trainTrees({ data, labels: TARGET, weights }, settings);
    const copied = trainTrees(
      { data: takeRows(data, rows), labels: rows.map((row) => TARGET[row] ?? 0) },
      settings,
    );
    const [a, b] = [predictMargin(weighted.model, data), predictMargin(copied.model, data)];
    expect(a.every((margin, i) => Math.abs(margin - (b[i] ?? 0)) < 1e-5)).toBe(true);
  });

  it('leaves features that cannot be cut alone', () => {
    const rows = Array.from({ length: 200 }, (_, i) => [7, Number.NaN, i % 2, i < 3 ? 1 : 0]);
    const labels = rows.map((_, i) => i % 2);
    const { model } = trainTrees({ data: matrixFromRows(rows), labels }, { num_iterations: 3 });
    expect(Array.from(importance(model).split)).toEqual([0, 0, 3, 0]);
  });

  it('learns where missing values belong', () => {
    const rows = Array.from({ length: 300 }, (_, i) => [i % 3 === 0 ? Number.NaN : i % 5]);
    const labels = rows.map(([x = 0]) => (Number.isNaN(x) || x >= 3 ? 1 : 0));
    const { model } = trainTrees({ data: matrixFromRows(rows), labels });
    const p = predict(model, matrixFromRows([[0], [2], [3], [Number.NaN]]));
    expect(Array.from(p, Math.round)).toEqual([0, 0, 1, 1]);
  });

  it('ends with a constant for one class, constant features or too few rows', () => {
    const ones = trainTrees({ data: TABLE, labels: LABEL.map(() => 1) });
    expect(ones.model.trees).toEqual([]);
    expect(predict(ones.model, TABLE)[0]).toBeCloseTo(1, 12);
    const flat = trainTrees({ data: matrixFromRows([[1], [1], [1]]), labels: [0, 1, 1] });
    expect(flat.grown).toBe(0);
    expect(predict(flat.model, matrixFromRows([[1]]))[0]).toBeCloseTo(2 / 3, 12);
    const few = trainTrees({ data: matrixFromRows([[1], [2], [3]]), labels: [0, 1, 1] });
    expect(few.grown).toBe(0);
  });

  it('refuses labels, weights and names that do not fit', () => {
    const data = matrixFromRows([[1], [2]]);
    expect(() => trainTrees({ data, labels: [1] })).toThrow('1 labels do not fit 2 rows');
    expect(() => trainTrees({ data, labels: [0, 2] })).toThrow('label 1 is 2');
    expect(() =>
      trainTrees({ data, labels: [0, Number.NaN] }, { objective: 'regression' }),
    ).toThrow('label 1 is NaN');
    expect(() => trainTrees({ data, labels: [0, 1], weights: [1, -1] })).toThrow('weight 1 is -1');
    expect(() => trainTrees({ data, labels: [0, 1], weights: [0, 0] })).toThrow('all weights');
    expect(() => trainTrees({ data, labels: [0, 1] }, {}, { featureNames: [] })).toThrow(
      '0 names do not fit 1 features',
    );
  });

  it('can be stopped from outside', () => {
    const result = trainTrees(training, {}, { onTree: (trees) => trees < 4 });
    expect(result.grown).toBe(4);
    expect(result.model.trees).toHaveLength(4);
  });
});

describe('early stopping', () => {
  const odd = takeRows(
    TABLE,
    [...Array(500).keys()].map((i) => 2 * i + 1),
  );
  const even = takeRows(
    TABLE,
    [...Array(500).keys()].map((i) => 2 * i),
  );
  const labelsOf = (parity: number) => LABEL.filter((_, i) => i % 2 === parity);
  const train = { data: even, labels: labelsOf(0) };
  const validation = { data: odd, labels: labelsOf(1) };

  it('keeps the trees up to the best one', () => {
    const { model, grown, log } = trainTrees(
      train,
      { num_iterations: 400, learning_rate: 0.3, early_stopping_round: 10 },
      { validation },
    );
    expect(log.metric).toBe('binary_logloss');
    expect(log.values).toHaveLength(grown);
    const best = Math.min(...log.values);
    expect(model.trees).toHaveLength(log.values.indexOf(best) + 1);
    expect(grown).toBe(model.trees.length + 10);
    const loss = Array.from(predict(model, odd)).reduce(
      (sum, p, i) => sum + rowLogLoss(validation.labels[i] ?? 0, p) / 500,
      0,
    );
    expect(best).toBeCloseTo(loss, 12);
  });

  it('watches a metric that grows', () => {
    for (const metric of ['auc', 'average_precision'] as const) {
      const { model, log } = trainTrees(
        train,
        { num_iterations: 40, early_stopping_round: 5, metric },
        { validation },
      );
      expect(model.trees).toHaveLength(log.values.indexOf(Math.max(...log.values)) + 1);
      const score = metric === 'auc' ? rocAuc : averagePrecision;
      const p = predictMargin(model, odd);
      expect(Math.max(...log.values)).toBeCloseTo(score(validation.labels, p), 12);
    }
  });

  it('needs a validation set that fits', () => {
    expect(() => trainTrees(train, { early_stopping_round: 5 })).toThrow('validation set');
    const narrow = { data: matrixFromRows([[1]]), labels: [1] };
    expect(() => trainTrees(train, {}, { validation: narrow })).toThrow(
      'validation has 1 features, training 6',
    );
  });
});

describe('treeParams', () => {
  it('refuses settings out of range and says which', () => {
    expect(() => treeParams({ num_leaves: 1 })).toThrow('num_leaves must be an integer from 2');
    expect(() => treeParams({ learning_rate: Number.NaN })).toThrow(
      'learning_rate must be positive',
    );
    expect(() => treeParams({ max_bin: 256 })).toThrow('max_bin must be an integer from 2 to 255');
    expect(() => treeParams({ feature_fraction: 0 })).toThrow('feature_fraction must be in (0, 1]');
    expect(() => treeParams({ objective: 'regression', scale_pos_weight: 2 })).toThrow('binary');
    expect(treeParams().num_leaves).toBe(31);
  });
});

describe('the file of a model', () => {
  const { model } = trainTrees(training, { num_iterations: 3 });
  const file = () => JSON.parse(JSON.stringify(treeModelToJson(model)));

  it('brings the model back exactly', () => {
    expect(treeModelFromJson(file())).toEqual(model);
  });

  it('is refused with a reason when it is not one', () => {
    const changed = (change: (content: ReturnType<typeof file>) => void) => () => {
      const content = file();
      change(content);
      return treeModelFromJson(content);
    };
    expect(() => treeModelFromJson(null)).toThrow('the file is not an object');
    expect(() => treeModelFromJson({ format: 'x' })).toThrow('format is x');
    expect(changed((c) => (c.objective = 'rank'))).toThrow('objective is rank');
    expect(changed((c) => (c.featureNames = [1]))).toThrow('featureNames');
    expect(changed((c) => (c.baseScore = null))).toThrow('baseScore is null');
    expect(changed((c) => c.trees[1].value.pop())).toThrow('value does not hold');
    expect(changed((c) => (c.trees[0].threshold[0] = null))).toThrow('threshold holds null');
    expect(changed((c) => (c.trees[0].left[0] = 0))).toThrow('node 0 is out of place');
    expect(changed((c) => (c.trees[0].feature[0] = 6))).toThrow('feature 6 is not one of 6');
    expect(changed((c) => c.featureNames.pop())).toThrow('is not one of 5');
  });
});
