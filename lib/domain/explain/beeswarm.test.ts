import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beeswarmOffsets } from './beeswarm';

const AXIS = { low: 0, high: 10, bins: 10, levels: 4 };

describe('beeswarmOffsets', () => {
  it('stacks the points of a bin about the middle', () => {
    const offsets = beeswarmOffsets([0.1, 5, 0.2, 9.9, 0.3, 10], AXIS);
    expect([offsets[1]]).toEqual([0]);
    expect([offsets[0], offsets[2], offsets[4]].toSorted()).toEqual([-0.25, 0, 0.25]);
    expect([offsets[3], offsets[5]].toSorted()).toEqual([0, 0.25]);
  });

  it('fills the band evenly when a bin holds more than fits', () => {
    const offsets = beeswarmOffsets(new Float64Array(21).fill(3), AXIS);
    const levels = Array.from(offsets, (offset) => Math.round(offset * 10));
    expect(levels.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 21 }, (_, i) => i - 10));
    expect(levels).not.toEqual(levels.toSorted((a, b) => a - b));
  });

  it('draws the same picture again, inside the band, without two points of a bin at one place', () => {
    const value = fc.oneof(fc.double({ min: -3, max: 3, noNaN: true }), fc.constant(0.5));
    fc.assert(
      fc.property(fc.array(value, { maxLength: 300 }), (values) => {
        const settings = { low: -2, high: 2, levels: 3 };
        const offsets = beeswarmOffsets(values, settings);
        expect(beeswarmOffsets(values, settings)).toEqual(offsets);
        const seen = new Set<string>();
        values.forEach((x, i) => {
          const offset = offsets[i] ?? Number.NaN;
          expect(offset >= -1 && offset <= 1).toBe(true);
          const bin = Math.min(99, Math.max(0, Math.floor((x + 2) / 0.04)));
          expect(seen.has(`${bin} ${offset}`)).toBe(false);
          seen.add(`${bin} ${offset}`);
        });
      }),
    );
  });

  it('puts missing values and an axis without length in the middle', () => {
    expect([...beeswarmOffsets([Number.NaN, 1], AXIS)]).toEqual([0, 0]);
    expect([...beeswarmOffsets([2], { low: 2, high: 2, levels: 1 })]).toEqual([0]);
    expect(beeswarmOffsets([], AXIS)).toHaveLength(0);
  });

  it.each([
    [{ low: 1, high: 0 }, 'got 1 to 0'],
    [{ high: Infinity }, 'got 0 to Infinity'],
    [{ bins: 0 }, 'positive integers, got 0 and 4'],
    [{ levels: 1.5 }, 'positive integers, got 10 and 1.5'],
  ])('refuses %j', (wrong, message) => {
    expect(() => beeswarmOffsets([1], { ...AXIS, ...wrong })).toThrow(message);
  });
});
