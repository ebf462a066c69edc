import type { DuckDBConnection } from '@duckdb/node-api';
import type { Series, SeriesOptions, SeriesQuery } from '@/lib/contracts/series';
import { columnEvent } from '@/lib/domain/windows/columns';
import type { Database } from '@/lib/server/db/client';
import { env } from '@/lib/server/env';
import { AppError } from '@/lib/server/errors';
import { sqlName, sqlString, withLake } from '@/lib/server/lake/duckdb';
import { celebsPath, dailyPath, tableGlob, versionDir } from '@/lib/server/lake/layout';
import { queryRows } from '@/lib/server/lake/rows';

const iso = (date: Date): string => date.toISOString().slice(0, 10);

async function findVersion(db: Database, id: string) {
  const version = await db.datasetVersion.findUnique({ where: { id } });
  if (!version)
    throw new AppError('not_found', `There is no version ${id}.`, { field: 'version', reason: id });
  return version;
}

/** What the series page can ask about one version. */
export async function seriesOptions(db: Database, versionId: string): Promise<SeriesOptions> {
  const version = await findVersion(db, versionId);
  const attributes = await db.$queryRaw<{ name: string; values: string[] }[]>`
    SELECT key AS name, array_agg(DISTINCT value ORDER BY value) AS values
    FROM "CelebSummary", jsonb_each_text(attributes) WHERE "versionId" = ${versionId}::uuid AND value IS NOT NULL AND value <> ''
    GROUP BY key HAVING count(DISTINCT value) BETWEEN 2 AND 50 ORDER BY key`;
  return {
    metrics: ['active_celebs', ...version.dailyColumns],
    attributes,
    firstDay: iso(version.firstDay),
    lastDay: iso(version.lastDay),
  };
}

/** Daily totals of one metric. The platform's come from PostgreSQL, a group's or celeb's from the lake. */
export async function readSeries(
  db: Database,
  query: SeriesQuery,
  signal?: AbortSignal,
): Promise<Series> {
  const version = await findVersion(db, query.version);
  const { metric } = query;
  if (metric !== 'active_celebs' && !version.dailyColumns.includes(metric)) {
    throw new AppError('not_found', `This version has no metric "${metric}".`, {
      field: 'metric',
      reason: metric,
    });
  }
  const from = query.from ?? iso(version.firstDay);
  const to = query.to ?? iso(version.lastDay);
  const missingDays = await platformGaps(db, query.version, from, to);
  if (query.scope === 'platform') {
    const rows = await db.platformDay.findMany({
      where: { versionId: query.version, metric, day: { gte: new Date(from), lte: new Date(to) } },
      orderBy: { day: 'asc' },
    });
    const hours = await db.platformHour.findMany({ where: { versionId: query.version, metric } });
    const days = (Number(version.lastDay) - Number(version.firstDay)) / 86_400_000 + 1;
    return {
      metric,
      days: rows.map((r) => iso(r.day)),
      values: rows.map((r) => r.value),
      missingDays,
      hourProfile: hours.length > 0 ? hourMeans(hours, days) : null,
      celebs: version.targetCelebs,
      celebName: null,
    };
  }
  const dir = versionDir(env().dataDir, version.datasetId, version.id);
  return withLake({ signal, threads: 2, memoryLimitMb: 800 }, async (connection) => {
    await createMembers(connection, dir, query);
    const [size] = await queryRows<{ n: number; name: string | null }>(
      connection,
      'SELECT count(*)::INTEGER AS n, any_value(name) AS name FROM members',
    );
    if (!size || size.n === 0)
      throw new AppError('not_found', 'No celeb fits this filter.', { field: query.scope });
    const rows = await queryRows<{ day: string; value: number }>(
      connection,
      memberDays(dir, metric, from, to),
    );
    return {
      metric,
      days: rows.map((r) => r.day),
      values: rows.map((r) => r.value),
      missingDays,
      hourProfile: await memberHours(connection, dir, metric, from, to),
      celebs: size.n,
      celebName: query.scope === 'celeb' ? size.name : null,
    };
  });
}

async function platformGaps(
  db: Database,
  versionId: string,
  from: string,
  to: string,
): Promise<string[]> {
  const rows = await db.$queryRaw<{ day: Date }[]>`
    SELECT day FROM "PlatformDay" WHERE "versionId" = ${versionId}::uuid AND metric IN ('own_total', 'fan_total')
      AND day BETWEEN ${from}::date AND ${to}::date GROUP BY day HAVING sum(value) = 0 ORDER BY day`;
  return rows.map((r) => iso(r.day));
}

