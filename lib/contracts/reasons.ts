import { z } from 'zod';
import { targetSchema } from './models';

/** Why a probability is as it is: one push of the surrogate, with what the series amounted to in both weeks. */
export const reasonSchema = z.object({
  target: targetSchema,
  /** `<series>.<summary>`, a feature of the surrogate. */
  feature: z.string(),
  value: z.number(),
  /** Push in log-odds; above 0 it raises the probability. */
  shap: z.number(),
  /** Sums of the series over the observed days, and over as many days before them. */
  week: z.number(),
  weekBefore: z.number(),
});
export type Reason = z.infer<typeof reasonSchema>;
