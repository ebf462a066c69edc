import { describe, expect, test } from 'vitest';
import type { Cohort } from './triangle';
import { countTop, heatStep, newestCohorts, shareTop, stepBorders } from './view';

test.each([
  [0, 0.1],
  [0.1, 0.1],
  [0.11, 0.2],
  [0.5, 0.5],
  [0.51, 1],
  [1, 1],
])('a scale of shares up to %d ends at %d', (max, top) => {
  expect(shareTop(max)).toBe(top);
});

test.each([
  [0, 20],
  [21, 40],
  [41, 100],
  [101, 200],
  [5001, 10_000],
])('a scale of counts up to %d ends at %d, with whole borders', (max, top) => {
  expect(countTop(max)).toBe(top);
  for (const values of [[0], [top]])
    expect(stepBorders(values, top).filter((b) => !Number.isInteger(b))).toEqual([]);
});

test('no scale ends at what is no size', () => {
  for (const end of [shareTop, countTop])
    for (const max of [-1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => end(max)).toThrow(
        new RangeError(`max must be a finite number of at least 0, got ${max}`),
      );
});

test('the steps divide the end where most values lie', () => {
  expect(stepBorders([0.1, 0.1, 1], 1)).toEqual([0, 0.05, 0.1, 0.25, 0.5, 1]);
  expect(stepBorders([0.1, 0.9, 1], 1)).toEqual([0, 0.5, 0.7, 0.8, 0.9, 1]);
  expect(stepBorders([0.5], 1)).toEqual([0, 0.05, 0.1, 0.25, 0.5, 1]);
  expect(stepBorders([], 0.2)).toEqual([0, 0.01, 0.02, 0.05, 0.1, 0.2]);
  expect(stepBorders([0.2], 0.2)).toEqual([0, 0.1, 0.14, 0.16, 0.18, 0.2]);
});

test('each step includes its upper border, and zero has a step of its own', () => {
  const borders = stepBorders([0], 1);
  const steps = [0, 0.01, 0.05, 0.051, 0.1, 0.25, 0.26, 0.5, 1, 7].map((v) => heatStep(v, borders));
  expect(steps).toEqual([0, 1, 1, 2, 2, 3, 4, 4, 5, 5]);
  // 3 / 15 is 0.2, 0.1 + 0.2 is 0.30000000000000004.
  expect(heatStep(0.1 + 0.2, [0, 0.3, 1])).toBe(1);
});

describe('newestCohorts', () => {
  const cohort = (name: string | null, weeks: number): Cohort => ({
    cohort: name,
    celebs: 1,
    cells: Array.from({ length: weeks }, (_, offset) => ({
      offset,
      week: '2024-01-01',
      active: 1,
      share: 1,
      complete: true,
    })),
  });
  const all = [
    cohort(null, 3),
    cohort('2024-01-01', 3),
    cohort('2024-01-08', 2),
    cohort('2024-01-15', 1),
  ];
  const names = (maxCells: number) => {
    const { shown, hidden } = newestCohorts(all, maxCells);
    return [shown.map((c) => c.cohort), hidden];
  };
  test('keeps all that fit, the newest first, and those from before the data', () => {
    expect(names(6)).toEqual([[null, '2024-01-01', '2024-01-08', '2024-01-15'], 0]);
    expect(names(5)).toEqual([[null, '2024-01-08', '2024-01-15'], 1]);
    expect(names(1)).toEqual([[null, '2024-01-15'], 2]);
  });
  test('keeps one in any case', () => {
    expect(names(0)).toEqual([[null, '2024-01-15'], 2]);
    expect(newestCohorts([], 0)).toEqual({ shown: [], hidden: 0 });
  });
});
