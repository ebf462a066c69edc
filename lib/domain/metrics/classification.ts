import { checkPredictions } from './check';
import { CLASSIFICATION_METRICS, type ClassificationMetric } from './definitions';
import { MetricScan } from './scan';

/** Rows by truth and by what the model says at a threshold. */
export interface ConfusionMatrix {
  readonly trueNegatives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  readonly truePositives: number;
}

/** Each metric, null where it is not defined (no rows, one class). */
export type ClassificationMetrics = Readonly<Record<ClassificationMetric, number | null>>;

export interface ClassificationReport {
  readonly rows: number;
  readonly positives: number;
  readonly metrics: ClassificationMetrics;
  /** At threshold 0.5. */
  readonly confusion: ConfusionMatrix;
}

/**
 * Rows with a probability of at least `threshold` are called positive.
 * @throws RangeError for labels or probabilities out of range
 */
export function confusionMatrix(
  labels: ArrayLike<number>,
  p: ArrayLike<number>,
  threshold = 0.5,
): ConfusionMatrix {
  checkPredictions(labels, p);
  const counts = [0, 0, 0, 0] as [number, number, number, number];
  for (let i = 0; i < labels.length; i++) {
    const cell = 2 * (labels[i] as number) + ((p[i] as number) >= threshold ? 1 : 0);
    counts[cell as 0 | 1 | 2 | 3]++;
  }
  const [trueNegatives, falsePositives, falseNegatives, truePositives] = counts;
  return { trueNegatives, falsePositives, falseNegatives, truePositives };
}

/** Shares that follow from a confusion matrix; NaN where a share is 0/0. */
export function confusionShares(confusion: ConfusionMatrix) {
  const { trueNegatives, falsePositives, falseNegatives, truePositives } = confusion;
  const right = trueNegatives + truePositives;
  return {
    accuracy: right / (right + falsePositives + falseNegatives),
    precision: truePositives / (truePositives + falsePositives),
    recall: truePositives / (truePositives + falseNegatives),
    /** Harmonic mean of precision and recall: 2 TP / (2 TP + FP + FN). */
    f1: (2 * truePositives) / (2 * truePositives + falsePositives + falseNegatives),
  };
}

/**
 * Answers: how good are these probabilities?
 *
 * - `accuracy`, `f1`: at 0.5.
 * - `averagePrecision`, `microAveragePrecision`, `rocAuc`: see `ranking.ts`.
 * - `logLoss`: mean of -log p of what happened, p kept at least 2^-52 away from 0 and 1 as scikit-learn does.
 * - `brier`: mean of (p - y)^2 (Brier 1950).
 * - `expectedCalibrationError`: |mean p - share of positives| per bin of ten, weighted by rows (Naeini et al. 2015).
 * - `precisionAtTop`: share of positives among the top 10 % (rounded up) of rows; rows that tie at the cut count in
 *   proportion. `liftAtTop`: that share over the share of positives among all rows.
 * @param labels 0 or 1
 * @param p probability of 1
 * @throws RangeError for labels or probabilities out of range
 */
export function classificationReport(
  labels: ArrayLike<number>,
  p: ArrayLike<number>,
): ClassificationReport {
  const confusion = confusionMatrix(labels, p);
  const scan = new MetricScan(labels, p);
  const values = scan.evaluate(new Float64Array([1]));
  const metrics = Object.fromEntries(
    CLASSIFICATION_METRICS.map((name) => [name, finiteOrNull(values[name])]),
  ) as Record<ClassificationMetric, number | null>;
  const positives = confusion.truePositives + confusion.falseNegatives;
  return { rows: labels.length, positives, metrics, confusion };
}

const finiteOrNull = (value: number) => (Number.isFinite(value) ? value : null);
