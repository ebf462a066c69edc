import type { TreeParams } from './params';

/** Labels and, if rows do not all count the same, their weights. */
export interface Targets {
  /** 0 or 1 for `binary`, any finite number for `regression`. */
  readonly labels: ArrayLike<number>;
  /** Not negative, not all zero. */
  readonly weights?: ArrayLike<number>;
}

/** Keeps the log-odds of a constant target finite; LightGBM's kEpsilon. */
const EPSILON = 1e-15;

/** @throws RangeError when lengths differ or a label or weight is not what the objective takes */
export function checkTargets(targets: Targets, rows: number, params: TreeParams): void {
  const { labels, weights } = targets;
  if (labels.length !== rows) {
    throw new RangeError(`${labels.length} labels do not fit ${rows} rows`);
  }
  if (weights && weights.length !== rows) {
    throw new RangeError(`${weights.length} weights do not fit ${rows} rows`);
  }
  let total = 0;
  for (let i = 0; i < rows; i++) {
    const label = labels[i] as number;
    const holds =
      params.objective === 'binary' ? label === 0 || label === 1 : Number.isFinite(label);
    if (!holds)
      throw new RangeError(`label ${i} is ${label}, which ${params.objective} cannot take`);
    const weight = weights ? (weights[i] as number) : 1;
    if (!(weight >= 0 && weight < Infinity)) throw new RangeError(`weight ${i} is ${weight}`);
    total += weight;
  }
  if (!(total > 0)) throw new RangeError('all weights are zero');
}

/** Weighted mean of the labels. */
function meanLabel({ labels, weights }: Targets): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < labels.length; i++) {
    const weight = weights ? (weights[i] as number) : 1;
    sum += (labels[i] as number) * weight;
    total += weight;
  }
  return sum / total;
}

/** The constant that fits best: the log-odds of the mean label, or the mean itself. */
export function baseScore(targets: Targets, params: TreeParams): number {
  if (!params.boost_from_average) return 0;
  const mean = meanLabel(targets);
  if (params.objective === 'regression') return mean;
  const p = Math.min(1 - EPSILON, Math.max(EPSILON, mean));
  return Math.log(p / (1 - p));
}

/** False when no tree could improve on the base score: a binary target of one class. */
export function hasTwoClasses({ labels }: Targets): boolean {
  const first = labels[0];
  return Array.prototype.some.call(labels, (label: number) => label !== first);
}

/**
 * First and second derivatives of each row's loss by its margin, kept in single precision as LightGBM keeps them.
 * Binary log-loss: p - y and p (1 - p), both times the weight. Half the squared error: margin - y and 1.
 */
export function derivatives(
  targets: Targets,
  margins: Float64Array,
  params: TreeParams,
  gradients: Float32Array,
  hessians: Float32Array,
): void {
  const { labels, weights } = targets;
  const binary = params.objective === 'binary';
  for (let i = 0; i < margins.length; i++) {
    const label = labels[i] as number;
    const margin = margins[i] as number;
    let weight = weights ? (weights[i] as number) : 1;
    if (!binary) {
      gradients[i] = (margin - label) * weight;
      hessians[i] = weight;
      continue;
    }
    if (label === 1) weight *= params.scale_pos_weight;
    const sign = label === 1 ? 1 : -1;
    const pull = 1 / (1 + Math.exp(sign * margin));
    gradients[i] = -sign * pull * weight;
    hessians[i] = pull * (1 - pull) * weight;
  }
}
