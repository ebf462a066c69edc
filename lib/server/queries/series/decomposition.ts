import type { DecompositionAnswer, DecompositionQuery } from '@/lib/contracts/decomposition';
import { analyseSeries, trendChange } from '@/lib/domain/series/analyse';
import { insideSpan } from '@/lib/domain/series/span';
import { markMissing } from '@/lib/domain/series/summary';
import type { Database } from '@/lib/server/db/client';
import { readSeries } from './series';

/**
 * The parts of one series, for programs. The page has the series at hand and calls `analyseSeries` itself.
 * @throws AppError as `readSeries`
 */
export async function seriesDecomposition(
  db: Database,
  query: DecompositionQuery,
  signal?: AbortSignal,
): Promise<DecompositionAnswer> {
  const series = insideSpan(await readSeries(db, { ...query, hours: 'false' }, signal));
  const { days, missingDays } = series;
  const values = markMissing(days, series.values, missingDays);
  const found = analyseSeries(days, values, query);
  if (found.kind === 'not-positive')
    return { kind: found.kind, days: found.indices.map((i) => days[i] ?? '') };
  if (found.kind !== 'parts') return found;
  const { parts, profile, anomalies, caveats } = found;
  return {
    kind: 'parts',
    days,
    observed: known(parts.observed),
    trend: known(parts.trend),
    seasonal: known(parts.seasonal),
    residual: known(parts.residual),
    trendStrength: parts.trendStrength,
    seasonalStrength: parts.seasonalStrength,
    trendChange: trendChange(parts.trend),
    profile: {
      seasonal: [...profile.seasonal],
      observed: [...profile.observed],
      days: [...profile.days],
    },
    anomalies: anomalies.map(({ index, observed, expected, z }) => ({
      day: days[index] ?? '',
      observed,
      expected,
      z,
    })),
    missingDays,
    caveats: [...caveats],
  };
}

/** JSON has no NaN. */
const known = (values: Float64Array): (number | null)[] =>
  Array.from(values, (value) => (Number.isNaN(value) ? null : value));
