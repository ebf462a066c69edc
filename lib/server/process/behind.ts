import type { DuckDBConnection } from '@duckdb/node-api';
import type { ProcessSelector } from '@/lib/domain/process/cases';
import { queryRows } from '@/lib/server/lake/rows';
import { casedSql, caseKey, type ProcessLog, variantColumns, variantList } from './log';
import { type CelebCounts, celebCounts } from './sankey';

/**
 * The celebs behind an activity, edge or variant, most first.
 * - activity: its events by the celeb in whose room they happened;
 * - edge: by the room of its first event (a start's only event is its second);
 * - variant: the variant's cases by each room they touch.
 */
export async function celebsBehind(
  connection: DuckDBConnection,
  log: ProcessLog,
  selector: ProcessSelector,
  limit = 1000,
): Promise<CelebCounts> {
  const counted =
    selector.kind === 'variant'
      ? `WITH ${variantCases(log, selector.events)}, touched AS (
           SELECT DISTINCT room_id, ${caseKey(log)} FROM cased JOIN chosen USING (${caseKey(log)})
         ) SELECT room_id, count(*) AS n FROM touched GROUP BY room_id`
      : `SELECT room_id, count(*) AS n FROM (${hitRooms(log, selector)}) GROUP BY room_id`;
  return celebCounts(connection, counted, limit);
}

export interface CaseRow {
  readonly caseId: string;
  readonly actorId: string;
  readonly roomId: string;
  /** Rooms the case touches; `roomId` is the first. */
  readonly rooms: number;
  /** UTC, ISO 8601. */
  readonly start: string;
  readonly end: string;
  readonly events: number;
  /** How often the case shows what was pointed at. */
  readonly hits: number;
}

export interface CaseRows {
  readonly rows: readonly CaseRow[];
  readonly total: number;
  readonly truncated: boolean;
}

/** The cases with an activity, edge or variant, newest first. */
export async function casesBehind(
  connection: DuckDBConnection,
  log: ProcessLog,
  selector: ProcessSelector,
  limit = 1000,
): Promise<CaseRows> {
  const hits =
    selector.kind === 'variant' ? '1' : `count(*) FILTER (WHERE ${hitSql(log, selector)})`;
  const cases =
    selector.kind === 'variant'
      ? `${variantCases(log, selector.events)}, events AS (SELECT cased.* FROM cased JOIN chosen USING (${caseKey(log)}))`
      : `${casedSql(log)}, events AS (SELECT * FROM cased)`;
  const rows = await queryRows<CaseRow & { total: number }>(
    connection,
    `WITH ${cases}, shown AS (
       SELECT ${caseIdSql(log)} AS "caseId", min(actor_id) FILTER (WHERE rn = start) AS "actorId",
              min(room_id) FILTER (WHERE rn = start) AS "roomId", CAST(count(DISTINCT room_id) AS DOUBLE) AS rooms,
              min(ts) AS first_ts, max(ts) AS last_ts, CAST(count(*) AS DOUBLE) AS events, CAST(${hits} AS DOUBLE) AS hits
       FROM events GROUP BY ${caseKey(log)} HAVING ${hits} > 0
     )
     SELECT "caseId", "actorId", "roomId", rooms, ${isoSql('first_ts')} AS start, ${isoSql('last_ts')} AS "end", events, hits,
            CAST(count(*) OVER () AS DOUBLE) AS total
     FROM shown ORDER BY first_ts DESC, "caseId" LIMIT ${Math.max(1, Math.floor(limit))}`,
  );
  const total = rows[0]?.total ?? 0;
  return {
    rows: rows.map(({ total: _, ...row }) => row),
    total,
    truncated: total > rows.length,
  };
}

const isoSql = (column: string) => `strftime(${column}, '%Y-%m-%dT%H:%M:%S.%gZ')`;

/**
 * A name for each case that stays the same whatever else is in the log: who and where, and the time of the first event
 * (visit), the room and day (celeb-day), or the column's value.
 */
export function caseIdSql(log: ProcessLog): string {
  if (log.rule.kind === 'column') return 'min(case_value)';
  if (log.rule.kind === 'celeb-day') return "min(room_id) || '/' || CAST(min(day) AS VARCHAR)";
  const room = log.rule.withinRoom ? "min(room_id) || '/' || " : '';
  return `min(actor_id) || '/' || ${room}${isoSql('min(ts)')}`;
}

/**
 * The room of each hit. Whether neighbours belong to one case shows at the pair itself, so one sort is enough, or none
 * for an activity; cases need not be numbered.
 */
function hitRooms(
  log: ProcessLog,
  selector: Exclude<ProcessSelector, { kind: 'variant' }>,
): string {
  const code = (event: string) => log.codeOf.get(event) ?? 0;
  if (selector.kind === 'activity')
    return `SELECT room_id FROM process_log WHERE code = ${code(selector.event)}`;
  const { from, to } = selector;
  const near = from ?? to;
  if (near === null) return 'SELECT room_id FROM process_log WHERE false';
  const [look, same] =
    from === null
      ? ['lag', log.continues('ts', 'other_ts')]
      : ['lead', log.continues('other_ts', 'ts')];
  // The first event of a case follows none in it, its last is followed by none.
  const hit =
    from === null || to === null
      ? `(other_ts IS NULL OR NOT (${same}))`
      : `other_code = ${code(to)} AND ${same}`;
  return `SELECT room_id FROM (
      SELECT room_id, code, ts, ${look}(ts) OVER w AS other_ts, ${look}(code) OVER w AS other_code
      FROM process_log WINDOW w AS (PARTITION BY ${log.partition.join(', ')} ORDER BY ts, seq)
    ) WHERE code = ${code(near)} AND ${hit}`;
}

function hitSql(log: ProcessLog, selector: Exclude<ProcessSelector, { kind: 'variant' }>): string {
  const code = (event: string) => log.codeOf.get(event) ?? 0;
  if (selector.kind === 'activity') return `code = ${code(selector.event)}`;
  const { from, to } = selector;
  if (from === null) return to === null ? 'false' : `rn = start AND code = ${code(to)}`;
  return `code = ${code(from)} AND ${to === null ? 'follow IS NULL' : `follow = ${code(to)}`}`;
}

function variantCases(log: ProcessLog, events: readonly string[]): string {
  return `${casedSql(log)}, chosen AS (
    SELECT ${caseKey(log)} FROM (
      SELECT ${caseKey(log)}, ${variantColumns('code', 'rn - start')} FROM cased GROUP BY ${caseKey(log)}
    ) JOIN ${variantList(log, [events])} USING (steps, hash_a, hash_b)
  )`;
}
