import { z } from 'zod';

/** Lengths in days (method §4). */
export const windowSettingsSchema = z.object({
  observeDays: z.int().min(1).max(90).default(7),
  outcomeDays: z.int().min(1).max(90).default(7),
  strideDays: z.int().min(1).max(90).default(1),
});
