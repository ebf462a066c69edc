import { describe, expect, test } from 'vitest';
import { thresholdCounts } from '../metrics/curves';
import {
  bestF1,
  confusionAt,
  pointAt,
  pointOfShare,
  precisionRecallLine,
  rocLine,
} from './operating';

const labels = [1, 0, 1, 0, 0];
const points = thresholdCounts(labels, [0.9, 0.8, 0.7, 0.2, 0.2]);
const totals = { windows: 5, positives: 2 };

describe('operating points', () => {
  test('confusion at a point, and when nobody is called', () => {
    expect(confusionAt(points[1], totals)).toEqual({
      truePositives: 1,
      falsePositives: 1,
      falseNegatives: 1,
      trueNegatives: 2,
    });
    expect(confusionAt(undefined, totals)).toEqual({
      truePositives: 0,
      falsePositives: 0,
      falseNegatives: 2,
      trueNegatives: 3,
    });
  });

  test.each([
    [0.95, -1],
    [0.9, 0],
    [0.75, 1],
    [0.7, 2],
    [0.5, 2],
    [0, 3],
  ])('the point for threshold %s is %s', (threshold, index) => {
    expect(pointAt(points, threshold)).toBe(index);
  });

  test('the best F1 and the top share', () => {
    // F1 at the four points: 2/3, 1/2, 4/5, 4/7.
    expect(bestF1(points, totals)).toBe(2);
    expect(bestF1([], totals)).toBe(-1);
    expect(pointOfShare(points, 0.4, totals)).toBe(1);
    expect(pointOfShare(points, 0.1, totals)).toBe(0);
    expect(pointOfShare(points, 1, totals)).toBe(3);
  });

  test('lines', () => {
    expect(precisionRecallLine(points, totals)).toEqual([
      [0.5, 1],
      [0.5, 0.5],
      [1, 2 / 3],
      [1, 2 / 5],
    ]);
    expect(rocLine(points, totals)).toEqual([
      [0, 0],
      [0, 0.5],
      [1 / 3, 0.5],
      [1 / 3, 1],
      [1, 1],
    ]);
  });

  test('without both classes there are no lines', () => {
    const one = { windows: 5, positives: 0 };
    expect(precisionRecallLine(points, one)).toEqual([]);
    expect(rocLine(points, one)).toEqual([]);
    expect(rocLine(points, { windows: 5, positives: 5 })).toEqual([]);
  });
});
