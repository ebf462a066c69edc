import { Buffer } from 'node:buffer';

/**
 * Small log files of a made-up platform, the same on every run: by rule, without chance, so that a test can count
 * what an import must report.
 *
 * Listed celebs c01 to c12 act on two of three days in their own rooms, c09 to c12 only up to day 20 (they churn);
 * c13 is listed but never acts; room x01 is in nobody's list. Day 30 has no events at all.
 */
export interface LogFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

export const FIRST_DAY = '2024-01-01';
export const DAYS = 42;
const EMPTY_DAY = 30;
const LAST_DAY_OF_QUITTERS = 20;
export const TARGETS = Array.from({ length: 12 }, (_, i) => `c${String(i + 1).padStart(2, '0')}`);

const isoDay = (day: number): string =>
  new Date(Date.parse(FIRST_DAY) + day * 86_400_000).toISOString().slice(0, 10);
const fan = (n: number): string => `f${String((n % 40) + 1).padStart(3, '0')}`;

/** Whether a celeb (0 = c01) acts in their own room on a day. */
export const actsOn = (celeb: number, day: number): boolean =>
  day !== EMPTY_DAY && (day + celeb) % 3 !== 0 && !(celeb >= 8 && day > LAST_DAY_OF_QUITTERS);

type Row = readonly [ts: string, actor: string, room: string, event: string];

/** Sound events of days `from` to `to` (exclusive), in time order within a day. */
export function eventRows(from: number, to: number): Row[] {
  const rows: Row[] = [];
  for (let day = from; day < to; day++) {
    if (day === EMPTY_DAY) continue;
    const at = isoDay(day);
    TARGETS.forEach((celeb, k) => {
      if (actsOn(k, day)) {
        rows.push([`${at} 09:30:00`, celeb, celeb, 'post']);
        rows.push([`${at} 20:00:00`, celeb, celeb, 'broadcast']);
      }
      for (let j = 0; j < 3; j++)
        rows.push([
          `${at} 20:0${j + 1}:30`,
          fan(day * 7 + k * 3 + j),
          celeb,
          j === 0 ? 'visit' : 'chat',
        ]);
    });
    rows.push([`${at} 21:15:00`, fan(day), 'c13', 'visit']);
    rows.push([`${at} 21:20:00`, fan(day + 1), 'x01', 'visit']);
  }
  return rows;
}

/** @param text whole, its last line break included */
export const csvFile = (name: string, text: string): LogFile => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(text),
});

const csv = (name: string, lines: readonly (readonly string[])[]): LogFile =>
  csvFile(name, `${lines.map((cells) => cells.join(',')).join('\n')}\n`);

const HEADER = ['time', 'user_id', 'room_id', 'action'];

/** Rows that an import must set aside, with the line each has in `firstEvents()`. */
export const BAD_EVENTS = [
  { line: 2, reason: 'bad_timestamp', cells: ['yesterday', 'f001', 'c01', 'visit'] },
  { line: 5, reason: 'missing_value', cells: ['2024-01-01 10:00:00', '', 'c01', 'visit'] },
  {
    line: 9,
    reason: 'malformed_row',
    cells: ['2024-01-01 10:00:00', 'f001', 'c01', 'visit', 'extra'],
  },
  { line: 12, reason: 'bad_timestamp', cells: ['2024-13-45 10:00:00', 'f002', 'c02', 'chat'] },
] as const;

/** Exact repetitions that `firstEvents()` holds. */
export const REPEATED = 3;

export function firstEvents(): LogFile {
  const rows: (readonly string[])[] = eventRows(0, DAYS);
  const repeated = rows.slice(-REPEATED);
  const lines: (readonly string[])[] = [HEADER, ...rows, ...repeated];
  for (const { line, cells } of BAD_EVENTS) lines.splice(line - 1, 0, cells);
  return csv('spring_events.csv', lines);
}

/** The sound rows of days `from` to `to` (exclusive). */
export const soundEvents = (from: number, to: number): LogFile =>
  csv('sound_events.csv', [HEADER, ...eventRows(from, to)]);

/** One week after the first file. */
export const laterEvents = (): LogFile =>
  csv('spring_events_week7.csv', [HEADER, ...eventRows(DAYS, DAYS + 7)]);

/** Every day a sticker for c01 to c03; one row to set aside, one to a stranger, one to oneself, two without amount. */
export function stickers(): LogFile {
  const rows: string[][] = [['time', 'sender', 'celeb_id', 'quantity', 'amount', 'kind']];
  for (let day = 0; day < DAYS; day++) {
    if (day === EMPTY_DAY) continue;
    rows.push([`${isoDay(day)} 20:30:00`, fan(day), TARGETS[day % 3] ?? '', '2', '1000', 'rose']);
  }
  rows.push(['2024-01-05 20:31:00', 'f005', 'c01', '0', '1000', 'rose']);
  rows.push(['2024-01-05 20:32:00', 'f005', 'stranger', '1', '1000', 'rose']);
  rows.push(['2024-01-05 20:33:00', 'c02', 'c02', '1', '1000', 'rose']);
  rows.push(['2024-01-05 20:34:00', 'f006', 'c01', '1', '', 'rose']);
  rows.push(['2024-01-05 20:35:00', 'f007', 'c01', '1', '', 'rose']);
  return csv('spring_stickers.csv', rows);
}

/** c01 to c13 with a city, and one row whose day cannot be read. */
export function celebs(): LogFile {
  const rows: string[][] = [['celeb_id', 'name', 'joined_on', 'city']];
  [...TARGETS, 'c13'].forEach((celeb, k) => {
    rows.push([celeb, `셀럽 ${k + 1}`, '2023-11-01', k % 2 === 0 ? 'Seoul' : 'Busan']);
  });
  rows.push(['c14', '셀럽 14', 'soon', 'Seoul']);
  return csv('spring_celebs.csv', rows);
}

/** A picture with the name of a table. */
export const picture = (): LogFile => ({
  name: 'events.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d]),
});

/** No column says whose room it was. */
export const withoutRooms = (): LogFile =>
  csv('purchases.csv', [
    ['time', 'user_id', 'action', 'price'],
    ['2024-01-01 10:00:00', 'f001', 'purchase', '3'],
    ['2024-01-02 10:00:00', 'f002', 'purchase', '5'],
  ]);

/** Its time column can be read in no row; the mapping is complete all the same. */
export const wrongTimes = (): LogFile =>
  csv('wrong_times.csv', [
    ['time', 'when', 'user_id', 'room_id', 'action'],
    ...Array.from({ length: 30 }, (_, day) => [
      `day ${day + 1}`,
      `${isoDay(day)} 10:00:00`,
      'c01',
      'c01',
      'post',
    ]),
  ]);
