import type { DuckDBConnection } from '@duckdb/node-api';
import type { QualityCheck, QualityReport } from '@/lib/contracts/import';
import { sqlString } from '@/lib/server/lake/duckdb';
import { celebsPath } from '@/lib/server/lake/layout';
import { queryRows } from '@/lib/server/lake/rows';
import type { TableSources } from '@/lib/server/prepare/daily';

const EXAMPLES = 20;
/** Names rarer than this share of all rows are probably typing errors or tests. */
const RARE_SHARE = 0.00001;

type Severity = QualityCheck['severity'];

/**
 * What is odd about a version's raw tables. Counts only: nothing is changed or removed by it.
 * @param now ISO time; events after it lie in the future
 */
export async function qualityReport(
  connection: DuckDBConnection,
  dir: string,
  sources: TableSources,
  now: string,
): Promise<QualityReport> {
  await connection.run(`CREATE OR REPLACE TEMP TABLE q_rooms AS
    SELECT room_id, count(*) AS n, count(*) FILTER (WHERE actor_id = room_id) AS own FROM ${sources.events} GROUP BY room_id`);
  await connection.run(
    `CREATE OR REPLACE TEMP VIEW q_celebs AS SELECT celeb_id FROM read_parquet(${sqlString(celebsPath(dir))})`,
  );
  const one = async (sql: string) =>
    (await queryRows<Record<string, number>>(connection, sql))[0] ?? {};
  const names = async (sql: string) =>
    (
      await queryRows<{ example: string }>(
        connection,
        `SELECT example::VARCHAR AS example FROM (${sql}) LIMIT ${EXAMPLES}`,
      )
    ).map((r) => r.example);

  // One scan for all that adds up over days.
  await connection.run(`CREATE OR REPLACE TEMP TABLE q_days AS
    SELECT day, count(*) AS n, count(*) FILTER (WHERE ts > ${sqlString(now)}::TIMESTAMP) AS future,
      count(*) FILTER (WHERE ts < TIMESTAMP '2000-01-01') AS ancient,
      count(*) FILTER (WHERE date_part('second', ts) = 0 AND date_part('minute', ts) = 0 AND hour = 0) AS midnight
    FROM ${sources.events} GROUP BY day`);
  const total =
    await one(`SELECT coalesce(sum(n), 0)::DOUBLE AS events, coalesce(sum(future), 0)::DOUBLE AS future,
      coalesce(sum(ancient), 0)::DOUBLE AS ancient, coalesce(sum(midnight), 0)::DOUBLE AS midnight FROM q_days`);
  const stickers =
    await one(`SELECT count(*)::DOUBLE AS n, count(*) FILTER (WHERE coalesce(amount, 0) = 0)::DOUBLE AS free,
      count(*) FILTER (WHERE from_id = celeb_id)::DOUBLE AS self,
      count(*) FILTER (WHERE celeb_id NOT IN (SELECT celeb_id FROM q_celebs))::DOUBLE AS stranger FROM ${sources.stickers}`);
  const events = total.events ?? 0;
  const stickerRows = stickers.n ?? 0;
  const checks: QualityCheck[] = [];
  const add = (
    check: QualityCheck['check'],
    found: number | undefined,
    of: number,
    bad: Severity,
    more: { params?: Record<string, number>; examples?: string[] } = {},
  ) => {
    const count = found ?? 0;
    checks.push({
      check,
      severity: count === 0 ? 'ok' : bad,
      count,
      share: of > 0 ? count / of : 0,
      params: more.params ?? {},
      examples: more.examples ?? [],
    });
  };

  add(
    'duplicate_events',
    await duplicates(connection, sources.events, 'ts, actor_id, room_id, event'),
    events,
    'info',
  );
  add(
    'duplicate_stickers',
    await duplicates(connection, sources.stickers, 'ts, from_id, celeb_id, quantity, amount'),
    stickerRows,
    'info',
  );
  const gaps = `SELECT day AS example FROM (SELECT unnest(generate_series(min(day), max(day), INTERVAL 1 DAY))::DATE AS day FROM q_days)
      ANTI JOIN q_days USING (day) ORDER BY day`;
  const gap = await one(`SELECT count(*)::DOUBLE AS n FROM (${gaps})`);
  const days = await one(`SELECT (max(day) - min(day) + 1)::DOUBLE AS n FROM q_days`);
  add('days_without_events', gap.n, days.n ?? 0, 'warning', { examples: await names(gaps) });

  const orphan = `FROM q_rooms WHERE room_id NOT IN (SELECT celeb_id FROM q_celebs)`;
  const rooms = await one(
    `SELECT count(*)::DOUBLE AS rooms, coalesce(sum(n), 0)::DOUBLE AS rows ${orphan}`,
  );
  const allRooms = await one('SELECT count(*)::DOUBLE AS n FROM q_rooms');
  add('rooms_without_celeb', rooms.rooms, allRooms.n ?? 0, 'warning', {
    params: { rows: rooms.rows ?? 0 },
    examples: await names(`SELECT room_id AS example ${orphan} ORDER BY n DESC`),
  });
  const silent = `FROM q_celebs WHERE celeb_id NOT IN (SELECT room_id FROM q_rooms WHERE own > 0)`;
  const quiet = await one(`SELECT count(*)::DOUBLE AS n ${silent}`);
  const listed = await one('SELECT count(*)::DOUBLE AS n FROM q_celebs');
  add('celebs_without_own_activity', quiet.n, listed.n ?? 0, 'info', {
    examples: await names(`SELECT celeb_id AS example ${silent} ORDER BY celeb_id`),
  });

  await connection.run(
    `CREATE OR REPLACE TEMP TABLE q_names AS SELECT event, count(*) AS n FROM ${sources.events} GROUP BY event`,
  );
  const nameCount = (await one('SELECT count(*)::DOUBLE AS n FROM q_names')).n ?? 0;
  const nameChecks: [QualityCheck['check'], string][] = [
    [
      'rare_event_names',
      `SELECT event AS example FROM q_names WHERE n < ${events * RARE_SHARE} ORDER BY n, event`,
    ],
    [
      'similar_event_names',
      `SELECT string_agg(event, ' / ' ORDER BY event) AS example FROM q_names GROUP BY lower(regexp_replace(event, '[\\s_-]', '', 'g')) HAVING count(*) > 1 ORDER BY 1`,
    ],
    [
      'odd_event_names',
      `SELECT event AS example FROM q_names WHERE length(event) > 64 OR regexp_matches(event, '[[:cntrl:]]') ORDER BY event`,
    ],
  ];
  for (const [check, sql] of nameChecks) {
    add(check, (await one(`SELECT count(*)::DOUBLE AS n FROM (${sql})`)).n, nameCount, 'warning', {
      examples: await names(sql),
    });
  }
  add('future_times', total.future, events, 'problem');
  add('times_before_2000', total.ancient, events, 'problem');
  const midnight = events > 0 && (total.midnight ?? 0) / events > 0.2 ? total.midnight : 0;
  add('midnight_only', midnight, events, 'warning');
  add('stickers_to_unknown', stickers.stranger, stickerRows, 'warning');
  add('stickers_without_amount', stickers.free, stickerRows, 'info');
  add('self_stickers', stickers.self, stickerRows, 'warning');

  const removed =
    await one(`SELECT count(*)::DOUBLE AS rows, count(DISTINCT actor_id)::DOUBLE AS actors, count(DISTINCT room_id)::DOUBLE AS rooms,
      count(*) FILTER (WHERE room_id NOT IN (SELECT celeb_id FROM q_celebs))::DOUBLE AS unlisted
      FROM ${sources.events} WHERE room_id NOT IN (SELECT room_id FROM q_rooms JOIN q_celebs ON celeb_id = room_id WHERE own > 0)`);
  add('non_target_removal', removed.rows, events, 'info', {
    params: {
      actors: removed.actors ?? 0,
      rooms: removed.rooms ?? 0,
      unlistedRows: removed.unlisted ?? 0,
      silentRows: (removed.rows ?? 0) - (removed.unlisted ?? 0),
    },
  });
  return { checks };
}

/**
 * Rows of target celebs that the daily table leaves out, because they lie outside the celeb's span (method §3): fans and
 * stickers before the celeb began, stickers after the last event. Known only once the daily table is built.
 * @param totals all rows of both tables
 */
export function outsideSpanCheck(
  outside: { readonly eventRows: number; readonly stickerRows: number },
  totals: { readonly eventRows: number; readonly stickerRows: number },
): QualityCheck {
  const count = outside.eventRows + outside.stickerRows;
  return {
    check: 'rows_outside_span',
    severity: count === 0 ? 'ok' : 'info',
    count,
    share: count === 0 ? 0 : count / (totals.eventRows + totals.stickerRows),
    params: { eventRows: outside.eventRows, stickerRows: outside.stickerRows },
    examples: [],
  };
}

/** Rows beyond the first of each exact repetition; grouped by a hash, which is a third of the memory of the values. */
async function duplicates(
  connection: DuckDBConnection,
  source: string,
  columns: string,
): Promise<number> {
  const [row] = await queryRows<{ n: number }>(
    connection,
    `SELECT (count(*) - count(DISTINCT hash(${columns})))::DOUBLE AS n FROM ${source}`,
  );
  return row?.n ?? 0;
}
