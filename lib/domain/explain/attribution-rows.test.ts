import { expect, test } from 'vitest';
import { attributionRows, seriesBySize } from './attribution-rows';

/** Two days, four series. */
const values = [
  [0.25, -1, 0.125, 0],
  [0.25, 0.5, 0.125, 0.5],
];
const observed = [
  [1, 0, 2, 0],
  [3, 4, 5, 6],
];
const series = ['a', 'b', 'c', 'd'];

test('the series with the largest attributions first, whatever their sign', () => {
  // b: 1.5; a and d: 0.5, the earlier first; c: 0.25.
  expect(seriesBySize(values, series)).toEqual(['b', 'a', 'd', 'c']);
});

test('small series become one row, so that rows and days add up', () => {
  const table = attributionRows(values, observed, series, ['b', 'a', 'd', 'c'], 2);
  expect(table).toEqual({
    rows: [
      { series: 'b', count: 1, values: [-1, 0.5], observed: [0, 4], sum: -0.5 },
      { series: 'a', count: 1, values: [0.25, 0.25], observed: [1, 3], sum: 0.5 },
      { series: null, count: 2, values: [0.125, 0.625], observed: null, sum: 0.75 },
    ],
    daySums: [-0.625, 1.375],
    total: 0.75,
    largest: 1,
  });
  expect(table.rows.reduce((sum, row) => sum + row.sum, 0)).toBe(table.total);
});

test('a single series beyond the limit is shown as it is', () => {
  const rows = (limit: number) => attributionRows(values, null, series, series, limit).rows;
  expect(rows(3).map((row) => row.series)).toEqual(series);
  expect(rows(2).map((row) => row.series)).toEqual(['a', 'b', null]);
  expect(rows(2)[0]?.observed).toBeNull();
});
