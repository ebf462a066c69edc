import { expect, test } from 'vitest';
import { windowChange } from './window-change';

const part = (feature: string, value: number, shap: number) => ({ feature, value, shap });
const before = {
  expected: -1,
  margin: -0.5,
  parts: [part('a', 1, 0.75), part('b', 2, -0.5), part('c', 0, 0.25), part('d', 4, 0)],
};
// The same features in another order, since each window has its largest first.
const after = {
  expected: -1,
  margin: 0.5,
  parts: [part('b', 9, 1), part('a', 1, 0.5), part('c', 0, 0.25), part('d', 0, -0.25)],
};

test('features that moved the margin, matched by name, add up to its change', () => {
  const { change, shown, rest } = windowChange(before, after, 1);
  expect(change).toBe(after.margin - before.margin);
  expect(shown).toEqual([
    { feature: 'b', valueBefore: 2, valueAfter: 9, shapBefore: -0.5, shapAfter: 1, change: 1.5 },
  ]);
  expect(rest).toEqual({ count: 3, sum: -0.5 });
});

test('nothing moved: nothing is shown, and all are the rest', () => {
  expect(windowChange(after, after)).toEqual({
    change: 0,
    shown: [],
    rest: { count: 4, sum: 0 },
  });
});

test('windows of other features cannot be compared', () => {
  const other = { ...before, parts: before.parts.slice(1) };
  expect(() => windowChange(other, after)).toThrow(RangeError);
});
