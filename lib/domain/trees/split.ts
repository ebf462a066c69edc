import type { TreeParams } from './params';

/** The settings that decide whether and where a leaf is split. */
export type SplitRules = Pick<
  TreeParams,
  'min_data_in_leaf' | 'min_sum_hessian_in_leaf' | 'min_gain_to_split' | 'lambda_l1' | 'lambda_l2'
>;

/** Sums over the rows of one leaf. */
export interface LeafSums {
  readonly gradient: number;
  readonly hessian: number;
  readonly count: number;
}

/** The best cut of one leaf. */
export interface Split {
  /** Loss saved, above `min_gain_to_split`. */
  readonly gain: number;
  readonly feature: number;
  /** Bins up to this one go left. */
  readonly bin: number;
  /** Missing values go left. */
  readonly missingLeft: boolean;
  readonly left: LeafSums;
  readonly right: LeafSums;
}

/** Keeps sums of hessians above zero; LightGBM's kEpsilon. */
const EPSILON = 1e-15;

const soften = (gradient: number, l1: number) => {
  const excess = Math.abs(gradient) - l1;
  return excess <= 0 ? 0 : gradient < 0 ? -excess : excess;
};

/** Twice the loss that a leaf's best constant saves: G^2 / (H + l2), G softened by l1. */
export function leafGain(gradient: number, hessian: number, l1: number, l2: number): number {
  const soft = l1 > 0 ? soften(gradient, l1) : gradient;
  return (soft * soft) / (hessian + l2);
}

/** The constant of a leaf that minimises the second-order loss: -G / (H + l2). */
export function leafOutput(sums: LeafSums, rules: SplitRules): number {
  return -soften(sums.gradient, rules.lambda_l1) / (sums.hessian + rules.lambda_l2);
}

/** What one scan of a feature's histogram found; reused, so that the scan allocates nothing. */
class Candidate {
  gain = -Infinity;
  bin = -1;
  missingLeft = false;
  leftGradient = 0;
  leftHessian = 0;
  leftCount = 0;
}

/**
 * Finds the best cut of leaves by scanning their histograms, as LightGBM's `FindBestThresholdSequentially` does: counts
 * are estimated from hessians (exact when all hessians are equal), ties keep the first cut met.
 */
export class SplitScanner {
  readonly #rules: SplitRules;
  readonly #found = new Candidate();

  constructor(rules: SplitRules) {
    this.#rules = rules;
  }

  /**
   * Looks for a feature's best cut of one leaf; `split` then tells it.
   * @param histogram gradient and hessian sums, interleaved; the feature's start at index `start`
   * @param bins number of bins, that of missing values (the last) included
   * @returns the gain, or -Infinity when no cut satisfies the rules
   */
  scan(
    histogram: Float64Array,
    start: number,
    bins: number,
    hasMissing: boolean,
    sums: LeafSums,
  ): number {
    const { lambda_l1, lambda_l2, min_gain_to_split } = this.#rules;
    const hessian = sums.hessian + 2 * EPSILON;
    const floor = leafGain(sums.gradient, hessian, lambda_l1, lambda_l2) + min_gain_to_split;
    const found = this.#found;
    found.gain = floor;
    found.bin = -1;
    if (hasMissing && bins > 2) {
      this.#fromRight(histogram, start, bins - 2, sums, hessian, true);
      // LightGBM compares with the gain after this rounding; it decides ties when a leaf has no missing value.
      if (found.bin >= 0) found.gain = found.gain - floor + floor;
      this.#fromLeft(histogram, start, bins - 2, sums, hessian);
    } else {
      this.#fromRight(histogram, start, bins - 1, sums, hessian, !hasMissing);
    }
    if (found.bin < 0) return -Infinity;
    found.gain -= floor;
    return found.gain;
  }

  /** The cut that the last successful `scan` of `feature` found in a leaf with these sums. */
  split(feature: number, sums: LeafSums): Split {
    const { gain, bin, missingLeft, leftGradient, leftHessian, leftCount } = this.#found;
    const left = { gradient: leftGradient, hessian: leftHessian - EPSILON, count: leftCount };
    const right = {
      gradient: sums.gradient - leftGradient,
      hessian: sums.hessian + 2 * EPSILON - leftHessian - EPSILON,
      count: sums.count - leftCount,
    };
    return { gain, feature, bin, missingLeft, left, right };
  }

  /** Moves bins `top` to 1 to the right side, one by one; whatever is left over, missing values too, is left. */
  #fromRight(
    histogram: Float64Array,
    start: number,
    top: number,
    sums: LeafSums,
    hessian: number,
    missingLeft: boolean,
  ): void {
    const rules = this.#rules;
    const { min_data_in_leaf: minData, min_sum_hessian_in_leaf: minHessian } = rules;
    const { lambda_l1: l1, lambda_l2: l2 } = rules;
    const found = this.#found;
    const perHessian = sums.count / hessian;
    let rightGradient = 0;
    let rightHessian = EPSILON;
    let rightCount = 0;
    for (let bin = top, at = start + 2 * top; bin >= 1; bin--, at -= 2) {
      const h = histogram[at + 1] as number;
      const g = histogram[at] as number;
      // An empty bin repeats the cut before it.
      if (h === 0 && g === 0) continue;
      rightGradient += g;
      rightHessian += h;
      rightCount += Math.floor(h * perHessian + 0.5);
      if (rightCount < minData || rightHessian < minHessian) continue;
      const leftCount = sums.count - rightCount;
      const leftHessian = hessian - rightHessian;
      if (leftCount < minData || leftHessian < minHessian) break;
      const leftGradient = sums.gradient - rightGradient;
      const gain =
        leafGain(leftGradient, leftHessian, l1, l2) + leafGain(rightGradient, rightHessian, l1, l2);
      if (gain > found.gain) {
        found.gain = gain;
        found.bin = bin - 1;
        found.missingLeft = missingLeft;
        found.leftGradient = leftGradient;
        found.leftHessian = leftHessian;
        found.leftCount = leftCount;
      }
    }
  }

  /** Moves bins 0 to `top` to the left side, one by one; missing values stay right. */
  #fromLeft(
    histogram: Float64Array,
    start: number,
    top: number,
    sums: LeafSums,
    hessian: number,
  ): void {
    const rules = this.#rules;
    const { min_data_in_leaf: minData, min_sum_hessian_in_leaf: minHessian } = rules;
    const { lambda_l1: l1, lambda_l2: l2 } = rules;
    const found = this.#found;
    const perHessian = sums.count / hessian;
    let leftGradient = 0;
    let leftHessian = EPSILON;
    let leftCount = 0;
    for (let bin = 0, at = start; bin <= top; bin++, at += 2) {
      const h = histogram[at + 1] as number;
      const g = histogram[at] as number;
      if (h === 0 && g === 0) continue;
      leftGradient += g;
      leftHessian += h;
      leftCount += Math.floor(h * perHessian + 0.5);
      if (leftCount < minData || leftHessian < minHessian) continue;
      const rightCount = sums.count - leftCount;
      const rightHessian = hessian - leftHessian;
      if (rightCount < minData || rightHessian < minHessian) break;
      const gain =
        leafGain(leftGradient, leftHessian, l1, l2) +
        leafGain(sums.gradient - leftGradient, rightHessian, l1, l2);
      if (gain > found.gain) {
        found.gain = gain;
        found.bin = bin;
        found.missingLeft = false;
        found.leftGradient = leftGradient;
        found.leftHessian = leftHessian;
        found.leftCount = leftCount;
      }
    }
  }
}
