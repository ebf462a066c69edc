import { describe, expect, it } from 'vitest';
import { fitMostFrequent, predictMostFrequent } from './most-frequent';
import { flattenWindows, joinColumns, takeWindows, windowFeatures } from './window-features';

const TENSOR = {
  // Two windows of three days and two series.
  values: Float32Array.from([1, 10, 2, 10, 6, 10, 0, 5, 0, 3, 0, 1]),
  windows: 2,
  days: 3,
  features: ['own', 'fan'],
};

describe('windowFeatures', () => {
  it('are sum, last day and slope of each series, named', () => {
    const table = windowFeatures(TENSOR);
    expect(table.names).toEqual([
      'own.sum',
      'fan.sum',
      'own.last',
      'fan.last',
      'own.slope',
      'fan.slope',
    ]);
    expect([table.rows, table.columns]).toEqual([2, 6]);
    expect(Array.from(table.values)).toEqual([9, 30, 6, 10, 2.5, 0, 0, 9, 0, 1, 0, -2]);
  });

  it('come in the order asked for', () => {
    const table = windowFeatures(TENSOR, ['last', 'sum']);
    expect(table.names).toEqual(['own.last', 'fan.last', 'own.sum', 'fan.sum']);
    expect(Array.from(table.values.subarray(0, 4))).toEqual([6, 10, 9, 30]);
  });

  it('have slope 0 for a single day', () => {
    const one = { values: Float32Array.from([3]), windows: 1, days: 1, features: ['own'] };
    expect(Array.from(windowFeatures(one).values)).toEqual([3, 3, 0]);
  });

  it('refuse a tensor that is not full', () => {
    expect(() => windowFeatures({ ...TENSOR, windows: 3 })).toThrow(
      '12 values do not fill 3 x 3 x 2',
    );
    expect(windowFeatures({ ...TENSOR, values: new Float32Array(), windows: 0 }).rows).toBe(0);
  });
});

describe('flattenWindows', () => {
  it('names days by their distance from the anchor and copies nothing', () => {
    const table = flattenWindows(TENSOR);
    expect(table.names).toEqual([
      'own.day-3',
      'fan.day-3',
      'own.day-2',
      'fan.day-2',
      'own.day-1',
      'fan.day-1',
    ]);
    expect(table.values).toBe(TENSOR.values);
    expect([table.rows, table.columns]).toEqual([2, 6]);
  });
});

describe('joinColumns', () => {
  it('puts tables side by side', () => {
    const joined = joinColumns([windowFeatures(TENSOR, ['last']), windowFeatures(TENSOR, ['sum'])]);
    expect(joined.names).toEqual(['own.last', 'fan.last', 'own.sum', 'fan.sum']);
    expect(Array.from(joined.values)).toEqual([6, 10, 9, 30, 0, 1, 0, 9]);
  });

  it('refuses tables of different length', () => {
    const short = { values: new Float32Array(1), rows: 1, columns: 1, names: ['x'] };
    expect(() => joinColumns([windowFeatures(TENSOR), short])).toThrow('1 rows do not fit 2');
    expect(() => joinColumns([])).toThrow(RangeError);
  });
});

describe('the most frequent class', () => {
  it('gives everyone the share of positives', () => {
    const model = fitMostFrequent([0, 1, 0, 0]);
    expect(model.probability).toBe(0.25);
    expect(Array.from(predictMostFrequent(model, 2))).toEqual([0.25, 0.25]);
    expect(() => fitMostFrequent([])).toThrow(RangeError);
    expect(() => fitMostFrequent([0.5])).toThrow('label 0 must be 0 or 1, got 0.5');
  });
});

describe('takeWindows', () => {
  it('copies the named windows in that order', () => {
    const tensor = {
      values: Float32Array.of(1, 2, 3, 4, 5, 6),
      windows: 3,
      days: 2,
      features: ['a'],
    };
    expect(takeWindows(tensor, [2, 0])).toEqual({
      values: Float32Array.of(5, 6, 1, 2),
      windows: 2,
      days: 2,
      features: ['a'],
    });
  });
});
