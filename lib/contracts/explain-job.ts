import { z } from 'zod';

/** What a job explains and how carefully (method §8). */
export const explainPayloadSchema = z.object({
  versionId: z.uuid(),
  /** The day whose celebs are explained one by one; the day after the data when left out. */
  asOf: z.iso.date().optional(),
  /** Features whose VIF exceeds this are collinear. */
  vifLimit: z.number().min(1).max(1e6).default(10),
  /** Level of the Boruta test, shared among all features. */
  alpha: z.number().gt(0).lt(1).default(0.05),
  /** At most so many Boruta trials. */
  trials: z.int().min(1).max(1000).default(50),
  /** Gradients for each explained window of a sequence model. */
  samples: z.int().min(1).max(5000).default(200),
  seed: z
    .int()
    .min(0)
    .max(2 ** 32 - 1)
    .default(1),
  /** Freezes the newest week and those before it afterwards, with the reasons that this gives. */
  brief: z.boolean().default(false),
});
export type ExplainPayload = z.infer<typeof explainPayloadSchema>;
export const explainSettingsSchema = explainPayloadSchema.omit({
  versionId: true,
  asOf: true,
  brief: true,
});
export type ExplainSettings = z.infer<typeof explainSettingsSchema>;

/** Sets of series that an explanation's ledger leads to. */
export const FEATURE_SETS = ['all', 'accepted', 'not-collinear', 'accepted-not-collinear'] as const;
export type FeatureSet = (typeof FEATURE_SETS)[number];
