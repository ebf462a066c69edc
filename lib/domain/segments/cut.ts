import { sortedQuantile } from '../metrics/bootstrap';
import { CHURNER_PROBABILITY } from './groups';

/** A celeb, as far as a cut through the scores needs to know it. */
export interface CutCeleb {
  readonly churn: number;
  readonly sticker: number;
  readonly score: number;
}

/** What lies on the upper side of a threshold, and how many likely leavers are left below it. */
export interface Cut {
  /** Null: nothing is cut off. */
  readonly threshold: number | null;
  /** Celebs whose score reaches it. */
  readonly celebs: number;
  /** Sums of their probabilities. */
  readonly expectedChurners: number;
  readonly expectedStickered: number;
  /** Celebs below it with p(churn) of at least 0.5. */
  readonly generalChurners: number;
}

export interface Cutter {
  /** Rising. */
  readonly scores: Float64Array;
  /** O(log n); null cuts nothing off. */
  readonly at: (threshold: number | null) => Cut;
}

/** Sorts celebs once, so that any threshold can be counted exactly and at once. Cost: n log n. */
export function cutterOf(celebs: readonly CutCeleb[]): Cutter {
  const rising = celebs.toSorted((a, b) => a.score - b.score);
  const n = rising.length;
  const scores = Float64Array.from(rising, ({ score }) => score);
  /** Sums over the celebs from this place on. */
  const sums = (of: (celeb: CutCeleb) => number): Float64Array => {
    const from = new Float64Array(n + 1);
    for (let i = n - 1; i >= 0; i--) from[i] = (from[i + 1] as number) + of(rising[i] as CutCeleb);
    return from;
  };
  const churners = sums(({ churn }) => churn);
  const stickered = sums(({ sticker }) => sticker);
  const likely = sums(({ churn }) => Number(churn >= CHURNER_PROBABILITY));
  return {
    scores,
    at: (threshold) => {
      const from = threshold === null ? n : firstFrom(scores, threshold);
      return {
        threshold,
        celebs: n - from,
        expectedChurners: churners[from] as number,
        expectedStickered: stickered[from] as number,
        generalChurners: (likely[0] as number) - (likely[from] as number),
      };
    },
  };
}

/** Place of the first value of at least `threshold`. */
function firstFrom(rising: Float64Array, threshold: number): number {
  let [low, high] = [0, rising.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rising[middle] as number) < threshold) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Shares that a slider stops at: 0.5 %, 1 %, ... 99.5 %. */
const SHARE_STOPS = 199;
/** Values that a slider stops at, about as far from each other in logarithms. */
const VALUE_STOPS = 400;

/** A cut for each share that a slider stops at; a share is that of `thresholdOf`. */
export function shareCuts({ scores, at }: Cutter): (Cut & { readonly share: number })[] {
  if (scores.length === 0) return [];
  return Array.from({ length: SHARE_STOPS }, (_, i) => {
    const share = (i + 1) / (SHARE_STOPS + 1);
    return { share, ...at(sortedQuantile(scores, 1 - share)) };
  });
}

/**
 * A cut for each value that a slider stops at: from the smallest score above 0 to the largest, rounded to three digits,
 * with 0 before them (everybody) and 1 behind them.
 */
export function valueCuts({ scores, at }: Cutter): Cut[] {
  const low = scores.find((score) => score > 0);
  const high = scores.at(-1);
  const values = new Set([0]);
  if (low !== undefined && high !== undefined) {
    const [from, to] = [Math.log10(low), Math.log10(high)];
    for (let i = 0; i < VALUE_STOPS; i++) {
      const value = 10 ** (from + (i / (VALUE_STOPS - 1)) * (to - from));
      values.add(Math.min(1, Number(value.toPrecision(3))));
    }
  }
  values.add(1);
  return [...values].sort((a, b) => a - b).map((value) => at(value));
}
