import { weekdayOf } from '@/lib/domain/series/hours';
import { addDays } from '@/lib/domain/series/period';

/** Once a week, as a clock on the wall shows it. */
export interface WeeklyTime {
  /** ISO 8601: Monday is 1, Sunday is 7. */
  readonly weekday: number;
  /** Since midnight, 0 to 1439. */
  readonly minute: number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Minutes that a zone's clocks are ahead of UTC at an instant. */
function offsetMinutes(format: Intl.DateTimeFormat, instantMs: number): number {
  const parts = new Map(
    format.formatToParts(instantMs).map(({ type, value }) => [type, Number(value)]),
  );
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const shown = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'));
  return (shown - Math.floor(instantMs / MINUTE_MS) * MINUTE_MS) / MINUTE_MS;
}

const clockOf = (timeZone: string) =>
  new Intl.DateTimeFormat('en', {
    timeZone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });

/**
 * When the clocks of a zone show a time of a day. A time that is shown twice counts when it is shown first; one that is
 * skipped counts as long after the skip as it lies in it, as in Temporal's `compatible` (TC39 proposal Temporal, 2.3).
 */
function instantOf(format: Intl.DateTimeFormat, day: string, minute: number): number {
  const shown = Date.parse(`${day}T00:00:00Z`) + minute * MINUTE_MS;
  const before = offsetMinutes(format, shown - DAY_MS);
  const after = offsetMinutes(format, shown + DAY_MS);
  const found = [before, after]
    .map((offset) => ({ offset, instantMs: shown - offset * MINUTE_MS }))
    .filter(({ offset, instantMs }) => offsetMinutes(format, instantMs) === offset)
    .map(({ instantMs }) => instantMs);
  return found.length > 0 ? Math.min(...found) : shown - before * MINUTE_MS;
}

/**
 * Answers: when is something that happens once a week due next?
 * @param after the answer is later than this
 * @param timeZone IANA name of the zone whose clocks count, also where they are put forward and back
 * @throws RangeError for a weekday outside 1 to 7, a minute outside 0 to 1439, an unknown zone
 */
export function nextRun(after: Date, { weekday, minute }: WeeklyTime, timeZone: string): Date {
  if (!(Number.isInteger(weekday) && weekday >= 1 && weekday <= 7))
    throw new RangeError(`weekday must be 1 (Monday) to 7 (Sunday), got ${weekday}`);
  if (!(Number.isInteger(minute) && minute >= 0 && minute < 1440))
    throw new RangeError(`minute must be 0 to 1439, got ${minute}`);
  const format = clockOf(timeZone);
  const afterMs = after.getTime();
  const local = new Date(afterMs + offsetMinutes(format, afterMs) * MINUTE_MS);
  const today = local.toISOString().slice(0, 10);
  const first = addDays(today, (weekday - 1 - weekdayOf(today) + 7) % 7);
  // The time itself may be over on that day; a week later it is ahead.
  const instantMs = instantOf(format, first, minute);
  return new Date(instantMs > afterMs ? instantMs : instantOf(format, addDays(first, 7), minute));
}
