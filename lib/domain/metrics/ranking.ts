import { checkScores } from './check';

/** Rows by falling score, with the places where a run of equal scores ends. */
export interface Ranking {
  /** Row numbers. */
  readonly order: Int32Array;
  /** 1 at the last position of each run of equal scores. Same length. */
  readonly isRunEnd: Uint8Array;
}

/** Sorts rows by falling score; equal scores keep their order. Cost: one sort. */
export function rankByScore(scores: ArrayLike<number>): Ranking {
  const n = scores.length;
  const order = Int32Array.from({ length: n }, (_, i) => i);
  order.sort((a, b) => (scores[b] as number) - (scores[a] as number) || a - b);
  const isRunEnd = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    const next = i + 1 < n ? scores[order[i + 1] as number] : undefined;
    isRunEnd[i] = scores[order[i] as number] === next ? 0 : 1;
  }
  return { order, isRunEnd };
}

/** Label and weight of the row at each position of a ranking. */
export interface RankedRows {
  readonly isRunEnd: Uint8Array;
  readonly labels: ArrayLike<number>;
  readonly weights: ArrayLike<number>;
}

function rankedRows(
  labels: ArrayLike<number>,
  scores: ArrayLike<number>,
  weights?: ArrayLike<number>,
): RankedRows {
  checkScores(labels, scores);
  const { order, isRunEnd } = rankByScore(scores);
  return {
    isRunEnd,
    labels: Uint8Array.from(order, (row) => labels[row] as number),
    weights: Float64Array.from(order, (row) => (weights ? (weights[row] as number) : 1)),
  };
}

/** Sum of (R_n - R_{n-1}) P_n over the distinct scores, from the top; NaN without a positive row. */
export function rankedAveragePrecision({ isRunEnd, labels, weights }: RankedRows): number {
  let positives = 0;
  let all = 0;
  let before = 0;
  let sum = 0;
  for (let i = 0; i < isRunEnd.length; i++) {
    const weight = weights[i] as number;
    all += weight;
    if (labels[i] === 1) positives += weight;
    if (isRunEnd[i] === 1 && positives > before) {
      sum += (positives - before) * (positives / all);
      before = positives;
    }
  }
  return sum / positives;
}

/** Share of pairs of a positive and a negative row in the right order, ties half; NaN without both classes. */
export function rankedAuc({ isRunEnd, labels, weights }: RankedRows): number {
  let positives = 0;
  let negatives = 0;
  let runPositives = 0;
  let runNegatives = 0;
  let pairs = 0;
  for (let i = 0; i < isRunEnd.length; i++) {
    const weight = weights[i] as number;
    if (labels[i] === 1) runPositives += weight;
    else runNegatives += weight;
    if (isRunEnd[i] === 1) {
      pairs += runNegatives * (positives + runPositives / 2);
      positives += runPositives;
      negatives += runNegatives;
      runPositives = 0;
      runNegatives = 0;
    }
  }
  return pairs / (positives * negatives);
}

/**
 * Answers: how pure is the top of the list, over all possible lengths of the list?
 *
 * Average precision of the positive class, sum of (R_n - R_{n-1}) P_n over distinct thresholds, without interpolation
 * (scikit-learn's `average_precision_score`). Labels 0 / 1 and scores in any range, one each per row.
 * @param weights how often each row counts; default 1
 * @returns NaN without a positive row
 * @throws RangeError for NaN scores or differing lengths
 * @example averagePrecision([0, 1, 1], [0.2, 0.9, 0.1]) // 1/2 * 1 + 1/2 * 2/3 = 0.8333...
 */
export function averagePrecision(
  labels: ArrayLike<number>,
  scores: ArrayLike<number>,
  weights?: ArrayLike<number>,
): number {
  return rankedAveragePrecision(rankedRows(labels, scores, weights));
}

/** The one-hot rows of micro-averaging: `[1 - y..., y...]` against `[1 - p..., p...]`. Both have length 2n. */
export function flattenOneHot(labels: ArrayLike<number>, p: ArrayLike<number>) {
  const n = labels.length;
  const flatLabels = new Uint8Array(2 * n);
  const flatScores = new Float64Array(2 * n);
  for (let i = 0; i < n; i++) {
    flatLabels[i] = 1 - (labels[i] as number);
    flatLabels[n + i] = labels[i] as number;
    flatScores[i] = 1 - (p[i] as number);
    flatScores[n + i] = p[i] as number;
  }
  return { labels: flatLabels, scores: flatScores };
}

/**
 * Average precision over the flattened one-hot labels `[1 - y, y]` against `[1 - p, p]`: both classes count, every row
 * has one right answer. Half of what a coin flip gets; 1 for a perfect order.
 * @returns NaN without rows
 * @throws RangeError for NaN or differing lengths
 */
export function microAveragePrecision(labels: ArrayLike<number>, p: ArrayLike<number>): number {
  const flat = flattenOneHot(labels, p);
  return averagePrecision(flat.labels, flat.scores);
}

/**
 * Area under the ROC curve = probability that a positive row has the higher score, ties half (Hanley and McNeil 1982).
 * @param weights how often each row counts; default 1
 * @returns NaN unless both classes occur
 * @throws RangeError for NaN scores or differing lengths
 */
export function rocAuc(
  labels: ArrayLike<number>,
  scores: ArrayLike<number>,
  weights?: ArrayLike<number>,
): number {
  return rankedAuc(rankedRows(labels, scores, weights));
}
