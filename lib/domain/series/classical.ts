export const CLASSICAL_MODELS = ['additive', 'multiplicative'] as const;
export type ClassicalModel = (typeof CLASSICAL_MODELS)[number];

export interface ClassicalResult {
  /** Centred moving average; NaN for the first and last `floor(period / 2)` values. */
  readonly trend: Float64Array;
  /** The same for every cycle; averages to 0 (additive) or 1 (multiplicative). */
  readonly seasonal: Float64Array;
  /** `observed - trend - seasonal`, or `observed / trend / seasonal`; NaN where the trend is. */
  readonly residual: Float64Array;
}

/**
 * Classical decomposition by a centred moving average.
 *
 * Source: M. Kendall and A. Stuart (1983), The Advanced Theory of Statistics, vol. 3; the same numbers as statsmodels'
 * `seasonal_decompose`: for an even period the moving average is 2 x period, and the seasonal component is the mean of
 * the detrended values of each phase, centred.
 * @param values finite numbers; above 0 for the multiplicative model
 * @param period values per cycle, an integer of at least 2
 * @throws RangeError for fewer than two periods, a value that is not finite, or a value <= 0 in the multiplicative model
 */
export function decomposeClassical(
  values: ArrayLike<number>,
  model: ClassicalModel = 'additive',
  period = 7,
): ClassicalResult {
  const n = values.length;
  if (!(Number.isInteger(period) && period >= 2))
    throw new RangeError(`period must be an integer of at least 2, got ${period}`);
  if (!(n >= 2 * period))
    throw new RangeError(`a period of ${period} needs at least ${2 * period} values, got ${n}`);
  const multiplicative = model === 'multiplicative';
  const y = Float64Array.from(values);
  const bad = y.findIndex((v) => !(Number.isFinite(v) && (!multiplicative || v > 0)));
  if (bad >= 0) {
    throw new RangeError(
      multiplicative
        ? `the multiplicative model needs values above 0, value ${bad} is ${y[bad]}`
        : `value ${bad} must be finite, got ${y[bad]}`,
    );
  }
  const trend = centredAverage(y, period);
  const remove = multiplicative ? (a: number, b: number) => a / b : (a: number, b: number) => a - b;
  const profile = phaseMeans(y, trend, period, remove);
  const seasonal = Float64Array.from(y, (_, i) => profile[i % period] ?? 0);
  const residual = y.map((v, i) => remove(remove(v, trend[i] ?? 0), seasonal[i] ?? 0));
  return { trend, seasonal, residual };
}

function centredAverage(y: Float64Array, period: number): Float64Array {
  const half = period >> 1;
  const trend = new Float64Array(y.length).fill(Number.NaN);
  for (let i = half; i < y.length - half; i++) {
    let sum = 0;
    for (let j = i - half; j <= i + half; j++) sum += y[j] ?? 0;
    // An even period has no middle: its two outermost values count half.
    if (period % 2 === 0) sum -= ((y[i - half] ?? 0) + (y[i + half] ?? 0)) / 2;
    trend[i] = sum / period;
  }
  return trend;
}

function phaseMeans(
  y: Float64Array,
  trend: Float64Array,
  period: number,
  remove: (a: number, b: number) => number,
): Float64Array {
  const sums = new Float64Array(period);
  const counts = new Int32Array(period);
  const half = period >> 1;
  for (let i = half; i < y.length - half; i++) {
    const phase = i % period;
    sums[phase] = (sums[phase] ?? 0) + remove(y[i] ?? 0, trend[i] ?? 0);
    counts[phase] = (counts[phase] ?? 0) + 1;
  }
  const means = sums.map((sum, phase) => sum / (counts[phase] ?? 0));
  const centre = means.reduce((a, b) => a + b, 0) / period;
  return means.map((mean) => remove(mean, centre));
}
