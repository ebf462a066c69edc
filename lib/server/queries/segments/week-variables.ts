import { z } from 'zod';
import { COMPARED_SUMMARIES } from '@/lib/contracts/segments';
import { windowSettingsSchema } from '@/lib/contracts/windows';
import { addDays } from '@/lib/domain/series/period';
import type { Database } from '@/lib/server/db/client';
import type { DatasetVersion, ScoreSnapshot } from '@/lib/server/db/generated/client';
import { sqlName, sqlString, withLake } from '@/lib/server/lake/duckdb';
import { dailyPath } from '@/lib/server/lake/layout';
import { defineQuery } from '../define-query';
import { folderOf, isoDay } from '../series/version';
import { RecentAnswers } from './recent-answers';

/** What each celeb did in the week that a snapshot was scored from. */
export interface WeekVariables {
  /** Observed days, both included. */
  readonly from: string;
  readonly to: string;
  /** `<daily column>.sum`, then `<daily column>.last`. */
  readonly names: readonly string[];
  /** Position of a celeb among the rows. */
  readonly rowOf: ReadonlyMap<string, number>;
  /** Of each variable its values by row. */
  readonly columns: readonly Float64Array[];
}

const weekOf = defineQuery({
  sql: ({ file, columns }) => {
    const sums = (value: (name: string) => string) =>
      columns.map((name) => `sum(${value(`${sqlName(name)}::DOUBLE`)})`).join(', ');
    // CASE and not FILTER: a filter of its own for each of a hundred sums takes ten times as long.
    const onLast = (name: string) => `CASE WHEN day = CAST($last AS DATE) THEN ${name} ELSE 0 END`;
    return `SELECT celeb_id AS celeb, [${sums((name) => name)}, ${sums(onLast)}] AS values
      FROM read_parquet(${sqlString(file)})
      WHERE day >= CAST($first AS DATE) AND day <= CAST($last AS DATE)
      GROUP BY celeb_id ORDER BY celeb_id`;
  },
  params: z.object({
    file: z.string(),
    columns: z.array(z.string()).min(1),
    first: z.iso.date(),
    last: z.iso.date(),
  }),
  row: z.object({ celeb: z.string(), values: z.array(z.number()) }),
});

const weeks = new RecentAnswers<WeekVariables>(2);

/** The variables of a snapshot's week; days before a celeb's span count as zero, as for the models. */
export const weekVariables = (
  db: Database,
  snapshot: ScoreSnapshot & { readonly version: DatasetVersion },
): Promise<WeekVariables> => weeks.get(snapshot.id, () => readWeek(db, snapshot));

async function readWeek(
  db: Database,
  { asOf, churnRunId, version }: ScoreSnapshot & { readonly version: DatasetVersion },
): Promise<WeekVariables> {
  const { windows } = await db.run.findUniqueOrThrow({
    where: { id: churnRunId },
    select: { windows: true },
  });
  const { observeDays } = windowSettingsSchema.parse(windows);
  const [from, to] = [addDays(isoDay(asOf), -observeDays), addDays(isoDay(asOf), -1)];
  const rows = await withLake({}, (connection) =>
    weekOf(connection, {
      file: dailyPath(folderOf(version)),
      columns: version.dailyColumns,
      first: from,
      last: to,
    }),
  );
  const names = COMPARED_SUMMARIES.flatMap((summary) =>
    version.dailyColumns.map((name) => `${name}.${summary}`),
  );
  return {
    from,
    to,
    names,
    rowOf: new Map(rows.map(({ celeb }, row) => [celeb, row])),
    columns: names.map((_, column) => Float64Array.from(rows, ({ values }) => values[column] ?? 0)),
  };
}
