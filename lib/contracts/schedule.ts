import { z } from 'zod';
import { ERROR_CODES, errorDetailsSchema } from './errors';
import { jobStatusSchema, jobTypeSchema } from './jobs';

export const schedulesQuerySchema = z.object({ dataset: z.uuid() });

/** When the weekly run is due, in the dataset's time zone. */
const weeklyTimeShape = {
  enabled: z.boolean(),
  /** ISO 8601: Monday is 1, Sunday is 7. */
  weekday: z.int().min(1).max(7),
  /** Since midnight. */
  minute: z.int().min(0).max(1439),
  /** Absolute path on the server of a folder whose new files are imported first. */
  folder: z.string().trim().min(1).max(1000).nullable(),
};

export const newScheduleSchema = z.object({ dataset: z.uuid(), ...weeklyTimeShape });
export type NewSchedule = z.infer<typeof newScheduleSchema>;

/** A due time that was seen to, and how far the newest job of its chain is. */
export const scheduledRunSchema = z.object({
  dueAt: z.iso.datetime(),
  startedAt: z.iso.datetime(),
  /** Of the last job: a run is over when its brief is frozen. */
  job: z
    .object({
      id: z.uuid(),
      type: jobTypeSchema,
      status: jobStatusSchema,
      error: z
        .object({ code: z.enum(ERROR_CODES), message: z.string(), details: errorDetailsSchema })
        .nullable(),
    })
    .nullable(),
});
export type ScheduledRunView = z.infer<typeof scheduledRunSchema>;

export const scheduleSchema = z.object({
  ...weeklyTimeShape,
  datasetId: z.uuid(),
  timeZone: z.string(),
  nextAt: z.iso.datetime().nullable(),
  updatedAt: z.iso.datetime(),
  updatedBy: z.string(),
  /** The newest first. */
  runs: z.array(scheduledRunSchema),
});
export type ScheduleView = z.infer<typeof scheduleSchema>;

export const scheduleAnswerSchema = z.object({
  timeZone: z.string(),
  /** Null until somebody sets one. */
  schedule: scheduleSchema.nullable(),
});
