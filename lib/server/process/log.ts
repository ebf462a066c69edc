import type { DuckDBConnection } from '@duckdb/node-api';
import { type CaseRule, DEFAULT_CASE_RULE, type ProcessSide } from '@/lib/domain/process/cases';
import { AppError } from '@/lib/server/errors';
import { sqlName, sqlString } from '@/lib/server/lake/duckdb';
import { tableGlob, targetsPath } from '@/lib/server/lake/layout';
import { queryRows } from '@/lib/server/lake/rows';

/** Where events come from, as FROM sources. */
export interface LogSource {
  /** Columns ts, day, actor_id, room_id, event, seq and further ones; `seq` grows with the rows of the imported files. */
  readonly events: string;
  /** Rooms to keep unless a filter names others: column celeb_id; null keeps every room. */
  readonly rooms: string | null;
}

/** A version's events in its target celebs' rooms (method §2). */
export function lakeLog(dir: string): LogSource {
  const files = `read_parquet(${sqlString(tableGlob(dir, 'events'))}, union_by_name = true, file_row_number = true, filename = true)`;
  // Parts count up with every import, rows within a part are the file's.
  const seq = `CAST(regexp_extract(filename, 'part-([0-9]+)', 1) AS BIGINT) * 1099511627776 + file_row_number`;
  return {
    events: `(SELECT *, ${seq} AS seq FROM ${files})`,
    rooms: `read_parquet(${sqlString(targetsPath(dir))})`,
  };
}

export interface ProcessLogOptions {
  readonly rule?: CaseRule;
  readonly side?: ProcessSide;
  /** First and last day, `YYYY-MM-DD`. */
  readonly from?: string;
  readonly to?: string;
  /** Temp table or view with a column celeb_id: only events in these celebs' rooms. */
  readonly celebs?: string;
  /** Only cases with exactly one of these sequences of events. */
  readonly variants?: readonly (readonly string[])[];
}

/** The log a question is asked about: temp view `process_log` and the names of its events. */
export interface ProcessLog {
  readonly rule: CaseRule;
  /** Columns that a case does not cross. */
  readonly partition: readonly string[];
  /** Condition under which an event at `later` belongs to the same case as its predecessor at `earlier`. */
  readonly continues: (later: string, earlier: string) => string;
  /** Event name of each code; code 0 is not used. */
  readonly events: readonly string[];
  readonly codeOf: ReadonlyMap<string, number>;
}

/**
 * Makes the temp view `process_log(actor_id, room_id, case_value, day, ts, seq, code)` of the events that pass the
 * filters. Filters choose events first; cases are cut from what is left.
 *
 * Order of events: time, then `seq`. Events with equal time stamps therefore keep the order of the imported file.
 * @throws AppError `not_found` when the case column does not exist
 * @throws RangeError for a gap that is not above 0
 */
export async function openProcessLog(
  connection: DuckDBConnection,
  source: LogSource,
  options: ProcessLogOptions = {},
): Promise<ProcessLog> {
  const rule = options.rule ?? DEFAULT_CASE_RULE;
  const caseValue = rule.kind === 'column' ? sqlName(rule.column) : "''";
  if (rule.kind === 'column') await checkColumn(connection, source, rule.column);
  const conditions = filterConditions(source, options);
  if (rule.kind === 'column') conditions.push(`${caseValue} IS NOT NULL`);
  const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
  await connection.run(`CREATE OR REPLACE TEMP TABLE process_codes AS
    SELECT event, CAST(row_number() OVER (ORDER BY event) AS SMALLINT) AS code
    FROM (SELECT DISTINCT event FROM ${source.events} ${where})`);
  await connection.run(`CREATE OR REPLACE TEMP VIEW process_log AS
    SELECT actor_id, room_id, ${caseValue} AS case_value, day, ts, seq, code
    FROM ${source.events} JOIN process_codes USING (event) ${where}`);
  const log = await describeLog(connection, rule);
  return options.variants ? keepVariants(connection, log, options.variants) : log;
}

function filterConditions(source: LogSource, options: ProcessLogOptions): string[] {
  const { side = 'both', from, to } = options;
  const conditions: string[] = [];
  if (side !== 'both') conditions.push(`actor_id ${side === 'own' ? '=' : '<>'} room_id`);
  if (from !== undefined) conditions.push(`day >= DATE ${sqlString(from)}`);
  if (to !== undefined) conditions.push(`day <= DATE ${sqlString(to)}`);
  const rooms = options.celebs === undefined ? source.rooms : sqlName(options.celebs);
  if (rooms !== null) conditions.push(`room_id IN (SELECT celeb_id FROM ${rooms})`);
  return conditions;
}

