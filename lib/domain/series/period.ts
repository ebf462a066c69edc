const MS_PER_DAY = 86_400_000;

/** The ISO day `days` after (or before) another. */
export const addDays = (iso: string, days: number): string =>
  new Date(Date.parse(iso) + days * MS_PER_DAY).toISOString().slice(0, 10);

/** The last `weeks` whole weeks of the data as ISO days, both included; not before its first day. */
export function lastWeeks(
  weeks: number,
  { firstDay, lastDay }: { readonly firstDay: string; readonly lastDay: string },
): { from: string; to: string } {
  const from = addDays(lastDay, 1 - 7 * weeks);
  return { from: from < firstDay ? firstDay : from, to: lastDay };
}
