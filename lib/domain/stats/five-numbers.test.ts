import { expect, test } from 'vitest';
import { fiveNumbers } from './five-numbers';

test('quartiles lie between order statistics', () => {
  expect(fiveNumbers([4, 1, 2, 3])).toEqual({ low: 1, q1: 1.75, median: 2.5, q3: 3.25, high: 4 });
  expect(fiveNumbers([7])).toEqual({ low: 7, q1: 7, median: 7, q3: 7, high: 7 });
});

test('of nothing there are none', () => {
  expect(fiveNumbers([])).toBeNull();
});
