import { z } from 'zod';

/** The weekly run: new files of a folder become a version, its week is frozen, and the brief is delivered. */
export const weeklyPayloadSchema = z.object({
  datasetId: z.uuid(),
  /** Absolute path on the server; null = the last version is taken as it is. */
  folder: z.string().min(1).nullable(),
  /** Files that changed after this may still be written; they wait for the next run. */
  settledBefore: z.iso.datetime(),
});
export type WeeklyPayload = z.infer<typeof weeklyPayloadSchema>;
