import fc from 'fast-check';
import { expect, test } from 'vitest';
import { populationStability } from './population-stability';

/** 0.005, 0.015, ... 0.995 */
const even = Array.from({ length: 100 }, (_, i) => (i + 0.5) / 100);

test('the same values are stable, by deciles', () => {
  const same = populationStability(even, even);
  expect(same?.index).toBe(0);
  expect(same?.verdict).toBe('stable');
  expect(same?.bins.map(({ to }) => to)).toEqual([
    0.095,
    0.195,
    0.295,
    0.395,
    0.495,
    0.595,
    0.695,
    0.795,
    0.895,
    Infinity,
  ]);
});

test('two bins by hand', () => {
  // The reference halves at 2. Of four values in each side, one half counted in: 2.5/5 and 2.5/5 against 3.5/5 and 1.5/5.
  const moved = populationStability([1, 2, 3, 4], [1, 2, 2, 9], 2);
  expect(moved?.bins).toEqual([
    { to: 2, expected: 0.5, actual: 0.7 },
    { to: Infinity, expected: 0.5, actual: 0.3 },
  ]);
  expect(moved?.index).toBeCloseTo(0.2 * Math.log(1.4) - 0.2 * Math.log(0.6), 14);
  expect(moved?.verdict).toBe('shifting');
});

test('zeros of a sparse variable are a bin of their own, and are missed when they go', () => {
  const sparse = [...new Array<number>(80).fill(0), ...even.slice(0, 20)];
  const gone = populationStability(sparse, even);
  expect(gone?.bins[0]).toEqual({ to: 0, expected: 80.5 / 101.5, actual: 0.5 / 101.5 });
  expect(gone?.bins).toHaveLength(3);
  expect(gone?.verdict).toBe('shifted');
});

test('one value, an empty side, and what cannot be', () => {
  expect(populationStability([3, 3], [3])?.index).toBeCloseTo(
    // Two bins, the upper one empty: 2.5/3 and 0.5/3 against 1.5/2 and 0.5/2.
    (0.75 - 2.5 / 3) * Math.log(0.75 / (2.5 / 3)) + (0.25 - 0.5 / 3) * Math.log(0.25 / (0.5 / 3)),
    14,
  );
  expect(populationStability([], [1])).toBeNull();
  expect(populationStability([1], [])).toBeNull();
  expect(() => populationStability([1, Number.NaN], [1])).toThrow('a value is NaN');
  expect(() => populationStability([1], [1], 1)).toThrow(
    'a stability index needs at least 2 bins, got 1',
  );
});

test('never below 0, and shares add up to 1', () => {
  const values = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 1 });
  fc.assert(
    fc.property(values, values, (reference, present) => {
      const stability = populationStability(reference, present);
      expect(stability?.index).toBeGreaterThanOrEqual(0);
      const sum = (side: 'expected' | 'actual') =>
        stability?.bins.reduce((total, bin) => total + bin[side], 0);
      expect(sum('expected')).toBeCloseTo(1, 12);
      expect(sum('actual')).toBeCloseTo(1, 12);
    }),
  );
});
