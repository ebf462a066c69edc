import { expect, test } from 'vitest';
import { flatSettings, settingDifferences } from './settings';

test('nested settings become one flat list', () => {
  expect([...flatSettings({ kind: 'a', model: { units: 8, l2: 0 }, list: [1, 2] })]).toEqual([
    ['kind', 'a'],
    ['model.units', 8],
    ['model.l2', 0],
    ['list', '1, 2'],
  ]);
  expect(flatSettings(null).size).toBe(0);
});

test('only what differs is listed, also what one of them lacks', () => {
  const all = [
    { kind: 'a', units: 8, seed: 1 },
    { kind: 'b', seed: 1, trees: 20 },
  ].map((settings) => flatSettings(settings));
  expect(settingDifferences(all)).toEqual([
    { key: 'kind', values: ['a', 'b'] },
    { key: 'units', values: [8, undefined] },
    { key: 'trees', values: [undefined, 20] },
  ]);
});
