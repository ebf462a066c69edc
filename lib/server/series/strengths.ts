import { setImmediate } from 'node:timers/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { DecompositionMethod } from '@/lib/domain/series/decompose';
import { weekdayOf } from '@/lib/domain/series/profile';
import { type NoStrengths, type SeriesStrengths, strengthsOf } from '@/lib/domain/series/strengths';
import { sqlName, sqlString } from '@/lib/server/lake/duckdb';
import { dailyPath } from '@/lib/server/lake/layout';
import { queryRows, readColumns } from '@/lib/server/lake/rows';

export interface StrengthOptions {
  /** A column of the daily table, or `active_celebs`: 1 on days with own activity. */
  readonly metric: string;
  /** ISO days, both included. */
  readonly from: string;
  readonly to: string;
  /** Days on which a zero says nothing. */
  readonly missing: readonly string[];
  readonly method: DecompositionMethod;
  readonly period: number;
  /** Temp table or view with a column celeb_id: only these celebs. */
  readonly celebs?: string;
  /** With more celebs than this, those with the largest total. Default: all. */
  readonly limit?: number;
  readonly signal?: AbortSignal;
}

export interface CelebStrengths extends SeriesStrengths {
  readonly celebId: string;
  /** Observed days. */
  readonly days: number;
  /** Of the observed days. */
  readonly mean: number;
}

export interface Strengths {
  readonly rows: readonly CelebStrengths[];
  /** Celebs with a day in the period, looked at or not. */
  readonly total: number;
  /** Celebs looked at that have no strengths, by reason. */
  readonly without: Readonly<Record<NoStrengths, number>>;
  readonly truncated: boolean;
}

/** Series between two moments in which others get their turn; about 20 ms of robust STL. */
const SERIES_AT_A_TIME = 16;

/**
 * Answers: whose week has the strongest rhythm, and whose trend falls?
 *
 * Decomposes the daily series of every celeb over the part of the period that lies in the celeb's span; one pass over the
 * daily table, then about 1.5 ms a celeb. It lets go of the thread regularly, so a server stays responsive.
 * @throws the signal's reason when it is aborted
 */
export async function readStrengths(
  connection: DuckDBConnection,
  dir: string,
  options: StrengthOptions,
): Promise<Strengths> {
  const { metric, from, to, missing, limit = Number.MAX_SAFE_INTEGER } = options;
  const value =
    metric === 'active_celebs' ? 'CASE WHEN own_total > 0 THEN 1 ELSE 0 END' : sqlName(metric);
  const gone = missing.map((day) => `DATE ${sqlString(day)}`).join(', ');
  const only =
    options.celebs === undefined
      ? ''
      : `AND celeb_id IN (SELECT celeb_id FROM ${sqlName(options.celebs)})`;
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE strength_days AS
    SELECT celeb_id, celeb_index, day, CAST(${value} AS DOUBLE) AS value
    FROM read_parquet(${sqlString(dailyPath(dir))})
    WHERE day BETWEEN DATE ${sqlString(from)} AND DATE ${sqlString(to)} ${only}`);
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE strength_celebs AS
    SELECT celeb_id, celeb_index, CAST(min(day) AS VARCHAR) AS first_day, CAST(count(*) AS DOUBLE) AS days,
           row_number() OVER (ORDER BY sum(value) DESC, celeb_id) AS place
    FROM strength_days GROUP BY celeb_id, celeb_index`);
  const [count] = await queryRows<{ n: number }>(
    connection,
    'SELECT CAST(count(*) AS DOUBLE) AS n FROM strength_celebs',
  );
  const celebs = await queryRows<{ celeb_id: string; first_day: string; days: number }>(
    connection,
    `SELECT celeb_id, first_day, days FROM strength_celebs WHERE place <= ${limit} ORDER BY celeb_index`,
  );
  const values = new Float64Array(celebs.reduce((n, celeb) => n + celeb.days, 0));
  await readColumns(
    connection,
    `SELECT ${gone === '' ? 'value' : `CASE WHEN value = 0 AND day IN (${gone}) THEN CAST('NaN' AS DOUBLE) ELSE value END`}
     FROM strength_days JOIN strength_celebs USING (celeb_id, celeb_index)
     WHERE place <= ${limit} ORDER BY celeb_index, day`,
    1,
    (_, part, offset) => values.set(part, offset),
  );
  const total = count?.n ?? 0;
  return { ...(await measure(celebs, values, options)), total, truncated: total > celebs.length };
}

async function measure(
  celebs: readonly { celeb_id: string; first_day: string; days: number }[],
  values: Float64Array,
  { method, period, signal }: StrengthOptions,
) {
  const strengths = strengthsOf({ method, period });
  const rows: CelebStrengths[] = [];
  const without = { 'few-cycles': 0, 'mostly-equal': 0, 'not-positive': 0 };
  let offset = 0;
  for (const [i, { celeb_id: celebId, first_day: firstDay, days: length }] of celebs.entries()) {
    if (i % SERIES_AT_A_TIME === 0) await setImmediate(undefined, { signal });
    const series = values.subarray(offset, offset + length);
    offset += length;
    const found = strengths(series, period === 7 ? weekdayOf(firstDay) : 0);
    if (typeof found === 'string') {
      without[found]++;
      continue;
    }
    const known = series.filter((v) => !Number.isNaN(v));
    const mean = known.reduce((a, b) => a + b, 0) / known.length;
    rows.push({ celebId, days: known.length, mean, ...found });
  }
  return { rows, without };
}
