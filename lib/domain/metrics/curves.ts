import { checkScores } from './check';
import { rankByScore } from './ranking';

/** Counts when everything with a score of at least `threshold` is called positive. */
export interface ThresholdCounts {
  readonly threshold: number;
  readonly truePositives: number;
  readonly falsePositives: number;
}

/**
 * The counts at each distinct score, falling thresholds; from them follow all curves and the threshold slider.
 * @throws RangeError for NaN scores or differing lengths
 */
export function thresholdCounts(
  labels: ArrayLike<number>,
  scores: ArrayLike<number>,
): ThresholdCounts[] {
  checkScores(labels, scores);
  const { order, isRunEnd } = rankByScore(scores);
  const counts: ThresholdCounts[] = [];
  let truePositives = 0;
  let falsePositives = 0;
  order.forEach((row, i) => {
    if (labels[row] === 1) truePositives++;
    else falsePositives++;
    if (isRunEnd[i] === 1) {
      counts.push({ threshold: scores[row] as number, truePositives, falsePositives });
    }
  });
  return counts;
}

export interface PrecisionRecallPoint {
  readonly threshold: number;
  readonly precision: number;
  readonly recall: number;
}

/**
 * Precision and recall at each distinct score, falling thresholds, so recall rises from left to right.
 * @returns no points without a positive row, where recall means nothing
 */
export function precisionRecallCurve(
  labels: ArrayLike<number>,
  scores: ArrayLike<number>,
): PrecisionRecallPoint[] {
  const counts = thresholdCounts(labels, scores);
  const positives = counts[counts.length - 1]?.truePositives ?? 0;
  if (positives === 0) return [];
  return counts.map(({ threshold, truePositives, falsePositives }) => ({
    threshold,
    precision: truePositives / (truePositives + falsePositives),
    recall: truePositives / positives,
  }));
}

export interface RocPoint {
  readonly threshold: number;
  readonly falsePositiveRate: number;
  readonly truePositiveRate: number;
}

/**
 * The ROC curve from (0, 0), at threshold Infinity, to (1, 1).
 * @returns no points unless both classes occur
 */
export function rocCurve(labels: ArrayLike<number>, scores: ArrayLike<number>): RocPoint[] {
  const counts = thresholdCounts(labels, scores);
  const last = counts[counts.length - 1];
  if (!last || last.truePositives === 0 || last.falsePositives === 0) return [];
  const points = counts.map(({ threshold, truePositives, falsePositives }) => ({
    threshold,
    falsePositiveRate: falsePositives / last.falsePositives,
    truePositiveRate: truePositives / last.truePositives,
  }));
  return [{ threshold: Infinity, falsePositiveRate: 0, truePositiveRate: 0 }, ...points];
}

/**
 * At most `limit` points of a long curve for drawing: the first, the last and evenly spaced ones between.
 * @throws RangeError unless limit is an integer from 2
 */
export function thinCurve<T>(points: readonly T[], limit: number): T[] {
  if (!(Number.isInteger(limit) && limit >= 2)) {
    throw new RangeError(`limit must be an integer from 2, got ${limit}`);
  }
  if (points.length <= limit) return [...points];
  const step = (points.length - 1) / (limit - 1);
  return Array.from({ length: limit }, (_, i) => points[Math.round(i * step)] as T);
}
