import { decomposeClassical } from './classical';
import { fillMissing } from './missing';
import { prepareStl, type StlOptions } from './stl';

export const DECOMPOSITION_METHODS = ['additive', 'multiplicative', 'stl', 'stl-robust'] as const;
export type DecompositionMethod = (typeof DECOMPOSITION_METHODS)[number];

export interface DecompositionOptions {
  readonly method?: DecompositionMethod;
  /** Values per cycle; 7 for daily data with a weekly cycle. */
  readonly period?: number;
  /** Windows, degrees, jumps and loops of STL; `robust` follows from the method. */
  readonly stl?: Omit<StlOptions, 'period' | 'robust'>;
}

/** All arrays have the series' length; NaN says that there is no value (see each). */
export interface Decomposition {
  readonly method: DecompositionMethod;
  /** NaN on missing days. */
  readonly observed: Float64Array;
  /** NaN at both ends of a classical decomposition. */
  readonly trend: Float64Array;
  readonly seasonal: Float64Array;
  /** `observed - trend - seasonal`, multiplicative `observed / (trend x seasonal)`; NaN on missing days. */
  readonly residual: Float64Array;
  /** STL's robustness weights; 1 everywhere for the other methods. */
  readonly weights: Float64Array;
  /** 1 on missing days, which were interpolated for the smoother only. */
  readonly missing: Uint8Array;
  /** In [0, 1]; see `componentStrength`. */
  readonly trendStrength: number;
  readonly seasonalStrength: number;
}

type Decompose = (values: ArrayLike<number | null>) => Decomposition;

/**
 * Splits series of one length into trend, season and residual: `prepareDecomposition(140, options)` once, then one
 * call per series. Missing days (null or NaN) follow the rule of `fillMissing`.
 * @throws RangeError when fewer than two periods are observed, for a setting out of range, and for a value <= 0 in the
 * multiplicative model
 */
export function prepareDecomposition(
  length: number,
  options: DecompositionOptions = {},
): Decompose {
  const { method = 'stl-robust', period = 7 } = options;
  const split = splitter(length, method, period, options.stl);
  return (values) => {
    const filled = fillMissing(values);
    if (!(filled.observed >= 2 * period)) {
      throw new RangeError(
        `a period of ${period} needs at least ${2 * period} observed values, got ${filled.observed}`,
      );
    }
    const parts = split(filled.values);
    const observed = filled.values.map((v, i) => (filled.missing[i] === 1 ? Number.NaN : v));
    const residual = parts.residual.map((v, i) => (filled.missing[i] === 1 ? Number.NaN : v));
    const known = { ...parts, residual };
    // The strengths add components up, so the multiplicative ones are taken as logarithms.
    const summed = method === 'multiplicative' ? logarithms(known) : known;
    return {
      method,
      observed,
      trend: parts.trend,
      seasonal: parts.seasonal,
      residual,
      weights: parts.weights,
      missing: filled.missing,
      trendStrength: componentStrength(summed.trend, summed.residual),
      seasonalStrength: componentStrength(summed.seasonal, summed.residual),
    };
  };
}

/** One series; see `prepareDecomposition`. */
export const decompose = (
  values: ArrayLike<number | null>,
  options: DecompositionOptions = {},
): Decomposition => prepareDecomposition(values.length, options)(values);

interface Parts {
  readonly trend: Float64Array;
  readonly seasonal: Float64Array;
  readonly residual: Float64Array;
}

function splitter(
  length: number,
  method: DecompositionMethod,
  period: number,
  options: DecompositionOptions['stl'],
): (values: Float64Array) => Parts & { readonly weights: Float64Array } {
  if (method === 'stl' || method === 'stl-robust')
    return prepareStl(length, { ...options, period, robust: method === 'stl-robust' });
  return (values) => ({
    ...decomposeClassical(values, method, period),
    weights: new Float64Array(length).fill(1),
  });
}

const logarithms = (parts: Parts): Parts => ({
  trend: parts.trend.map(Math.log),
  seasonal: parts.seasonal.map(Math.log),
  residual: parts.residual.map(Math.log),
});

/**
 * Answers: how much of what is not the other component does this component explain?
 *
 * `max(0, 1 - Var(R) / Var(C + R))` over the days where both are known. Source: Wang, Smith and Hyndman (2006), as in
 * Hyndman and Athanasopoulos, Forecasting: Principles and Practice (3rd ed.), section 4.3. A series whose component
 * and residual never vary (constant, all zeros) has strength 0.
 */
export function componentStrength(component: Float64Array, residual: Float64Array): number {
  const c: number[] = [];
  const r: number[] = [];
  component.forEach((value, i) => {
    const rest = residual[i] ?? Number.NaN;
    if (Number.isNaN(value) || Number.isNaN(rest)) return;
    c.push(value + rest);
    r.push(rest);
  });
  const scale = c.reduce((m, v, i) => Math.max(m, Math.abs(v), Math.abs(r[i] ?? 0)), 0);
  const all = variance(c);
  // Below the rounding noise of numbers this large there is nothing to explain.
  if (!(all > (1e-12 * scale) ** 2)) return 0;
  return Math.max(0, 1 - variance(r) / all);
}

function variance(values: readonly number[]): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return values.reduce((a, b) => a + (b - mean) ** 2, 0) / (values.length - 1);
}
