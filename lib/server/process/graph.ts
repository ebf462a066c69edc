import type { DuckDBConnection } from '@duckdb/node-api';
import { graphOf, type ProcessGraph } from '@/lib/domain/process/graph';
import { queryRows } from '@/lib/server/lake/rows';
import type { ProcessLog } from './log';

/**
 * The directly-follows graph of an opened log. One sort of the events: whether the next one belongs to the same case
 * shows at the pair itself, and starts follow from the other counts.
 */
export async function readGraph(
  connection: DuckDBConnection,
  log: ProcessLog,
): Promise<ProcessGraph> {
  const rows = await queryRows<{
    code: number;
    follow: number | null;
    n: number;
    wait: number | null;
    returns: number;
  }>(
    connection,
    `WITH ahead AS (
       SELECT code, ts, lead(code) OVER w AS next_code, lead(ts) OVER w AS next_ts,
              lead(code, 2) OVER w AS second_code, lead(ts, 2) OVER w AS second_ts
       FROM process_log WINDOW w AS (PARTITION BY ${log.partition.join(', ')} ORDER BY ts, seq)
     ), paired AS (
       SELECT code, CASE WHEN ${log.continues('next_ts', 'ts')} THEN next_code END AS follow, next_ts - ts AS wait,
              second_code = code AND next_code <> code AND ${log.continues('next_ts', 'ts')}
                AND ${log.continues('second_ts', 'next_ts')} AS returns
       FROM ahead
     )
     SELECT code, follow, CAST(count(*) AS DOUBLE) AS n,
            percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM wait)) FILTER (WHERE follow IS NOT NULL) AS wait,
            CAST(count(*) FILTER (WHERE returns) AS DOUBLE) AS returns
     FROM paired GROUP BY code, follow`,
  );
  return graphOf(
    rows.map((row) => ({
      from: log.events[row.code] ?? '',
      to: row.follow === null ? null : (log.events[row.follow] ?? ''),
      count: row.n,
      medianSeconds: row.wait,
      returns: row.returns,
    })),
  );
}
