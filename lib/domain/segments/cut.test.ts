import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CutCeleb, cutterOf, shareCuts, valueCuts } from './cut';
import { groupOutlook, priorityGroup } from './groups';
import { thresholdOf } from './threshold';

const celeb = (churn: number, sticker: number): CutCeleb => ({
  churn,
  sticker,
  score: churn * sticker,
});
const FOUR = [celeb(0.75, 0.5), celeb(0.5, 0.25), celeb(1, 0), celeb(0.25, 0.5)];

const slowCut = (celebs: readonly CutCeleb[], threshold: number | null) => {
  const groups = celebs.map((one) => priorityGroup(one, threshold));
  return {
    threshold,
    ...groupOutlook(celebs.filter((_, i) => groups[i] === 'priority')),
    generalChurners: groups.filter((group) => group === 'general-churner').length,
  };
};

describe('cutterOf', () => {
  it('counts who reaches a threshold, and likely leavers below it', () => {
    const { at, scores } = cutterOf(FOUR);
    expect([...scores]).toEqual([0, 0.125, 0.125, 0.375]);
    expect(at(0.125)).toEqual({
      threshold: 0.125,
      celebs: 3,
      expectedChurners: 1.5,
      expectedStickered: 1.25,
      generalChurners: 1,
    });
    expect(at(0.2)).toMatchObject({ celebs: 1, generalChurners: 2 });
    expect(at(0)).toMatchObject({ celebs: 4, generalChurners: 0 });
    expect(at(null)).toEqual({
      threshold: null,
      celebs: 0,
      expectedChurners: 0,
      expectedStickered: 0,
      generalChurners: 3,
    });
  });

  it('agrees with counting each celeb', () => {
    const probability = fc.constantFrom(0, 0.25, 0.5, 0.75, 1);
    const celebs = fc.array(fc.tuple(probability, probability), { maxLength: 30 });
    fc.assert(
      fc.property(celebs, fc.option(fc.double({ min: 0, max: 1, noNaN: true })), (pairs, at) => {
        const drawn = pairs.map(([churn, sticker]) => celeb(churn, sticker));
        expect(cutterOf(drawn).at(at)).toEqual(slowCut(drawn, at));
      }),
    );
  });
});

describe('the stops of a slider', () => {
  it('of shares are those of the rule', () => {
    const cuts = shareCuts(cutterOf(FOUR));
    expect(cuts.map(({ share }) => share).filter((_, i) => i % 50 === 39)).toEqual([
      0.2, 0.45, 0.7, 0.95,
    ]);
    const scores = FOUR.map(({ score }) => score);
    for (const { share, ...cut } of cuts) {
      const { threshold } = thresholdOf({ by: 'quantile', share }, scores);
      expect(cut).toEqual(slowCut(FOUR, threshold));
    }
  });

  it('of values reach from everybody to 1', () => {
    const cuts = valueCuts(cutterOf(FOUR));
    expect(cuts[0]).toEqual(slowCut(FOUR, 0));
    expect(cuts.map(({ threshold }) => threshold).slice(1, 3)).toEqual([0.125, 0.126]);
    expect(cuts.slice(-2).map(({ threshold }) => threshold)).toEqual([0.375, 1]);
    expect(cuts.length).toBeLessThan(403);
    for (const cut of cuts) expect(cut).toEqual(slowCut(FOUR, cut.threshold));
  });

  it('are there without scores, with scores of 0, and with scores of 1', () => {
    const nobody = cutterOf([]);
    expect(shareCuts(nobody)).toEqual([]);
    expect(valueCuts(nobody).map(({ celebs }) => celebs)).toEqual([0, 0]);
    const never = cutterOf([celeb(1, 0), celeb(0, 1)]);
    expect(valueCuts(never).map(({ threshold, celebs }) => [threshold, celebs])).toEqual([
      [0, 2],
      [1, 0],
    ]);
    // Equal scores: whatever the share, all of them reach the threshold.
    expect(new Set(shareCuts(never).map(({ celebs }) => celebs))).toEqual(new Set([2]));
    const sure = cutterOf([celeb(1, 1)]);
    expect(valueCuts(sure).map(({ threshold, celebs }) => [threshold, celebs])).toEqual([
      [0, 1],
      [1, 1],
    ]);
  });
});
