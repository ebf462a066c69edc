/**
 * The baseline that knows nothing of a row: the share of positives in training as everyone's probability, so the more
 * frequent class is always foretold and log-loss and Brier score are the best a constant can have.
 */
export interface MostFrequent {
  readonly probability: number;
}

/** @throws RangeError without rows, or for a label that is not 0 or 1 */
export function fitMostFrequent(labels: ArrayLike<number>): MostFrequent {
  if (labels.length === 0) throw new RangeError('the most frequent class needs rows');
  let positives = 0;
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i];
    if (label !== 0 && label !== 1) throw new RangeError(`label ${i} must be 0 or 1, got ${label}`);
    positives += label;
  }
  return { probability: positives / labels.length };
}

export function predictMostFrequent(model: MostFrequent, rows: number): Float64Array {
  return new Float64Array(rows).fill(model.probability);
}
