import { TrainingDataError } from './errors';

/** Windows and labels of one training; `x` may be shared between threads. */
export interface TrainingData {
  /** `[n, steps, features]`, scaled, row-major. */
  readonly x: Float32Array;
  readonly steps: number;
  readonly features: number;
  /** `[n]`, 0 or 1. */
  readonly labels: Uint8Array;
  /** Weight of each window in the training loss, `[n]`; 1 when left out. */
  readonly sampleWeights?: Float32Array;
  /** Windows to learn from and windows to judge by; no window is in both. */
  readonly train: Int32Array;
  readonly validation: Int32Array;
}

/** @throws TrainingDataError for the first thing that would make training fail or lie */
export function checkTrainingData(data: TrainingData): void {
  const { x, steps, features, labels, sampleWeights, train, validation } = data;
  const n = labels.length;
  if (!(steps >= 1 && features >= 1)) {
    throw new TrainingDataError(`windows need days and features, got ${steps} x ${features}`);
  }
  if (x.length !== n * steps * features) {
    throw new TrainingDataError(
      `${n} windows of ${steps} x ${features} need ${n * steps * features} numbers, got ${x.length}`,
    );
  }
  if (sampleWeights && sampleWeights.length !== n) {
    throw new TrainingDataError(`${n} windows have ${sampleWeights.length} weights`);
  }
  const seen = new Uint8Array(n);
  for (const [part, rows] of Object.entries({ training: train, validation })) {
    if (rows.length === 0) throw new TrainingDataError(`there are no ${part} windows`);
    const count: [number, number] = [0, 0];
    for (const row of rows) {
      const label = labels[row];
      if (label !== 0 && label !== 1) {
        throw new TrainingDataError(`window ${row} has the label ${label}, not 0 or 1`);
      }
      if (seen[row]) throw new TrainingDataError(`window ${row} is used twice`);
      seen[row] = 1;
      count[label]++;
    }
    if (part === 'training' && (count[0] === 0 || count[1] === 0)) {
      throw new TrainingDataError(
        `all ${rows.length} training windows have the label ${count[0] === 0 ? 1 : 0}: there is nothing to tell apart`,
      );
    }
  }
  const width = steps * features;
  for (let i = 0; i < x.length; i++) {
    if (!Number.isFinite(x[i]) && seen[Math.floor(i / width)]) {
      const step = Math.floor((i % width) / features);
      throw new TrainingDataError(
        `window ${Math.floor(i / width)}, day ${step}, feature ${i % features} is ${x[i]}`,
      );
    }
  }
  checkWeights(sampleWeights, train);
}

function checkWeights(weights: Float32Array | undefined, train: Int32Array): void {
  if (!weights) return;
  let sum = 0;
  for (const row of train) {
    const weight = weights[row] ?? Number.NaN;
    if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY)) {
      throw new TrainingDataError(`window ${row} has the weight ${weight}`);
    }
    sum += weight;
  }
  if (sum === 0) throw new TrainingDataError('all training windows have the weight 0');
}

/**
 * Factors of the loss for the labels 0 and 1. `balanced` gives both the same total weight, n / (2 count), so that the
 * mean weight stays 1 (scikit-learn's `class_weight='balanced'`).
 */
export function classWeights(
  kind: 'none' | 'balanced',
  { labels, train }: TrainingData,
): readonly [number, number] {
  if (kind === 'none') return [1, 1];
  let ones = 0;
  for (const row of train) ones += labels[row] ?? 0;
  return [train.length / (2 * (train.length - ones)), train.length / (2 * ones)];
}
