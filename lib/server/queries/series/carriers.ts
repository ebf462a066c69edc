import type { CarriersAnswer, CarriersQuery } from '@/lib/contracts/decomposition';
import type { Database } from '@/lib/server/db/client';
import { AppError } from '@/lib/server/errors';
import { withLake } from '@/lib/server/lake/duckdb';
import { readCarriers } from '@/lib/server/series/carriers';
import { celebNames } from './celebs';
import { createMembers, memberFilter, nobody } from './members';
import { LAKE_LIMITS, platformGaps, requireMetric } from './series';
import { folderOf, isoDay, requireVersion } from './version';

const MAX_CELEBS = 100;

/**
 * The celebs and events that carry one day of a series.
 * @throws AppError `not_found` for an unknown version, metric, group or celeb; `bad_request` for a day outside the data
 */
export async function seriesCarriers(
  db: Database,
  query: CarriersQuery,
  signal?: AbortSignal,
): Promise<CarriersAnswer> {
  const version = await requireVersion(db, query.version);
  const { metric, day } = query;
  requireMetric(version, metric);
  const period = { from: isoDay(version.firstDay), to: isoDay(version.lastDay) };
  if (day < period.from || day > period.to) {
    const message = `${day} is not in the data (${period.from} to ${period.to}).`;
    throw new AppError('bad_request', message, { field: 'day', reason: day });
  }
  const missing = await platformGaps(db, version.id, period);
  const filter = memberFilter(query);
  const dir = folderOf(version);
  const found = await withLake({ signal, ...LAKE_LIMITS }, async (connection) => {
    const members = await createMembers(connection, dir, filter);
    if (members.celebs === 0) throw nobody(filter);
    return readCarriers(connection, dir, { metric, day, celebs: 'members', missing }, MAX_CELEBS);
  });
  const { rows, total, truncated } = found.celebs;
  const names = await celebNames(
    db,
    version.id,
    rows.map((row) => row.name),
  );
  return {
    usualDays: [...found.usualDays],
    value: found.value,
    usual: found.usual,
    celebs: {
      rows: rows.map(({ name: celebId, ...share }) => ({
        celebId,
        name: names.get(celebId) ?? null,
        ...share,
      })),
      total,
      truncated,
    },
    events: found.events.map(({ name, ...share }) => ({ metric: name, ...share })),
  };
}
