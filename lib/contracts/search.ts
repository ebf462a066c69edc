import { z } from 'zod';
import { errorBodySchema } from './errors';
import { splitSettingsSchema, targetSchema } from './models';
import { SCALERS, SEQUENCE_MODELS } from './training';

const chosen = <const T extends readonly [string, ...string[]]>(all: T) =>
  z
    .array(z.enum(all))
    .min(1)
    .refine((values) => new Set(values).size === values.length, { message: 'Each at most once.' })
    .default([...all] as T[number][]);

/** A range of whole or real numbers, both ends included. */
const range = (number: z.ZodNumber, low: number, high: number) =>
  z
    .object({ low: number.default(low), high: number.default(high) })
    .refine((r) => r.low <= r.high, { message: 'low must not exceed high.' })
    .prefault({});

/** Where a search looks (method §7). A range whose ends are equal, or a list of one, is fixed. */
export const searchSpaceSchema = z.object({
  architecture: chosen(SEQUENCE_MODELS),
  scaler: chosen(SCALERS),
  units: range(z.int().min(1).max(512), 8, 64),
  layers: range(z.int().min(1).max(4), 1, 2),
  dropout: range(z.number().min(0).max(0.9), 0, 0.5),
  /** Searched on a logarithmic scale. */
  learningRate: range(z.number().gt(0).max(1), 3e-4, 1e-2),
  /** Factor of the sum of squared kernels in the loss; searched on a logarithmic scale. */
  l2: range(z.number().gt(0).max(1), 1e-6, 1e-3),
  batchSize: z
    .array(z.int().min(1).max(8192))
    .min(1)
    .refine((values) => new Set(values).size === values.length, { message: 'Each at most once.' })
    .default([128, 256, 512]),
});
export type SearchSpaceSettings = z.infer<typeof searchSpaceSchema>;

export const searchSettingsSchema = z.object({
  versionId: z.uuid(),
  split: splitSettingsSchema.prefault({}),
  features: z.array(z.string().min(1)).min(1).max(2000).optional(),
  target: targetSchema,
  trials: z.int().min(1).max(1000).default(30),
  /** At most so many epochs a trial. */
  epochs: z.int().min(1).max(1000).default(30),
  patience: z.int().min(1).max(1000).default(5),
  sampler: z.enum(['tpe', 'random']).default('tpe'),
  pruning: z.boolean().default(true),
  seed: z
    .int()
    .min(0)
    .max(2 ** 32 - 1)
    .default(1),
  space: searchSpaceSchema.prefault({}),
});
export type SearchSettings = z.infer<typeof searchSettingsSchema>;

export const newSearchSchema = searchSettingsSchema.extend({
  /** Jobs that share the trials; each worker program takes one at a time. */
  workers: z.int().min(1).max(16).default(1),
});

/** A job works on one search; any number of jobs, on any number of machines, may share it. */
export const searchPayloadSchema = z.object({ searchId: z.uuid() });

export const TRIAL_STATUSES = ['running', 'finished', 'pruned', 'failed'] as const;
export const SEARCH_STATUSES = ['running', 'stopped', 'finished', 'failed'] as const;

/** One point of the space. */
export const trialParametersSchema = z.object({
  architecture: z.enum(SEQUENCE_MODELS),
  scaler: z.enum(SCALERS),
  units: z.int(),
  layers: z.int(),
  dropout: z.number(),
  learningRate: z.number(),
  l2: z.number(),
  batchSize: z.int(),
});
export type TrialParameters = z.infer<typeof trialParametersSchema>;

export const trialSchema = z.object({
  number: z.int(),
  status: z.enum(TRIAL_STATUSES),
  parameters: trialParametersSchema,
  /** Validation micro-AP after each epoch. */
  intermediate: z.array(z.number().nullable()),
  /** Validation micro-AP of the restored weights; of a pruned trial, its last epoch's; null while it runs. */
  value: z.number().nullable(),
  bestEpoch: z.int().nullable(),
  durationMs: z.number().nullable(),
  error: z.string().nullable(),
});
export type TrialView = z.infer<typeof trialSchema>;

export const searchViewSchema = z.object({
  id: z.uuid(),
  versionId: z.uuid(),
  status: z.enum(SEARCH_STATUSES),
  createdAt: z.iso.datetime(),
  createdBy: z.string().nullable(),
  settings: searchSettingsSchema,
  finished: z.int(),
  pruned: z.int(),
  failed: z.int(),
  running: z.int(),
  best: trialSchema.nullable(),
  /** Jobs that work on it now. */
  jobIds: z.array(z.uuid()),
  /** Why the newest job ended without all trials; null unless the search has failed. */
  error: errorBodySchema.shape.error.nullable(),
});
export type SearchView = z.infer<typeof searchViewSchema>;

export const searchDetailSchema = searchViewSchema.extend({
  trials: z.array(trialSchema),
  /** Share of the objective that each parameter explains, largest first; null while too few trials have finished. */
  importance: z.array(z.object({ name: z.string(), importance: z.number() })).nullable(),
});
export type SearchDetail = z.infer<typeof searchDetailSchema>;

export const searchListSchema = z.object({ searches: z.array(searchViewSchema) });
export const resumeSearchSchema = z.object({ workers: z.int().min(1).max(16).default(1) });
/** Which trial's settings train a run. */
export const trainTrialSchema = z.object({
  trial: z.int().min(0),
  promote: z.boolean().default(false),
});
