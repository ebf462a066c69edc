import type { DuckDBConnection } from '@duckdb/node-api';
import { sqlString } from '@/lib/server/lake/duckdb';
import { celebsPath, tableGlob } from '@/lib/server/lake/layout';

/**
 * Writes `celebs.parquet`, one row per celeb. Of a celeb listed more than once the newest part wins, within a part
 * the last row. Without any list, every room with own-room activity is a celeb.
 */
export async function mergeCelebs(
  connection: DuckDBConnection,
  dir: string,
  hasList: boolean,
): Promise<number> {
  const source = hasList
    ? `SELECT celeb_id, name, joined_on, attributes FROM (
         SELECT *, row_number() OVER (PARTITION BY celeb_id ORDER BY filename DESC, file_row_number DESC) AS rank
         FROM read_parquet(${sqlString(tableGlob(dir, 'celebs'))}, filename = true, file_row_number = true)
       ) WHERE rank = 1`
    : `SELECT DISTINCT room_id AS celeb_id, NULL::VARCHAR AS name, NULL::DATE AS joined_on, '{}' AS attributes
       FROM read_parquet(${sqlString(tableGlob(dir, 'events'))}, union_by_name = true) WHERE actor_id = room_id`;
  const result = await connection.run(
    `COPY (SELECT * FROM (${source}) ORDER BY celeb_id) TO ${sqlString(celebsPath(dir))} (FORMAT parquet)`,
  );
  return Number(result.rowsChanged);
}
