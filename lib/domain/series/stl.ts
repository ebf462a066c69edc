import { type LoessPlan, planLoess, smoothLoess } from './loess';

export interface StlOptions {
  /** Values per cycle, an integer of at least 2. Default 7. */
  readonly period?: number;
  /** Window of the seasonal smoother in cycles, odd, at least 3. Default 7. */
  readonly seasonal?: number;
  /** Window of the trend smoother, odd, above the period. Default: smallest odd >= 1.5 period / (1 - 1.5 / seasonal). */
  readonly trend?: number;
  /** Window of the low-pass smoother, odd, above the period. Default: smallest odd above the period. */
  readonly lowPass?: number;
  readonly seasonalDegree?: 0 | 1;
  readonly trendDegree?: 0 | 1;
  readonly lowPassDegree?: 0 | 1;
  /** Fit at every n-th point only and interpolate between. Default 1. */
  readonly seasonalJump?: number;
  readonly trendJump?: number;
  readonly lowPassJump?: number;
  /** Weigh outliers down. Sets the default numbers of loops. */
  readonly robust?: boolean;
  /** Loops that update season and trend. Default 5, robust 2. */
  readonly inner?: number;
  /** Loops that update the robustness weights. Default 0, robust 15. */
  readonly outer?: number;
}

export type StlSettings = Required<StlOptions>;

export interface StlResult {
  /** `observed = trend + seasonal + residual`, each of the series' length. */
  readonly trend: Float64Array;
  readonly seasonal: Float64Array;
  readonly residual: Float64Array;
  /** Robustness weights in [0, 1]; all 1 without outer loops. */
  readonly weights: Float64Array;
}

const oddFrom = (least: number): number => least + (least % 2 === 0 ? 1 : 0);

/**
 * Fills in the defaults of statsmodels' `STL` and checks every setting.
 * @throws RangeError that names the setting and echoes its value
 */
export function stlSettings(options: StlOptions = {}): StlSettings {
  const robust = options.robust ?? false;
  const period = integer('period', options.period ?? 7, 2);
  const seasonal = odd('seasonal', options.seasonal ?? 7, 3);
  return {
    period,
    seasonal,
    trend: odd(
      'trend',
      options.trend ?? oddFrom(Math.ceil((1.5 * period) / (1 - 1.5 / seasonal))),
      period + 1,
    ),
    lowPass: odd('lowPass', options.lowPass ?? oddFrom(period + 1), period + 1),
    seasonalDegree: degree('seasonalDegree', options.seasonalDegree ?? 1),
    trendDegree: degree('trendDegree', options.trendDegree ?? 1),
    lowPassDegree: degree('lowPassDegree', options.lowPassDegree ?? 1),
    seasonalJump: integer('seasonalJump', options.seasonalJump ?? 1, 1),
    trendJump: integer('trendJump', options.trendJump ?? 1, 1),
    lowPassJump: integer('lowPassJump', options.lowPassJump ?? 1, 1),
    robust,
    inner: integer('inner', options.inner ?? (robust ? 2 : 5), 1),
    outer: integer('outer', options.outer ?? (robust ? 15 : 0), 0),
  };
}

function integer(name: string, value: number, least: number): number {
  if (!(Number.isInteger(value) && value >= least))
    throw new RangeError(`${name} must be an integer of at least ${least}, got ${value}`);
  return value;
}

function odd(name: string, value: number, least: number): number {
  if (integer(name, value, least) % 2 !== 1)
    throw new RangeError(`${name} must be odd, got ${value}`);
  return value;
}

function degree(name: string, value: 0 | 1): 0 | 1 {
  if (!(value === 0 || value === 1)) throw new RangeError(`${name} must be 0 or 1, got ${value}`);
  return value;
}

/**
 * Seasonal-trend decomposition by loess of series of one length: `prepareStl(140, options)` once, then one call per
 * series. The returned function reuses its work space; its results are fresh arrays.
 *
 * Source: R. B. Cleveland, W. S. Cleveland, J. E. McRae and I. Terpenning (1990), "STL: A Seasonal-Trend
 * Decomposition Procedure Based on Loess", Journal of Official Statistics 6, 3-73, with statsmodels' defaults and its
 * corrected median. A series of equal values is all trend, exactly.
 *
 * Cost per inner loop: length x (seasonal + trend + lowPass) multiplications.
 * @param length values of a series, at least two periods
 * @throws RangeError for a length below two periods, a setting out of range, or (when called) a value that is not
 * finite or a series of another length
 */
export function prepareStl(
  length: number,
  options: StlOptions = {},
): (values: ArrayLike<number>) => StlResult {
  const settings = stlSettings(options);
  if (!(Number.isInteger(length) && length >= 2 * settings.period)) {
    throw new RangeError(
      `a period of ${settings.period} needs at least ${2 * settings.period} values, got ${length}`,
    );
  }
  const work = workSpace(length, settings);
  return (values) => {
    const y = checked(values, length);
    const trend = new Float64Array(length);
    const seasonal = new Float64Array(length);
    const weights = new Float64Array(length).fill(1);
    const residual = new Float64Array(length);
    if (y.every((value) => value === y[0])) {
      trend.fill(y[0] ?? 0);
    } else {
      iterate(work, settings, y, trend, seasonal, weights);
      for (let i = 0; i < length; i++)
        residual[i] = (y[i] ?? 0) - (seasonal[i] ?? 0) - (trend[i] ?? 0);
    }
    return { trend, seasonal, residual, weights };
  };
}

/** One series; see `prepareStl`. */
export const stl = (values: ArrayLike<number>, options: StlOptions = {}): StlResult =>
  prepareStl(values.length, options)(values);

