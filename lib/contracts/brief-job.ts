import { z } from 'zod';
import { scorePayloadSchema } from './models';

/** Scores a day and weeks before it, freezes each week, and grades those whose outcome is known. */
export const briefPayloadSchema = scorePayloadSchema.extend({
  /** Sends the last of the weeks to the dataset's recipients and webhooks, unless they have it already. */
  deliver: z.boolean().default(false),
});
export type BriefPayload = z.infer<typeof briefPayloadSchema>;
