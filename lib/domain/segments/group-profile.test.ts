import { expect, test } from 'vitest';
import { matrixFromRows } from '../matrix/matrix';
import { groupProfiles } from './group-profile';

test('tells how far the mean logarithm of a group lies from everybody’s', () => {
  // log1p of the first column: 0, 0, 1, 3 with mean 1 and variance 1.5; the second does not vary.
  const e = Math.E - 1;
  const matrix = matrixFromRows([
    [0, 5],
    [0, 5],
    [e, 5],
    [Math.expm1(3), 5],
  ]);
  const [a, b, c, none] = groupProfiles(matrix, [0, 0, 1, 2], 4);
  const deviation = Math.sqrt(1.5);
  expect(a?.[0]?.mean).toBe(0);
  expect(a?.[0]?.z).toBeCloseTo(-1 / deviation, 12);
  expect(b?.[0]?.z).toBeCloseTo(0, 12);
  expect(c?.[0]?.z).toBeCloseTo(2 / deviation, 12);
  expect([a, b, c].map((group) => group?.[0]?.level)).toEqual(['below', null, 'far-above']);
  expect([a, b, c].map((group) => group?.[1])).toEqual(
    Array(3).fill({ mean: 5, z: 0, level: null }),
  );
  expect(none).toEqual(Array(2).fill({ mean: 0, z: 0, level: null }));
});
