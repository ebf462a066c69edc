import { describe, expect, it } from 'vitest';
import { matrixFromRows } from '../matrix/matrix';
import { clusterOrder } from './cluster-order';
import { spearmanMatrix } from './rank-correlation';

describe('spearmanMatrix', () => {
  it('equals scipy.stats.spearmanr, ties included', () => {
    // scipy 1.17.1: spearmanr([[1,2,0],[2,1,0],[2,4,1],[5,3,0],[9,9,3],[0,2,1]]).statistic
    const got = spearmanMatrix(
      matrixFromRows([
        [1, 2, 0],
        [2, 1, 0],
        [2, 4, 1],
        [5, 3, 0],
        [9, 9, 3],
        [0, 2, 1],
      ]),
    );
    const want = [
      [1, 0.6470588235294118, 0.2348341091569311],
      [0.6470588235294118, 1, 0.7045023274707932],
      [0.2348341091569311, 0.7045023274707932, 1],
    ];
    got.forEach((row, i) => {
      row.forEach((value, j) => {
        expect(value).toBeCloseTo(want[i]?.[j] ?? Number.NaN, 12);
      });
    });
  });

  it('does not care for the scale', () => {
    const [row] = spearmanMatrix(
      matrixFromRows([
        [1, 1, -1],
        [2, 4, -8],
        [3, 9, -27],
      ]),
    );
    [1, 1, -1].forEach((want, j) => {
      expect(row?.[j]).toBeCloseTo(want, 14);
    });
  });

  it('has no number for a constant column, nor without rows', () => {
    const got = spearmanMatrix(
      matrixFromRows([
        [1, 7],
        [2, 7],
      ]),
    );
    expect(got).toEqual([
      [1, null],
      [null, null],
    ]);
    expect(spearmanMatrix({ values: new Float64Array(0), rows: 0, columns: 1 })).toEqual([[null]]);
  });
});

describe('clusterOrder', () => {
  it('puts features that go together side by side, in either direction', () => {
    const r = [
      [1, 0.1, -0.9, null, 0.05],
      [0.1, 1, 0, null, 0.8],
      [-0.9, 0, 1, null, 0.1],
      [null, null, null, null, null],
      [0.05, 0.8, 0.1, null, 1],
    ];
    const order = clusterOrder(r);
    expect([...order].sort()).toEqual([0, 1, 2, 3, 4]);
    expect(Math.abs(order.indexOf(0) - order.indexOf(2))).toBe(1);
    expect(Math.abs(order.indexOf(1) - order.indexOf(4))).toBe(1);
    expect(order.at(-1)).toBe(3);
  });

  it('takes one feature, and none', () => {
    expect(clusterOrder([[1]])).toEqual([0]);
    expect(clusterOrder([])).toEqual([]);
  });
});
