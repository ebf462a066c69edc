import { z } from 'zod';
import { WINDOW_SUMMARIES } from '@/lib/domain/baseline/window-features';
import { BORUTA_VERDICTS } from '@/lib/domain/boruta/boruta';
import { SERIES_GROUPS } from '@/lib/domain/explain/series-group';
import { explainSettingsSchema, FEATURE_SETS } from './explain-job';
import { modelKindSchema, targetSchema } from './models';

const seriesGroupSchema = z.enum(SERIES_GROUPS);

/** How well the surrogate stands for its model, on held-out windows. */
export const fidelitySchema = z.object({
  windows: z.int(),
  /** Of the logits; null for a constant model. */
  r2: z.number().nullable(),
  agreement: z.number(),
  /** R² of at least 0.8: charts of the surrogate need no warning. */
  isFaithful: z.boolean(),
});

/** What of a target is told in lists. */
const partSummarySchema = z.object({
  target: targetSchema,
  runId: z.uuid(),
  kind: modelKindSchema,
  /** Whether the run is its target's champion still. */
  isChampion: z.boolean(),
  fidelity: fidelitySchema,
});

export const explanationSummarySchema = z.object({
  id: z.uuid(),
  jobId: z.uuid(),
  versionId: z.uuid(),
  createdAt: z.iso.datetime(),
  createdBy: z.string().nullable(),
  /** The day whose celebs are explained one by one. */
  asOf: z.iso.date(),
  settings: explainSettingsSchema,
  parts: z.array(partSummarySchema),
});
export type ExplanationSummary = z.infer<typeof explanationSummarySchema>;

export const explanationsQuerySchema = z.object({ version: z.uuid() });
/** Newest first. */
export const explanationListSchema = z.object({ explanations: z.array(explanationSummarySchema) });

/** A series of the daily table and how much a model heeds it. */
const seriesImportanceSchema = z.object({
  name: z.string(),
  group: seriesGroupSchema,
  /** Mean over windows of |sum of the SHAP values of the series' features|, in log-odds. */
  shap: z.number(),
  /** Share of the surrogate's gain, in [0, 1]. */
  gain: z.number(),
  /** How much the champion's own micro-AP falls on test windows when the series' weeks change rows. */
  permutation: z.number(),
  permutationDeviation: z.number(),
  /** Of the sum over the week and the series' SHAP value. */
  correlation: z.number().nullable(),
  direction: z.enum(['up', 'down']).nullable(),
});
export type SeriesImportance = z.infer<typeof seriesImportanceSchema>;

/** A feature of the surrogate: a summary of a series over the observed week, named `<series>.<summary>`. */
const featureImportanceSchema = z.object({
  name: z.string(),
  series: z.string(),
  summary: z.enum(WINDOW_SUMMARIES),
  group: seriesGroupSchema,
  /** Mean |SHAP|, in log-odds. */
  shap: z.number(),
  correlation: z.number().nullable(),
  direction: z.enum(['up', 'down']).nullable(),
  /** Features that change what this one does, the strongest first; at most three. */
  interactions: z.array(z.object({ feature: z.string(), strength: z.number() })),
  /** Where the cloud of value (x) and SHAP value (y) runs. */
  trend: z.array(z.object({ x: z.number(), y: z.number() })),
});
export type FeatureImportance = z.infer<typeof featureImportanceSchema>;

/** Expected gradients of the sequence model; absent for models that do not read days one by one. */
const attributionSummarySchema = z.object({
  /** Celebs with attributions: those with the highest probability if there are very many. */
  windows: z.int(),
  samples: z.int(),
  background: z.int(),
  /** Mean log-odds of the background. */
  baseline: z.number(),
  /** Of the completeness errors' sizes, in log-odds. */
  meanError: z.number(),
  largestError: z.number(),
});

export const explanationPartSchema = partSummarySchema.extend({
  /** How the logits that are explained come from the model's: Platt's slope and intercept, or 1 and 0. */
  scale: z.object({ slope: z.number(), intercept: z.number() }),
  /** Isotonic calibration cannot be explained as a sum: logits are those before it. */
  isCalibrated: z.boolean(),
  /** The model says the same of every window: there is nothing to explain. */
  isConstant: z.boolean(),
  /** Mean margin of the surrogate, in log-odds: what all windows start from. */
  expected: z.number(),
  /** The largest mean |SHAP| first. */
  series: z.array(seriesImportanceSchema),
  /** The largest mean |SHAP| first. */
  features: z.array(featureImportanceSchema),
  /** Mean over windows of |sum of the group's SHAP values|. */
  groups: z.array(z.object({ group: seriesGroupSchema, shap: z.number() })),
  /** Mean |SHAP| of each series by the week of the anchor (its Monday). */
  drift: z.object({
    weeks: z.array(z.object({ week: z.iso.date(), windows: z.int() })),
    series: z.array(z.object({ name: z.string(), shap: z.array(z.number()) })),
  }),
  attributions: attributionSummarySchema.nullable(),
  /** Windows that points are drawn of, and windows that means are taken over. */
  sampleWindows: z.int(),
  explainedWindows: z.int(),
  currentWindows: z.int(),
});
export type ExplanationPart = z.infer<typeof explanationPartSchema>;

export const explanationDetailSchema = explanationSummarySchema.extend({
  parts: z.array(explanationPartSchema),
});
export type ExplanationDetail = z.infer<typeof explanationDetailSchema>;

export const targetQuerySchema = z.object({ target: targetSchema });

/** A number that may be infinite, which JSON cannot say; null where it is not defined. */
const vifSchema = z.union([z.number(), z.literal('infinite')]).nullable();

export const featureSetSchema = z.enum(FEATURE_SETS);

