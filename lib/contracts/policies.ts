import { z } from 'zod';

/** How a priority group is cut from its scores (method §9). */
export const thresholdRuleSchema = z.discriminatedUnion('by', [
  z.object({ by: z.literal('quantile'), share: z.number().gt(0).lt(1) }),
  z.object({ by: z.literal('value'), value: z.number().min(0).max(1) }),
  z.object({ by: z.literal('mixture') }),
]);

/** Cuts while no policy is saved. */
export const DEFAULT_RULE: z.infer<typeof thresholdRuleSchema> = { by: 'quantile', share: 0.2 };

/** Reasons that are kept of each celeb and target. */
export const REASONS_KEPT = 3;
