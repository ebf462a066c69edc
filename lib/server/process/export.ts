import type { DuckDBConnection } from '@duckdb/node-api';
import {
  offsetFormatter,
  TRACE_END,
  traceStart,
  XES_FOOTER,
  XES_HEADER,
  xesEvent,
} from '@/lib/domain/process/xes';
import { caseIdSql } from './behind';
import { casedSql, caseKey, type ProcessLog } from './log';

/** Events joined into one piece of text before it is handed on. */
const EVENTS_PER_PIECE = 2048;

/**
 * The opened log as XES 1.0, piece by piece, without ever holding more than one chunk. Traces are ordered by the columns
 * that cases do not cross and by time; an event's resource is its actor.
 * @param timeZone the dataset's; time stamps carry its offset
 */
export async function* xesPieces(
  connection: DuckDBConnection,
  log: ProcessLog,
  timeZone: string,
): AsyncGenerator<string> {
  const format = offsetFormatter(timeZone);
  yield XES_HEADER;
  const result = await connection.stream(`WITH ${casedSql(log)}, named AS (
      SELECT ${caseKey(log)}, ${caseIdSql(log)} AS case_id FROM cased GROUP BY ${caseKey(log)}
    )
    SELECT case_id, rn = start AS first, code, CAST(epoch_ms(ts) AS DOUBLE) AS ms, actor_id, room_id
    FROM cased JOIN named USING (${caseKey(log)}) ORDER BY ${caseKey(log)}, rn`);
  let open = false;
  for (;;) {
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) break;
    let piece = '';
    const [ids, firsts, codes, times, actors, rooms] = chunk.getColumns();
    for (let i = 0; i < chunk.rowCount; i++) {
      if (firsts?.[i] === true) {
        piece += `${open ? TRACE_END : ''}${traceStart(String(ids?.[i]))}`;
        open = true;
      }
      piece += xesEvent(
        log.events[Number(codes?.[i])] ?? '',
        format(Number(times?.[i])),
        String(actors?.[i]),
        String(rooms?.[i]),
      );
      if ((i + 1) % EVENTS_PER_PIECE === 0) {
        yield piece;
        piece = '';
      }
    }
    if (piece !== '') yield piece;
  }
  yield `${open ? TRACE_END : ''}${XES_FOOTER}`;
}
