import type { DuckDBConnection } from '@duckdb/node-api';
import { outcomeWeek, WEEK_DAYS } from '@/lib/domain/process/outcome-week';
import { addDays } from '@/lib/domain/series/period';
import type { DatasetVersion } from '@/lib/server/db/generated/client';
import { sqlString } from '@/lib/server/lake/duckdb';
import { dailyPath } from '@/lib/server/lake/layout';
import { folderOf, isoDay } from '../series/version';

/**
 * Leaves the temp table `members(celeb_id)`: the celebs that were active in the observed week and churned in the outcome
 * week after it, or stayed (method §4, both weeks seven days). The outcome week ends with the period, or with the data.
 * Without two whole weeks of data up to there nobody is either.
 * @returns the last observed day; later events are part of the outcome
 */
export async function createOutcomeMembers(
  connection: DuckDBConnection,
  version: DatasetVersion,
  outcome: 'churned' | 'retained',
  periodEnd: string | undefined,
): Promise<string> {
  const [anchor, end] = outcomeWeek(periodEnd, isoDay(version.lastDay));
  const first = addDays(anchor, -WEEK_DAYS);
  const days = (condition: string) => `coalesce(sum(own_total) FILTER (WHERE ${condition}), 0)`;
  const split = `DATE ${sqlString(anchor)}`;
  await connection.run(`CREATE TEMP TABLE members AS
    SELECT celeb_id FROM read_parquet(${sqlString(dailyPath(folderOf(version)))})
    WHERE day BETWEEN DATE ${sqlString(first)} AND DATE ${sqlString(end)} AND ${first >= isoDay(version.firstDay)}
    GROUP BY celeb_id
    HAVING ${days(`day < ${split}`)} > 0 AND ${days(`day >= ${split}`)} ${outcome === 'churned' ? '= 0' : '> 0'}`);
  return addDays(anchor, -1);
}
