import type { Decomposition, DecompositionOptions } from './decompose';
import { stlSettings } from './stl';

export const ANOMALY_DIRECTIONS = ['drops', 'rises', 'both'] as const;
export type AnomalyDirection = (typeof ANOMALY_DIRECTIONS)[number];

/** As Iglewicz and Hoaglin recommend. */
export const ANOMALY_THRESHOLD = 3.5;

export interface AnomalyOptions {
  readonly direction?: AnomalyDirection;
  /** Smallest |z| of an anomaly, above 0. Default `ANOMALY_THRESHOLD`. */
  readonly threshold?: number;
}

export interface Anomaly {
  /** Position in the series. */
  readonly index: number;
  readonly z: number;
  readonly observed: number;
  /** `trend + seasonal`, multiplicative `trend x seasonal`. */
  readonly expected: number;
}

/**
 * The decomposition to look for anomalies in. STL's default seasonal window of 7 follows single weeks so closely that it
 * swallows part of an outlier and shrinks all other residuals, which raises false alarms; a season that hardly changes
 * over half a year and a trend of four weeks leave the residuals to what is unusual. For a longer cycle the trend's
 * window is STL's own default, which must exceed the cycle.
 */
export function anomalyDecomposition(period = 7): DecompositionOptions {
  const seasonal = 35;
  return {
    method: 'stl-robust',
    period,
    stl: { seasonal, trend: Math.max(29, stlSettings({ period, seasonal }).trend) },
  };
}

/** 1 / the upper quartile of the standard normal: makes the MAD estimate a standard deviation. */
const MAD_TO_SIGMA = 1.482602218505602;
/** sqrt(pi / 2): the same for the mean absolute deviation. */
const MEAN_TO_SIGMA = 1.2533141373155001;

/**
 * Robust z scores: `(r - median) / (1.4826 MAD)`.
 *
 * Source: Iglewicz and Hoaglin (1993), How to Detect and Handle Outliers (their modified z is this one). When more than
 * half of the values are equal the MAD is 0 and the mean absolute deviation x 1.2533 takes its place; when all are equal
 * every score is 0.
 * @param values NaN = no value, and gets a NaN score
 * @param scale size below which spread is rounding noise; the largest |observed| x 1e-12 is right for residuals
 */
export function robustZ(values: ArrayLike<number>, scale = 0): Float64Array {
  const all = Float64Array.from(values);
  const known = all.filter((v) => !Number.isNaN(v));
  const centre = median(known);
  const deviations = known.map((v) => Math.abs(v - centre));
  let sigma = MAD_TO_SIGMA * median(deviations);
  if (!(sigma > scale))
    sigma = (MEAN_TO_SIGMA * deviations.reduce((a, b) => a + b, 0)) / deviations.length;
  return all.map((v) => (Number.isNaN(v) ? Number.NaN : sigma > scale ? (v - centre) / sigma : 0));
}

/** Median of finite numbers; NaN of none. */
export function median(values: Float64Array): number {
  const sorted = values.slice().sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}

/**
 * Answers: on which days did something happen that trend and weekday do not explain?
 *
 * Days whose residual has a robust z of at least `threshold` (default 3.5) in the
 * wanted direction, strongest first. Residuals of a multiplicative decomposition are compared as logarithms. Missing
 * days are never anomalies: they have no residual.
 * @throws RangeError unless `threshold` is above 0
 */
export function findAnomalies(parts: Decomposition, options: AnomalyOptions = {}): Anomaly[] {
  const { direction = 'both', threshold = ANOMALY_THRESHOLD } = options;
  if (!(threshold > 0)) throw new RangeError(`threshold must be above 0, got ${threshold}`);
  const ratio = parts.method === 'multiplicative';
  const largest = parts.observed.reduce(
    (m, v) => (Number.isNaN(v) ? m : Math.max(m, Math.abs(v))),
    0,
  );
  const z = robustZ(
    ratio ? parts.residual.map(Math.log) : parts.residual,
    1e-12 * (ratio ? 1 : largest),
  );
  const found: Anomaly[] = [];
  z.forEach((score, index) => {
    const wanted = direction === 'both' || (direction === 'drops' ? score < 0 : score > 0);
    if (!(wanted && Math.abs(score) >= threshold)) return;
    const trend = parts.trend[index] ?? 0;
    const seasonal = parts.seasonal[index] ?? 0;
    found.push({
      index,
      z: score,
      observed: parts.observed[index] ?? 0,
      expected: ratio ? trend * seasonal : trend + seasonal,
    });
  });
  return found.sort((a, b) => Math.abs(b.z) - Math.abs(a.z) || a.index - b.index);
}
