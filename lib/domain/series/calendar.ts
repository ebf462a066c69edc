import { weekdayOf } from './hours';

/** A calendar heat map shows at most this many weeks side by side before its cells become too narrow to hit. */
export const WEEKS_PER_BLOCK = 54;

export interface CalendarBlock {
  /** ISO days, both included. */
  readonly from: string;
  readonly to: string;
  /** Columns: calendar weeks, Monday to Sunday, that the block touches. */
  readonly weeks: number;
}

/**
 * Cuts a period (ISO days without gaps, ascending) into the rows of a calendar heat map: one row while it fits, else
 * one for each calendar year.
 */
export function calendarBlocks(days: readonly string[]): CalendarBlock[] {
  const whole = block(days);
  if (!whole) return [];
  if (whole.weeks <= WEEKS_PER_BLOCK) return [whole];
  const years = new Map<string, string[]>();
  for (const day of days) {
    const year = day.slice(0, 4);
    const list = years.get(year);
    if (list) list.push(day);
    else years.set(year, [day]);
  }
  return [...years.values()].flatMap((list) => block(list) ?? []);
}

function block(days: readonly string[]): CalendarBlock | undefined {
  const [from] = days;
  const to = days.at(-1);
  if (from === undefined || to === undefined) return undefined;
  return { from, to, weeks: Math.ceil((weekdayOf(from) + days.length) / 7) };
}

/**
 * Positions of the days that an axis may label: every day up to two weeks, every Monday up to half a year, else the
 * first of each month.
 */
export function axisDays(days: readonly string[]): number[] {
  const wanted =
    days.length <= 14
      ? () => true
      : days.length <= 190
        ? (day: string) => weekdayOf(day) === 0
        : (day: string) => day.endsWith('-01');
  return days.flatMap((day, i) => (wanted(day) ? [i] : []));
}
