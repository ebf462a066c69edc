import type { DuckDBConnection } from '@duckdb/node-api';
import { eventColumns } from '@/lib/domain/windows/columns';
import { AppError } from '@/lib/server/errors';
import { sqlName, sqlString } from '@/lib/server/lake/duckdb';
import { celebsPath, dailyPath, tableGlob, targetsPath } from '@/lib/server/lake/layout';
import { queryRows } from '@/lib/server/lake/rows';
import { createVisitors } from './counting-tables';

/** More different names than this means that the wrong column was mapped to `event`. */
const MAX_EVENT_NAMES = 500;
/** A longer name is a text somebody wrote; it could not be a metric's key either. */
const MAX_EVENT_CHARACTERS = 200;

export interface DailySummary {
  /** ISO days of the first and last event of the whole version. */
  readonly firstDay: string;
  readonly lastDay: string;
  readonly targetCelebs: number;
  readonly dailyRows: number;
  /** Columns after `celeb_id, celeb_index, day`, in their fixed order (method §3). */
  readonly columns: readonly string[];
  /** Rows of target celebs that no daily row counts: before the celeb's span, or stickers after the last event's day. */
  readonly outsideSpan: { readonly eventRows: number; readonly stickerRows: number };
}

export interface TableSources {
  /** Readable FROM sources, e.g. `read_parquet('...')`. */
  readonly events: string;
  readonly stickers: string;
}

/** The parts of a version as FROM sources; a version without stickers reads an empty table of the same shape. */
export function tableSources(dir: string, hasStickers: boolean): TableSources {
  const read = (glob: string) => `read_parquet(${sqlString(glob)}, union_by_name = true)`;
  return {
    events: read(tableGlob(dir, 'events')),
    stickers: hasStickers
      ? read(tableGlob(dir, 'stickers'))
      : `(SELECT NULL::TIMESTAMP AS ts, NULL::DATE AS day, NULL::UTINYINT AS hour, NULL::VARCHAR AS from_id,
           NULL::VARCHAR AS celeb_id, NULL::DOUBLE AS quantity, NULL::DOUBLE AS amount WHERE false)`,
  };
}

/**
 * Writes `targets.parquet` and `daily.parquet` (method §2 target celebs, §3 daily table).
 *
 * A span begins no earlier than the data: a day before the first event says nothing about anybody. The data end with
 * the last event; a log of stickers that runs on does not make the celebs look idle.
 *
 * Leaves behind for the aggregates, so that they need not read the events again: the temp tables `targets`,
 * `event_names` (own, event, code, column_name) and `visitors` (celeb_id, day, actor_id: each fan of a target celeb
 * once a day, within the celeb's span).
 * @throws AppError `no_target_celebs` when no listed celeb has own-room activity, `mapping_wrong_type` when there are
 * more than 500 event names or one of more than 200 characters.
 */
export async function buildDaily(
  connection: DuckDBConnection,
  dir: string,
  sources: TableSources,
): Promise<DailySummary> {
  await connection.run(`CREATE OR REPLACE TEMP TABLE room_day AS
    SELECT room_id, day, event, actor_id = room_id AS own, count(*) AS n
    FROM ${sources.events} GROUP BY ALL`);
  const [period] = await queryRows<{ first: string; last: string }>(
    connection,
    'SELECT min(day)::VARCHAR AS first, max(day)::VARCHAR AS last FROM room_day',
  );
  if (!period) throw new Error('an aggregate without GROUP BY returns one row');
  const targetCelebs = await writeTargets(connection, dir, period.first);
  if (targetCelebs === 0) {
    throw new AppError(
      'no_target_celebs',
      'No celeb has any own-room activity: in no row is the actor the owner of the room. Check which columns are mapped to actor_id and room_id; both may be the same column when each actor acts in a room of their own.',
    );
  }
  const eventNames = await nameEvents(connection);
  await createVisitors(connection, sources.events);
  await writeDaily(connection, dir, sources, eventNames, period.last);
  const [facts] = await queryRows<{ rows: number; events: number; stickers: number }>(
    connection,
    `SELECT (SELECT count(*) FROM read_parquet(${sqlString(dailyPath(dir))}))::DOUBLE AS rows,
      (SELECT coalesce(sum(n), 0) FROM room_day JOIN targets ON celeb_id = room_id WHERE day < span_start)::DOUBLE AS events,
      (SELECT count(*) FROM ${sources.stickers} JOIN targets USING (celeb_id)
       WHERE day < span_start OR day > DATE ${sqlString(period.last)})::DOUBLE AS stickers`,
  );
  await connection.run('DROP TABLE room_day');
  return {
    firstDay: period.first,
    lastDay: period.last,
    targetCelebs,
    dailyRows: facts?.rows ?? 0,
    columns: [
      ...eventNames,
      'own_total',
      'fan_total',
      'fan_unique',
      'sticker_count',
      'sticker_amount',
      'sticker_senders',
    ],
    outsideSpan: { eventRows: facts?.events ?? 0, stickerRows: facts?.stickers ?? 0 },
  };
}

