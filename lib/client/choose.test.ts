import { expect, test } from 'vitest';
import type { DatasetView, VersionView } from '@/lib/contracts/datasets';
import { chooseRow, chooseVersion } from './choose';

const version = (id: string, createdAt: string) => ({ id, createdAt }) as VersionView;
const datasets = [
  {
    versions: [version('b', '2023-01-02T00:00:00.000Z'), version('a', '2023-01-01T00:00:00.000Z')],
  },
  { versions: [] },
  { versions: [version('c', '2023-01-02T00:00:00.001Z')] },
] as unknown as DatasetView[];

test.each([
  [null, 'c'],
  ['a', 'a'],
  ['gone', undefined],
  ['', undefined],
])('an address with %s leads to %s', (id, expected) => {
  expect(chooseVersion(datasets, id)?.id).toBe(expected);
});

test('without data there is none', () => {
  expect(chooseVersion([], null)).toBeUndefined();
});

test.each([
  [null, 'new'],
  ['', 'new'],
  ['old', 'old'],
  ['gone', undefined],
])('of rows, an address with %j leads to %s', (id, expected) => {
  expect(chooseRow([{ id: 'new' }, { id: 'old' }], id)?.id).toBe(expected);
  expect(chooseRow([], id)).toBeUndefined();
});
