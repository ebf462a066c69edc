import path from 'node:path';
import { DOUBLE, type DuckDBConnection, INTEGER } from '@duckdb/node-api';
import type { TableName } from '@/lib/contracts/tables';
import type { IntBatch } from '@/lib/domain/simulate/batch';
import { BURN_IN_DAYS, DAYS, FIRST_DAY, isoDay } from '@/lib/domain/simulate/calendar';
import { type CelebLife, firstLived } from '@/lib/domain/simulate/lives';
import { ATTRIBUTES, celebProfile, STICKER_KINDS } from '@/lib/domain/simulate/names';
import { STATES } from '@/lib/domain/simulate/states';
import type { CelebTraits } from '@/lib/domain/simulate/traits';
import { trueWindows } from '@/lib/domain/simulate/truth';
import { EVENT_NAMES } from '@/lib/domain/simulate/visit-chains';
import { sqlString } from '@/lib/server/lake/duckdb';
import { loadTable } from './columns';
import { codeOf, spoiledTime } from './faults';
import { copyOptions, localTimestamp, nameOf, personId } from './raw-sql';

/** A raw file of the simulation. `rows` counts records: repeated and cut ones too, the header not. */
export interface SimulatedFile {
  readonly table: TableName;
  readonly path: string;
  readonly rows: number;
}

export type RawFormat = 'parquet' | 'csv';

const integers = (batch: IntBatch, names: readonly string[]) =>
  names.map((name, c) => ({ name, type: INTEGER, values: batch.columns[c] ?? new Int32Array() }));

/**
 * Writes a batch of events as one file, ordered by time as a log is.
 * @param faults fault code of each row (faults.ts), for CSV only
 */
export async function writeEvents(
  connection: DuckDBConnection,
  file: string,
  format: RawFormat,
  events: IntBatch,
  faults?: Int32Array,
): Promise<void> {
  const columns = integers(events, ['second', 'actor', 'room', 'event']);
  if (faults)
    columns.push({ name: 'fault', type: INTEGER, values: faults as Int32Array<ArrayBuffer> });
  await loadTable(connection, 'raw_events', columns, events.length);
  const time = faults ? spoiledTime() : localTimestamp;
  const actor = faults
    ? `CASE WHEN fault <> ${codeOf('missing_actor')} THEN ${personId('actor')} END`
    : personId('actor');
  // The order is total, so the same rows always make the same bytes.
  await connection.run(`COPY (
    SELECT ${time} AS ts, ${actor} AS actor_id, ${personId('room')} AS room_id, ${nameOf(EVENT_NAMES, 'event')} AS event
    FROM raw_events ORDER BY second, room, actor, event
  ) TO ${sqlString(file)} ${copyOptions(format)}`);
  await connection.run('DROP TABLE raw_events');
}

export async function writeStickers(
  connection: DuckDBConnection,
  file: string,
  format: RawFormat,
  stickers: IntBatch,
): Promise<void> {
  const columns = integers(stickers, ['second', 'sender', 'celeb', 'quantity', 'kind']);
  await loadTable(connection, 'raw_stickers', columns, stickers.length);
  const prices = `[${STICKER_KINDS.map((k) => k.price).join(', ')}][kind + 1]`;
  await connection.run(`COPY (
    SELECT ${localTimestamp} AS ts, ${personId('sender')} AS from_id, ${personId('celeb')} AS celeb_id, quantity,
      greatest(quantity, 1) * ${prices} AS amount, ${nameOf(
        STICKER_KINDS.map((k) => k.name),
        'kind',
      )} AS sticker
    FROM raw_stickers ORDER BY second, celeb
  ) TO ${sqlString(file)} ${copyOptions(format)}`);
  await connection.run('DROP TABLE raw_stickers');
}

