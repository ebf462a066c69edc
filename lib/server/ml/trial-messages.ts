import type { TrainingSettings } from '@/lib/contracts/training';
import type { Architecture } from '@/lib/ml/model/architecture';
import type { TrainingData } from '@/lib/ml/train/data';
import {
  TrainingCancelledError,
  TrainingDataError,
  TrainingDivergedError,
} from '@/lib/ml/train/errors';
import type { EpochLog, TrainResult } from '@/lib/ml/train/train';
import { shareNumbers } from '@/lib/server/shared-memory';
import type { EngineChoice } from './create-engine';

/** One model to train. Arrays on shared memory (`shareTrainingData`) reach a thread without being copied. */
export interface Trial {
  readonly architecture: Architecture;
  readonly data: TrainingData;
  readonly settings: TrainingSettings;
  readonly engine: EngineChoice;
  /** Where to start from; fresh weights of the seed when left out. */
  readonly weights?: Float32Array;
}

export interface TrialResult extends TrainResult {
  readonly engine: 'onnx' | 'tensorflow';
  readonly msTotal: number;
}

/** To a thread. `cancel` is one shared integer that becomes 1. */
export type ToThread =
  | { readonly type: 'train'; readonly trial: Trial; readonly cancel: Int32Array }
  | { readonly type: 'epoch-seen'; readonly stop: boolean };

/** From a thread; it waits for `epoch-seen` after each epoch. */
export type FromThread =
  | { readonly type: 'epoch'; readonly log: EpochLog; readonly probabilities: Float32Array }
  | { readonly type: 'done'; readonly result: TrialResult }
  | { readonly type: 'failed'; readonly name: string; readonly message: string };

/** The training data with all arrays on shared memory. */
export function shareTrainingData(data: TrainingData): TrainingData {
  return {
    ...data,
    x: shareNumbers(data.x),
    labels: shareNumbers(data.labels),
    sampleWeights: data.sampleWeights && shareNumbers(data.sampleWeights),
    train: shareNumbers(data.train),
    validation: shareNumbers(data.validation),
  };
}

/** An error's class does not survive the way between threads; its name does. */
export function revive({ name, message }: { name: string; message: string }): Error {
  if (name === 'TrainingCancelledError') return new TrainingCancelledError();
  if (name === 'TrainingDataError') return new TrainingDataError(message);
  if (name === 'TrainingDivergedError') return new TrainingDivergedError(message);
  const error = new Error(message);
  error.name = name;
  return error;
}
