import { expect, test } from 'vitest';
import type { Cohort } from '@/lib/domain/cohorts/triangle';
import { cellStep, triangleScale } from './triangle-look';

const cohort = (name: string | null, celebs: number, active: (number | null)[]): Cohort => ({
  cohort: name,
  celebs,
  cells: active.map((n, offset) => ({
    offset,
    week: '2024-01-01',
    active: n ?? celebs,
    share: (n ?? celebs) / celebs,
    // null: everybody was there, in a week that is cut off.
    complete: n !== null,
  })),
});
const before = cohort(null, 400, [100, 300]);
const joined = cohort('2024-01-01', 20, [6, 2, null]);
const small = cohort('2024-01-08', 4, [4]);

const scale = (measure: 'share' | 'count', ...cohorts: Cohort[]) => {
  const { borders, exceeded } = triangleScale(cohorts, measure);
  return [borders.at(-1), exceeded];
};

test('the scale ends above what has a colour', () => {
  expect(scale('share', joined, small)).toEqual([0.5, false]);
  expect(scale('share', before, joined)).toEqual([1, false]);
  expect(scale('share', small)).toEqual([0.1, false]);
});

test('celebs from before the data do not stretch a scale of counts, unless they are alone', () => {
  expect(scale('count', before, joined)).toEqual([20, true]);
  expect(scale('count', before)).toEqual([400, false]);
  expect(scale('count', joined)).toEqual([20, false]);
});

test('cut weeks and small cohorts have no colour', () => {
  const steps = (c: Cohort, borders: number[]) =>
    c.cells.map((x) => cellStep(c, x, 'share', borders));
  const borders = [0, 0.1, 0.2, 0.3, 0.4, 0.5];
  expect(steps(joined, borders)).toEqual([3, 1, null]);
  expect(steps(small, borders)).toEqual([null]);
});
