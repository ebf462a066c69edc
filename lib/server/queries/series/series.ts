import type { Series, SeriesQuery } from '@/lib/contracts/series';
import { hourProfile, weekdayOccurrences } from '@/lib/domain/series/hours';
import { metricSource } from '@/lib/domain/series/metric';
import type { Database } from '@/lib/server/db/client';
import type { DatasetVersion } from '@/lib/server/db/generated/client';
import { AppError } from '@/lib/server/errors';
import { withLake } from '@/lib/server/lake/duckdb';
import { memberDays } from './member-days';
import { memberHours } from './member-hours';
import { createMembers, memberFilter, nobody } from './members';
import { folderOf, isoDay, requireVersion } from './version';

interface Period {
  readonly from: string;
  readonly to: string;
}

/** The page waits for it while a job may run beside it. */
export const LAKE_LIMITS = { threads: 2, memoryLimitMb: 800 };

/**
 * Daily totals of one metric and its hours of the week. The platform's are stored sums (PostgreSQL); a group's, a
 * celeb's, and the platform's hours in a part of the period are added up from the lake.
 * @throws AppError `not_found` for an unknown version, metric, group or celeb; `bad_request` for an empty period
 */
export async function readSeries(
  db: Database,
  query: SeriesQuery,
  signal?: AbortSignal,
): Promise<Series> {
  const version = await requireVersion(db, query.version);
  const { metric } = query;
  requireMetric(version, metric);
  const period = choosePeriod(version, query);
  const missingDays = await platformGaps(db, version.id, period);
  const occurrences = weekdayOccurrences(period.from, period.to, missingDays);
  const filter = memberFilter(query);
  const whole = period.from === isoDay(version.firstDay) && period.to === isoDay(version.lastDay);
  const fromStore = filter.scope === 'platform';
  const stored = fromStore ? await platformDays(db, version.id, metric, period) : undefined;
  const timed = query.hours !== 'false' && metricSource(metric).kind !== 'distinct';
  const storedHours =
    fromStore && whole && timed
      ? await db.platformHour.findMany({ where: { versionId: version.id, metric } })
      : undefined;
  if (stored && (storedHours || !timed)) {
    return {
      metric,
      ...stored,
      missingDays,
      hourProfile: storedHours ? hourProfile(storedHours, occurrences) : null,
      celebs: version.targetCelebs,
      celebName: null,
      spanStart: null,
    };
  }
  return withLake({ signal, ...LAKE_LIMITS }, async (connection) => {
    const dir = folderOf(version);
    const members = await createMembers(connection, dir, filter);
    if (members.celebs === 0) throw nobody(filter);
    const ask = { dir, metric, ...period, hasStickers: version.stickerRows > 0n };
    const { days, values } = stored ?? columns(await memberDays(connection, ask));
    const hours = timed ? await memberHours(connection, ask) : undefined;
    return {
      metric,
      days,
      values,
      missingDays,
      hourProfile: hours ? hourProfile(hours, occurrences) : null,
      celebs: members.celebs,
      celebName: filter.scope === 'celeb' ? members.name : null,
      spanStart: filter.scope === 'celeb' ? members.spanStart : null,
    };
  });
}

/** @throws AppError `not_found` */
export function requireMetric(version: DatasetVersion, metric: string): void {
  if (metric === 'active_celebs' || version.dailyColumns.includes(metric)) return;
  throw new AppError('not_found', `This version has no metric "${metric}".`, {
    field: 'metric',
    reason: metric,
  });
}

/**
 * The asked period, cut to the days that the version has.
 * @throws AppError `bad_request` when none is left
 */
export function choosePeriod(version: DatasetVersion, { from, to }: Partial<Period>): Period {
  const [first, last] = [isoDay(version.firstDay), isoDay(version.lastDay)];
  const period = {
    from: from !== undefined && from > first ? from : first,
    to: to !== undefined && to < last ? to : last,
  };
  if (period.from > period.to) {
    throw new AppError(
      'bad_request',
      `No day of this version (${first} to ${last}) lies between ${from ?? first} and ${to ?? last}.`,
      { field: 'from', reason: `${from ?? first} – ${to ?? last}` },
    );
  }
  return period;
}

async function platformDays(db: Database, versionId: string, metric: string, period: Period) {
  const rows = await db.platformDay.findMany({
    where: { versionId, metric, day: { gte: new Date(period.from), lte: new Date(period.to) } },
    orderBy: { day: 'asc' },
  });
  return columns(rows.map((r) => ({ day: isoDay(r.day), value: r.value })));
}

const columns = (rows: readonly { day: string; value: number }[]) => ({
  days: rows.map((r) => r.day),
  values: rows.map((r) => r.value),
});

/** Days on which no target celeb's room has any event: the logs have a hole there, whoever is asked about. */
export async function platformGaps(
  db: Database,
  versionId: string,
  period: Period,
): Promise<string[]> {
  const rows = await db.platformDay.groupBy({
    by: ['day'],
    where: {
      versionId,
      metric: { in: ['own_total', 'fan_total'] },
      day: { gte: new Date(period.from), lte: new Date(period.to) },
    },
    having: { value: { _sum: { equals: 0 } } },
    orderBy: { day: 'asc' },
  });
  return rows.map((r) => isoDay(r.day));
}
