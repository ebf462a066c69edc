import type { Architecture } from '@/lib/ml/model/architecture';

/** One batch in a step graph's layout; arrays are reused by the caller after the step. */
export interface Batch {
  /** `[steps * batch, features]`: all rows of the first step, then of the second, ... */
  readonly x: Float32Array;
  /** `[batch]`, 0 or 1. */
  readonly labels: Float32Array;
  /** `[batch]`; the loss is the sum of weight x cross-entropy, so a mean has weights 1 / n and padding has 0. */
  readonly rowWeights: Float32Array;
  /** `[steps * batch, width]` by position of the dropout layer: 0 or the factor that makes up for the zeros. */
  readonly masks: ReadonlyMap<number, Float32Array>;
}

export interface EngineSettings {
  readonly architecture: Architecture;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly clipNorm?: number;
  /** Flat, in the order of `weightSpecs`. */
  readonly weights: Float32Array;
}

/** Holds a model's weights and Adam's state, and computes: with ONNX Runtime, or with TensorFlow.js without it. */
export interface Engine {
  /** One step of Adam. @returns the loss of the weights before it */
  step(batch: Batch): Promise<number>;
  /** How many rows `predict` takes at once. */
  readonly predictRows: number;
  /** @param x `[steps * predictRows, features]` in a batch's layout; @returns `[predictRows]` probabilities */
  predict(x: Float32Array): Promise<Float32Array>;
  /** A copy of the weights. */
  weights(): Float32Array;
  setWeights(weights: Float32Array): void;
  dispose(): Promise<void>;
}

export type CreateEngine = (settings: EngineSettings) => Promise<Engine>;
