import { z } from 'zod';
import { briefPayloadSchema } from './brief-job';
import { ERROR_CODES, errorDetailsSchema } from './errors';
import { explainPayloadSchema } from './explain-job';
import { overridesSchema } from './import';
import { scorePayloadSchema, trainPayloadSchema } from './models';
import { searchPayloadSchema } from './search';
import { mappingSchema, tableSchema } from './tables';
import { weeklyPayloadSchema } from './weekly-job';
import { windowSettingsSchema } from './windows';

export const JOB_TYPES = [
  'import',
  'demo',
  'train',
  'search',
  'score',
  'explain',
  'brief',
  'weekly',
] as const;
export const jobTypeSchema = z.enum(JOB_TYPES);
export type JobType = z.infer<typeof jobTypeSchema>;

export const JOB_STATUSES = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const;
export const jobStatusSchema = z.enum(JOB_STATUSES);
export type JobStatus = z.infer<typeof jobStatusSchema>;

/** Stages in the order in which a job may pass them; translated as `jobs.stage.<name>`. */
export const JOB_STAGES = [
  'waiting',
  'simulate',
  'hash',
  'events',
  'stickers',
  'celebs',
  'quality',
  'daily',
  'windows',
  'aggregates',
  'publish',
  'load',
  'train',
  'search',
  'score',
  'explain',
  'reasons',
  'freeze',
  'done',
] as const;
export const jobStageSchema = z.enum(JOB_STAGES);
export type JobStage = z.infer<typeof jobStageSchema>;

export const importFileSchema = z.object({
  table: tableSchema,
  /** An upload's id (browser) or an absolute path on the server (command line). Exactly one is given. */
  uploadId: z.uuid().optional(),
  path: z.string().optional(),
  /** The name a person knows the file by; messages use it. */
  name: z.string().min(1),
  mapping: mappingSchema,
  overrides: overridesSchema.optional(),
});
export type ImportFile = z.infer<typeof importFileSchema>;

const newDatasetSchema = z.object({
  name: z.string().trim().min(1).max(80),
  timeZone: z.string().min(1),
});

export const importPayloadSchema = z
  .object({
    /** Append to this dataset (a new version); otherwise `newDataset` names the one to make. */
    datasetId: z.uuid().optional(),
    newDataset: newDatasetSchema.optional(),
    files: z.array(importFileSchema).min(1).max(50),
    duplicates: z.enum(['keep', 'drop']).default('keep'),
    windows: windowSettingsSchema.optional(),
    /** Makes and delivers the brief of the new version. Only the weekly run asks for it; the command line does so itself. */
    brief: z.boolean().optional(),
  })
  .refine((p) => (p.datasetId === undefined) !== (p.newDataset === undefined), {
    message: 'Give either datasetId or newDataset.',
  });
export type ImportPayload = z.infer<typeof importPayloadSchema>;

export const demoPayloadSchema = z.object({
  scale: z.number().min(0.02).max(100).default(1),
  seed: z
    .int()
    .min(0)
    .max(2 ** 32 - 1)
    .default(20230328),
  dirty: z.boolean().default(false),
  /** Trains the default models on the new version and scores its celebs. */
  train: z.boolean().default(true),
});
export type DemoPayload = z.infer<typeof demoPayloadSchema>;

export const jobPayloadSchemas = {
  import: importPayloadSchema,
  demo: demoPayloadSchema,
  train: trainPayloadSchema,
  search: searchPayloadSchema,
  score: scorePayloadSchema,
  explain: explainPayloadSchema,
  brief: briefPayloadSchema,
  weekly: weeklyPayloadSchema,
} as const;

/** What a finished job has made. */
export const jobResultSchema = z.object({
  datasetId: z.string(),
  versionId: z.string(),
  runIds: z.array(z.string()).optional(),
  searchId: z.string().optional(),
  snapshotId: z.string().optional(),
  explanationId: z.string().optional(),
  weekId: z.string().optional(),
});
export type JobResult = z.infer<typeof jobResultSchema>;

/** A job as routes, streams and the command line show it. Times are ISO 8601 in UTC. */
export const jobSchema = z.object({
  id: z.string(),
  type: jobTypeSchema,
  status: jobStatusSchema,
  /** What it works on, for people: a dataset's or file's name. */
  title: z.string(),
  stage: jobStageSchema,
  done: z.number(),
  /** 0 while unknown. */
  total: z.number(),
  /** Seconds that the whole job is expected to need still; null while unknown. */
  remainingSeconds: z.number().nullable(),
  attempt: z.number(),
  cancelRequested: z.boolean(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  error: z
    .object({ code: z.enum(ERROR_CODES), message: z.string(), details: errorDetailsSchema })
    .nullable(),
  result: jobResultSchema.nullable(),
});
export type JobView = z.infer<typeof jobSchema>;

export const jobListSchema = z.object({ jobs: z.array(jobSchema) });
export type JobList = z.infer<typeof jobListSchema>;

export const jobLogEntrySchema = z.object({
  at: z.string(),
  level: z.enum(['info', 'warning', 'error']),
  message: z.string(),
});
export type JobLogEntry = z.infer<typeof jobLogEntrySchema>;