/** The list of celebs 0 to `count` - 1. */
export async function writeCelebs(
  connection: DuckDBConnection,
  file: string,
  format: RawFormat,
  count: number,
  traitsOf: (celeb: number) => CelebTraits,
): Promise<void> {
  const text = ATTRIBUTES.map((a) => `, ${a} VARCHAR`).join('');
  await connection.run(
    `CREATE TABLE raw_celebs (celeb INTEGER, name VARCHAR, joined VARCHAR${text})`,
  );
  const appender = await connection.createAppender('raw_celebs');
  for (let celeb = 0; celeb < count; celeb++) {
    const traits = traitsOf(celeb);
    const profile = celebProfile(celeb, traits);
    appender.appendInteger(celeb);
    appender.appendVarchar(profile.name);
    appender.appendVarchar(isoDay(traits.joinDay));
    for (const a of ATTRIBUTES) appender.appendVarchar(profile[a]);
    appender.endRow();
  }
  appender.closeSync();
  await connection.run(`COPY (
    SELECT ${personId('celeb')} AS celeb_id, name, joined::DATE AS joined_on, ${ATTRIBUTES.join(', ')}
    FROM raw_celebs ORDER BY celeb
  ) TO ${sqlString(file)} ${copyOptions(format)}`);
  await connection.run('DROP TABLE raw_celebs');
}

export interface TruthParts {
  readonly states: string;
  readonly windows: string;
}

/** Truth of the given lives as two Parquet files: state per day from joining on, and both probabilities per window. */
export async function writeTruth(
  connection: DuckDBConnection,
  files: TruthParts,
  first: number,
  lives: readonly CelebLife[],
): Promise<void> {
  const celebs: number[] = [];
  const anchors: number[] = [];
  const churn: number[] = [];
  const sticker: number[] = [];
  const days: [number[], number[], number[]] = [[], [], []];
  lives.forEach((life, k) => {
    for (const w of trueWindows(life)) {
      celebs.push(first + k);
      anchors.push(w.anchor);
      churn.push(w.pChurn);
      sticker.push(w.pSticker);
    }
    if (life.traits.silent) return;
    for (let i = Math.max(BURN_IN_DAYS, firstLived(life.traits)); i < BURN_IN_DAYS + DAYS; i++) {
      days[0].push(first + k);
      days[1].push(i - BURN_IN_DAYS);
      days[2].push(life.state[i] ?? 0);
    }
  });
  const windows = [
    { name: 'celeb', type: INTEGER, values: celebs },
    { name: 'anchor', type: INTEGER, values: anchors },
    { name: 'p_churn', type: DOUBLE, values: churn },
    { name: 'p_sticker', type: DOUBLE, values: sticker },
  ];
  await loadTable(connection, 'true_windows', windows, celebs.length);
  const date = (column: string) => `(DATE '${FIRST_DAY}' + ${column})`;
  await connection.run(`COPY (
    SELECT ${personId('celeb')} AS celeb_id, ${date('anchor')} AS anchor, p_churn, p_sticker FROM true_windows
    ORDER BY celeb, true_windows.anchor
  ) TO ${sqlString(files.windows)} (FORMAT parquet, COMPRESSION zstd)`);
  const states = ['celeb', 'day', 'state'].map((name, c) => ({
    name,
    type: INTEGER,
    values: days[c] ?? [],
  }));
  await loadTable(connection, 'true_states', states, days[0].length);
  await connection.run(`COPY (
    SELECT ${personId('celeb')} AS celeb_id, ${date('day')} AS day, ${nameOf(STATES, 'state')} AS state FROM true_states
    ORDER BY celeb, true_states.day
  ) TO ${sqlString(files.states)} (FORMAT parquet, COMPRESSION zstd)`);
  await connection.run('DROP TABLE true_windows; DROP TABLE true_states');
}

/** Joins the parts of one table, in their order, without holding them in memory. */
export async function joinParts(
  connection: DuckDBConnection,
  parts: readonly string[],
  file: string,
): Promise<void> {
  await connection.run(
    `COPY (SELECT * FROM read_parquet([${parts.map(sqlString).join(', ')}])) TO ${sqlString(file)} (FORMAT parquet, COMPRESSION zstd)`,
  );
}

export const partName = (dir: string, name: string, part: number, format: RawFormat): string =>
  path.join(dir, `${name}-${String(part).padStart(4, '0')}.${format}`);
