import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitScoreChange } from './change-split';

const probability = fc.double({ min: 0, max: 1, noNaN: true });
const parts = fc.record({ churn: probability, sticker: probability });

test('a change of one probability alone is all its own', () => {
  expect(splitScoreChange({ churn: 0.25, sticker: 0.5 }, { churn: 0.75, sticker: 0.5 })).toEqual({
    score: 0.25,
    churn: 0.25,
    sticker: 0,
  });
  expect(splitScoreChange({ churn: 1, sticker: 0.5 }, { churn: 1, sticker: 0 })).toEqual({
    score: -0.5,
    churn: 0,
    sticker: -0.5,
  });
});

test('what both did together is halved', () => {
  // From 0 to 1 in both: 1 = 1 x (0 + 1) / 2 + 1 x (0 + 1) / 2.
  expect(splitScoreChange({ churn: 0, sticker: 0 }, { churn: 1, sticker: 1 })).toEqual({
    score: 1,
    churn: 0.5,
    sticker: 0.5,
  });
  // Against each other, the score stays: 0.5 x 1 = 1 x 0.5.
  expect(splitScoreChange({ churn: 0.5, sticker: 1 }, { churn: 1, sticker: 0.5 })).toEqual({
    score: 0,
    churn: 0.375,
    sticker: -0.375,
  });
});

test('parts add up, turn round with time, and are the mean over both orders', () => {
  fc.assert(
    fc.property(parts, parts, (before, after) => {
      const change = splitScoreChange(before, after);
      expect(change.churn + change.sticker).toBeCloseTo(change.score, 15);
      const back = splitScoreChange(after, before);
      expect(back.churn).toBeCloseTo(-change.churn, 15);
      expect(back.sticker).toBeCloseTo(-change.sticker, 15);
      const churnFirst = after.churn * before.sticker - before.churn * before.sticker;
      const churnLast = after.churn * after.sticker - before.churn * after.sticker;
      expect(change.churn).toBeCloseTo((churnFirst + churnLast) / 2, 15);
    }),
  );
});

test('what is no probability is refused', () => {
  for (const wrong of [-0.1, 1.1, Number.NaN])
    expect(() =>
      splitScoreChange({ churn: 0.5, sticker: 0.5 }, { churn: wrong, sticker: 0.5 }),
    ).toThrow(RangeError);
});
