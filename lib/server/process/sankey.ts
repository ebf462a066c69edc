import type { DuckDBConnection } from '@duckdb/node-api';
import {
  buildSankey,
  type KeptEvents,
  keptEvents,
  type Sankey,
  type SankeyDirection,
  type StepCondition,
} from '@/lib/domain/process/sankey';
import { queryRows } from '@/lib/server/lake/rows';
import type { ProcessLog } from './log';

export interface SankeyOptions {
  /** The chosen event; null starts at each case's first event (`before`: ends at its last). */
  readonly event: string | null;
  readonly direction: SankeyDirection;
  /** k, from 1 to 12. Default 5. */
  readonly steps?: number;
  /** Smallest share of all cases with which an event keeps its name at a step, in [0, 1]. Default 0.05. */
  readonly minShare?: number;
}

export interface SankeyAnswer {
  readonly sankey: Sankey;
  /** Needed to ask for the celebs behind a link (`linkConditions`). */
  readonly kept: KeptEvents;
}

/** "Other" in folded paths, as code and as name; no event is called so, since files with NUL bytes are refused. */
const OTHER = -1;
const OTHER_NAME = '\u0000other';

/**
 * The first k steps after, or the last k before, the first occurrence of an event in each case (an event that happens
 * again in the same case starts no second path, so flows count cases). Leaves the temp table
 * `process_paths(room_id, s0 .. sk)` behind, one row per case; `room_id` is the chosen event's.
 */
export async function readSankey(
  connection: DuckDBConnection,
  log: ProcessLog,
  options: SankeyOptions,
): Promise<SankeyAnswer> {
  const steps = options.steps ?? 5;
  await openPaths(connection, log, options);
  const columns = Array.from({ length: steps + 1 }, (_, i) => `s${i}`);
  const counts = await queryRows<{ step: number; code: number; n: number }>(
    connection,
    columns
      .map(
        (s, i) =>
          `SELECT ${i} AS step, ${s} AS code, CAST(count(*) AS DOUBLE) AS n FROM process_paths WHERE ${s} IS NOT NULL GROUP BY ${s}`,
      )
      .join(' UNION ALL '),
  );
  const total = counts.filter((c) => c.step === 0).reduce((n, c) => n + c.n, 0);
  const nameOf = (code: number) => log.events[code] ?? '';
  const kept = keptEvents(
    counts.map((c) => ({ step: c.step, event: nameOf(c.code), cases: c.n })),
    total,
    steps,
    options.minShare ?? 0.05,
  );
  // Folding in the query bounds what is read, however many event names there are.
  const folded = columns.map((s, i) => {
    const codes = [...(kept[i] ?? [])].map((event) => log.codeOf.get(event));
    const test = codes.length > 0 ? `${s} IN (${codes.join(', ')})` : 'false';
    return `CASE WHEN ${s} IS NULL OR ${test} THEN ${s} ELSE ${OTHER} END AS ${s}`;
  });
  const rows = await queryRows<Record<string, number | null> & { n: number }>(
    connection,
    `SELECT ${columns.join(', ')}, CAST(count(*) AS DOUBLE) AS n FROM (SELECT ${folded.join(', ')} FROM process_paths) GROUP BY ALL`,
  );
  const paths = rows.map((row) => ({
    steps: columns.map((s) => {
      const code = row[s] ?? null;
      return code === null ? null : code === OTHER ? OTHER_NAME : nameOf(code);
    }),
    cases: row.n,
  }));
  return { sankey: buildSankey(paths, kept), kept };
}

/**
 * Makes `process_paths`; needed before `pathCelebs` when `readSankey` has not run on this connection. One sort of all
 * events looks k steps ahead or back. The first occurrence is then found among the rows that begin a case or are the
 * chosen event: it begins the case itself, or comes right after the row that does.
 */
