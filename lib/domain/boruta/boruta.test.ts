import { describe, expect, it } from 'vitest';
import {
  addTrial,
  type BorutaState,
  type BorutaTrial,
  isFinished,
  resumeBoruta,
  startBoruta,
} from './boruta';
import { signTest } from './sign-test';

describe('signTest', () => {
  // Recipe: scipy 1.17.1, scipy.stats.binomtest(hits, trials, 0.5).pvalue.
  it.each([
    [9, 9, 0.00390625],
    [0, 12, 0.00048828125],
    [3, 20, 0.0025768280029296875],
    [18, 22, 0.004343509674072266],
    [25, 50, 1],
    [61, 100, 0.035200200217704855],
    [140, 200, 1.507061557352626e-8],
    [7, 30, 0.005222879350185395],
  ])('%i of %i agrees with scipy', (hits, trials, expected) => {
    expect(Math.abs(signTest(hits, trials) / expected - 1)).toBeLessThan(1e-12);
  });

  it('says nothing without a trial and refuses what cannot be', () => {
    expect(signTest(0, 0)).toBe(1);
    expect(() => signTest(3, 2)).toThrow('3 hits of 2 trials cannot be');
    expect(() => signTest(Number.NaN, 2)).toThrow(RangeError);
  });
});

const SETTINGS = { features: ['a', 'b', 'c'], maxTrials: 12 };

/** `a` always beats the best shadow, `b` never does (it ties at best), `c` does in every second trial. */
function trialOf(number: number, isRejected = number > 7): BorutaTrial {
  const b = number % 3 === 0 ? 0.5 : 0.1;
  return {
    number,
    importance: [1, isRejected ? null : b, number % 2 === 0 ? 0.6 : 0.4],
    shadow: { max: 0.5, mean: 0.3, min: 0 },
  };
}

const stateAfter = (count: number): BorutaState =>
  resumeBoruta(
    SETTINGS,
    Array.from({ length: count }, (_, i) => trialOf(i + 1)),
  );

describe('addTrial', () => {
  it('decides when twice a tail, times the features, falls below alpha', () => {
    // 2 x 3 / 2^6 = 0.09375 is not below 0.05, 2 x 3 / 2^7 = 0.046875 is.
    const six = stateAfter(6).features;
    expect(six.map(({ verdict }) => verdict)).toEqual(['tentative', 'tentative', 'tentative']);
    expect(six.map(({ adjustedP }) => adjustedP)).toEqual([0.09375, 0.09375, 1]);
    expect(stateAfter(7).features).toEqual([
      {
        feature: 'a',
        verdict: 'accepted',
        hits: 7,
        trials: 7,
        p: 0.015625,
        adjustedP: 0.046875,
        decidedAfter: 7,
      },
      {
        feature: 'b',
        verdict: 'rejected',
        hits: 0,
        trials: 7,
        p: 0.015625,
        adjustedP: 0.046875,
        decidedAfter: 7,
      },
      {
        feature: 'c',
        verdict: 'tentative',
        hits: 3,
        trials: 7,
        p: 1,
        adjustedP: 1,
        decidedAfter: null,
      },
    ]);
  });

  it('keeps verdicts and the numbers they were made from, whatever comes later', () => {
    const [a, b, c] = stateAfter(10).features;
    expect([a, b]).toEqual(stateAfter(7).features.slice(0, 2));
    expect(c).toMatchObject({ hits: 5, trials: 10, p: 1 });
  });

  it('changes no state that it is given', () => {
    const state = stateAfter(3);
    const before = structuredClone(state);
    addTrial(state, trialOf(4));
    expect(state).toEqual(before);
  });

  it('refuses trials out of order and features that should be out, or in', () => {
    expect(() => addTrial(stateAfter(3), trialOf(3))).toThrow('expected trial 4, got 3');
    expect(() => addTrial(stateAfter(7), trialOf(8, false))).toThrow(
      'b is rejected, its importance',
    );
    expect(() => addTrial(stateAfter(2), trialOf(3, true))).toThrow(
      'b is tentative, its importance null',
    );
    const short = { ...trialOf(1), importance: [1, 2] };
    expect(() => addTrial(stateAfter(0), short)).toThrow('trial 1 has 2 features, not 3');
  });
});

it('resumes from stored trials, as JSON too', () => {
  const state = stateAfter(9);
  expect(resumeBoruta(state.settings, JSON.parse(JSON.stringify(state.trials)))).toEqual(state);
});

it('ends when the trials are used up or nothing is tentative', () => {
  expect([0, 7, 11, 12].map((count) => isFinished(stateAfter(count)))).toEqual([
    false,
    false,
    false,
    true,
  ]);
  const settings = { features: ['a'] };
  const hit = (number: number): BorutaTrial => ({
    number,
    importance: [1],
    shadow: { max: 0.5, mean: 0.3, min: 0 },
  });
  // 2 / 2^5 = 0.0625, 2 / 2^6 = 0.03125.
  const five = resumeBoruta(settings, [1, 2, 3, 4, 5].map(hit));
  expect([isFinished(five), isFinished(addTrial(five, hit(6)))]).toEqual([false, true]);
});

it.each([
  [{ features: [] }, 'there is no feature to judge'],
  [{ features: ['a', 'a'] }, 'two features share a name'],
  [{ features: ['a'], alpha: 1 }, 'alpha must lie in (0, 1), got 1'],
  [{ features: ['a'], maxTrials: 0 }, 'maxTrials must be a positive integer, got 0'],
  [{ features: ['a'], explainRows: 0 }, 'explainRows must be a positive integer, got 0'],
  [{ features: ['a'], rowShare: 0 }, 'rowShare must lie in (0, 1], got 0'],
])('refuses the settings %j', (settings, message) => {
  expect(() => startBoruta(settings)).toThrow(message);
});
