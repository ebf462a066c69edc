import { z } from 'zod';
import { CLASSIFICATION_METRICS } from '@/lib/domain/metrics/definitions';
import { FEATURE_SETS } from './explain-job';
import { modelSettingsSchema, SCALERS, SEQUENCE_MODELS, trainingSettingsSchema } from './training';
import { windowSettingsSchema } from './windows';

/** What is foretold of a window's outcome week (method §1). */
export const TARGETS = ['churn', 'sticker'] as const;
export const targetSchema = z.enum(TARGETS);
export type Target = z.infer<typeof targetSchema>;

export const BASELINES = ['most-frequent', 'logistic', 'gbdt'] as const;
export const MODEL_KINDS = [...BASELINES, ...SEQUENCE_MODELS] as const;
export const modelKindSchema = z.enum(MODEL_KINDS);
export type ModelKind = z.infer<typeof modelKindSchema>;

const seedSchema = z
  .int()
  .min(0)
  .max(2 ** 32 - 1);

/** Which windows train, choose and judge (method §5). */
export const splitSettingsSchema = z.object({
  /** `random` lets neighbouring windows leak; it is the original study's way and always labelled optimistic. */
  kind: z.enum(['time', 'random']).default('time'),
  testAnchors: z.int().min(1).max(366).default(14),
  /** `time`: share of celebs; `random`: share of windows. */
  validationShare: z.number().min(0.01).max(0.9).default(0.2),
  seed: seedSchema.default(1),
});
export type SplitSettings = z.infer<typeof splitSettingsSchema>;

/** Settings of gradient-boosted trees that a person may change; names and defaults are LightGBM's. */
export const treeSettingsSchema = z.object({
  num_iterations: z.int().min(1).max(5000).default(100),
  learning_rate: z.number().gt(0).max(1).default(0.1),
  num_leaves: z.int().min(2).max(1024).default(31),
  max_depth: z.int().min(-1).max(64).default(-1),
  min_data_in_leaf: z.int().min(0).max(100_000).default(20),
  feature_fraction: z.number().gt(0).max(1).default(1),
  bagging_fraction: z.number().gt(0).max(1).default(1),
  bagging_freq: z.int().min(0).max(1000).default(0),
  lambda_l1: z.number().min(0).max(1e6).default(0),
  lambda_l2: z.number().min(0).max(1e6).default(0),
  max_bin: z.int().min(2).max(255).default(255),
  /** Trees without a better validation log-loss before training stops; 0: never. */
  early_stopping_round: z.int().min(0).max(1000).default(0),
  seed: seedSchema.default(1),
});

/** One model to train: its kind and every setting of it. */
export const candidateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('most-frequent') }),
  z.object({
    kind: z.literal('logistic'),
    /** Strength of the L2 penalty on standardised columns: scikit-learn's 1 / C. */
    l2: z.number().min(0).max(1e9).default(1),
  }),
  z.object({ kind: z.literal('gbdt'), trees: treeSettingsSchema.prefault({}) }),
  z.object({
    kind: z.literal('sequence'),
    scaler: z.enum(SCALERS).default('log1p-standard'),
    model: modelSettingsSchema,
    training: trainingSettingsSchema.prefault({}),
  }),
]);
export type Candidate = z.infer<typeof candidateSchema>;
export type SequenceCandidate = Extract<Candidate, { kind: 'sequence' }>;

/** The kind under which a candidate's run is listed: a sequence model goes by its architecture. */
export const modelKind = (candidate: Candidate): ModelKind =>
  candidate.kind === 'sequence' ? candidate.model.model : candidate.kind;

const dataChoice = {
  versionId: z.uuid(),
  split: splitSettingsSchema.prefault({}),
  /** Columns of the daily table in the order the model reads them; all of the version when left out. */
  features: z.array(z.string().min(1)).min(1).max(2000).optional(),
};

export const PROMOTIONS = ['never', 'best', 'best-sequence'] as const;

export const trainPayloadSchema = z.object({
  ...dataChoice,
  targets: z.array(targetSchema).min(1).max(2).default(['churn', 'sticker']),
  candidates: z.array(candidateSchema).min(1).max(200),
  calibration: z.enum(['none', 'platt', 'isotonic']).default('platt'),
  /** Groups the runs of one experiment; any text a person chose. */
  experiment: z.string().trim().min(1).max(80).optional(),
  /** Whether the run with the best validation micro-AP becomes its target's champion. */
  promote: z.enum(PROMOTIONS).default('never'),
  /** The search whose trial this trains anew. */
  searchId: z.uuid().optional(),
  /** The explanation whose set of features this trains on. */
  featureSet: z.object({ explanationId: z.uuid(), name: z.enum(FEATURE_SETS) }).optional(),
  /** Scores all celebs with the champions once training is over. */
  score: z.boolean().default(false),
  /** Explains the champions once training, and scoring, is over. */
  explain: z.boolean().default(false),
  /** Freezes the newest week and those before it once the champions are explained. */
  brief: z.boolean().default(false),
});
export type TrainPayload = z.infer<typeof trainPayloadSchema>;

export const scorePayloadSchema = z.object({
  versionId: z.uuid(),
  /** Anchor day, `YYYY-MM-DD`: the days before it are observed. The day after the data when left out. */
  asOf: z.iso.date().optional(),
  /** So many earlier weeks are scored first, so that changes can be told; days without a whole observed week are left out. */
  weeksBefore: z.int().min(0).max(52).default(0),
});
export type ScorePayload = z.infer<typeof scorePayloadSchema>;

