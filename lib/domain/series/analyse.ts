import {
  ANOMALY_THRESHOLD,
  type Anomaly,
  type AnomalyOptions,
  anomalyDecomposition,
  findAnomalies,
} from './anomalies';
import { type Decomposition, type DecompositionMethod, decompose } from './decompose';
import { type CycleProfile, cycleProfile, weekdayProfile } from './profile';
import type { DayValues } from './summary';

export const DEFAULT_METHOD: DecompositionMethod = 'stl-robust';
/** Days per cycle. */
export const DEFAULT_PERIOD = 7;
export const MIN_PERIOD = 2;
export const MAX_PERIOD = 91;

export interface AnalysisOptions extends AnomalyOptions {
  readonly method?: DecompositionMethod;
  /** Days per cycle, an integer of `MIN_PERIOD` to `MAX_PERIOD`. */
  readonly period?: number;
}

/** Why strengths may say more than there is to say. */
export type Caveat =
  /** Fewer than five cycles: a season that may change from cycle to cycle fits them nearly exactly. */
  | 'few-cycles'
  /** More than half of the days have one and the same value (0, mostly): robust STL takes the others for outliers. */
  | 'mostly-equal';

const CYCLES = 5;

/** @param known observed values; NaN = missing */
export function caveatsOf(
  known: ArrayLike<number>,
  { method, period }: { readonly method: DecompositionMethod; readonly period: number },
): Caveat[] {
  const values = Float64Array.from(known)
    .filter((value) => !Number.isNaN(value))
    .sort();
  // Sorted, a value that fills more than half of them fills the middle.
  const middle = values[values.length >> 1];
  const equal = values.filter((value) => value === middle).length;
  return [
    ...(values.length < CYCLES * period ? (['few-cycles'] as const) : []),
    ...(method === 'stl-robust' && 2 * equal > values.length ? (['mostly-equal'] as const) : []),
  ];
}

/** What can be said about a series; four answers, so that no reader sees an exception where a sentence is due. */
export type Analysis =
  | {
      readonly kind: 'parts';
      readonly parts: Decomposition;
      /** Monday first when the cycle is a week, else from the first day on. */
      readonly profile: CycleProfile;
      readonly anomalies: readonly Anomaly[];
      readonly caveats: readonly Caveat[];
    }
  /** Fewer than two cycles of observed days. */
  | { readonly kind: 'too-short'; readonly observed: number; readonly needed: number }
  /** Every observed day is alike: nothing to split, nothing unusual. */
  | { readonly kind: 'constant'; readonly value: number }
  /** A product needs factors above 0: positions of the values that are not. */
  | { readonly kind: 'not-positive'; readonly indices: readonly number[] };

/**
 * Answers: which trend, which rhythm, and which days that neither explains?
 *
 * Anomalies come from a decomposition of their own (`anomalyDecomposition`), so that they are the same days whatever
 * method is looked at.
 * @param days ISO days without gaps, one for each value
 * @param values null = missing
 * @throws RangeError for a period or threshold out of range
 */
export function analyseSeries(
  days: readonly string[],
  values: DayValues,
  options: AnalysisOptions = {},
): Analysis {
  const { method = DEFAULT_METHOD, period = DEFAULT_PERIOD } = options;
  const { direction = 'both', threshold = ANOMALY_THRESHOLD } = options;
  if (!(Number.isInteger(period) && period >= MIN_PERIOD && period <= MAX_PERIOD)) {
    throw new RangeError(
      `period must be an integer from ${MIN_PERIOD} to ${MAX_PERIOD}, got ${period}`,
    );
  }
  const known = values.filter((value) => value !== null);
  const [value] = known;
  if (known.length < 2 * period || value === undefined)
    return { kind: 'too-short', observed: known.length, needed: 2 * period };
  if (known.every((other) => other === value)) return { kind: 'constant', value };
  if (method === 'multiplicative') {
    const indices = values.flatMap((v, i) => (v !== null && v <= 0 ? [i] : []));
    if (indices.length > 0) return { kind: 'not-positive', indices };
  }
  const parts = decompose(values, { method, period });
  return {
    kind: 'parts',
    parts,
    profile:
      period === 7
        ? weekdayProfile(days[0] ?? '', parts.observed, parts.seasonal)
        : cycleProfile(parts.observed, parts.seasonal, period),
    anomalies: findAnomalies(decompose(values, anomalyDecomposition(period)), {
      direction,
      threshold,
    }),
    caveats: caveatsOf(known, { method, period }),
  };
}

/**
 * Answers: where is the trend going? Means of the trend over its last 7 days and over the 7 days that end four weeks
 * earlier, and the relative change between them. A count has no level below 0, so a trend that dips there counts as 0.
 * Null when the trend has fewer than 35 days, or when there is no level to compare with.
 * @param trend NaN where there is none (ends of a classical decomposition)
 */
export function trendChange(
  trend: ArrayLike<number>,
): { readonly before: number; readonly now: number; readonly change: number | null } | null {
  const known = Array.from(trend).filter((value) => !Number.isNaN(value));
  if (known.length < 35) return null;
  const level = (end: number) =>
    Math.max(0, known.slice(end - 7, end).reduce((a, b) => a + b, 0) / 7);
  const [before, now] = [level(known.length - 28), level(known.length)];
  return { before, now, change: before > 0 ? now / before - 1 : null };
}
