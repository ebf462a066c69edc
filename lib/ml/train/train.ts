import type { TrainingSettings } from '@/lib/contracts/training';
import { createRandom, shuffle } from '@/lib/domain/random/generator';
import type { Architecture } from '@/lib/ml/model/architecture';
import { initialWeights } from '@/lib/ml/model/initial-weights';
import { type BatchMaker, createBatchMaker } from './batches';
import { checkTrainingData, classWeights, type TrainingData } from './data';
import type { CreateEngine, Engine } from './engine';
import { TrainingCancelledError, TrainingDivergedError } from './errors';
import { predictWindows } from './predict';

export interface EpochLog {
  /** Counts from 1. */
  readonly epoch: number;
  /** Mean over the batches of the loss that training minimises, penalties and weights included. */
  readonly loss: number;
  /** Mean cross-entropy of the validation windows, without weights or penalties. */
  readonly validationLoss: number;
  /** Whether this is the smallest validation loss so far. */
  readonly isBest: boolean;
}

export interface TrainOptions {
  readonly architecture: Architecture;
  readonly data: TrainingData;
  readonly settings: TrainingSettings;
  readonly createEngine: CreateEngine;
  /** Where to start from; `initialWeights` of the seed when left out. */
  readonly weights?: Float32Array;
  /** Called after each epoch with the validation windows' probabilities; `stop` ends training in good order. */
  readonly onEpoch?: (
    log: EpochLog,
    probabilities: Float32Array,
  ) => Promise<'stop' | undefined> | 'stop' | undefined;
  /** Looked at before each batch. */
  readonly signal?: { readonly aborted: boolean };
}

export interface TrainResult {
  /** Weights of the best epoch, flat in the order of `weightSpecs`. */
  readonly weights: Float32Array;
  readonly bestEpoch: number;
  /** The best epoch's probabilities of the validation windows. */
  readonly probabilities: Float32Array;
  readonly epochs: readonly EpochLog[];
  /** Why it ended: all epochs done, no better loss for `patience` epochs, or `onEpoch` said so. */
  readonly ended: 'epochs' | 'patience' | 'stopped';
}

/** Names these uses among the streams of a seed. */
const SHUFFLE = 2;
const DROPOUT = 3;

/**
 * Trains with Adam, mini-batches in a new order each epoch, and early stopping; the result has the weights of the
 * epoch with the smallest validation loss. The same options give bit-identical results on the same machine.
 *
 * The last batch of an epoch keeps its real rows and is filled up with rows of weight zero.
 * @throws TrainingDataError, TrainingDivergedError, TrainingCancelledError
 */
export async function train(options: TrainOptions): Promise<TrainResult> {
  const { architecture, data, settings } = options;
  checkTrainingData(data);
  if (architecture.steps !== data.steps || architecture.features !== data.features) {
    throw new RangeError(
      `the model reads ${architecture.steps} x ${architecture.features}, windows are ${data.steps} x ${data.features}`,
    );
  }
  const engine = await options.createEngine({
    architecture,
    batchSize: settings.batchSize,
    learningRate: settings.learningRate,
    clipNorm: settings.clipNorm,
    weights: options.weights ?? initialWeights(architecture, settings.seed),
  });
  try {
    return await runEpochs(options, engine);
  } finally {
    await engine.dispose();
  }
}

async function runEpochs(options: TrainOptions, engine: Engine): Promise<TrainResult> {
  const { data, settings } = options;
  const batches = createBatchMaker(
    options.architecture,
    data,
    settings.batchSize,
    classWeights(settings.classWeights, data),
  );
  const epochs: EpochLog[] = [];
  let best: Pick<TrainResult, 'weights' | 'bestEpoch' | 'probabilities'> | undefined;
  let smallest = Number.POSITIVE_INFINITY;
  let ended: TrainResult['ended'] = 'epochs';
  for (let epoch = 1; epoch <= settings.epochs; epoch++) {
    const loss = await runEpoch(options, engine, batches, epoch);
    const probabilities = await predictWindows(engine, data, data.validation, options.signal);
    const validationLoss = meanCrossEntropy(probabilities, data.labels, data.validation);
    if (!Number.isFinite(loss) || !Number.isFinite(validationLoss)) {
      throw new TrainingDivergedError(
        `the loss is no number any more in epoch ${epoch}: try a smaller learning rate, a limit for the gradient's length, or scaled features`,
      );
    }
    const isBest = validationLoss < smallest;
    if (isBest) {
      smallest = validationLoss;
      best = { weights: engine.weights(), bestEpoch: epoch, probabilities };
    }
    const log = { epoch, loss, validationLoss, isBest };
    epochs.push(log);
    if ((await options.onEpoch?.(log, probabilities)) === 'stop') {
      ended = 'stopped';
      break;
    }
    if (best && epoch - best.bestEpoch >= settings.patience) {
      ended = 'patience';
      break;
    }
  }
  if (!best) throw new RangeError(`epochs must be at least 1, got ${settings.epochs}`);
  return { ...best, epochs, ended };
}

/** @returns the mean loss, each batch counted by its rows */
async function runEpoch(
  { data, settings, signal }: TrainOptions,
  engine: Engine,
  batches: BatchMaker,
  epoch: number,
): Promise<number> {
  const order = Int32Array.from(
    shuffle([...data.train], createRandom(settings.seed, SHUFFLE, epoch)),
  );
  const dropout = createRandom(settings.seed, DROPOUT, epoch);
  let total = 0;
  for (let at = 0; at < order.length; at += settings.batchSize) {
    if (signal?.aborted) throw new TrainingCancelledError();
    const rows = order.subarray(at, at + settings.batchSize);
    total += (await engine.step(batches.make(rows, dropout))) * rows.length;
  }
  return total / order.length;
}

/** A probability of exactly 0 or 1 would cost infinitely much when it is wrong (tf.metrics clips here, too). */
const SMALLEST_PROBABILITY = 1e-7;

function meanCrossEntropy(
  probabilities: Float32Array,
  labels: Uint8Array,
  rows: Int32Array,
): number {
  let total = 0;
  for (const [i, row] of rows.entries()) {
    const p = probabilities[i] ?? Number.NaN;
    const chosen = labels[row] === 1 ? p : 1 - p;
    // Math.max keeps NaN, which then shows that training has diverged.
    total -= Math.log(Math.max(chosen, SMALLEST_PROBABILITY));
  }
  return total / rows.length;
}
