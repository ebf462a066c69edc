import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import { normalQuantile } from '../random/distributions';
import type { Random } from '../random/generator';
import {
  type CategoryParameter,
  cellOf,
  decode,
  type Extent,
  encode,
  extentOf,
  type NumericParameter,
  type Parameter,
  type SearchSpace,
} from './space';

/** Gaussians, one per observation and, last, one for the prior. All arrays have that length. */
export interface Kernels {
  readonly means: Float64Array;
  readonly deviations: Float64Array;
}

/** Observations that count fully; older ones count the less the older they are. */
const FULL_WEIGHTS = 25;

/** The narrowest kernel is this share of the range, once there are that many kernels. */
const MOST_KERNELS = 100;

/**
 * Weights of observations in the order of their trials, and last the prior's, summing to 1: all equal below 25; from
 * there the newest 25 count 1 and older ones rise from 1/n to 1 (hyperopt's `linear_forgetting_weights`, Optuna's
 * `default_weights`), so that the search forgets where it began.
 */
export function observationWeights(n: number): Float64Array {
  const weights = new Float64Array(n + 1).fill(1);
  const old = n - FULL_WEIGHTS;
  for (let i = 0; i < old; i++) {
    weights[i] = 1 / n + (old === 1 ? 0 : (i / (old - 1)) * (1 - 1 / n));
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/**
 * Kernels of a Parzen estimator on an interval (Bergstra et al. 2011, section 4; Optuna's
 * `_calculate_numerical_distributions` with its defaults): each observation's deviation is the larger of the distances
 * to its neighbours (bounds count as neighbours, except for the outermost of two or more observations), kept between
 * range / min(100, n + 2) and the range; the prior sits in the middle and is as wide as the range.
 * @param observations coordinates within `[low, high]`, in the order of their trials
 */
export function kernelsOf(observations: ArrayLike<number>, { low, high }: Extent): Kernels {
  const n = observations.length;
  const order = Int32Array.from({ length: n }, (_, i) => i);
  order.sort((i, j) => (observations[i] as number) - (observations[j] as number));
  const at = (rank: number) => observations[order[rank] as number] as number;
  const range = high - low;
  const narrowest = range / Math.min(MOST_KERNELS, n + 2);
  const means = new Float64Array(n + 1).fill((low + high) / 2);
  const deviations = new Float64Array(n + 1).fill(range);
  order.forEach((observation, rank) => {
    const below = rank > 0 ? at(rank) - at(rank - 1) : n > 1 ? 0 : at(rank) - low;
    const above = rank < n - 1 ? at(rank + 1) - at(rank) : n > 1 ? 0 : high - at(rank);
    means[observation] = at(rank);
    deviations[observation] = Math.min(Math.max(below, above, narrowest), range);
  });
  return { means, deviations };
}

/** A density over the points of a space. */
export interface ParzenEstimator {
  /** Draws coordinates of allowed values, one per parameter. */
  draw(random: Random): number[];
  /** The density at coordinates of allowed values: per unit of coordinate for continuous parameters, a probability else. */
  density(point: ArrayLike<number>): number;
}

/**
 * A mixture of one product of kernels per observation and one of priors.
 * @param points coordinates of the observed points, one per parameter of the space, in the order of their trials
 */
export function parzenEstimator(
  space: SearchSpace,
  points: readonly ArrayLike<number>[],
): ParzenEstimator {
  const weights = observationWeights(points.length);
  const sets = space.map((parameter, i) =>
    kernelSet(
      parameter,
      points.map((point) => point[i] as number),
    ),
  );
  return {
    draw: (random) => {
      const kernel = drawIndex(weights.length, (k) => weights[k] as number, random);
      return sets.map((set) => set.draw(kernel, random));
    },
    density: (point) => {
      const densities = sets.map((set, i) => set.densities(point[i] as number));
      return weights.reduce(
        (sum, weight, k) =>
          sum + densities.reduce((product, ofSet) => product * (ofSet[k] as number), weight),
        0,
      );
    },
  };
}

/** The distributions of one parameter, one per kernel, that a mixture weighs. */
interface KernelSet {
  /** Draws a coordinate of an allowed value from one kernel. */
  draw(kernel: number, random: Random): number;
  /**
   * What each kernel gives the coordinate of an allowed value: a density over coordinates for a continuous parameter, a
   * probability for whole numbers and choices. Length = observations + 1.
   */
  densities(coordinate: number): Float64Array;
}

/** @param observations coordinates of allowed values, in the order of their trials */
function kernelSet(parameter: Parameter, observations: ArrayLike<number>): KernelSet {
  return parameter.kind === 'category'
    ? choiceKernels(parameter, observations)
    : gaussianKernels(parameter, observations);
}

/** Truncated Gaussians; for whole numbers, their masses on the values' cells. */
function gaussianKernels(parameter: NumericParameter, observations: ArrayLike<number>): KernelSet {
  const extent = extentOf(parameter);
  const { means, deviations } = kernelsOf(observations, extent);
  const masses = means.map((mean, k) => massOf(extent, mean, deviations[k] as number));
  return {
    draw: (kernel, random) => {
      const mean = means[kernel] as number;
      const deviation = deviations[kernel] as number;
      const below = normalCdf((extent.low - mean) / deviation, 0, 1);
      const p = below + random.open() * (masses[kernel] as number);
      return encode(parameter, decode(parameter, mean + deviation * normalQuantile(p)));
    },
    densities: (coordinate) => {
      const cell =
        parameter.kind === 'integer' ? cellOf(parameter, decode(parameter, coordinate)) : null;
      return means.map((mean, k) => {
        const deviation = deviations[k] as number;
        const part = cell
          ? massOf(cell, mean, deviation)
          : Math.exp(-0.5 * ((coordinate - mean) / deviation) ** 2) /
            (deviation * Math.sqrt(2 * Math.PI));
        return part / (masses[k] as number);
      });
    },
  };
}

/** Probability of an interval under a Gaussian. */
function massOf({ low, high }: Extent, mean: number, deviation: number): number {
  const a = (low - mean) / deviation;
  const b = (high - mean) / deviation;
  // In the upper tail both distribution values are near 1; the lower tail keeps their difference exact.
  return a > 0
    ? normalCdf(-a, 0, 1) - normalCdf(-b, 0, 1)
    : normalCdf(b, 0, 1) - normalCdf(a, 0, 1);
}

/** Each observation's kernel favours its choice; the prior's is uniform. Optuna's smoothing: 1 / kernels per choice. */
function choiceKernels({ choices }: CategoryParameter, observations: ArrayLike<number>): KernelSet {
  const n = observations.length;
  const uniform = 1 / choices.length;
  const smoothing = 1 / (n + 1);
  const total = 1 + choices.length * smoothing;
  const probability = (kernel: number, choice: number) => {
    if (kernel === n) return uniform;
    return ((observations[kernel] === choice ? 1 : 0) + smoothing) / total;
  };
  return {
    draw: (kernel, random) =>
      drawIndex(choices.length, (choice) => probability(kernel, choice), random),
    densities: (coordinate) =>
      Float64Array.from({ length: n + 1 }, (_, k) => probability(k, coordinate)),
  };
}

/** Draws an index with the given probabilities, which sum to 1. Uses one uniform number. */
function drawIndex(count: number, probability: (index: number) => number, random: Random): number {
  let left = random.uniform();
  for (let index = 0; index < count - 1; index++) {
    left -= probability(index);
    if (left < 0) return index;
  }
  return count - 1;
}
