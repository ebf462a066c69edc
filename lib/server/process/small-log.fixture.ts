import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { CaseRule, ProcessSide } from '@/lib/domain/process/cases';
import { createRandom } from '@/lib/domain/random/generator';
import { sqlString } from '@/lib/server/lake/duckdb';
import { partPath, targetsPath } from '@/lib/server/lake/layout';

export interface LogEvent {
  /** Seconds since 2023-01-01T00:00:00Z; the dataset's days are UTC days. */
  readonly second: number;
  readonly actor: string;
  readonly room: string;
  readonly event: string;
  /** A further column of the events table, null where empty. */
  readonly order: string | null;
}

const START = Date.UTC(2023, 0, 1);
export const isoOf = (second: number): string => new Date(START + second * 1000).toISOString();
export const dayOf = (second: number): string => isoOf(second).slice(0, 10);

/** Writes events, in two parts, and targets as a version of the lake has them. */
export async function writeLog(
  connection: DuckDBConnection,
  dir: string,
  events: readonly LogEvent[],
  targets: readonly string[],
): Promise<void> {
  await mkdir(path.join(dir, 'events'), { recursive: true });
  const half = Math.ceil(events.length / 2);
  for (const [part, rows] of [events.slice(0, half), events.slice(half)].entries()) {
    const values = rows.map(
      (e) =>
        `(${e.second}, ${sqlString(e.actor)}, ${sqlString(e.room)}, ${sqlString(e.event)}, ${e.order === null ? 'NULL' : sqlString(e.order)})`,
    );
    await connection.run(`COPY (
      SELECT TIMESTAMP '2023-01-01' + to_seconds(second) AS ts, CAST(TIMESTAMP '2023-01-01' + to_seconds(second) AS DATE) AS day,
             CAST(0 AS UTINYINT) AS hour, actor_id, room_id, event, order_no
      FROM (VALUES ${values.join(', ')}) AS v(second, actor_id, room_id, event, order_no)
    ) TO ${sqlString(partPath(dir, 'events', part + 1))} (FORMAT parquet)`);
  }
  await connection.run(`COPY (
    SELECT celeb_id, CAST(row_number() OVER (ORDER BY celeb_id) - 1 AS INTEGER) AS celeb_index
    FROM (VALUES ${targets.map((t) => `(${sqlString(t)})`).join(', ')}) AS v(celeb_id)
  ) TO ${sqlString(targetsPath(dir))} (FORMAT parquet)`);
}

const pick = <T>(items: readonly T[], at: number): T => items[at % items.length] as T;

/** A log with many equal time stamps, long pauses, visits across rooms, and rooms of no target. */
export function randomLog(seed: number, n: number): LogEvent[] {
  const random = createRandom(seed);
  const rooms = ['c1', 'c2', 'c3', 'x9'];
  const actors = [...rooms, 'f1', 'f2', "f'3"];
  const names = ['chat', 'enter', 'leave', 'like', '땡큐"&<'];
  return Array.from({ length: n }, () => {
    const room = pick(rooms, random.integer(100));
    return {
      second: random.integer(4) * 86_400 + random.integer(40) * 600 + random.integer(3),
      actor: random.integer(3) === 0 ? room : pick(actors, random.integer(100)),
      room,
      event: pick(names, random.integer(random.integer(5) + 1)),
      order: random.integer(10) === 0 ? null : `o${random.integer(25)}`,
    };
  });
}

export interface SlowFilter {
  readonly rule: CaseRule;
  readonly side: ProcessSide;
  readonly rooms: readonly string[];
  readonly from?: string;
  readonly to?: string;
}

/** Cases cut the slow and obvious way; events of a case in order. */
export function slowCases(events: readonly LogEvent[], filter: SlowFilter): LogEvent[][] {
  const { rule } = filter;
  const groups = new Map<string, LogEvent[]>();
  for (const e of events) {
    const own = e.actor === e.room;
    if (filter.side !== 'both' && own !== (filter.side === 'own')) continue;
    if (!filter.rooms.includes(e.room)) continue;
    const day = dayOf(e.second);
    if ((filter.from ?? day) > day || (filter.to ?? day) < day) continue;
    if (rule.kind === 'column' && e.order === null) continue;
    const key =
      rule.kind === 'column'
        ? (e.order ?? '')
        : rule.kind === 'celeb-day'
          ? `${e.room} ${day}`
          : `${e.actor}${rule.withinRoom ? ` ${e.room}` : ''}`;
    groups.set(key, [...(groups.get(key) ?? []), e]);
  }
  return [...groups.values()].flatMap((group) => {
    // A stable sort: equal times keep the order of the file.
    const sorted = group.sort((a, b) => a.second - b.second);
    const cases: LogEvent[][] = [];
    let last: LogEvent | undefined;
    for (const e of sorted) {
      const pause = last ? e.second - last.second : Number.POSITIVE_INFINITY;
      if (!last || (rule.kind === 'visit' && pause > rule.gapMinutes * 60)) cases.push([]);
      cases.at(-1)?.push(e);
      last = e;
    }
    return cases;
  });
}
