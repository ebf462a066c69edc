import type { Value } from './graph';
import * as op from './operators';
import { type Contribution, RULES } from './rules';

/**
 * Answers: how does the loss change with each of these values?
 *
 * Reverse-mode differentiation (Griewank and Walther 2008, ch. 3): walks the graph from the loss back, multiplies by
 * each operator's Jacobian and adds up what reaches the same value by several ways. The nodes it needs are added to
 * the same graph.
 *
 * @param loss a scalar
 * @param wanted values of the same graph, usually its weights
 * @returns one gradient for each of `wanted`, of the same shape; zeros where the loss does not depend on it
 * @throws RangeError when the loss is not a scalar
 */
export function gradients(loss: Value, wanted: readonly Value[]): Value[] {
  if (loss.shape.length !== 0) {
    throw new RangeError(`the loss must be a scalar, got the shape [${loss.shape}]`);
  }
  const nodes = loss.graph.ancestors([loss]);
  const leading = new Set<Value>(wanted);
  for (const node of nodes) {
    if (node.inputs.some((input) => leading.has(input))) {
      for (const output of node.outputs) leading.add(output);
    }
  }
  const received = new Map<Value, Contribution[]>();
  received.set(loss, [{ kind: 'tensor', value: loss.graph.constant([1]) }]);
  const finished = new Map<Value, Value>();
  const finish = (value: Value): Value | undefined => {
    const known = finished.get(value);
    const parts = received.get(value);
    if (known || !parts) return known;
    const total = op.reshape(sum(parts), value.shape);
    finished.set(value, total);
    return total;
  };

  for (const node of nodes.reverse()) {
    if (!node.outputs.some((output) => leading.has(output) && received.has(output))) continue;
    const parts = RULES[node.operator](node, node.outputs.map(finish));
    for (const [i, input] of node.inputs.entries()) {
      const part = parts[i];
      if (!part || !leading.has(input)) continue;
      const list = received.get(input) ?? [];
      list.push(part());
      received.set(input, list);
    }
  }
  const zero = loss.graph.constant([0]);
  return wanted.map((value) => finish(value) ?? op.expand(zero, value.shape));
}

/** Adds tensors first, then lets each `Gemm` add its product to what is there. */
function sum(parts: readonly Contribution[]): Value {
  const tensors = parts.filter((part) => part.kind === 'tensor');
  const products = parts.filter((part) => part.kind === 'product');
  let total: Value | undefined;
  for (const { value, negative } of tensors.toSorted(
    (a, b) => Number(a.negative ?? false) - Number(b.negative ?? false),
  )) {
    if (negative) total = total ? op.sub(total, value) : op.neg(value);
    else total = total ? op.add(total, value) : value;
  }
  for (const { a, b, transA, transB } of products) {
    total = op.gemm(a, b, { c: total, transA, transB });
  }
  if (!total) throw new Error('there is nothing to add up');
  return total;
}
