import { expect, test } from 'vitest';
import { gradeList, topRows } from './grade-list';

test('a list of two of five', () => {
  // Churned: rows 0, 2, 3. Listed: rows 0 and 1.
  expect(gradeList([1, 0, 1, 1, 0], [0.9, 0.75, 0.5, 0.2, 0.1], (row) => row < 2)).toEqual({
    celebs: 5,
    churned: 3,
    listed: 2,
    listedChurned: 1,
    precision: 0.5,
    recall: 1 / 3,
    lift: 0.5 / 0.6,
    expected: 1.65,
  });
});

test('the same list for churn despite stickers: both labels, and the product of both probabilities', () => {
  // Of the churned rows 0, 2 and 3, rows 0 and 3 received stickers.
  const [churned, stickered] = [
    [1, 0, 1, 1, 0],
    [1, 1, 0, 1, 0],
  ];
  const score = [0.9 * 0.5, 0.75 * 0.4, 0.5 * 0.1, 0.2 * 0.5, 0.1 * 0.1];
  const labels = churned.map((label, row) => label * (stickered[row] ?? 0));
  expect(gradeList(labels, score, (row) => row < 2)).toEqual({
    celebs: 5,
    churned: 2,
    listed: 2,
    listedChurned: 1,
    precision: 0.5,
    recall: 0.5,
    lift: 0.5 / 0.4,
    expected: 0.75,
  });
});

test('nobody listed, nobody churned, nobody at all', () => {
  expect(gradeList([1, 0], [0.5, 0.5], () => false)).toMatchObject({
    precision: null,
    recall: 0,
    lift: null,
  });
  expect(gradeList([0, 0], [0.5, 0.25], () => true)).toMatchObject({
    precision: 0,
    recall: null,
    lift: null,
    expected: 0.75,
  });
  expect(gradeList([], [], () => true)).toMatchObject({ celebs: 0, precision: null, recall: null });
});

test('what cannot be is refused', () => {
  expect(() => gradeList([1], [1.5], () => true)).toThrow(
    'probability 0 must lie in [0, 1], got 1.5',
  );
  expect(() => gradeList([1, 0], [1], () => true)).toThrow('2 labels do not fit 1 probabilities');
});

test('the largest values, ties to the earlier row', () => {
  expect([...topRows([3, 5, 5, 1], 2)]).toEqual([1, 2]);
  expect([...topRows([2, 2, 2], 1)]).toEqual([0]);
  expect(topRows([2], 0).size).toBe(0);
  expect(() => topRows([1], 2)).toThrow('a list of 2 cannot be made of 1 rows');
  expect(() => topRows([1, Number.NaN], 1)).toThrow('value 1 is NaN');
});
