import { describe, expect, it } from 'vitest';
import { meanAbsoluteByPeriod, sumShapByGroup } from './group-shap';
import { seriesGroup } from './series-group';

const shap = {
  rows: 3,
  columns: 3,
  expected: 0.5,
  values: Float64Array.of(1, -2, 4, 0, 3, -1, -5, 5, 2),
};

describe('sumShapByGroup', () => {
  it('adds up the features of a group, so that pushes up and down cancel', () => {
    const got = sumShapByGroup(shap, [0, 0, 1], 2);
    expect(got).toEqual({
      rows: 3,
      columns: 2,
      expected: 0.5,
      values: Float64Array.of(-1, 4, 3, -1, 0, 2),
    });
  });

  it('refuses a column without a group', () => {
    expect(() => sumShapByGroup(shap, [0, 2, 1], 2)).toThrow('group 2 of column 1 is not one of 2');
    expect(() => sumShapByGroup(shap, [0, 1], 2)).toThrow('group -1 of column 2');
  });
});

describe('meanAbsoluteByPeriod', () => {
  it('takes the mean of sizes within each period, and zeros where there is no row', () => {
    expect(meanAbsoluteByPeriod(shap, [1, 1, 0], 3)).toEqual([
      Float64Array.of(5, 5, 2),
      Float64Array.of(0.5, 2.5, 2.5),
      Float64Array.of(0, 0, 0),
    ]);
  });

  it('refuses a row without a period', () => {
    expect(() => meanAbsoluteByPeriod(shap, [0, 0, 1], 1)).toThrow('period 1 of row 2');
  });
});

describe('seriesGroup', () => {
  it('tells whose doing a column counts', () => {
    expect(['own_chat', 'fan_unique', 'sticker_amount'].map(seriesGroup)).toEqual([
      'own',
      'fan',
      'sticker',
    ]);
    expect(() => seriesGroup('day')).toThrow('day is no column');
  });
});
