import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitScoreChange } from '@/lib/domain/segments/change-split';
import { printedChange } from './printed-change';

const parts = fc.record({
  churn: fc.double({ min: 0, max: 1, noNaN: true }),
  sticker: fc.double({ min: 0, max: 1, noNaN: true }),
});

test('what is printed adds up, and is near what it stands for', () => {
  fc.assert(
    fc.property(parts, parts, (before, after) => {
      const change = splitScoreChange(before, after);
      const [from, to] = [before.churn * before.sticker, after.churn * after.sticker];
      const printed = printedChange(from, to, change);
      expect(printed.before + printed.churn + printed.sticker).toBeCloseTo(printed.after, 12);
      expect(Math.abs(printed.sticker - change.sticker)).toBeLessThanOrEqual(0.0015 + 1e-12);
      expect(Math.abs(printed.churn - change.churn)).toBeLessThanOrEqual(0.0005 + 1e-12);
    }),
  );
  expect(printedChange(0.1004, 0.2006, { churn: 0.05 })).toEqual({
    before: 0.1,
    churn: 0.05,
    sticker: 0.051,
    after: 0.201,
  });
});
