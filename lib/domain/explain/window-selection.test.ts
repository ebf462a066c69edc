import { describe, expect, it } from 'vitest';
import { selectedCelebs, selectWindows, type WindowColumn } from './window-selection';

const columns: Record<string, WindowColumn> = {
  a: { values: [0, 1, 2, 3], shap: [-0.5, 0, 0.5, 1] },
  b: { values: [9, 9, 0, 0], shap: [1, 0.1, -1, -1] },
};
const columnOf = (name: string) => columns[name];

describe('selectWindows', () => {
  it('takes windows in which one of the features lies in the range, each once', () => {
    const select = (features: string[], low: number, high: number) =>
      selectWindows({ by: 'shap', features, low, high }, columnOf);
    expect(select(['a'], 0, 0.5)).toEqual([1, 2]);
    expect(select(['a', 'b'], 0.5, 1)).toEqual([0, 2, 3]);
    expect(select(['gone', 'b'], 0.05, 0.2)).toEqual([1]);
    expect(select(['gone'], -9, 9)).toEqual([]);
    expect(select([], -9, 9)).toEqual([]);
  });

  it('takes windows in a box of value and SHAP value', () => {
    const box = { by: 'box', feature: 'a', values: [1, 3], shap: [0.5, 2] } as const;
    expect(selectWindows(box, columnOf)).toEqual([2, 3]);
    expect(selectWindows({ ...box, feature: 'gone' }, columnOf)).toEqual([]);
  });

  it('takes one in twenty at either end, at least one, the earlier of equal ones', () => {
    const tail = (feature: string, end: 'high' | 'low') =>
      selectWindows({ by: 'tail', feature, end }, columnOf);
    expect([tail('a', 'high'), tail('a', 'low'), tail('b', 'low')]).toEqual([[3], [0], [2]]);
    const shap = Array.from({ length: 60 }, (_, i) => (i * 7) % 60);
    const largest = selectWindows({ by: 'tail', feature: 'x', end: 'high' }, () => ({
      values: shap,
      shap,
    }));
    expect(largest.map((i) => shap[i]).toSorted()).toEqual([57, 58, 59]);
    expect(largest).toEqual(largest.toSorted((p, q) => p - q));
    expect(tail('gone', 'high')).toEqual([]);
  });
});

describe('selectedCelebs', () => {
  it('counts windows and means, the highest probability first', () => {
    const points = {
      celeb: [0, 1, 0, 2, 1],
      anchor: [4, 0, 2, 1, 3],
      probability: [0.5, 0.75, 0.25, 0.5, 0.25],
    };
    expect(selectedCelebs([0, 1, 2, 3, 4], points)).toEqual([
      { celeb: 1, windows: 2, meanProbability: 0.5, latest: 3 },
      { celeb: 2, windows: 1, meanProbability: 0.5, latest: 1 },
      { celeb: 0, windows: 2, meanProbability: 0.375, latest: 4 },
    ]);
    expect(selectedCelebs([], points)).toEqual([]);
  });
});
