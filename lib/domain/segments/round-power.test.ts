import { describe, expect, it } from 'vitest';
import { roundPower } from './round-power';

// statsmodels 0.15.0: h = proportion_effectsize(p1, p2); NormalIndPower().power(h, n1, 0.05, ratio=n2/n1) and
// .solve_power(h, None, 0.05, 0.8, ratio=n2/n1)
describe('roundPower', () => {
  it('equals statsmodels', () => {
    const small = roundPower({ celebs: 50, share: 0.2, baseline: 0.36, effect: 0.16 });
    expect(small).toMatchObject({ contacted: 40, holdout: 10 });
    expect(small.hoped).toBeCloseTo(0.2, 14);
    expect(small.power).toBeCloseTo(0.17440694175682372, 10);
    // 303.30 contacted and a quarter of that set aside
    expect(small.neededCelebs).toBe(304 + 76);
    const large = roundPower({ celebs: 125, share: 0.2, baseline: 0.5, effect: 0.25 });
    expect(large.power).toBeCloseTo(0.6486446179379416, 10);
    // 143.15 contacted
    expect(large.neededCelebs).toBe(144 + 36);
  });

  it('reaches the power that it asks for', () => {
    const { neededCelebs } = roundPower({ celebs: 50, share: 0.2, baseline: 0.36, effect: 0.16 });
    const again = { share: 0.2, baseline: 0.36, effect: 0.16 };
    expect(roundPower({ ...again, celebs: neededCelebs ?? 0 }).power).toBeGreaterThanOrEqual(0.8);
    expect(roundPower({ ...again, celebs: (neededCelebs ?? 0) - 5 }).power).toBeLessThan(0.8);
  });

  it('sees nothing without a holdout, and hopes for no less than nobody', () => {
    expect(roundPower({ celebs: 50, share: 0, baseline: 0.36, effect: 0.16 })).toEqual({
      contacted: 50,
      holdout: 0,
      hoped: 0.19999999999999998,
      power: null,
      neededCelebs: null,
    });
    expect(roundPower({ celebs: 10, share: 0.5, baseline: 0.3, effect: 0.1 + 0.2 }).hoped).toBe(0);
    expect(
      roundPower({ celebs: 10, share: 0.5, baseline: 0.3, effect: 0 }).neededCelebs,
    ).toBeNull();
    expect(() => roundPower({ celebs: 10, share: 1, baseline: 0.3, effect: 0.1 })).toThrow(
      'share must lie in [0, 1), got 1',
    );
  });
});
