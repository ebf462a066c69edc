import { expect, test } from 'vitest';
import { linearAxis } from './linear-axis';

test('holds all values between its ends, with round ticks inside', () => {
  const axis = linearAxis([0.3, -1.2, 2.6], 10, 390, 80);
  expect(axis.ticks).toEqual([-1, 0, 1, 2]);
  expect([axis.x(-1.2), axis.x(2.6)]).toEqual([10, 390]);
  expect(axis.x(0.7)).toBeCloseTo(200, 10);
});

test('ticks are the numbers that a reader expects, however small', () => {
  expect(linearAxis([0, 0.45], 0, 400, 80).ticks).toEqual([0, 0.1, 0.2, 0.3, 0.4]);
  expect(linearAxis([-0.004, 0.004], 0, 400, 100).ticks).toEqual([-0.004, -0.002, 0, 0.002, 0.004]);
});

test('one value, or none, lies in the middle', () => {
  expect(linearAxis([3, 3], 0, 100, 50).x(3)).toBe(50);
  expect(linearAxis([], 0, 100, 50).x(0)).toBe(50);
});
