import type { ConfusionMatrix } from '../metrics/classification';
import type { ThresholdCounts } from '../metrics/curves';

/** How many test windows there are, and how many of them are positive. */
export interface Totals {
  readonly windows: number;
  readonly positives: number;
}

/** The confusion matrix when everything from a point's threshold on is called positive; nobody without a point. */
export function confusionAt(point: ThresholdCounts | undefined, totals: Totals): ConfusionMatrix {
  const { truePositives, falsePositives } = point ?? { truePositives: 0, falsePositives: 0 };
  const negatives = totals.windows - totals.positives;
  return {
    truePositives,
    falsePositives,
    falseNegatives: totals.positives - truePositives,
    trueNegatives: negatives - falsePositives,
  };
}

/**
 * Where in a list of falling thresholds the lowest one of at least `threshold` stands.
 * @returns -1 when `threshold` is above all: nobody is called positive
 */
export function pointAt(points: readonly ThresholdCounts[], threshold: number): number {
  return points.findLastIndex((point) => point.threshold >= threshold);
}

/** Where F1 = 2 TP / (2 TP + FP + FN) is highest; of equals the first. @returns -1 without points */
export function bestF1(points: readonly ThresholdCounts[], { positives }: Totals): number {
  let best = -1;
  let highest = Number.NEGATIVE_INFINITY;
  points.forEach(({ truePositives, falsePositives }, i) => {
    const f1 = (2 * truePositives) / (truePositives + falsePositives + positives);
    if (f1 > highest) [best, highest] = [i, f1];
  });
  return best;
}

/** The last point that calls at most `share` of the windows positive; the first when all call more. */
export function pointOfShare(
  points: readonly ThresholdCounts[],
  share: number,
  { windows }: Totals,
): number {
  const within = points.findLastIndex(
    (point) => point.truePositives + point.falsePositives <= share * windows,
  );
  return Math.max(0, within);
}

export type XY = readonly [x: number, y: number];

/** Recall and precision. @returns no points without positives, where recall means nothing */
export function precisionRecallLine(
  points: readonly ThresholdCounts[],
  { positives }: Totals,
): XY[] {
  if (positives === 0) return [];
  return points.map(({ truePositives, falsePositives }) => [
    truePositives / positives,
    truePositives / (truePositives + falsePositives),
  ]);
}

/** False and true positive rate from (0, 0) on. @returns no points unless both classes occur */
export function rocLine(points: readonly ThresholdCounts[], totals: Totals): XY[] {
  const negatives = totals.windows - totals.positives;
  if (totals.positives === 0 || negatives === 0) return [];
  return [
    [0, 0],
    ...points.map(
      ({ truePositives, falsePositives }): XY => [
        falsePositives / negatives,
        truePositives / totals.positives,
      ],
    ),
  ];
}
