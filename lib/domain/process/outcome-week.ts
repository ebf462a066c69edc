import { addDays } from '../series/period';

/** Days of the observed week and of the outcome week (method §4). */
export const WEEK_DAYS = 7;

/**
 * First and last day of the outcome week by which churned and retained are told apart: the last week of the period, or of
 * the data where they end first.
 * @param to last day of the period; empty or absent: the data's
 */
export function outcomeWeek(to: string | undefined, lastDay: string): readonly [string, string] {
  const last = to && to < lastDay ? to : lastDay;
  return [addDays(last, 1 - WEEK_DAYS), last];
}