function checked(values: ArrayLike<number>, length: number): Float64Array {
  if (values.length !== length)
    throw new RangeError(`the series must have ${length} values, got ${values.length}`);
  const y = Float64Array.from(values);
  const bad = y.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new RangeError(`value ${bad} must be finite, got ${y[bad]}`);
  return y;
}

interface WorkSpace {
  readonly cycles: readonly LoessPlan[];
  readonly lowPass: LoessPlan;
  readonly trend: LoessPlan;
  /** Cycle-subseries, its robustness weights and its smooth with one step beyond each end. */
  readonly part: Float64Array;
  readonly partWeights: Float64Array;
  readonly partSmooth: Float64Array;
  /** Smoothed cycle-subseries put together, one period longer at both ends. */
  readonly cycle: Float64Array;
  readonly averageA: Float64Array;
  readonly averageB: Float64Array;
  readonly rest: Float64Array;
  readonly low: Float64Array;
  readonly sorted: Float64Array;
}

function workSpace(length: number, s: StlSettings): WorkSpace {
  const longest = Math.ceil(length / s.period);
  const plans = new Map<number, LoessPlan>();
  const cycles = Array.from({ length: s.period }, (_, phase) => {
    const points = Math.ceil((length - phase) / s.period);
    const plan =
      plans.get(points) ??
      planLoess(points, {
        window: s.seasonal,
        degree: s.seasonalDegree,
        jump: s.seasonalJump,
        extrapolate: true,
      });
    plans.set(points, plan);
    return plan;
  });
  const extended = length + 2 * s.period;
  return {
    cycles,
    lowPass: planLoess(length, { window: s.lowPass, degree: s.lowPassDegree, jump: s.lowPassJump }),
    trend: planLoess(length, { window: s.trend, degree: s.trendDegree, jump: s.trendJump }),
    part: new Float64Array(longest),
    partWeights: new Float64Array(longest),
    partSmooth: new Float64Array(longest + 2),
    cycle: new Float64Array(extended),
    averageA: new Float64Array(extended),
    averageB: new Float64Array(extended),
    rest: new Float64Array(length),
    low: new Float64Array(length),
    sorted: new Float64Array(length),
  };
}

function iterate(
  work: WorkSpace,
  s: StlSettings,
  y: Float64Array,
  trend: Float64Array,
  seasonal: Float64Array,
  weights: Float64Array,
): void {
  for (let outer = 0; outer <= s.outer; outer++) {
    if (outer > 0) updateWeights(work, y, trend, seasonal, weights);
    const robustness = outer > 0 ? weights : null;
    for (let inner = 0; inner < s.inner; inner++) {
      for (let i = 0; i < y.length; i++) work.rest[i] = (y[i] ?? 0) - (trend[i] ?? 0);
      smoothCycles(work, s.period, robustness);
      lowPassFilter(work, s.period);
      smoothLoess(work.lowPass, work.averageA, null, work.low, 0);
      for (let i = 0; i < y.length; i++) {
        const season = (work.cycle[s.period + i] ?? 0) - (work.low[i] ?? 0);
        seasonal[i] = season;
        work.rest[i] = (y[i] ?? 0) - season;
      }
      smoothLoess(work.trend, work.rest, robustness, trend, 0);
    }
  }
}

/** Smooths each phase of the cycle (all Mondays, all Tuesdays, ...) by itself. */
function smoothCycles(work: WorkSpace, period: number, robustness: Float64Array | null): void {
  const { rest, part, partWeights, partSmooth, cycle } = work;
  for (let phase = 0; phase < period; phase++) {
    const plan = work.cycles[phase];
    if (!plan) continue;
    for (let i = 0, t = phase; i < plan.length; i++, t += period) {
      part[i] = rest[t] ?? 0;
      if (robustness !== null) partWeights[i] = robustness[t] ?? 0;
    }
    smoothLoess(plan, part, robustness === null ? null : partWeights, partSmooth, 0);
    for (let i = 0, t = phase; i < plan.length + 2; i++, t += period) cycle[t] = partSmooth[i] ?? 0;
  }
}

/** Moving averages of one period, one period and three values; the result lies in `averageA`. */
function lowPassFilter(work: WorkSpace, period: number): void {
  const n = work.cycle.length;
  movingAverage(work.cycle, n, period, work.averageA);
  movingAverage(work.averageA, n - period + 1, period, work.averageB);
  movingAverage(work.averageB, n - 2 * period + 2, 3, work.averageA);
}

function movingAverage(x: Float64Array, n: number, width: number, out: Float64Array): void {
  let sum = 0;
  for (let i = 0; i < width; i++) sum += x[i] ?? 0;
  out[0] = sum / width;
  for (let i = width; i < n; i++) {
    sum += (x[i] ?? 0) - (x[i - width] ?? 0);
    out[i - width + 1] = sum / width;
  }
}

/** Bisquare weights of the residuals against six times their median size. */
function updateWeights(
  work: WorkSpace,
  y: Float64Array,
  trend: Float64Array,
  seasonal: Float64Array,
  weights: Float64Array,
): void {
  const n = y.length;
  for (let i = 0; i < n; i++)
    weights[i] = Math.abs((y[i] ?? 0) - ((trend[i] ?? 0) + (seasonal[i] ?? 0)));
  work.sorted.set(weights);
  work.sorted.sort();
  const middle = n >> 1;
  const limit = 3 * ((work.sorted[middle] ?? 0) + (work.sorted[n - middle - 1] ?? 0));
  for (let i = 0; i < n; i++) {
    const size = weights[i] ?? 0;
    if (limit === 0 || size <= 0.001 * limit) weights[i] = 1;
    else if (size > 0.999 * limit) weights[i] = 0;
    else {
      const ratio = size / limit;
      weights[i] = (1 - ratio * ratio) ** 2;
    }
  }
}