/** Target celebs: in the list, with own-room activity. The span starts at `joined_on` when that is earlier. */
async function writeTargets(
  connection: DuckDBConnection,
  dir: string,
  firstDay: string,
): Promise<number> {
  await connection.run(`CREATE OR REPLACE TEMP TABLE targets AS
    SELECT celeb_id,
           (row_number() OVER (ORDER BY celeb_id) - 1)::INTEGER AS celeb_index,
           greatest(DATE ${sqlString(firstDay)}, least(first_own_day, coalesce(joined_on, first_own_day))) AS span_start,
           first_own_day, last_own_day
    FROM read_parquet(${sqlString(celebsPath(dir))})
    JOIN (SELECT room_id AS celeb_id, min(day) AS first_own_day, max(day) AS last_own_day
          FROM room_day WHERE own GROUP BY room_id) USING (celeb_id)`);
  await connection.run(
    `COPY (SELECT * FROM targets ORDER BY celeb_index) TO ${sqlString(targetsPath(dir))} (FORMAT parquet, COMPRESSION zstd)`,
  );
  const [row] = await queryRows<{ n: number }>(
    connection,
    'SELECT count(*)::INTEGER AS n FROM targets',
  );
  return row?.n ?? 0;
}

/** Numbers the event names of the target celebs (own first, then by name) and returns their columns in that order. */
async function nameEvents(connection: DuckDBConnection): Promise<string[]> {
  await connection.run(`CREATE OR REPLACE TEMP TABLE numbered AS
    SELECT own, event, (row_number() OVER (ORDER BY own DESC, event) - 1)::INTEGER AS code
    FROM (SELECT DISTINCT own, event FROM room_day JOIN targets ON celeb_id = room_id WHERE day >= span_start)`);
  const [size] = await queryRows<{ names: number; longest: number }>(
    connection,
    'SELECT count(DISTINCT event)::INTEGER AS names, max(length(event))::INTEGER AS longest FROM numbered',
  );
  const names = size?.names ?? 0;
  const longest = size?.longest ?? 0;
  if (names > MAX_EVENT_NAMES || longest > MAX_EVENT_CHARACTERS) {
    const found =
      names > MAX_EVENT_NAMES
        ? `more than ${MAX_EVENT_NAMES} different names`
        : `a name of ${longest} characters, more than ${MAX_EVENT_CHARACTERS}`;
    throw new AppError(
      'mapping_wrong_type',
      `The column mapped to event holds ${found}. An event name says what was done (chat, like, ...); map the column that holds it, or give one fixed name.`,
      { field: 'event', reason: String(names > MAX_EVENT_NAMES ? names : longest) },
    );
  }
  const rows = await queryRows<{ own: boolean; event: string }>(
    connection,
    'SELECT own, event FROM numbered ORDER BY code',
  );
  const columns = eventColumns(
    rows.map(({ own, event }) => ({ side: own ? 'own' : 'fan', event })),
  );
  await connection.run(`CREATE OR REPLACE TEMP TABLE event_names AS
    SELECT own, event, code, column_name FROM numbered
    JOIN (VALUES ${columns.map((column, code) => `(${code}, ${sqlString(column)})`).join(', ')}) AS named (code, column_name) USING (code)`);
  await connection.run('DROP TABLE numbered');
  return columns;
}

async function writeDaily(
  connection: DuckDBConnection,
  dir: string,
  sources: TableSources,
  eventNames: readonly string[],
  lastDay: string,
): Promise<void> {
  const counts = eventNames.map((column, code) => [column, `code = ${code}`] as const);
  const sums = [...counts, ['own_total', 'own'] as const, ['fan_total', 'NOT own'] as const];
  const filled = [...sums.map(([column]) => column), 'fan_unique'];
  await connection.run(`COPY (
    WITH calendar AS (
      SELECT celeb_id, celeb_index, unnest(generate_series(span_start, DATE ${sqlString(lastDay)}, INTERVAL 1 DAY))::DATE AS day
      FROM targets
    ), numbered AS (
      SELECT room_id AS celeb_id, day, own, code, n FROM room_day JOIN event_names USING (own, event)
    ), e AS (
      SELECT celeb_id, day,
      ${sums.map(([column, rows]) => `sum(n) FILTER (WHERE ${rows}) AS ${sqlName(column)}`).join(',\n      ')}
      FROM numbered JOIN targets USING (celeb_id) GROUP BY celeb_id, day
    ), f AS (
      SELECT celeb_id, day, count(*) AS fan_unique FROM visitors GROUP BY celeb_id, day
    ), s AS (
      SELECT celeb_id, day, sum(quantity) AS sticker_count, coalesce(sum(amount), 0) AS sticker_amount,
             count(DISTINCT from_id) AS sticker_senders
      FROM ${sources.stickers} GROUP BY celeb_id, day
    )
    SELECT celeb_id, celeb_index, day,
      ${filled
        .map((column) => `coalesce(${sqlName(column)}, 0)::INTEGER AS ${sqlName(column)}`)
        .join(',\n      ')},
      coalesce(sticker_count, 0)::DOUBLE AS sticker_count,
      coalesce(sticker_amount, 0)::DOUBLE AS sticker_amount,
      coalesce(sticker_senders, 0)::INTEGER AS sticker_senders
    FROM calendar LEFT JOIN e USING (celeb_id, day) LEFT JOIN f USING (celeb_id, day) LEFT JOIN s USING (celeb_id, day)
    ORDER BY celeb_index, day
  ) TO ${sqlString(dailyPath(dir))} (FORMAT parquet, COMPRESSION zstd)`);
}
