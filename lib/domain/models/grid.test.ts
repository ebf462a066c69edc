import { expect, test } from 'vitest';
import { cellKey, experimentGrids, heatStep } from './grid';

const run = (jobId: string, minute: number, kind: string, scaler: string | null = null) => ({
  id: `${jobId}-${minute}`,
  jobId,
  createdAt: `2024-01-01T00:0${minute}:00.000Z`,
  kind,
  scaler,
});

test('a job with two cells is a grid, newest first; others are not mixed in', () => {
  const first = [
    run('a', 1, 'gbdt'),
    run('a', 2, 'gru', 'none'),
    run('a', 3, 'gru', 'standard'),
  ] as const;
  const second = [run('b', 4, 'gru', 'none'), run('b', 5, 'bilstm', 'none')] as const;
  const single = run('c', 6, 'gru', 'none');
  const grids = experimentGrids([single, ...second, ...first].toReversed(), ['gru', 'bilstm']);
  expect(grids.map((g) => [g.jobId, g.createdAt.slice(14, 16)])).toEqual([
    ['b', '05'],
    ['a', '03'],
  ]);
  expect([...(grids[1]?.cells ?? [])]).toEqual([
    [cellKey('none', 'gru'), first[1]],
    [cellKey('standard', 'gru'), first[2]],
  ]);
  expect(grids[1]?.baselines).toEqual([first[0]]);
});

test('of two runs of one cell the newer one is shown', () => {
  const [old, other, newer] = [
    run('a', 1, 'gru', 'none'),
    run('a', 2, 'gru', 'standard'),
    run('a', 3, 'gru', 'none'),
  ];
  const [grid] = experimentGrids([old, other, newer], ['gru']);
  expect(grid?.cells.get('none/gru')).toBe(newer);
});

test.each([
  [0.5, 0.5, 1, 0],
  [0.75, 0.5, 1, 2],
  [1, 0.5, 1, 4],
  [0.7, 0.7, 0.7, 0],
])('value %s in [%s, %s] takes step %s of five', (value, low, high, step) => {
  expect(heatStep(value, low, high, 5)).toBe(step);
});
