import type { Value } from '@/lib/ml/graph/graph';
import * as op from '@/lib/ml/graph/operators';
import type { WeightSpec } from '@/lib/ml/model/architecture';

/**
 * Sum over rows of weight x binary cross-entropy, from logits: softplus(z) - y z, which neither overflows nor takes
 * the logarithm of zero. Weights that are 1 / n make it the mean.
 * @param logits, labels, rowWeights `[n, 1]` each
 */
export function weightedCrossEntropy(logits: Value, labels: Value, rowWeights: Value): Value {
  const rowLoss = op.sub(op.softplus(logits), op.mul(labels, logits));
  return op.reduceSum(op.mul(rowWeights, rowLoss));
}

/** Sum of l2 x squared weights over the weights that ask for it; nothing when none does. */
export function l2Penalty(
  specs: readonly WeightSpec[],
  weights: ReadonlyMap<string, Value>,
): Value | undefined {
  let total: Value | undefined;
  for (const { name, l2 } of specs) {
    const weight = weights.get(name);
    if (!weight || l2 === 0) continue;
    const term = op.mul(op.reduceSum(op.mul(weight, weight)), weight.graph.constant([l2]));
    total = total ? op.add(total, term) : term;
  }
  return total;
}

/** The gradient, scaled down to length `limit` where it is longer. @param gradient `[n]`, all weights at once */
export function clipByNorm(gradient: Value, limit: number): Value {
  const { graph } = gradient;
  const norm = op.sqrt(op.reduceSum(op.mul(gradient, gradient)));
  const bound = graph.constant([limit]);
  // max(norm, limit), so that a shorter gradient is divided by 1 and a zero one never by zero.
  const longer = op.add(bound, op.relu(op.sub(norm, bound)));
  return op.mul(gradient, op.div(bound, longer));
}
