import { describe, expect, it } from 'vitest';
import { neededSize, proportionEffect, twoGroupPower } from './power';
import { compareProportions } from './two-proportions';

// statsmodels 0.15.0: NormalIndPower().power / .solve_power, alternative 'two-sided'
const H = 0.12772273685916025;

describe('power of a comparison of two groups', () => {
  it('equals statsmodels', () => {
    expect(proportionEffect(0.36, 0.3)).toBeCloseTo(H, 14);
    expect(twoGroupPower(H, 400)).toBeCloseTo(0.43900927126664874, 10);
    expect(twoGroupPower(H, 400, { ratio: 0.25 })).toBeCloseTo(0.20775930613036422, 10);
    expect(twoGroupPower(0.3, 50, { alpha: 0.01, ratio: 2 })).toBeCloseTo(0.19940483841018253, 10);
  });

  it('is turned into a size as statsmodels does', () => {
    expect(neededSize(H, 0.8)).toBeCloseTo(962.2771523474137, 6);
    expect(neededSize(H, 0.8, { ratio: 0.25 })).toBeCloseTo(2405.692880871432, 6);
    expect(neededSize(0.5, 0.9, { alpha: 0.01 })).toBeCloseTo(119.0350973257168, 6);
    expect(neededSize(-0.2, 0.8, { ratio: 3 })).toBeCloseTo(261.6286836594123, 6);
  });

  it('has no size for an effect of nothing, and refuses what cannot be', () => {
    expect(neededSize(0, 0.8)).toBe(Infinity);
    expect(twoGroupPower(0, 50)).toBeCloseTo(0.05, 12);
    expect(() => neededSize(0.2, 0.04)).toThrow('power must lie in (0.05, 1), got 0.04');
    expect(() => twoGroupPower(0.2, 0)).toThrow('n1 must be positive, got 0');
    expect(() => twoGroupPower(0.2, 10, { ratio: Number.NaN })).toThrow('ratio must be positive');
    expect(() => proportionEffect(1.2, 0)).toThrow('p1 must lie in [0, 1], got 1.2');
  });
});

describe('compareProportions', () => {
  it('equals confint_proportions_2indep of statsmodels, newcomb', () => {
    const cases: [[number, number, number, number], [number, number]][] = [
      [
        [56, 70, 48, 80],
        [0.05243147240236498, 0.33387265403690614],
      ],
      [
        [9, 10, 3, 10],
        [0.1705227239345029, 0.809017973535488],
      ],
      [
        [0, 10, 0, 20],
        [-0.1611251580528194, 0.27753279986288926],
      ],
      [
        [10, 10, 0, 10],
        [0.6075093504305241, 1],
      ],
    ];
    for (const [counts, [low, high]] of cases) {
      const got = compareProportions(...counts);
      expect(got?.low).toBeCloseTo(low, 12);
      expect(got?.high).toBeCloseTo(high, 12);
    }
  });

  it('has nothing to say of an empty group, and refuses counts that cannot be', () => {
    expect(compareProportions(0, 0, 1, 2)).toBeNull();
    expect(() => compareProportions(3, 2, 1, 2)).toThrow('3 of 2 cannot be');
    expect(() => compareProportions(1, 2, 1, 2, 1)).toThrow('confidence must lie in (0, 1)');
  });
});
