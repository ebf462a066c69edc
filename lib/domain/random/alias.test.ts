import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aliasTable } from './alias';
import type { Random } from './generator';

const fixed = (u: number): Random => ({
  bits: () => Math.floor(u * 2 ** 32),
  uniform: () => u,
  open: () => u,
  integer: (n) => Math.floor(u * n),
});

/** How often each index comes over `cells` evenly spread uniforms. */
function census(weights: readonly number[], cells: number): number[] {
  const table = aliasTable(weights);
  const counts = weights.map(() => 0);
  for (let i = 0; i < cells; i++) {
    const index = table.draw(fixed((i + 0.5) / cells));
    counts[index] = (counts[index] ?? 0) + 1;
  }
  return counts;
}

describe('aliasTable', () => {
  it('gives every category exactly its share', () => {
    // For whole weights every boundary of the table is a multiple of 1 / (size x total), so the census is exact.
    const weights = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(
        weights.filter((w) => w.some((x) => x > 0)),
        (w) => {
          const total = w.reduce((a, b) => a + b, 0);
          expect(census(w, w.length * total)).toEqual(w.map((x) => x * w.length));
        },
      ),
    );
  });

  it('never draws a category of weight 0', () => {
    const w = [0, 0.1, 0, 0.2, 0.7, 0];
    const counts = census(w, 60_000);
    expect(counts.map((c) => c > 0)).toEqual(w.map((x) => x > 0));
    counts.forEach((c, i) => {
      expect(Math.abs(c - 60_000 * (w[i] ?? 0))).toBeLessThanOrEqual(6);
    });
  });

  it('knows its size and the one category', () => {
    expect(aliasTable([3]).size).toBe(1);
    expect(census([3], 10)).toEqual([10]);
  });

  it.each([[[]], [[0, 0]], [[1, -1]], [[1, Number.NaN]], [[Number.POSITIVE_INFINITY]]])(
    'refuses the weights %j',
    (weights) => {
      expect(() => aliasTable(weights)).toThrow(RangeError);
    },
  );
});