/** A series of the daily table, judged by the sum over the observed week of each training window. */
const ledgerRowSchema = z.object({
  feature: z.string(),
  group: seriesGroupSchema,
  vif: z.object({
    before: vifSchema,
    /** When it was removed, or beside all that were kept. */
    last: vifSchema,
    /** 1 for the feature that was removed first; null when kept. */
    removedAs: z.int().nullable(),
    reason: z.enum(['constant', 'collinear']).nullable(),
  }),
  boruta: z.object({
    verdict: z.enum(BORUTA_VERDICTS),
    hits: z.int(),
    trials: z.int(),
    p: z.number(),
    adjustedP: z.number(),
    decidedAfter: z.int().nullable(),
  }),
  /** Mean |SHAP| in each Boruta trial, in their order; null after its rejection. */
  history: z.array(z.number().nullable()),
});
export type LedgerRow = z.infer<typeof ledgerRowSchema>;

export const featureLedgerSchema = z.object({
  target: targetSchema,
  settings: explainSettingsSchema,
  /** The training windows that everything here was fitted on. */
  windows: z.object({ count: z.int(), celebs: z.int(), positives: z.int() }),
  /** In the order of the daily table. */
  rows: z.array(ledgerRowSchema),
  /** Mean |SHAP| of the shadows in each Boruta trial. */
  shadows: z.array(z.object({ max: z.number(), mean: z.number(), min: z.number() })),
  correlation: z.object({
    /** Neighbours of a cluster side by side. */
    features: z.array(z.string()),
    /** Spearman's, in that order; null where a feature is constant. */
    values: z.array(z.array(z.number().nullable())),
  }),
  /** Features of each set, in the order of the daily table. */
  sets: z.record(featureSetSchema, z.array(z.string())),
});
export type FeatureLedger = z.infer<typeof featureLedgerSchema>;

/** Trains the champion's settings on sets of features, each as a run of its own. */
export const trainSetsBodySchema = z.object({
  target: targetSchema,
  sets: z.array(featureSetSchema).min(1).max(FEATURE_SETS.length),
});

export const pointsQuerySchema = z.object({
  target: targetSchema,
  /** Names of the surrogate's features, separated by commas. */
  features: z.string().min(1).max(20_000),
});

/** Sampled windows with their values and SHAP values, one number per window in each array. */
export const explainPointsSchema = z.object({
  celebs: z.array(z.object({ id: z.string(), name: z.string().nullable() })),
  anchors: z.array(z.iso.date()),
  /** Positions in `celebs` and `anchors`. */
  celeb: z.array(z.int()),
  anchor: z.array(z.int()),
  /** Probability that the explained model gives. */
  probability: z.array(z.number()),
  features: z.array(
    z.object({ name: z.string(), values: z.array(z.number()), shap: z.array(z.number()) }),
  ),
});
export type ExplainPoints = z.infer<typeof explainPointsSchema>;

export const explainedCelebsQuerySchema = z.object({
  target: targetSchema,
  /** Part of a name or id. */
  q: z.string().max(200).optional(),
});

/** Celebs as of the explanation's day, the highest probability first. */
export const explainedCelebsSchema = z.object({
  celebs: z.array(
    z.object({ id: z.string(), name: z.string().nullable(), probability: z.number() }),
  ),
  total: z.int(),
  truncated: z.boolean(),
});
export type ExplainedCelebs = z.infer<typeof explainedCelebsSchema>;

export const windowQuerySchema = z.object({
  target: targetSchema,
  celeb: z.string().min(1),
  /** The day after the observed week; the explanation's own day when left out. */
  anchor: z.iso.date().optional(),
  /** Whose days are observed: another version of the same dataset than the explanation's. */
  version: z.uuid().optional(),
});

/** One window, explained by the surrogate: `expected` and all `shap` add up to `margin`. */
export const explainedWindowSchema = z.object({
  celeb: z.object({ id: z.string(), name: z.string().nullable() }),
  anchor: z.iso.date(),
  expected: z.number(),
  margin: z.number(),
  /** The explained model's own log-odds; null where only the surrogate knows this window. */
  logit: z.number().nullable(),
  /** The largest |SHAP| first. */
  parts: z.array(
    z.object({
      feature: z.string(),
      series: z.string(),
      group: seriesGroupSchema,
      value: z.number(),
      shap: z.number(),
      /** Shares of sampled windows with less and with more of it; null without a sample. */
      standing: z.object({ smaller: z.number(), larger: z.number() }).nullable(),
    }),
  ),
});
export type ExplainedWindow = z.infer<typeof explainedWindowSchema>;

export const ATTRIBUTION_GROUPS = ['all', 'likely', 'unlikely'] as const;
export const attributionsQuerySchema = z
  .object({
    target: targetSchema,
    /** One celeb, or */
    celeb: z.string().min(1).optional(),
    /** the mean of a group: all, probability of at least 0.5, below it. */
    group: z.enum(ATTRIBUTION_GROUPS).optional(),
  })
  .refine((q) => (q.celeb === undefined) !== (q.group === undefined), {
    message: 'Give either celeb or group.',
  });

/** Expected gradients by day and series, in log-odds against the mean background window. */
export const attributionsSchema = z.object({
  /** How many windows the mean is taken over. */
  windows: z.int(),
  /** Observed days, the oldest first. */
  days: z.array(z.iso.date()),
  series: z.array(z.string()),
  /** `[days][series]`. */
  values: z.array(z.array(z.number())),
  /** Observed counts alike, of one celeb; null for a group. */
  observed: z.array(z.array(z.number())).nullable(),
  baseline: z.number(),
  logit: z.number(),
  /** Sum of all values minus (logit - baseline). */
  completenessError: z.number(),
});
export type Attributions = z.infer<typeof attributionsSchema>;
