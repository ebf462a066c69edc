import { z } from 'zod';
import { jobSchema } from './jobs';

export const clockQuerySchema = z.object({ dataset: z.uuid() });

/** What day it is for a dataset. */
export const clockSchema = z.object({
  today: z.iso.date(),
  /** The earliest day that it can be set to. */
  first: z.iso.date(),
  /** The day after the data. */
  end: z.iso.date(),
  /** The clock stands before the end. */
  isSet: z.boolean(),
  /** Only simulated data can be played through. */
  isSimulated: z.boolean(),
});
export type Clock = z.infer<typeof clockSchema>;

export const setClockSchema = z.object({
  dataset: z.uuid(),
  /** Null = the day after the data. */
  day: z.iso.date().nullable(),
});

export const clockSetSchema = z.object({
  clock: clockSchema,
  /** The job that scores the day; null when it is scored already, or no champion is there to do it. */
  job: jobSchema.nullable(),
});
