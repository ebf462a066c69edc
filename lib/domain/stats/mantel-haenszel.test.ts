import { describe, expect, it } from 'vitest';
import { pooledRiskDifference } from './mantel-haenszel';

// pimeta 1.1.0, a port of R's metafor: rma_mh(ai, bi, ci, di, measure='RD', add=0, drop00=False)
const ROUNDS = [
  { count1: 12, n1: 40, count2: 6, n2: 10 },
  { count1: 30, n1: 100, count2: 14, n2: 30 },
  { count1: 3, n1: 40, count2: 0, n2: 12 },
];

describe('pooledRiskDifference', () => {
  it('equals rma.mh of metafor', () => {
    const pooled = pooledRiskDifference(ROUNDS);
    expect(pooled?.difference).toBeCloseTo(-0.13778625954198476, 14);
    expect(pooled?.low).toBeCloseTo(-0.27777644936323087, 12);
    expect(pooled?.high).toBeCloseTo(0.002203930279261329, 12);
  });

  it('of one stratum is its difference', () => {
    const pooled = pooledRiskDifference([{ count1: 5, n1: 20, count2: 2, n2: 8 }]);
    expect(pooled?.difference).toBeCloseTo(0, 14);
    expect(pooled?.low).toBeCloseTo(-0.3550322063616568, 12);
  });

  it('is not turned round by strata of different levels', () => {
    // Together 31 of 110 against 22 of 110 churned; within each round the contacted churned less.
    const pooled = pooledRiskDifference([
      { count1: 30, n1: 100, count2: 4, n2: 10 },
      { count1: 1, n1: 10, count2: 18, n2: 100 },
    ]);
    expect(pooled?.difference).toBeCloseTo(-0.09, 14);
  });

  it('has no interval where nothing is left to chance, and refuses what cannot be', () => {
    expect(pooledRiskDifference([])).toBeNull();
    expect(pooledRiskDifference([{ count1: 0, n1: 5, count2: 3, n2: 3 }])).toBeNull();
    expect(() => pooledRiskDifference([{ count1: 1, n1: 0, count2: 0, n2: 3 }])).toThrow(
      '1 of 0 against 0 of 3 cannot be',
    );
    expect(() => pooledRiskDifference(ROUNDS, 1)).toThrow('confidence must lie in (0, 1)');
  });
});
