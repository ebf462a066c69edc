import { describe, expect, it } from 'vitest';
import { rankShares, sortedQuantiles } from './value-ranks';

describe('rankShares', () => {
  it('gives the smallest 0, the largest 1 and equal values their mean rank', () => {
    expect([...rankShares([30, 10, 20, 1e9, 20])]).toEqual([0.75, 0, 0.375, 1, 0.375]);
  });

  it('has no order to tell where all values are equal', () => {
    expect([...rankShares([7, 7, 7])]).toEqual([0.5, 0.5, 0.5]);
    expect([...rankShares([7])]).toEqual([0.5]);
    expect(rankShares([])).toHaveLength(0);
  });
});

describe('sortedQuantiles', () => {
  it('interpolates between order statistics', () => {
    expect(sortedQuantiles([1, 2, 4], [0, 0.25, 0.5, 0.75, 1])).toEqual([1, 1.5, 2, 3, 4]);
    expect(sortedQuantiles([5], [0.05, 0.95])).toEqual([5, 5]);
    expect(sortedQuantiles([], [0.5])).toEqual([Number.NaN]);
  });
});
