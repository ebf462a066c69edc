/** Fixed ids of what `worklist-rows.ts` fills, so that the suite knows them. */
export const benchId = (last: number) =>
  `019c0000-0000-7000-8000-${String(last).padStart(12, '0')}`;
export const WORKLIST_IDS = {
  dataset: benchId(1),
  version: benchId(2),
  snapshot: benchId(3),
} as const;
