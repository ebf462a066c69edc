import type { DuckDBConnection } from '@duckdb/node-api';
import type {
  CohortCelebsAnswer,
  CohortCelebsQuery,
  CohortQuery,
  Cohorts,
} from '@/lib/contracts/cohorts';
import { type CohortOptions, readCohortCelebs, readCohorts } from '@/lib/server/cohorts/cohorts';
import type { Database } from '@/lib/server/db/client';
import { AppError } from '@/lib/server/errors';
import { withLake } from '@/lib/server/lake/duckdb';
import { createMembers, memberFilter, nobody } from '../series/members';
import { folderOf, isoDay, requireVersion } from '../series/version';

/** Celebs sent for one cell; enough for every cell but that of a very large platform's celebs from before the data. */
const MAX_CELEBS = 5000;

/** The page waits for it while a job may run beside it, and a comparison asks several times at once. */
const LAKE_LIMITS = { threads: 2, memoryLimitMb: 500 };

/**
 * Retention by joining week.
 * @throws AppError `not_found` for an unknown version or group; `bad_request` for an empty joining period
 */
export const cohorts = (db: Database, query: CohortQuery, signal?: AbortSignal): Promise<Cohorts> =>
  ask(db, query, signal, async (connection, dir, options) => {
    const { cohorts, curve } = await readCohorts(connection, dir, options);
    return {
      firstDay: options.firstDay,
      lastDay: options.lastDay,
      cohorts: cohorts.map((c) => ({ ...c, cells: [...c.cells] })),
      curve: [...curve],
    };
  });

/**
 * The celebs behind a cell, those who were there or those who were missing.
 * @throws AppError as `cohorts`
 */
export const cohortCelebs = (
  db: Database,
  query: CohortCelebsQuery,
  signal?: AbortSignal,
): Promise<CohortCelebsAnswer> =>
  ask(db, query, signal, async (connection, dir, options) => {
    const cell = { cohort: query.cohort ?? null, week: query.week };
    const active = query.side === 'present';
    const question = { ...options, ...cell, active };
    const found = await readCohortCelebs(connection, dir, question, MAX_CELEBS);
    return { ...found, rows: [...found.rows] };
  });

async function ask<T>(
  db: Database,
  query: CohortQuery,
  signal: AbortSignal | undefined,
  work: (connection: DuckDBConnection, dir: string, options: CohortOptions) => Promise<T>,
): Promise<T> {
  const version = await requireVersion(db, query.version);
  const { activity, attribute, value, from, to } = query;
  if (from !== undefined && to !== undefined && from > to)
    throw new AppError('bad_request', `Nobody can join between ${from} and ${to}.`, {
      field: 'from',
      reason: `${from} – ${to}`,
    });
  const scope = attribute === undefined ? 'platform' : 'group';
  const filter = memberFilter({ scope, attribute, value });
  return withLake({ signal, ...LAKE_LIMITS }, async (connection) => {
    const dir = folderOf(version);
    const members = await createMembers(connection, dir, filter);
    if (members.celebs === 0) throw nobody(filter);
    return work(connection, dir, {
      activity,
      firstDay: isoDay(version.firstDay),
      lastDay: isoDay(version.lastDay),
      celebs: 'members',
      joinedFrom: from,
      joinedTo: to,
    });
  });
}
