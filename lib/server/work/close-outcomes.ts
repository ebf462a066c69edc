import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { windowSettingsSchema } from '@/lib/contracts/windows';
import { addDays } from '@/lib/domain/series/period';
import type { Database } from '@/lib/server/db/client';
import type { DatasetVersion } from '@/lib/server/db/generated/client';
import { sqlString } from '@/lib/server/lake/duckdb';
import { dailyPath, targetsPath } from '@/lib/server/lake/layout';
import { defineQuery } from '@/lib/server/queries/define-query';
import { isoDay } from '@/lib/server/queries/series/version';

/** Rows of one INSERT; PostgreSQL takes at most 65,535 parameters. */
const ROWS_AT_ONCE = 10_000;

const outcomeQuery = defineQuery({
  sql: ({ dir }) =>
    `SELECT t.celeb_id AS "celebId", sum(d.own_total) = 0 AS churned, sum(d.sticker_count) > 0 AS stickered
     FROM read_parquet(${sqlString(dailyPath(dir))}) d
     JOIN read_parquet(${sqlString(targetsPath(dir))}) t USING (celeb_index)
     WHERE d.day >= CAST($asOf AS DATE) AND d.day < CAST($asOf AS DATE) + CAST($days AS INTEGER)
     GROUP BY t.celeb_id`,
  params: z.object({ dir: z.string(), asOf: z.iso.date(), days: z.int() }),
  row: z.object({ celebId: z.string(), churned: z.boolean(), stickered: z.boolean() }),
});

/**
 * Writes down what became of the scored celebs of every day whose outcome days lie inside a version (method §4). A day
 * is closed once and stays as it is, also when a later version tells it otherwise.
 * @param dir the version's folder
 * @returns the days that were closed, the oldest first
 */
export async function closeOutcomes(
  db: Database,
  connection: DuckDBConnection,
  version: Pick<DatasetVersion, 'id' | 'datasetId' | 'lastDay'>,
  dir: string,
): Promise<string[]> {
  const { datasetId, id: versionId } = version;
  const closed: string[] = [];
  for (const { asOf, outcomeDays } of await openDays(db, version)) {
    const scored = await db.celebScore.findMany({
      where: { snapshot: { version: { datasetId }, asOf: dateOf(asOf) } },
      select: { celebId: true },
      distinct: ['celebId'],
    });
    const wanted = new Set(scored.map(({ celebId }) => celebId));
    const outcomes = await outcomeQuery(connection, { dir, asOf, days: outcomeDays });
    const rows = outcomes
      .filter(({ celebId }) => wanted.has(celebId))
      .map((row) => ({ datasetId, asOf: dateOf(asOf), ...row }));
    await db.$transaction(
      async (tx) => {
        const week = { datasetId, asOf: dateOf(asOf), outcomeDays, versionId };
        const { count } = await tx.outcomeWeek.createMany({ data: [week], skipDuplicates: true });
        if (count === 0) return; // another job has closed it meanwhile
        for (let at = 0; at < rows.length; at += ROWS_AT_ONCE)
          await tx.celebOutcome.createMany({ data: rows.slice(at, at + ROWS_AT_ONCE) });
        closed.push(asOf);
      },
      { maxWait: 30_000, timeout: 600_000 },
    );
  }
  return closed;
}

const dateOf = (day: string) => new Date(`${day}T00:00:00Z`);

/** Scored days that are not closed although the version holds all of their outcome days, the oldest first. */
async function openDays(
  db: Database,
  { datasetId, lastDay }: Pick<DatasetVersion, 'datasetId' | 'lastDay'>,
): Promise<{ asOf: string; outcomeDays: number }[]> {
  const [snapshots, closed] = await Promise.all([
    db.scoreSnapshot.findMany({
      where: { version: { datasetId } },
      select: { asOf: true, churnRun: { select: { windows: true } } },
      orderBy: [{ asOf: 'asc' }, { createdAt: 'asc' }],
      distinct: ['asOf'],
    }),
    db.outcomeWeek.findMany({ where: { datasetId }, select: { asOf: true } }),
  ]);
  const done = new Set(closed.map(({ asOf }) => isoDay(asOf)));
  return snapshots
    .map(({ asOf, churnRun }) => ({
      asOf: isoDay(asOf),
      outcomeDays: windowSettingsSchema.parse(churnRun.windows).outcomeDays,
    }))
    .filter(
      ({ asOf, outcomeDays }) =>
        !done.has(asOf) && addDays(asOf, outcomeDays - 1) <= isoDay(lastDay),
    );
}
