import { type Caveat, caveatsOf, trendChange } from './analyse';
import {
  type Decomposition,
  type DecompositionMethod,
  type DecompositionOptions,
  prepareDecomposition,
} from './decompose';
import { cycleProfile } from './profile';

export interface SeriesStrengths {
  readonly trendStrength: number;
  readonly seasonalStrength: number;
  /** Position in the cycle with the highest seasonal component; null when there is no season. */
  readonly peak: number | null;
  /** See `trendChange`; null when the series is too short for it. */
  readonly trend: ReturnType<typeof trendChange>;
}

/** Why a series has no place in a ranking. */
export type NoStrengths = Caveat | 'not-positive';

/**
 * Figures by which many series can be ranked: `strengthsOf(options)` once, then one call per series. What depends on the
 * length alone is worked out once for each length.
 *
 * The same numbers as `analyseSeries` gives for each of them. Series whose strengths would have a caveat are left out: they
 * would fill the top of every ranking with what is no rhythm. A series that never changes has strengths 0.
 * @returns a function of values (NaN = missing) and the position of the first one in the cycle
 */
export function strengthsOf(options: {
  readonly method: DecompositionMethod;
  readonly period: number;
}): (values: Float64Array, first: number) => SeriesStrengths | NoStrengths {
  const { method, period } = options;
  const prepared = new Map<number, ReturnType<typeof prepareDecomposition>>();
  return (values, first) => {
    const [caveat] = caveatsOf(values, options);
    if (caveat !== undefined) return caveat;
    const known = values.filter((value) => !Number.isNaN(value));
    if (known.every((value) => value === known[0]))
      return { trendStrength: 0, seasonalStrength: 0, peak: null, trend: trendChange(known) };
    if (method === 'multiplicative' && values.some((value) => value <= 0)) return 'not-positive';
    const decompose = prepared.get(values.length) ?? prepare(prepared, values.length, options);
    const parts = decompose(values);
    return {
      trendStrength: parts.trendStrength,
      seasonalStrength: parts.seasonalStrength,
      peak: peakOf(parts, period, first),
      trend: trendChange(parts.trend),
    };
  };
}

function prepare(
  prepared: Map<number, ReturnType<typeof prepareDecomposition>>,
  length: number,
  options: DecompositionOptions,
): ReturnType<typeof prepareDecomposition> {
  const made = prepareDecomposition(length, options);
  prepared.set(length, made);
  return made;
}

function peakOf(parts: Decomposition, period: number, first: number): number | null {
  const { seasonal } = cycleProfile(parts.observed, parts.seasonal, period, first);
  return seasonal.reduce<number | null>(
    (best, value, i) =>
      value !== null && (best === null || value > (seasonal[best] ?? 0)) ? i : best,
    null,
  );
}
