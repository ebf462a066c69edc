import type { Value } from '@/lib/ml/graph/graph';
import { add, gemm, mul, sigmoid, split, sub, tanh } from '@/lib/ml/graph/operators';
import { GATES, type RecurrentKind } from './architecture';

/** Kernel `[width, gates * units]`, recurrent kernel `[units, gates * units]`, bias `[gates * units]`. */
export interface RecurrentWeights {
  readonly kernel: Value;
  readonly recurrentKernel: Value;
  readonly bias: Value;
}

/**
 * The outputs of a recurrent layer for each step, in the order in which it reads them; it starts from zeros.
 *
 * Weights are cut into gates once, and every gate of every step has its own small products: the large tensors of a
 * step are then never split or joined, neither here nor in the gradient.
 *
 * @param steps `[n, width]` each, in reading order
 * @returns `[n, units]` each
 */
export function recurrent(
  kind: RecurrentKind,
  steps: readonly Value[],
  weights: RecurrentWeights,
): Value[] {
  const gates = GATES[kind].length;
  const units = (weights.bias.shape[0] ?? 0) / gates;
  const sizes = Array.from({ length: gates }, () => units);
  const kernels = split(weights.kernel, sizes, 1);
  const recurrentKernels = split(weights.recurrentKernel, sizes, 1);
  const biases = split(weights.bias, sizes, 0);
  /** x W + b, and + h U where there is a state already. */
  const gate = (index: number, x: Value, h?: Value): Value => {
    const [kernel, recurrentKernel] = [kernels[index], recurrentKernels[index]];
    if (!kernel || !recurrentKernel) throw new RangeError(`${kind} has no gate ${index}`);
    const projected = gemm(x, kernel, { c: biases[index] });
    return h ? gemm(h, recurrentKernel, { c: projected }) : projected;
  };
  return kind === 'gru' ? gruSteps(steps, gate) : lstmSteps(steps, gate);
}

type Gate = (index: number, x: Value, h?: Value) => Value;

/** Cho et al. 2014: z = s(..), r = s(..), n = tanh(x W + (r h) U), h' = z h + (1 - z) n. */
function gruSteps(steps: readonly Value[], gate: Gate): Value[] {
  const outputs: Value[] = [];
  let h: Value | undefined;
  for (const x of steps) {
    const z = sigmoid(gate(0, x, h));
    // With a state of zeros the reset gate has nothing to act on.
    const kept = h && mul(sigmoid(gate(1, x, h)), h);
    const candidate = tanh(gate(2, x, kept));
    h = h ? add(candidate, mul(z, sub(h, candidate))) : sub(candidate, mul(z, candidate));
    outputs.push(h);
  }
  return outputs;
}

/** Hochreiter and Schmidhuber 1997, with a forget gate: c' = f c + i g, h' = o tanh(c'). */
function lstmSteps(steps: readonly Value[], gate: Gate): Value[] {
  const outputs: Value[] = [];
  let h: Value | undefined;
  let c: Value | undefined;
  for (const x of steps) {
    const input = mul(sigmoid(gate(0, x, h)), tanh(gate(2, x, h)));
    c = c ? add(mul(sigmoid(gate(1, x, h)), c), input) : input;
    h = mul(sigmoid(gate(3, x, h)), tanh(c));
    outputs.push(h);
  }
  return outputs;
}
