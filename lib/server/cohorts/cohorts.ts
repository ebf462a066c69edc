import type { DuckDBConnection } from '@duckdb/node-api';
import {
  type CohortActivity,
  type CohortTriangle,
  cohortTriangle,
} from '@/lib/domain/cohorts/triangle';
import { sqlName, sqlString } from '@/lib/server/lake/duckdb';
import { celebsPath, dailyPath, targetsPath } from '@/lib/server/lake/layout';
import { queryRows } from '@/lib/server/lake/rows';

export interface CohortOptions {
  readonly activity: CohortActivity;
  /** First and last day of the version's data. */
  readonly firstDay: string;
  readonly lastDay: string;
  /** Temp table or view with a column celeb_id: only these celebs. */
  readonly celebs?: string;
  /** ISO days, both included: only celebs who joined between them. */
  readonly joinedFrom?: string;
  readonly joinedTo?: string;
}

const ACTIVE: Record<CohortActivity, string> = {
  own: 'own_total > 0',
  fan: 'fan_total > 0',
  sticker: 'sticker_count > 0',
};

const weekOf = (day: string) => `CAST(date_trunc('week', ${day}) AS DATE)`;

/**
 * Target celebs by joining week: `joined_on`, or the first own-room day when that is earlier or the only one known; null
 * when that lies before the data.
 */
function membersSql(dir: string, options: CohortOptions): string {
  const chosen =
    options.celebs === undefined
      ? ''
      : `WHERE celeb_id IN (SELECT celeb_id FROM ${sqlName(options.celebs)})`;
  const { joinedFrom, joinedTo } = options;
  const joinedWithin = [
    joinedFrom === undefined ? [] : `joined_day >= DATE ${sqlString(joinedFrom)}`,
    joinedTo === undefined ? [] : `joined_day <= DATE ${sqlString(joinedTo)}`,
  ].flat();
  return `joined AS (
      SELECT celeb_id, celebs.name, least(first_own_day, coalesce(joined_on, first_own_day)) AS joined_day
      FROM read_parquet(${sqlString(targetsPath(dir))}) AS targets
      JOIN read_parquet(${sqlString(celebsPath(dir))}) AS celebs USING (celeb_id) ${chosen}
    ), members AS (
      SELECT celeb_id, name, joined_day, CASE WHEN joined_day >= DATE ${sqlString(options.firstDay)} THEN ${weekOf('joined_day')} END AS cohort
      FROM joined${joinedWithin.length > 0 ? ` WHERE ${joinedWithin.join(' AND ')}` : ''}
    ), active AS (
      SELECT celeb_id, ${weekOf('day')} AS week, count(*) AS days
      FROM read_parquet(${sqlString(dailyPath(dir))}) WHERE ${ACTIVE[options.activity]} GROUP BY celeb_id, ${weekOf('day')}
    )`;
}

/** The retention triangle of a version (method §10). */
export async function readCohorts(
  connection: DuckDBConnection,
  dir: string,
  options: CohortOptions,
): Promise<CohortTriangle> {
  const members = membersSql(dir, options);
  const sizes = await queryRows<{ cohort: string | null; celebs: number }>(
    connection,
    `WITH ${members} SELECT CAST(cohort AS VARCHAR) AS cohort, CAST(count(*) AS DOUBLE) AS celebs FROM members GROUP BY cohort`,
  );
  const active = await queryRows<{ cohort: string | null; week: string; celebs: number }>(
    connection,
    `WITH ${members}
     SELECT CAST(cohort AS VARCHAR) AS cohort, CAST(week AS VARCHAR) AS week, CAST(count(*) AS DOUBLE) AS celebs
     FROM members JOIN active USING (celeb_id) GROUP BY cohort, week`,
  );
  const { firstDay, lastDay } = options;
  return cohortTriangle({ sizes, active, firstDay, lastDay });
}

export interface CohortCelebsOptions extends CohortOptions {
  /** Joining week (Monday); null = joined before the data. */
  readonly cohort: string | null;
  /** Calendar week (Monday) of the cell. */
  readonly week: string;
  /** Those who were active in that week, or those who were not. */
  readonly active: boolean;
}

export interface CohortCeleb {
  readonly celebId: string;
  readonly name: string | null;
  readonly joinedOn: string;
  /** Active days in the cell's week. */
  readonly days: number;
  /** Monday of the last week with activity; null = never. */
  readonly lastActiveWeek: string | null;
}

export interface CohortCelebs {
  readonly rows: readonly CohortCeleb[];
  readonly total: number;
  readonly truncated: boolean;
}

/** The celebs behind a cell: those who were there, or those who were missing; most active days first, then by id. */
export async function readCohortCelebs(
  connection: DuckDBConnection,
  dir: string,
  options: CohortCelebsOptions,
  limit = 1000,
): Promise<CohortCelebs> {
  const cohort =
    options.cohort === null ? 'cohort IS NULL' : `cohort = DATE ${sqlString(options.cohort)}`;
  const rows = await queryRows<CohortCeleb & { total: number }>(
    connection,
    `WITH ${membersSql(dir, options)}, marked AS (
       SELECT celeb_id, any_value(name) AS name, joined_day, coalesce(max(days) FILTER (WHERE week = DATE ${sqlString(options.week)}), 0) AS days, max(week) AS last_week
       FROM members LEFT JOIN active USING (celeb_id) WHERE ${cohort} GROUP BY celeb_id, joined_day
     )
     SELECT celeb_id AS "celebId", name, CAST(joined_day AS VARCHAR) AS "joinedOn", CAST(days AS DOUBLE) AS days,
            CAST(last_week AS VARCHAR) AS "lastActiveWeek", CAST(count(*) OVER () AS DOUBLE) AS total
     FROM marked WHERE days ${options.active ? '>' : '='} 0
     ORDER BY days DESC, celeb_id LIMIT ${Math.max(1, Math.floor(limit))}`,
  );
  const total = rows[0]?.total ?? 0;
  return {
    rows: rows.map(({ total: _, ...row }) => row),
    total,
    truncated: total > rows.length,
  };
}
