import type { DuckDBConnection } from '@duckdb/node-api';
import { columnEvent } from '@/lib/domain/windows/columns';
import { sqlString } from '@/lib/server/lake/duckdb';
import { targetsPath } from '@/lib/server/lake/layout';

/**
 * Temp table `visitors` (celeb_id, day, actor_id): each fan of a target celeb once a day, inside the celeb's span.
 * Distinct people are counted from it by day and by week. Needs the temp table `targets`.
 * @param events FROM source of the event rows
 */
export async function createVisitors(connection: DuckDBConnection, events: string): Promise<void> {
  await connection.run(`CREATE OR REPLACE TEMP TABLE visitors AS
    SELECT DISTINCT celeb_id, day, actor_id FROM ${events} JOIN targets ON celeb_id = room_id
    WHERE actor_id <> room_id AND day >= span_start`);
}

/**
 * The temp tables that `buildDaily` leaves behind (`targets`, `event_names`, `visitors`), made again from a published
 * version, so that its aggregates can be counted once more.
 * @param columns columns of the version's daily table
 */
export async function restoreCountingTables(
  connection: DuckDBConnection,
  dir: string,
  events: string,
  columns: readonly string[],
): Promise<void> {
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE targets AS SELECT * FROM read_parquet(${sqlString(targetsPath(dir))})`,
  );
  const rows = columns.flatMap((column, code) => {
    const name = columnEvent(column);
    return name
      ? [`(${name.side === 'own'}, ${sqlString(name.event)}, ${code}, ${sqlString(column)})`]
      : [];
  });
  await connection.run(`CREATE OR REPLACE TEMP TABLE event_names AS
    SELECT * FROM (VALUES ${rows.join(', ')}) AS named (own, event, code, column_name)`);
  await createVisitors(connection, events);
}
