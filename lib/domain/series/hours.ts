/** Events counted for one weekday (0 = Monday) and hour of day (0 to 23) over a whole period. */
export interface HourCount {
  readonly weekday: number;
  readonly hour: number;
  readonly value: number;
}

const MS_PER_DAY = 86_400_000;

/** Monday = 0. */
export const weekdayOf = (iso: string): number =>
  (new Date(`${iso}T00:00:00Z`).getUTCDay() + 6) % 7;

/**
 * How often each weekday occurs in `[from, to]`, days of `missing` left out. Monday first; ISO days.
 *
 * ```
 * weekdayOccurrences('2024-01-01', '2024-01-08', ['2024-01-02']) // [2, 0, 1, 1, 1, 1, 1]
 * ```
 */
export function weekdayOccurrences(
  from: string,
  to: string,
  missing: readonly string[] = [],
): number[] {
  const counts = new Array<number>(7).fill(0);
  const left = new Set(missing);
  for (let at = Date.parse(from); at <= Date.parse(to); at += MS_PER_DAY) {
    const day = new Date(at).toISOString().slice(0, 10);
    const weekday = weekdayOf(day);
    if (!left.has(day)) counts[weekday] = (counts[weekday] ?? 0) + 1;
  }
  return counts;
}

/**
 * Mean count of each hour of the week: `[7][24]`, Monday first. Each total is divided by how often its weekday occurs,
 * so periods that are not whole weeks compare fairly; a weekday that does not occur has no mean (null), not zero.
 */
export function hourProfile(
  counts: readonly HourCount[],
  occurrences: readonly number[],
): (number | null)[][] {
  const profile = Array.from({ length: 7 }, (_, weekday) =>
    new Array<number | null>(24).fill((occurrences[weekday] ?? 0) > 0 ? 0 : null),
  );
  for (const { weekday, hour, value } of counts) {
    const row = profile[weekday];
    const days = occurrences[weekday] ?? 0;
    if (row && days > 0) row[hour] = value / days;
  }
  return profile;
}

/** Mean of the known values of each weekday, Monday first; null where none is known. */
export function weekdayMeans(
  days: readonly string[],
  values: readonly (number | null)[],
): (number | null)[] {
  const sums = new Array<number>(7).fill(0);
  const counts = new Array<number>(7).fill(0);
  days.forEach((day, i) => {
    const value = values[i] ?? null;
    if (value === null) return;
    const weekday = weekdayOf(day);
    sums[weekday] = (sums[weekday] ?? 0) + value;
    counts[weekday] = (counts[weekday] ?? 0) + 1;
  });
  return sums.map((sum, i) => (counts[i] ? sum / counts[i] : null));
}
