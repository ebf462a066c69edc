import { z } from 'zod';
import { runSummarySchema, targetSchema } from './models';

/** Runs of one version, or of all versions of a dataset. */
export const runsQuerySchema = z
  .object({
    version: z.uuid().optional(),
    dataset: z.uuid().optional(),
    target: targetSchema.optional(),
    /** Runs on feature sets of this explanation only. */
    explanation: z.uuid().optional(),
  })
  .refine((q) => (q.version === undefined) !== (q.dataset === undefined), {
    message: 'Give either version or dataset.',
  });
export type RunsQuery = z.infer<typeof runsQuerySchema>;

/** Newest first. */
export const runListSchema = z.object({
  runs: z.array(runSummarySchema),
  total: z.int(),
  truncated: z.boolean(),
});

export const championsQuerySchema = z.object({ dataset: z.uuid() });

/** Files of a run that can be downloaded; which of them exist depends on its kind. */
export const SEQUENCE_FILES = ['model.json', 'weights.bin', 'model.onnx'] as const;
export const TABULAR_FILES = ['tabular.json'] as const;
export const runFileSchema = z.enum([...SEQUENCE_FILES, ...TABULAR_FILES]);
export type RunFile = z.infer<typeof runFileSchema>;