async function createMembers(
  connection: DuckDBConnection,
  dir: string,
  query: SeriesQuery,
): Promise<void> {
  const where =
    query.scope === 'celeb'
      ? `celeb_id = ${sqlString(query.celeb ?? '')}`
      : `json_extract_string(attributes, ${sqlString(`$.${JSON.stringify(query.attribute ?? '')}`)}) = ${sqlString(query.value ?? '')}`;
  await connection.run(`CREATE TEMP TABLE members AS SELECT celeb_id, name FROM read_parquet(${sqlString(celebsPath(dir))})
    WHERE ${where} AND celeb_id IN (SELECT celeb_id FROM read_parquet(${sqlString(dailyPath(dir))}))`);
}

const calendar = (from: string, to: string) =>
  `(SELECT unnest(generate_series(DATE ${sqlString(from)}, DATE ${sqlString(to)}, INTERVAL 1 DAY))::DATE AS day)`;

/** Distinct fans do not add up over celebs, so for a group they are counted again from the events. */
function memberDays(dir: string, metric: string, from: string, to: string): string {
  const source =
    metric === 'fan_unique'
      ? `SELECT day, count(DISTINCT actor_id)::DOUBLE AS value FROM read_parquet(${sqlString(tableGlob(dir, 'events'))}, union_by_name = true)
         WHERE actor_id <> room_id AND room_id IN (SELECT celeb_id FROM members) GROUP BY day`
      : `SELECT day, ${metric === 'active_celebs' ? 'count(*) FILTER (WHERE own_total > 0)' : `sum(${sqlName(metric)})`}::DOUBLE AS value
         FROM read_parquet(${sqlString(dailyPath(dir))}) WHERE celeb_id IN (SELECT celeb_id FROM members) GROUP BY day`;
  return `SELECT day::VARCHAR AS day, coalesce(value, 0)::DOUBLE AS value FROM ${calendar(from, to)} LEFT JOIN (${source}) USING (day) ORDER BY day`;
}

async function memberHours(
  connection: DuckDBConnection,
  dir: string,
  metric: string,
  from: string,
  to: string,
): Promise<number[][] | null> {
  const condition = hourCondition(metric);
  if (!condition) return null;
  const rows = await queryRows<{ weekday: number; hour: number; value: number }>(
    connection,
    `SELECT isodow(day)::INTEGER - 1 AS weekday, hour::INTEGER AS hour, count(*)::DOUBLE AS value
     FROM read_parquet(${sqlString(tableGlob(dir, 'events'))}, union_by_name = true)
     WHERE room_id IN (SELECT celeb_id FROM members) AND day BETWEEN DATE ${sqlString(from)} AND DATE ${sqlString(to)} AND ${condition} GROUP BY ALL`,
  );
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
  return hourMeans(rows, days);
}

function hourCondition(metric: string): string | undefined {
  const side = (own: boolean) => (own ? 'actor_id = room_id' : 'actor_id <> room_id');
  if (metric === 'own_total' || metric === 'fan_total') return side(metric === 'own_total');
  const name = columnEvent(metric);
  return name && `${side(name.side === 'own')} AND event = ${sqlString(name.event)}`;
}

/** Mean per calendar week: totals over the number of weeks in the period. `[7][24]`, Monday first. */
function hourMeans(
  rows: readonly { weekday: number; hour: number; value: number }[],
  days: number,
): number[][] {
  const weeks = Math.max(1, days / 7);
  const profile = Array.from({ length: 7 }, () => new Array<number>(24).fill(0));
  for (const { weekday, hour, value } of rows) {
    const row = profile[weekday];
    if (row) row[hour] = value / weeks;
  }
  return profile;
}

export async function findCelebs(db: Database, versionId: string, search: string, limit: number) {
  const where = {
    versionId,
    ...(search === ''
      ? {}
      : {
          OR: [
            { name: { contains: search, mode: 'insensitive' as const } },
            { celebId: { contains: search, mode: 'insensitive' as const } },
          ],
        }),
  };
  const [rows, total] = await Promise.all([
    db.celebSummary.findMany({
      where,
      orderBy: [{ fanTotal: 'desc' }, { celebId: 'asc' }],
      take: limit,
    }),
    db.celebSummary.count({ where }),
  ]);
  return {
    rows: rows.map((r) => ({
      id: r.celebId,
      name: r.name,
      ownTotal: r.ownTotal,
      fanTotal: r.fanTotal,
      stickerCount: r.stickerCount,
      lastOwnDay: iso(r.lastOwnDay),
    })),
    total,
    truncated: total > rows.length,
  };
}
