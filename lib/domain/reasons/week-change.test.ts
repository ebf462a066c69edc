import { expect, test } from 'vitest';
import { weekChange } from './week-change';

test.each([
  [0, 0, 'none', 0],
  [3, 0, 'started', 0],
  [0, 8, 'stopped', 1],
  [95, 100, 'steady', 0.05],
  [50, 100, 'halved', 0.5],
  [44, 100, 'fell', 0.56],
  [70, 100, 'fell', 0.3],
  [110, 100, 'rose', 0.1],
  [200, 100, 'doubled', 1],
  [1000, 100, 'rose', 9],
  [1001, 100, 'soared', 9.01],
])('%d after %d: %s', (week, before, kind, share) => {
  const change = weekChange(week, before);
  expect(change.kind).toBe(kind);
  expect(change.share).toBeCloseTo(share, 12);
});

test('sums that cannot be are refused', () => {
  expect(() => weekChange(-1, 2)).toThrow(new RangeError("a week's sum must be from 0, got -1"));
  expect(() => weekChange(1, Number.NaN)).toThrow("a week's sum must be from 0, got NaN");
});
