import { expect, test } from 'vitest';
import { codeColumn, orderByCodes, orderByNumbers, orderByTexts } from './order';

test('texts as codes in their order', () => {
  expect(codeColumn(['나', null, 'b', '가', 'b', ''])).toEqual({
    values: ['', 'b', '가', '나'],
    codes: Int32Array.of(3, -1, 1, 2, 1, 0),
  });
  expect(codeColumn([])).toEqual({ values: [], codes: Int32Array.of() });
});

test('equal values keep the order of the rows, none comes last, in both orders', () => {
  const numbers = Float64Array.of(2, Number.NaN, 1, 2, 0, Number.NaN);
  expect([...orderByNumbers(numbers, 'asc')]).toEqual([4, 2, 0, 3, 1, 5]);
  expect([...orderByNumbers(numbers, 'desc')]).toEqual([0, 3, 2, 4, 1, 5]);

  const texts = ['b', 'a', 'b', 'A'];
  expect([...orderByTexts(texts, 'asc')]).toEqual([3, 1, 0, 2]);
  expect([...orderByTexts(texts, 'desc')]).toEqual([0, 2, 1, 3]);

  const codes = Int32Array.of(1, -1, 0, 1, -1, 2);
  expect([...orderByCodes(codes, 3, 'asc')]).toEqual([2, 0, 3, 5, 1, 4]);
  expect([...orderByCodes(codes, 3, 'desc')]).toEqual([5, 0, 3, 2, 1, 4]);
  expect([...orderByCodes(Int32Array.of(-1, -1), 0, 'desc')]).toEqual([0, 1]);
});
