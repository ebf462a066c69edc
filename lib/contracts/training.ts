import { z } from 'zod';

export const SEQUENCE_MODELS = ['gru', 'bilstm', 'gru-bilstm'] as const;
export const sequenceModelSchema = z.enum(SEQUENCE_MODELS);

export const SCALERS = ['none', 'standard', 'min-max', 'robust', 'log1p-standard'] as const;
export const scalerKindSchema = z.enum(SCALERS);
export type ScalerKind = z.infer<typeof scalerKindSchema>;

/** What a sequence model looks like (method §7). */
export const modelSettingsSchema = z.object({
  model: sequenceModelSchema,
  units: z.int().min(1).max(512).default(64),
  /** Recurrent layers on top of each other, of each kind. */
  layers: z.int().min(1).max(4).default(1),
  /** Share of a recurrent layer's outputs set to zero in training. */
  dropout: z.number().min(0).max(0.9).default(0.2),
  /** Factor of the sum of squared kernels in the loss. */
  l2: z.number().min(0).max(1).default(0),
});
export type ModelSettings = z.infer<typeof modelSettingsSchema>;

/** How it is trained. */
export const trainingSettingsSchema = z.object({
  epochs: z.int().min(1).max(1000).default(30),
  batchSize: z.int().min(1).max(8192).default(256),
  learningRate: z.number().gt(0).max(1).default(0.001),
  /** Epochs without a better validation loss before training stops. */
  patience: z.int().min(1).max(1000).default(5),
  /** Largest length of the gradient of all weights together; no limit when left out. */
  clipNorm: z.number().gt(0).optional(),
  /** `balanced` gives both labels the same total weight. */
  classWeights: z.enum(['none', 'balanced']).default('none'),
  seed: z
    .int()
    .min(0)
    .max(2 ** 32 - 1)
    .default(1),
});
export type TrainingSettings = z.infer<typeof trainingSettingsSchema>;
