import type { DuckDBConnection } from '@duckdb/node-api';
import { AppError } from '@/lib/server/errors';
import { sqlName, sqlString } from '@/lib/server/lake/duckdb';
import { celebsPath, dailyPath, tableGlob, targetsPath } from '@/lib/server/lake/layout';
import { queryRows } from '@/lib/server/lake/rows';

/** More different names than this means that the wrong column was mapped to `event`. */
const MAX_EVENT_NAMES = 500;

export interface DailySummary {
  /** ISO days of the first and last event of the whole version. */
  readonly firstDay: string;
  readonly lastDay: string;
  readonly targetCelebs: number;
  readonly dailyRows: number;
  /** Columns after `celeb_id, celeb_index, day`, in their fixed order (method §3). */
  readonly columns: readonly string[];
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
 * The event rows are read once: they are first counted per (room, day, own or fan, event, actor), and
 * both the counts per event name and the distinct fans come from that much smaller table.
 * @throws AppError `no_target_celebs` when no listed celeb has own-room activity, `mapping_wrong_type` when
 * there are more than 500 event names.
 */
export async function buildDaily(
  connection: DuckDBConnection,
  dir: string,
  sources: TableSources,
): Promise<DailySummary> {
  await connection.run(`CREATE TEMP TABLE room_day AS
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
  const names = await queryRows<{ own: boolean; event: string }>(
    connection,
    'SELECT own, event FROM room_day JOIN targets ON celeb_id = room_id GROUP BY own, event ORDER BY own DESC, event',
  );
  if (names.length > 2 * MAX_EVENT_NAMES) {
    throw new AppError(
      'mapping_wrong_type',
      `The column mapped to event holds more than ${MAX_EVENT_NAMES} different names. An event name says what was done (chat, like, ...); map the column that holds it, or give one fixed name.`,
      { field: 'event', reason: String(names.length) },
    );
  }
  const counts = names.map((name) => ({
    column: `${name.own ? 'own' : 'fan'}_${name.event}`,
    expression: `coalesce(sum(n) FILTER (WHERE ${name.own ? '' : 'NOT '}own AND event = ${sqlString(name.event)}), 0)::INTEGER`,
  }));
  await writeDaily(connection, dir, sources, counts, period.last);
  const [rows] = await queryRows<{ n: number }>(
    connection,
    `SELECT count(*)::INTEGER AS n FROM read_parquet(${sqlString(dailyPath(dir))})`,
  );
  return {
    firstDay: period.first,
    lastDay: period.last,
    targetCelebs,
    dailyRows: rows?.n ?? 0,
    columns: [
      ...counts.map((c) => c.column),
      'own_total',
      'fan_total',
      'fan_unique',
      'sticker_count',
      'sticker_amount',
      'sticker_senders',
    ],
  };
}

/** Target celebs: in the list, with own-room activity. The span starts at `joined_on` when that is earlier. */
async function writeTargets(
  connection: DuckDBConnection,
  dir: string,
  firstDay: string,
): Promise<number> {
  await connection.run(`CREATE TEMP TABLE targets AS
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

async function writeDaily(
  connection: DuckDBConnection,
  dir: string,
  sources: TableSources,
  counts: readonly { column: string; expression: string }[],
  lastDay: string,
): Promise<void> {
  const eventColumns = counts
    .map((c) => `${c.expression} AS ${sqlName(c.column)}`)
    .join(',\n      ');
  const filled = counts.map(
    (c) => `coalesce(e.${sqlName(c.column)}, 0)::INTEGER AS ${sqlName(c.column)}`,
  );
  await connection.run(`COPY (
    WITH calendar AS (
      SELECT celeb_id, celeb_index, unnest(generate_series(span_start, DATE ${sqlString(lastDay)}, INTERVAL 1 DAY))::DATE AS day
      FROM targets
    ), e AS (
      SELECT room_id AS celeb_id, day,
      ${eventColumns},
      coalesce(sum(n) FILTER (WHERE own), 0)::INTEGER AS own_total,
      coalesce(sum(n) FILTER (WHERE NOT own), 0)::INTEGER AS fan_total
      FROM room_day JOIN targets ON celeb_id = room_id GROUP BY room_id, day
    ), f AS (
      SELECT room_id AS celeb_id, day, count(DISTINCT actor_id)::INTEGER AS fan_unique
      FROM ${sources.events} WHERE actor_id <> room_id GROUP BY room_id, day
    ), s AS (
      SELECT celeb_id, day, sum(quantity) AS sticker_count, coalesce(sum(amount), 0) AS sticker_amount,
             count(DISTINCT from_id)::INTEGER AS sticker_senders
      FROM ${sources.stickers} GROUP BY celeb_id, day
    )
    SELECT celeb_id, celeb_index, day,
      ${[
        ...filled,
        'coalesce(own_total, 0)::INTEGER AS own_total',
        'coalesce(fan_total, 0)::INTEGER AS fan_total',
        'coalesce(fan_unique, 0)::INTEGER AS fan_unique',
        'coalesce(sticker_count, 0)::DOUBLE AS sticker_count',
        'coalesce(sticker_amount, 0)::DOUBLE AS sticker_amount',
        'coalesce(sticker_senders, 0)::INTEGER AS sticker_senders',
      ].join(',\n      ')}
    FROM calendar LEFT JOIN e USING (celeb_id, day) LEFT JOIN f USING (celeb_id, day) LEFT JOIN s USING (celeb_id, day)
    ORDER BY celeb_index, day
  ) TO ${sqlString(dailyPath(dir))} (FORMAT parquet, COMPRESSION zstd)`);
}
