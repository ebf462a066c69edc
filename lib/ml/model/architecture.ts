import { elementCount, type Shape } from '@/lib/ml/graph/shape';

export const RECURRENT_KINDS = ['gru', 'lstm'] as const;
export type RecurrentKind = (typeof RECURRENT_KINDS)[number];

export const ACTIVATIONS = ['linear', 'relu', 'sigmoid', 'tanh'] as const;
export type Activation = (typeof ACTIVATIONS)[number];

/** A GRU (the reset gate acts before the matrix product, tf.LayersModel's only form) or an LSTM, both with biases. */
export interface RecurrentLayer {
  readonly kind: RecurrentKind;
  readonly units: number;
  /** Whether the next layer sees every step or only the last one. */
  readonly returnSequences: boolean;
  /** Reads the steps from first to last and from last to first; the two outputs stand side by side. */
  readonly bidirectional: boolean;
  /** Factors of the sum of squared weights that is added to the loss. */
  readonly kernelL2: number;
  readonly recurrentL2: number;
}

export interface DenseLayer {
  readonly kind: 'dense';
  readonly units: number;
  readonly activation: Activation;
  readonly kernelL2: number;
}

/** In training each number is set to zero with probability `rate`, the others grow by 1 / (1 - rate). */
export interface DropoutLayer {
  readonly kind: 'dropout';
  readonly rate: number;
}

export type Layer = RecurrentLayer | DenseLayer | DropoutLayer;

/**
 * What a sequence model computes, as plain data: all that is needed to build its graph or to send it to another
 * thread. `[n, steps, features] -> [n, 1]`, the probability that ends a sigmoid.
 */
export interface Architecture {
  readonly steps: number;
  readonly features: number;
  readonly layers: readonly Layer[];
}

export interface WeightSpec {
  /** Unique, for example `1.forward.kernel`: layer's position, direction, role. */
  readonly name: string;
  readonly shape: Shape;
  readonly role: 'kernel' | 'recurrentKernel' | 'bias';
  readonly l2: number;
  /** Position of its first number in the flat vector of all weights. */
  readonly offset: number;
}

export const DIRECTIONS = ['forward', 'backward'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** Gates in tf.LayersModel's order of columns. */
export const GATES = {
  gru: ['update', 'reset', 'candidate'],
  lstm: ['input', 'forget', 'candidate', 'output'],
} as const;

export const directionsOf = (layer: RecurrentLayer): readonly Direction[] =>
  layer.bidirectional ? DIRECTIONS : ['forward'];

/** The weights in the order of `LayersModel.getWeights()`, laid one after another in one flat vector. */
export function weightSpecs({ features, layers }: Architecture): WeightSpec[] {
  const specs: WeightSpec[] = [];
  let offset = 0;
  const push = (name: string, role: WeightSpec['role'], shape: Shape, l2 = 0) => {
    specs.push({ name, shape, role, l2, offset });
    offset += elementCount(shape);
  };
  let width = features;
  for (const [i, layer] of layers.entries()) {
    if (layer.kind === 'dropout') continue;
    if (layer.kind === 'dense') {
      push(`${i}.kernel`, 'kernel', [width, layer.units], layer.kernelL2);
      push(`${i}.bias`, 'bias', [layer.units]);
      width = layer.units;
      continue;
    }
    const columns = layer.units * GATES[layer.kind].length;
    for (const direction of directionsOf(layer)) {
      push(`${i}.${direction}.kernel`, 'kernel', [width, columns], layer.kernelL2);
      push(
        `${i}.${direction}.recurrentKernel`,
        'recurrentKernel',
        [layer.units, columns],
        layer.recurrentL2,
      );
      push(`${i}.${direction}.bias`, 'bias', [columns]);
    }
    width = layer.units * directionsOf(layer).length;
  }
  return specs;
}

export const weightCount = (specs: readonly WeightSpec[]): number =>
  specs.reduce((sum, spec) => sum + elementCount(spec.shape), 0);

/** What a dropout layer multiplies: `steps` slices of `[n, width]`. */
export interface DropoutSite {
  /** Position of the layer. */
  readonly layer: number;
  readonly rate: number;
  readonly steps: number;
  readonly width: number;
}

/** Where masks are needed: the dropout layers with a rate above zero. */
export function dropoutSites({ steps, features, layers }: Architecture): DropoutSite[] {
  const sites: DropoutSite[] = [];
  let shape = { steps, width: features };
  for (const [layer, spec] of layers.entries()) {
    if (spec.kind === 'dropout') {
      if (spec.rate > 0) sites.push({ layer, rate: spec.rate, ...shape });
    } else if (spec.kind === 'dense') {
      shape = { ...shape, width: spec.units };
    } else {
      const width = spec.units * directionsOf(spec).length;
      shape = { steps: spec.returnSequences ? shape.steps : 1, width };
    }
  }
  return sites;
}
