import { z } from 'zod';

export const snapshotsQuerySchema = z.object({ version: z.uuid() });

/** Scores of all eligible celebs as of one day. */
export const snapshotSummarySchema = z.object({
  id: z.uuid(),
  versionId: z.uuid(),
  /** Scored from the days before it. */
  asOf: z.iso.date(),
  createdAt: z.iso.datetime(),
  celebs: z.int(),
  churnRunId: z.uuid(),
  stickerRunId: z.uuid(),
  /** Last of the days whose outcome is predicted. */
  outcomeEnd: z.iso.date(),
  /** What became of the celebs is known. */
  isClosed: z.boolean(),
  /** Other models or another version have scored this day later. */
  isSuperseded: z.boolean(),
  /** Reasons of its celebs are kept. */
  hasReasons: z.boolean(),
});
export type SnapshotSummary = z.infer<typeof snapshotSummarySchema>;

export const snapshotListSchema = z.object({
  /** The day it is for the dataset: the one after its data, or what its demo clock says. */
  today: z.iso.date(),
  /** Whether a demo clock stands before the end of the data. */
  isClockSet: z.boolean(),
  /** Of all versions of the dataset, up to today; the newest day first, of one day the newest first. */
  snapshots: z.array(snapshotSummarySchema),
});
export type SnapshotList = z.infer<typeof snapshotListSchema>;
