import {
  type StrengthsAnswer,
  type StrengthsQuery,
  strengthsSchema,
} from '@/lib/contracts/decomposition';
import type { Database } from '@/lib/server/db/client';
import { withLake } from '@/lib/server/lake/duckdb';
import { readStrengths } from '@/lib/server/series/strengths';
import { cached } from '../process/cache';
import { celebNames } from './celebs';
import { createMembers, memberFilter, nobody } from './members';
import { choosePeriod, LAKE_LIMITS, platformGaps, requireMetric } from './series';
import { folderOf, requireVersion } from './version';

/** About ten seconds of one core; a page shows no more rows than that anyway. */
const MAX_CELEBS = 5000;

/**
 * Strengths of trend and season of every celeb, kept with the version.
 * @throws AppError `not_found` for an unknown version, metric or group; `bad_request` for an empty period
 */
export async function seriesStrengths(
  db: Database,
  query: StrengthsQuery,
  signal?: AbortSignal,
): Promise<StrengthsAnswer> {
  const version = await requireVersion(db, query.version);
  const { metric, method, period } = query;
  requireMetric(version, metric);
  const days = choosePeriod(version, query);
  const filter = memberFilter(query);
  return cached({
    db,
    versionId: version.id,
    inputs: ['strengths', { metric, method, period, days, filter }],
    schema: strengthsSchema,
    signal,
    compute: async (own) => {
      const missing = await platformGaps(db, version.id, days);
      const dir = folderOf(version);
      const found = await withLake({ signal: own, ...LAKE_LIMITS }, async (connection) => {
        const members = await createMembers(connection, dir, filter);
        if (members.celebs === 0) throw nobody(filter);
        return readStrengths(connection, dir, {
          metric,
          ...days,
          missing,
          method,
          period,
          celebs: 'members',
          limit: MAX_CELEBS,
          signal: own,
        });
      });
      const names = await celebNames(
        db,
        version.id,
        found.rows.map((row) => row.celebId),
      );
      return {
        ...found,
        rows: found.rows.map((row) => ({ ...row, name: names.get(row.celebId) ?? null })),
      };
    },
  });
}
