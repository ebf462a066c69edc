/** Whose doing a series of the daily table is: the celeb's own, the fans', or the fans' paid thanks (method §3). */
export const SERIES_GROUPS = ['own', 'fan', 'sticker'] as const;
export type SeriesGroup = (typeof SERIES_GROUPS)[number];

/** The group of a column of the daily table. @throws RangeError for a name that is none */
export function seriesGroup(column: string): SeriesGroup {
  const group = SERIES_GROUPS.find((name) => column.startsWith(`${name}_`));
  if (!group) throw new RangeError(`${column} is no column of the daily table`);
  return group;
}
