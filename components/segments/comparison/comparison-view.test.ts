import { expect, test } from 'vitest';
import type { ComparedVariable } from '@/lib/contracts/segments';
import { csvTable, shownRows } from './comparison-view';

const row = (name: string, g: number | null, q: number | null, equal = false) =>
  ({
    name,
    nA: 2,
    nB: 3,
    meanA: 1.5,
    meanB: null,
    difference: null,
    low: null,
    high: null,
    t: null,
    degreesOfFreedom: null,
    p: null,
    q,
    hedgesG: g,
    gLow: null,
    gHigh: null,
    u: null,
    uP: null,
    superiority: null,
    isPracticallyEqual: equal,
  }) satisfies ComparedVariable;

const ROWS = [
  row('large', -0.9, 0.001),
  row('medium', 0.5, 0.05),
  row('small', 0.2, 0.2),
  row('equal', 0.01, 0.9, true),
  row('constant', null, null),
];

test.each([
  [null, null, ['large', 'medium', 'small', 'equal', 'constant']],
  [0.05, null, ['large', 'medium']],
  [0.001, null, ['large']],
  [null, 'small', ['large', 'medium', 'small']],
  [null, 'large', ['large']],
  [null, 'equal', ['equal']],
  [0.01, 'medium', ['large']],
] as const)('q %s and effect %s show %j', (q, effect, names) => {
  expect(shownRows(ROWS, { q, effect }).map(({ name }) => name)).toEqual(names);
});

test('the file has every number as the API has it', () => {
  const { header, cells } = csvTable([row('x', -0.9, 0.1 + 0.2, true)]);
  expect(header).toHaveLength(19);
  expect(cells).toEqual([
    ['x', 2, 3, 1.5, ...Array(7).fill(null), 0.1 + 0.2, -0.9, ...Array(5).fill(null), 1],
  ]);
});
