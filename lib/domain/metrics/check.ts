/**
 * The common contract of the metrics: labels 0 or 1, probabilities in [0, 1], one each per row.
 * @throws RangeError for anything else, NaN included
 */
export function checkPredictions(labels: ArrayLike<number>, p: ArrayLike<number>): void {
  if (labels.length !== p.length) {
    throw new RangeError(`${labels.length} labels do not fit ${p.length} probabilities`);
  }
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i];
    const probability = p[i] as number;
    if (label !== 0 && label !== 1) throw new RangeError(`label ${i} must be 0 or 1, got ${label}`);
    if (!(probability >= 0 && probability <= 1)) {
      throw new RangeError(`probability ${i} must lie in [0, 1], got ${probability}`);
    }
  }
}

/** @throws RangeError when a score is NaN or lengths differ */
export function checkScores(labels: ArrayLike<number>, scores: ArrayLike<number>): void {
  if (labels.length !== scores.length) {
    throw new RangeError(`${labels.length} labels do not fit ${scores.length} scores`);
  }
  for (let i = 0; i < scores.length; i++) {
    if (Number.isNaN(scores[i])) throw new RangeError(`score ${i} is NaN`);
  }
}