export async function openPaths(
  connection: DuckDBConnection,
  log: ProcessLog,
  options: SankeyOptions,
): Promise<void> {
  const { event, direction, steps = 5 } = options;
  if (!(Number.isInteger(steps) && steps >= 1 && steps <= 12))
    throw new RangeError(`steps must be an integer from 1 to 12, got ${steps}`);
  const after = direction === 'after';
  const begins = `CASE WHEN ${log.continues('ts', 'lag(ts) OVER w')} THEN 0 ELSE 1 END`;
  const ends = `CASE WHEN ${log.continues('lead(ts) OVER w', 'ts')} THEN 0 ELSE 1 END`;
  const chosen = event === null ? null : `s0 = ${log.codeOf.get(event) ?? 0}`;
  const numbers = Array.from({ length: steps }, (_, i) => i + 1);
  const looks = numbers.flatMap((i) =>
    ['code', 'ts'].map((c) => `${after ? 'lead' : 'lag'}(${c}, ${i}) OVER w AS ${c}${i}`),
  );
  const inside = (i: number) =>
    numbers
      .slice(0, i)
      .map((j) =>
        after ? log.continues(`ts${j}`, `ts${j - 1}`) : log.continues(`ts${j - 1}`, `ts${j}`),
      )
      .join(' AND ');
  const path = numbers.map((i) => `CASE WHEN ${inside(i)} THEN code${i} END AS s${i}`);
  const columns = ['room_id', 's0', ...numbers.map((i) => `s${i}`)].join(', ');
  const partition = log.partition.join(', ');
  const first = `SELECT *, lag(marks) OVER v AS mark_before, lag(s0) OVER v AS code_before
      FROM marked WINDOW v AS (PARTITION BY ${partition} ORDER BY rn)`;
  await connection.run(`CREATE OR REPLACE TEMP TABLE process_paths AS
    WITH looked AS (
      SELECT actor_id, room_id, case_value, day, code AS s0, ts AS ts0, row_number() OVER w AS rn,
             ${chosen === null && !after ? ends : begins} AS marks, ${looks.join(', ')}
      FROM process_log WINDOW w AS (PARTITION BY ${partition} ORDER BY ts, seq)
    ), marked AS (
      SELECT *, ${path.join(', ')} FROM looked WHERE marks = 1${chosen === null ? '' : ` OR ${chosen}`}
    )
    ${
      chosen === null
        ? `SELECT ${columns} FROM marked`
        : `SELECT ${columns} FROM (${first}) WHERE ${chosen} AND (marks = 1 OR (mark_before = 1 AND code_before <> s0))`
    }`);
}

export interface CelebCount {
  readonly celebId: string;
  readonly count: number;
}

export interface CelebCounts {
  readonly rows: readonly CelebCount[];
  readonly total: number;
  readonly truncated: boolean;
}

/** The celebs behind a link or node: in whose rooms the chosen event of these cases happened, most cases first. */
export async function pathCelebs(
  connection: DuckDBConnection,
  log: ProcessLog,
  conditions: readonly StepCondition[],
  limit = 1000,
): Promise<CelebCounts> {
  const where = conditions.map((c) => conditionSql(log, c)).join(' AND ') || 'true';
  return celebCounts(
    connection,
    `SELECT room_id, count(*) AS n FROM process_paths WHERE ${where} GROUP BY room_id`,
    limit,
  );
}

function conditionSql(log: ProcessLog, { step, kind, events }: StepCondition): string {
  const column = `s${Math.trunc(step)}`;
  // The case ends at this step, not earlier.
  if (kind === 'end')
    return `(${column} IS NULL${step > 0 ? ` AND s${Math.trunc(step) - 1} IS NOT NULL` : ''})`;
  const codes = events.map((event) => log.codeOf.get(event) ?? 0).join(', ') || '0';
  return kind === 'event'
    ? `${column} IN (${codes})`
    : `(${column} IS NOT NULL AND ${column} NOT IN (${codes}))`;
}

/** @param counted a query with columns room_id and n */
export async function celebCounts(
  connection: DuckDBConnection,
  counted: string,
  limit: number,
): Promise<CelebCounts> {
  const rows = await queryRows<{ celebId: string; count: number; total: number }>(
    connection,
    `SELECT room_id AS "celebId", CAST(n AS DOUBLE) AS count, CAST(count(*) OVER () AS DOUBLE) AS total
     FROM (${counted}) ORDER BY n DESC, room_id LIMIT ${Math.max(1, Math.floor(limit))}`,
  );
  const total = rows[0]?.total ?? 0;
  return {
    rows: rows.map(({ celebId, count }) => ({ celebId, count })),
    total,
    truncated: total > rows.length,
  };
}
