import type { Candidate, SequenceCandidate, Target, TrainingLog } from '@/lib/contracts/models';
import type { ScalerKind } from '@/lib/contracts/training';
import { fitMostFrequent, predictMostFrequent } from '@/lib/domain/baseline/most-frequent';
import { weightCount, weightSpecs } from '@/lib/ml/model/architecture';
import { architectureOf } from '@/lib/ml/model/settings';
import { fitScaler, type Scaler, scaleWindows } from '@/lib/ml/scale';
import {
  TrainingCancelledError,
  TrainingDataError,
  TrainingDivergedError,
} from '@/lib/ml/train/errors';
import type { EpochLog } from '@/lib/ml/train/train';
import { AppError } from '@/lib/server/errors';
import { predictWithWeights } from '@/lib/server/ml/predict';
import type { TrialPool } from '@/lib/server/ml/trial-pool';
import { shareNumbers } from '@/lib/server/shared-memory';
import type { ModelData } from './model-data';
import { saveSequenceModel, saveTabularModel } from './model-store';
import { fitTable } from './run-task';

/** A trained model with its probabilities for the windows that did not train it. */
export interface FittedModel {
  readonly validation: Float64Array;
  readonly test: Float64Array;
  readonly log: TrainingLog;
  readonly bestStep: number | null;
  readonly parameters: number;
  readonly engine: string;
  readonly scaler: ScalerKind | null;
  /** Writes the model's files; the folder appears complete or not at all. */
  readonly save: (dir: string, metadata: Readonly<Record<string, unknown>>) => Promise<void>;
}

export interface FitContext {
  readonly data: ModelData;
  readonly pool: TrialPool;
  readonly threads: number;
  readonly signal: AbortSignal;
  /** Share of this candidate, 0 to 1. */
  readonly onProgress?: (share: number) => void;
  /** After each epoch of a sequence model, with the validation windows' probabilities. */
  readonly onEpoch?: (log: EpochLog, probabilities: Float32Array) => 'stop' | undefined;
  readonly scaled: ScaledWindows;
}

/**
 * Trains one candidate for one target.
 * @throws AppError `target_one_class`, `training_data`, `training_diverged`, `cancelled`
 */
export async function fitCandidate(
  context: FitContext,
  target: Target,
  candidate: Candidate,
): Promise<FittedModel> {
  requireBothClasses(context.data, target);
  switch (candidate.kind) {
    case 'most-frequent':
      return mostFrequent(context.data, target);
    case 'logistic':
    case 'gbdt':
      return await tabular(context, target, candidate);
    case 'sequence':
      return await sequence(context, target, candidate);
  }
}

/** @throws AppError `target_one_class`: a model could only learn the one answer */
function requireBothClasses({ labels, split }: ModelData, target: Target): void {
  const first = labels[target][split.train[0] ?? -1];
  if (split.train.some((row) => labels[target][row] !== first)) return;
  throw new AppError(
    'target_one_class',
    `All ${split.train.length} training windows have the same outcome (${target}: ${first === 1 ? 'yes' : 'no'}); there is nothing to tell apart. Train the other target, or import a longer period.`,
    { field: target, count: split.train.length, reason: String(first) },
  );
}

function mostFrequent({ labels, split }: ModelData, target: Target): FittedModel {
  const model = fitMostFrequent(Array.from(split.train, (row) => labels[target][row] ?? 0));
  return {
    validation: predictMostFrequent(model, split.validation.length),
    test: predictMostFrequent(model, split.test.length),
    log: [],
    bestStep: null,
    parameters: 1,
    engine: 'none',
    scaler: null,
    save: (dir, metadata) => saveTabularModel(dir, { metadata, model }),
  };
}

async function tabular(
  { data, threads, signal, onProgress }: FitContext,
  target: Target,
  candidate: Extract<Candidate, { kind: 'logistic' | 'gbdt' }>,
): Promise<FittedModel> {
  const { x, steps, features, split } = data;
  const table = { x, steps, features, labels: data.labels[target], ...split };
  const fit = await fitTable(
    candidate.kind === 'gbdt'
      ? { type: 'gbdt', data: table, trees: candidate.trees, threads }
      : { type: 'logistic', data: table, l2: candidate.l2 },
    { signal, onProgress },
  );
  const { model, ...rest } = fit;
  return {
    ...rest,
    engine: 'stagelight',
    scaler: null,
    save: (dir, metadata) => saveTabularModel(dir, { metadata, model }),
  };
}

async function sequence(
  { data, pool, signal, onProgress, onEpoch, scaled }: FitContext,
  target: Target,
  candidate: SequenceCandidate,
): Promise<FittedModel> {
  const { steps, split } = data;
  const features = data.features.length;
  const architecture = architectureOf(candidate.model, steps, features);
  const { scaler, x } = scaled.get(candidate.scaler);
  const { train, validation } = split;
  const labels = data.labels[target];
  const result = await explained(
    pool.run(
      {
        architecture,
        data: { x, steps, features, labels, train, validation },
        settings: candidate.training,
        engine: 'auto',
      },
      {
        signal,
        onEpoch: (log, probabilities) => {
          onProgress?.(log.epoch / candidate.training.epochs);
          return onEpoch?.(log, probabilities);
        },
      },
    ),
  );
  const test = await predictWithWeights(architecture, result.weights, x, split.test);
  return {
    validation: Float64Array.from(result.probabilities),
    test: Float64Array.from(test),
    log: result.epochs.map(({ epoch, loss, validationLoss }) => ({
      step: epoch,
      loss,
      validationLoss,
    })),
    bestStep: result.bestEpoch,
    parameters: weightCount(weightSpecs(architecture)),
    engine: result.engine,
    scaler: candidate.scaler,
    save: (dir, metadata) =>
      saveSequenceModel(dir, architecture, result.weights, { ...metadata, scaler }),
  };
}

async function explained<T>(training: Promise<T>): Promise<T> {
  try {
    return await training;
  } catch (error) {
    const options = { cause: error };
    if (error instanceof TrainingCancelledError)
      throw new AppError('cancelled', 'The job was cancelled.', {}, options);
    if (error instanceof TrainingDataError)
      throw new AppError('training_data', error.message, { reason: error.message }, options);
    if (error instanceof TrainingDivergedError)
      throw new AppError('training_diverged', error.message, { reason: error.message }, options);
    throw error;
  }
}

/** The windows scaled in each way that candidates ask for, each fitted once on the training windows. */
export class ScaledWindows {
  readonly #data: ModelData;
  readonly #made = new Map<ScalerKind, { scaler: Scaler; x: Float32Array }>();

  constructor(data: ModelData) {
    this.#data = data;
  }

  /** @throws AppError `training_data` naming the window, day and feature that cannot be scaled */
  get(kind: ScalerKind): { readonly scaler: Scaler; readonly x: Float32Array } {
    const known = this.#made.get(kind);
    if (known) return known;
    const { x, steps, features, split } = this.#data;
    try {
      const scaler = fitScaler(kind, x, split.train, steps, features.length);
      const made = { scaler, x: shareNumbers(scaleWindows(scaler, x)) };
      this.#made.set(kind, made);
      return made;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new AppError(
        'training_data',
        error.message,
        { reason: error.message },
        { cause: error },
      );
    }
  }
}
