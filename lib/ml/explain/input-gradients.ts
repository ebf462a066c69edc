import { emitGraph } from '@/lib/ml/graph/emit';
import { gradients } from '@/lib/ml/graph/gradients';
import { Graph } from '@/lib/ml/graph/graph';
import * as op from '@/lib/ml/graph/operators';
import { type Architecture, weightCount, weightSpecs } from '@/lib/ml/model/architecture';
import { forward } from '@/lib/ml/model/forward';
import { slices, unpack } from '@/lib/ml/train/step-graph';

export interface LogitsAndGradients {
  /** `[rows]`: the model's outputs before the sigmoid. */
  readonly logits: Float32Array;
  /** `[steps * rows, features]`: how each row's logit changes with each of its own inputs. */
  readonly gradients: Float32Array;
}

/** A trained model that tells its gradients by input: with ONNX Runtime, or with TensorFlow.js without it. */
export interface InputGradients {
  /** How many rows one run takes. */
  readonly rows: number;
  /** @param x `[steps * rows, features]`: all rows of the first day, then of the second, ...; scaled as in training */
  run(x: Float32Array): Promise<LogitsAndGradients>;
  dispose(): Promise<void>;
}

export interface ModelWithWeights {
  readonly architecture: Architecture;
  /** Flat, in the order of `weightSpecs`. */
  readonly weights: Float32Array;
}

/** Rows of one run: as many as predictions take. */
export const GRADIENT_ROWS = 256;

/**
 * The logit of each row and its gradient by the row's inputs, dropout left out as in prediction.
 *
 * The gradient of the sum of all logits is each row's own gradient, because no row sees another.
 * Inputs: `x` `[steps * rows, features]` with all rows of the first step first; `weights` `[weights]`.
 * Outputs: `logit` `[rows, 1]`, `gradient` of the shape of `x`.
 */
export function inputGradientGraph(architecture: Architecture, rows: number): Graph {
  const specs = weightSpecs(architecture);
  const graph = new Graph();
  const x = graph.input('x', [architecture.steps * rows, architecture.features]);
  const weights = unpack(graph.input('weights', [weightCount(specs)]), specs);
  const logits = forward(architecture, { steps: slices(x, architecture.steps), weights });
  const [gradient] = gradients(op.reduceSum(logits), [x]);
  if (!gradient) throw new Error('there is no gradient by the input');
  graph.output('logit', logits);
  graph.output('gradient', gradient);
  return graph;
}

/** The same as the bytes of an ONNX file. */
export const inputGradientOnnx = (architecture: Architecture, rows: number): Uint8Array =>
  emitGraph(inputGradientGraph(architecture, rows), 'input-gradients');