/** A metric with its 95 % interval over celebs; null where it is not defined. */
export const intervalSchema = z.object({
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});
const metricRecord = <T extends z.ZodType>(schema: T) =>
  z.record(z.enum(CLASSIFICATION_METRICS), schema);

/** Counts when everything with a probability of at least `threshold` is called positive. */
const operatingPointSchema = z.object({
  threshold: z.number(),
  truePositives: z.int(),
  falsePositives: z.int(),
});

const reliabilitySchema = z.array(
  z.object({ rows: z.int(), predicted: z.number(), observed: z.number() }),
);

const partSchema = z.object({
  windows: z.int(),
  positives: z.int(),
  celebs: z.int(),
  anchors: z.int(),
  firstAnchor: z.iso.date().nullable(),
  lastAnchor: z.iso.date().nullable(),
});
export type PartSummary = z.infer<typeof partSchema>;

export const splitSummarySchema = z.object({
  train: partSchema,
  validation: partSchema,
  test: partSchema,
  /** Windows between training and test whose outcome week would overlap the test anchors'. */
  purged: z.int(),
});
export type SplitSummary = z.infer<typeof splitSummarySchema>;

export const calibrationSchema = z.discriminatedUnion('method', [
  z.object({ method: z.literal('platt'), slope: z.number(), intercept: z.number() }),
  z.object({
    method: z.literal('isotonic'),
    from: z.array(z.number()),
    to: z.array(z.number()),
  }),
]);

/** What is known of a run's quality; all of it on windows that did not train it. */
export const runReportSchema = z.object({
  validation: metricRecord(z.number().nullable()),
  test: metricRecord(intervalSchema),
  /** At 0.5, on the test windows. */
  confusion: z.object({
    trueNegatives: z.int(),
    falsePositives: z.int(),
    falseNegatives: z.int(),
    truePositives: z.int(),
  }),
  /** On the test windows, falling thresholds; thinned for drawing. */
  operatingPoints: z.array(operatingPointSchema),
  /** On the test windows, before and after each calibration fitted on the validation windows. */
  calibration: z.array(
    z.object({
      method: z.enum(['none', 'platt', 'isotonic']),
      logLoss: z.number().nullable(),
      brier: z.number().nullable(),
      expectedCalibrationError: z.number().nullable(),
      reliability: reliabilitySchema,
    }),
  ),
  /** The same metrics of the true probabilities, on simulated data; null elsewhere. */
  ceiling: metricRecord(z.number().nullable()).nullable(),
});
export type RunReport = z.infer<typeof runReportSchema>;

/** One line of the training log: an epoch of a sequence model, a tree of boosted trees. */
export const trainingLogSchema = z.array(
  z.object({ step: z.int(), loss: z.number().nullable(), validationLoss: z.number().nullable() }),
);
export type TrainingLog = z.infer<typeof trainingLogSchema>;

/** Why a run became champion: a person's words, or the rule with the numbers it saw. */
export const championReasonSchema = z.discriminatedUnion('by', [
  z.object({ by: z.literal('person'), text: z.string() }),
  z.object({
    by: z.literal('rule'),
    rule: z.enum(PROMOTIONS),
    /** Of the validation windows. */
    microAveragePrecision: z.number(),
    candidates: z.int(),
  }),
]);
export type ChampionReason = z.infer<typeof championReasonSchema>;

export const championSchema = z.object({
  runId: z.uuid(),
  /** Of the run, and the version that it was trained on. */
  kind: modelKindSchema,
  versionNumber: z.int(),
  target: targetSchema,
  chosenAt: z.iso.datetime(),
  chosenBy: z.string(),
  reason: championReasonSchema,
});

/** A run as lists show it. */
export const runSummarySchema = z.object({
  id: z.uuid(),
  jobId: z.uuid(),
  versionId: z.uuid(),
  versionNumber: z.int(),
  target: targetSchema,
  kind: modelKindSchema,
  scaler: z.enum(SCALERS).nullable(),
  experiment: z.string().nullable(),
  searchId: z.uuid().nullable(),
  explanationId: z.uuid().nullable(),
  featureSet: z.enum(FEATURE_SETS).nullable(),
  featureCount: z.int(),
  createdAt: z.iso.datetime(),
  createdBy: z.string().nullable(),
  splitKind: z.enum(['time', 'random']),
  /** Runs with as many test anchors of one version are judged on the same windows. */
  testAnchors: z.int(),
  durationMs: z.number(),
  validation: metricRecord(z.number().nullable()),
  test: metricRecord(intervalSchema),
  ceiling: metricRecord(z.number().nullable()).nullable(),
  /** Whether it is its dataset's and target's champion now. */
  isChampion: z.boolean(),
});
export type RunSummary = z.infer<typeof runSummarySchema>;

/** Everything that a run keeps (method §7). */
export const runDetailSchema = runSummarySchema.extend({
  datasetId: z.uuid(),
  datasetName: z.string(),
  simulated: z.boolean(),
  candidate: candidateSchema,
  windows: windowSettingsSchema,
  split: splitSettingsSchema,
  splitSummary: splitSummarySchema,
  features: z.array(z.string()),
  calibration: calibrationSchema.nullable(),
  engine: z.string(),
  libraries: z.record(z.string(), z.string()),
  log: trainingLogSchema,
  bestStep: z.int().nullable(),
  parameters: z.int(),
  report: runReportSchema,
  /** Of its dataset and target, newest first. */
  championHistory: z.array(championSchema),
});
export type RunDetail = z.infer<typeof runDetailSchema>;

export type ChampionView = z.infer<typeof championSchema>;

export const championListSchema = z.object({ champions: z.array(championSchema) });
export const promoteBodySchema = z.object({ reason: z.string().trim().min(1).max(500) });
