import type { Matrix } from '../matrix/matrix';

/** Of each cluster its weight, and mean and variance of each column. */
export interface GaussianClusters {
  readonly weights: Float64Array;
  /** `[clusters, columns]`, row-major. */
  readonly means: Float64Array;
  readonly variances: Float64Array;
  /** Of all rows together, of the parts to begin with and after each step; never falls. */
  readonly logLikelihoods: readonly number[];
}

/**
 * Least variance of a column within a cluster, where that of all rows is 1. Counts have heaps of equal values, above all
 * at 0; without it a cluster would shrink onto one of them and outweigh everything else.
 */
const LEAST_VARIANCE = 0.01;
const MOST_STEPS = 200;
/** Stops when a step gains less than this per row. */
const TOLERANCE = 1e-3;

interface FitSettings {
  readonly leastVariance?: number;
  readonly tolerance?: number;
}

/**
 * Answers: of which heaps may these rows be a mixture, if within each heap the columns vary independently?
 *
 * Gaussian mixture with diagonal covariances by expectation and maximisation (Dempster, Laird and Rubin 1977) from a
 * given assignment. Cost: rows x columns x clusters a step.
 * @param points standardised
 * @param labels cluster of each row to begin with; every cluster has at least one
 */
export function fitGaussians(
  points: Matrix,
  labels: ArrayLike<number>,
  clusters: number,
  { leastVariance = LEAST_VARIANCE, tolerance = TOLERANCE }: FitSettings = {},
): GaussianClusters {
  const shares = new Float64Array(points.rows * clusters);
  for (let row = 0; row < points.rows; row++) shares[row * clusters + (labels[row] ?? 0)] = 1;
  let parts = maximise(points, shares, clusters, leastVariance);
  const logLikelihoods = [share(points, parts, shares)];
  for (let step = 0; step < MOST_STEPS; step++) {
    const before = logLikelihoods.at(-1) ?? -Infinity;
    parts = maximise(points, shares, clusters, leastVariance);
    const after = share(points, parts, shares);
    logLikelihoods.push(after);
    if (after - before <= tolerance * points.rows) break;
  }
  return { ...parts, logLikelihoods };
}

type Parts = Omit<GaussianClusters, 'logLikelihoods'>;

/** The likeliest cluster of a point. */
export function likeliest(parts: Parts): (point: ArrayLike<number>) => number {
  const densities = logDensities(parts);
  const made = new Float64Array(parts.weights.length);
  return (point) => {
    densities(point, 0, made);
    return made.indexOf(Math.max(...made));
  };
}

/** Writes log of weight times density of one row of a table in each cluster. */
function logDensities({ weights, means, variances }: Parts) {
  const clusters = weights.length;
  const columns = means.length / clusters;
  const constants = Float64Array.from(weights, (weight, c) => {
    const own = variances.subarray(c * columns, (c + 1) * columns);
    return Math.log(weight) - 0.5 * own.reduce((sum, v) => sum + Math.log(2 * Math.PI * v), 0);
  });
  return (values: ArrayLike<number>, row: number, into: Float64Array): void => {
    for (let c = 0; c < clusters; c++) {
      let squares = 0;
      for (let column = 0; column < columns; column++) {
        const at = c * columns + column;
        const away = (values[row * columns + column] as number) - (means[at] as number);
        squares += (away * away) / (variances[at] as number);
      }
      into[c] = (constants[c] as number) - 0.5 * squares;
    }
  };
}

/** Expectation: writes the share of each cluster in each row. @returns the log-likelihood of all rows */
function share({ values, rows }: Matrix, parts: Parts, shares: Float64Array): number {
  const clusters = parts.weights.length;
  const densities = logDensities(parts);
  const made = new Float64Array(clusters);
  let logLikelihood = 0;
  for (let row = 0; row < rows; row++) {
    densities(values, row, made);
    let top = -Infinity;
    for (let c = 0; c < clusters; c++) if ((made[c] as number) > top) top = made[c] as number;
    let sum = 0;
    for (let c = 0; c < clusters; c++) {
      const likelihood = Math.exp((made[c] as number) - top);
      shares[row * clusters + c] = likelihood;
      sum += likelihood;
    }
    for (let c = 0; c < clusters; c++) {
      const at = row * clusters + c;
      shares[at] = (shares[at] as number) / sum;
    }
    logLikelihood += top + Math.log(sum);
  }
  return logLikelihood;
}

/** Maximisation: the likeliest parts, given the shares. A cluster that has lost all rows keeps a weight of 0. */
function maximise(
  { values, rows, columns }: Matrix,
  shares: Float64Array,
  clusters: number,
  leastVariance: number,
): Parts {
  const weights = new Float64Array(clusters);
  const means = new Float64Array(clusters * columns);
  const variances = new Float64Array(clusters * columns);
  // The mean of the values, or of their squared distances from a centre, weighed by the shares of the rows.
  const weigh = (into: Float64Array, around: Float64Array | null) => {
    for (let row = 0; row < rows; row++) {
      for (let c = 0; c < clusters; c++) {
        const weight = shares[row * clusters + c] as number;
        if (around === null) weights[c] = (weights[c] as number) + weight;
        for (let column = 0; column < columns; column++) {
          const at = c * columns + column;
          const value = values[row * columns + column] as number;
          const away = around === null ? 0 : value - (around[at] as number);
          into[at] = (into[at] as number) + weight * (around === null ? value : away * away);
        }
      }
    }
    for (let at = 0; at < into.length; at++) {
      const total = weights[Math.floor(at / columns)] as number;
      into[at] = total > 0 ? (into[at] as number) / total : 0;
    }
  };
  weigh(means, null);
  weigh(variances, means);
  return {
    weights: weights.map((total) => total / rows),
    means,
    variances: variances.map((value) => Math.max(leastVariance, value)),
  };
}