async function checkColumn(
  connection: DuckDBConnection,
  source: LogSource,
  column: string,
): Promise<void> {
  const columns = await queryRows<{ column_name: string }>(
    connection,
    `DESCRIBE SELECT * FROM ${source.events}`,
  );
  if (!columns.some((c) => c.column_name === column)) {
    throw new AppError(
      'not_found',
      `The events have no column "${column}". Choose one of the further columns that were kept on import.`,
      { field: 'column', reason: column },
    );
  }
}

async function describeLog(connection: DuckDBConnection, rule: CaseRule): Promise<ProcessLog> {
  const names = await queryRows<{ event: string; code: number }>(
    connection,
    'SELECT event, code FROM process_codes ORDER BY code',
  );
  return {
    rule,
    partition: partitionOf(rule),
    continues: (later, earlier) =>
      rule.kind === 'visit'
        ? `${later} - ${earlier} <= INTERVAL '${gapSeconds(rule.gapMinutes)}' SECOND`
        : `${later} >= ${earlier}`,
    events: ['', ...names.map((n) => n.event)],
    codeOf: new Map(names.map((n) => [n.event, n.code])),
  };
}

function gapSeconds(minutes: number): number {
  const seconds = Math.round(minutes * 60);
  if (!(Number.isFinite(seconds) && seconds > 0))
    throw new RangeError(`gapMinutes must be at least one second, got ${minutes} minutes`);
  return seconds;
}

function partitionOf(rule: CaseRule): readonly string[] {
  if (rule.kind === 'column') return ['case_value'];
  if (rule.kind === 'celeb-day') return ['room_id', 'day'];
  return rule.withinRoom ? ['actor_id', 'room_id'] : ['actor_id'];
}

/**
 * Common table expressions that end in `cased`: the log with `rn` (position in its partition), `start` (that of the
 * case's first event), so `rn - start` is the position in the case, and `follow` (code of the next event of the case).
 * Two sorts: the first finds where cases begin, the second carries that along.
 * @param from a relation like `process_log`
 */
export function casedSql(log: ProcessLog, from = 'process_log'): string {
  const partition = log.partition.join(', ');
  return `begun AS (
      SELECT *, row_number() OVER w AS rn, CASE WHEN ${log.continues('ts', 'lag(ts) OVER w')} THEN 0 ELSE 1 END AS begins
      FROM ${from} WINDOW w AS (PARTITION BY ${partition} ORDER BY ts, seq)
    ), cased AS (
      SELECT *, max(CASE WHEN begins = 1 THEN rn END) OVER (w ROWS UNBOUNDED PRECEDING) AS start,
             CASE WHEN lead(begins) OVER w = 0 THEN lead(code) OVER w END AS follow
      FROM begun WINDOW w AS (PARTITION BY ${partition} ORDER BY rn)
    )`;
}

/** Columns that name one case in `cased`. */
export const caseKey = (log: ProcessLog): string => [...log.partition, 'start'].join(', ');

/**
 * Aggregates that name a variant: length and two sums over position-dependent hashes, 128 bits together. A list of all
 * steps per case would be exact but does not fit into bounded memory; with a billion variants two of them coincide with
 * a probability below 1e-20.
 */
export const variantColumns = (code: string, position: string): string =>
  `count(*) AS steps, sum(hash(${code}, ${position})) AS hash_a, sum(hash(${position}, ${code})) AS hash_b`;

/** A FROM source with one row of `variantColumns` for each sequence; sequences with unknown events match nothing. */
export function variantList(log: ProcessLog, variants: readonly (readonly string[])[]): string {
  const rows = variants.flatMap((events, id) =>
    events.map(
      (event, i) =>
        `(${id}, CAST(${i} AS BIGINT), CAST(${log.codeOf.get(event) ?? 0} AS SMALLINT))`,
    ),
  );
  if (rows.length === 0) return '(SELECT 0 AS steps, 0 AS hash_a, 0 AS hash_b WHERE false)';
  return `(SELECT id, ${variantColumns('code', 'position')} FROM (VALUES ${rows.join(', ')}) AS listed(id, position, code) GROUP BY id)`;
}

/** Narrows `process_log` to whole cases, so cutting the rest again gives the same cases. */
async function keepVariants(
  connection: DuckDBConnection,
  log: ProcessLog,
  variants: readonly (readonly string[])[],
): Promise<ProcessLog> {
  await connection.run(`CREATE OR REPLACE TEMP TABLE process_kept AS
    WITH ${casedSql(log)}, sized AS (
      SELECT ${caseKey(log)}, ${variantColumns('code', 'rn - start')} FROM cased GROUP BY ${caseKey(log)}
    ), wanted AS (
      SELECT ${caseKey(log)} FROM sized JOIN ${variantList(log, variants)} USING (steps, hash_a, hash_b)
    )
    SELECT actor_id, room_id, case_value, day, ts, seq, code FROM cased JOIN wanted USING (${caseKey(log)})`);
  await connection.run('CREATE OR REPLACE TEMP VIEW process_log AS SELECT * FROM process_kept');
  return log;
}
