import { describe, expect, it } from 'vitest';
import { coverageCurve, variantsCovering } from './variants';

describe('coverageCurve', () => {
  // One variant with 50 cases, two with 20, ten with 1.
  const curve = coverageCurve([
    { cases: 1, variants: 10 },
    { cases: 50, variants: 1 },
    { cases: 20, variants: 2 },
  ]);

  it('has a corner for each size', () => {
    expect(curve).toEqual([
      { variants: 0, cases: 0, variantShare: 0, caseShare: 0 },
      { variants: 1, cases: 50, variantShare: 1 / 13, caseShare: 0.5 },
      { variants: 3, cases: 90, variantShare: 3 / 13, caseShare: 0.9 },
      { variants: 13, cases: 100, variantShare: 1, caseShare: 1 },
    ]);
  });

  it.each([
    [0.01, 1],
    [0.5, 1],
    [0.51, 2],
    [0.7, 2],
    [0.9, 3],
    [0.91, 4],
    [1, 13],
  ])('covers %d of the cases with %d variants', (share, variants) => {
    expect(variantsCovering(curve, share)).toBe(variants);
  });

  it('is a point for no cases and refuses what is no size', () => {
    expect(coverageCurve([])).toHaveLength(1);
    expect(variantsCovering(coverageCurve([]), 0.5)).toBe(0);
    expect(() => coverageCurve([{ cases: 0, variants: 1 }])).toThrow(
      new RangeError('sizes must be positive integers, got 0'),
    );
    expect(() => variantsCovering(curve, 0)).toThrow(
      new RangeError('share must lie in (0, 1], got 0'),
    );
  });
});
