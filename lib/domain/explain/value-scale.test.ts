import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isHeavyTailed, scaled, scaleTicks, unscaled } from './value-scale';

describe('isHeavyTailed', () => {
  it.each([
    [[0, 0, 0, 0, 12], true],
    [[0, 1, 3, 4, 30], true],
    [[0, 1, 4, 5, 30], false],
    // Nothing to gain from a log axis.
    [[0, 0, 0, 0, 1], false],
    [[-40, 0, 0, 1, 1], true],
    [[], false],
  ])('%j: %s', (values, heavy) => {
    expect(isHeavyTailed(values)).toBe(heavy);
  });
});

describe('scaled', () => {
  it('is undone by unscaled', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), (value) => {
        expect(unscaled(scaled(value, 'linear'), 'linear')).toBe(value);
        const again = unscaled(scaled(value, 'log'), 'log');
        expect(Math.abs(again - value)).toBeLessThanOrEqual(1e-12 + Math.abs(value) * 1e-12);
      }),
    );
  });
});

describe('scaleTicks', () => {
  it.each([
    [0, 1234, 'log', [0, 1, 10, 100, 1000]],
    [-30, 200, 'log', [-10, -1, 0, 1, 10, 100]],
    [0, 4, 'log', [0, 1, 2, 3, 4]],
    [0, 1e9, 'log', [0, 1, 100, 1e4, 1e6, 1e8]],
    [0, 1234, 'linear', [0, 500, 1000]],
    [3, 3, 'linear', [3]],
  ] as const)('[%d, %d] %s', (low, high, scale, ticks) => {
    expect(scaleTicks(low, high, scale)).toEqual(ticks);
  });
});
