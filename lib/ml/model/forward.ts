import type { Value } from '@/lib/ml/graph/graph';
import * as op from '@/lib/ml/graph/operators';
import {
  type Architecture,
  type DenseLayer,
  directionsOf,
  type RecurrentLayer,
} from './architecture';
import { recurrent } from './recurrent';

export interface ForwardInputs {
  /** Each step's `[n, features]`, first day first. */
  readonly steps: readonly Value[];
  /** Weights by the names of `weightSpecs`. */
  readonly weights: ReadonlyMap<string, Value>;
  /** For each dropout layer in use, by position, one mask `[n, width]` a step; none when predicting. */
  readonly masks?: ReadonlyMap<number, readonly Value[]>;
}

/**
 * The forward pass of an architecture up to the last layer's linear part.
 * @returns the logits `[n, 1]`; their sigmoid is the prediction
 */
export function forward({ layers }: Architecture, inputs: ForwardInputs): Value {
  let steps = inputs.steps;
  for (const [i, layer] of layers.entries()) {
    const weight = (name: string): Value => {
      const value = inputs.weights.get(`${i}.${name}`);
      if (!value) throw new Error(`layer ${i} has no weight named ${name}`);
      return value;
    };
    if (layer.kind === 'dropout') {
      const masks = inputs.masks?.get(i);
      if (masks) steps = steps.map((step, t) => (masks[t] ? op.mul(step, masks[t]) : step));
    } else if (layer.kind === 'dense') {
      const isHead = i === layers.length - 1;
      steps = steps.map((step) => dense(step, layer, weight, isHead));
    } else {
      steps = recurrentLayer(steps, layer, weight);
    }
  }
  const [logits] = steps;
  if (!logits || steps.length !== 1)
    throw new RangeError('the last layer must give one value a window');
  return logits;
}

const ACTIVATE = { relu: op.relu, sigmoid: op.sigmoid, tanh: op.tanh };

type WeightOf = (name: string) => Value;

function recurrentLayer(
  steps: readonly Value[],
  layer: RecurrentLayer,
  weight: WeightOf,
): readonly Value[] {
  const byDirection = directionsOf(layer).map((direction) => {
    const read = direction === 'forward' ? steps : steps.toReversed();
    const outputs = recurrent(layer.kind, read, {
      kernel: weight(`${direction}.kernel`),
      recurrentKernel: weight(`${direction}.recurrentKernel`),
      bias: weight(`${direction}.bias`),
    });
    if (!layer.returnSequences) return outputs.slice(-1);
    return direction === 'forward' ? outputs : outputs.toReversed();
  });
  const [first = []] = byDirection;
  return first.map((_, t) =>
    op.concat(
      byDirection.flatMap((outputs) => outputs[t] ?? []),
      1,
    ),
  );
}

function dense(x: Value, layer: DenseLayer, weight: WeightOf, isHead: boolean): Value {
  const linear = op.gemm(x, weight('kernel'), { c: weight('bias') });
  if (isHead || layer.activation === 'linear') return linear;
  return ACTIVATE[layer.activation](linear);
}
