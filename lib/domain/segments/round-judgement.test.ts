import { describe, expect, it } from 'vitest';
import { compareProportions } from '../stats/two-proportions';
import { LEAST_SIDE } from './holdout';
import { judgeRound, judgeRounds } from './round-judgement';

const side = (known: number, churned: number, stickered = 0) => ({ known, churned, stickered });

describe('judgeRound', () => {
  it('is decided once the interval leaves out zero', () => {
    // Newcombe 1998, as in statsmodels' confint_proportions_2indep, 'newcomb': 48 of 80 against 56 of 70.
    const helped = judgeRound({ contacted: side(80, 48), holdout: side(70, 56) });
    expect(helped.verdict).toBe('helped');
    expect(helped.churn?.low).toBeCloseTo(-0.33387265403690614, 12);
    expect(helped.churn?.high).toBeCloseTo(-0.05243147240236498, 12);
    expect(helped.neededContacted).toBeNull();
    const harmed = judgeRound({ contacted: side(70, 56), holdout: side(80, 48) });
    expect(harmed.verdict).toBe('harmed');
  });

  it('tells how many the difference seen would need', () => {
    // statsmodels 0.15.0: NormalIndPower().solve_power(proportion_effectsize(0.36, 0.2), None, 0.05, 0.8, ratio=0.25)
    const few = judgeRound({ contacted: side(100, 20), holdout: side(25, 9) });
    expect(few.verdict).toBe('too-few-to-tell');
    expect(few.neededContacted).toBe(Math.ceil(303.3044885705832));
  });

  it('compares stickers beside churn, and nothing without two sides', () => {
    const { sticker } = judgeRound({ contacted: side(10, 0, 9), holdout: side(10, 0, 3) });
    expect(sticker?.low).toBeCloseTo(0.1705227239345029, 12);
    expect(sticker?.high).toBeCloseTo(0.809017973535488, 12);
    expect(judgeRound({ contacted: side(10, 3), holdout: side(0, 0) })).toEqual({
      churn: null,
      sticker: null,
      verdict: 'too-few-to-tell',
      neededContacted: null,
    });
  });
});

/** Largest chance of a verdict where contacting does nothing, over all levels of churn. */
function mostFalseVerdicts(n1: number, n2: number, judge: (k1: number, k2: number) => boolean) {
  const binomial = (n: number, p: number) => {
    let chance = (1 - p) ** n;
    return Array.from({ length: n + 1 }, (_, k) => {
      const now = chance;
      chance *= ((n - k) / (k + 1)) * (p / (1 - p));
      return now;
    });
  };
  let most = 0;
  for (let level = 2; level <= 98; level++) {
    const [one, two] = [binomial(n1, level / 100), binomial(n2, level / 100)];
    let chance = 0;
    one.forEach((a, k1) => {
      two.forEach((b, k2) => {
        if (judge(k1, k2)) chance += a * b;
      });
    });
    most = Math.max(most, chance);
  }
  return most;
}

describe('a verdict by chance', () => {
  const isOff0 = (n1: number, n2: number) => (k1: number, k2: number) => {
    const found = compareProportions(k1, n1, k2, n2);
    return found !== null && (found.high < 0 || found.low > 0);
  };

  // numpy and scipy's binom.pmf give 0.139 and 0.084.
  it('comes too often with one celeb set aside, and seldom enough with five', () => {
    expect(mostFalseVerdicts(80, 1, isOff0(80, 1))).toBeCloseTo(0.139, 3);
    expect(mostFalseVerdicts(80, LEAST_SIDE, isOff0(80, LEAST_SIDE))).toBeCloseTo(0.084, 3);
  });

  it('is not given while a side is too small, which says how many it takes', () => {
    const judged = judgeRound({ contacted: side(4, 4), holdout: side(2, 0) });
    expect(judged.churn?.low).toBeGreaterThan(0);
    expect(judged).toMatchObject({ verdict: 'too-few-to-tell', neededContacted: 10 });
  });
});

describe('judgeRounds', () => {
  it('needs two rounds with two sides', () => {
    const one = { contacted: side(40, 12), holdout: side(10, 6) };
    expect(judgeRounds([one, { contacted: side(5, 1), holdout: side(0, 0) }])).toBeNull();
  });

  it('puts differences together by Mantel and Haenszel', () => {
    // metafor's rma.mh, see mantel-haenszel.test.ts
    const pooled = judgeRounds([
      { contacted: side(40, 12), holdout: side(10, 6) },
      { contacted: side(100, 30), holdout: side(30, 14) },
      { contacted: side(40, 3), holdout: side(12, 0) },
    ]);
    expect(pooled).toMatchObject({
      rounds: 3,
      contacted: 180,
      holdout: 52,
      verdict: 'too-few-to-tell',
    });
    expect(pooled?.churn?.difference).toBeCloseTo(-0.13778625954198476, 14);
    const apart = { contacted: side(100, 20), holdout: side(100, 60) };
    expect(judgeRounds([apart, apart])?.verdict).toBe('helped');
    const worse = { contacted: apart.holdout, holdout: apart.contacted };
    expect(judgeRounds([worse, worse])?.verdict).toBe('harmed');
  });

  it('says nothing where nothing was left to chance', () => {
    const all = { contacted: side(5, 0), holdout: side(3, 3) };
    expect(judgeRounds([all, all])).toMatchObject({ churn: null, verdict: 'too-few-to-tell' });
  });
});
