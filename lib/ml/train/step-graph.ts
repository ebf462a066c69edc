import { emitGraph } from '@/lib/ml/graph/emit';
import { gradients } from '@/lib/ml/graph/gradients';
import { Graph, type Value } from '@/lib/ml/graph/graph';
import * as op from '@/lib/ml/graph/operators';
import { elementCount } from '@/lib/ml/graph/shape';
import {
  type Architecture,
  type DropoutSite,
  dropoutSites,
  type WeightSpec,
  weightCount,
  weightSpecs,
} from '@/lib/ml/model/architecture';
import { forward } from '@/lib/ml/model/forward';
import { adamStep } from './adam';
import { clipByNorm, l2Penalty, weightedCrossEntropy } from './loss';

export interface StepGraphSettings {
  /** Rows of every batch; a smaller one is filled up with rows of weight zero. */
  readonly batchSize: number;
  /** Largest length of the gradient of all weights together; no limit when left out. */
  readonly clipNorm?: number;
  /** Also gives the output `gradient`, before clipping. */
  readonly withGradient?: boolean;
}

/** The name of a dropout mask's input. */
export const maskName = ({ layer }: DropoutSite): string => `mask_${layer}`;

/**
 * One training step as one ONNX model: forward pass, loss, gradient and Adam.
 *
 * Inputs: `x` `[steps * batch, features]` with all rows of the first step first; `labels`, `rowWeights` `[batch, 1]`;
 * `weights`, `firstMoment`, `secondMoment` `[weights]`; `rates` `[3]` (see `adamRates`); `mask_<layer>`
 * `[steps * batch, width]` for each dropout site.
 * Outputs: `loss` (a scalar, of the weights before the step), and `newWeights`, `newFirstMoment`, `newSecondMoment`.
 */
export function stepGraph(architecture: Architecture, settings: StepGraphSettings): Uint8Array {
  const { batchSize } = settings;
  const specs = weightSpecs(architecture);
  const size = weightCount(specs);
  const graph = new Graph();
  const x = graph.input('x', [architecture.steps * batchSize, architecture.features]);
  const labels = graph.input('labels', [batchSize, 1]);
  const rowWeights = graph.input('rowWeights', [batchSize, 1]);
  const state = {
    weights: graph.input('weights', [size]),
    firstMoment: graph.input('firstMoment', [size]),
    secondMoment: graph.input('secondMoment', [size]),
  };
  const rates = op.split(graph.input('rates', [3]), [1, 1, 1], 0);
  const masks = new Map(
    dropoutSites(architecture).map((site) => [
      site.layer,
      slices(graph.input(maskName(site), [site.steps * batchSize, site.width]), site.steps),
    ]),
  );

  const weights = unpack(state.weights, specs);
  const steps = slices(x, architecture.steps);
  const logits = forward(architecture, { steps, weights, masks });
  const penalty = l2Penalty(specs, weights);
  const crossEntropy = weightedCrossEntropy(logits, labels, rowWeights);
  const loss = penalty ? op.add(crossEntropy, penalty) : crossEntropy;

  const parts = gradients(loss, [...weights.values()]);
  const gradient = op.concat(
    parts.map((part) => op.reshape(part, [elementCount(part.shape)])),
    0,
  );
  const [learningRate, firstCorrection, secondCorrection] = rates;
  if (!learningRate || !firstCorrection || !secondCorrection) throw new Error('rates are missing');
  const clipped =
    settings.clipNorm === undefined ? gradient : clipByNorm(gradient, settings.clipNorm);
  const next = adamStep(state, clipped, { learningRate, firstCorrection, secondCorrection });

  graph.output('loss', loss);
  graph.output('newWeights', next.weights);
  graph.output('newFirstMoment', next.firstMoment);
  graph.output('newSecondMoment', next.secondMoment);
  if (settings.withGradient) graph.output('gradient', gradient);
  return emitGraph(graph, 'training-step');
}

/**
 * Predictions of a batch with the weights as an input, for a model that is still being trained.
 * Inputs `x` and `weights` as in `stepGraph`; output `probability` `[batch, 1]`.
 */
export function predictGraph(architecture: Architecture, batchSize: number): Uint8Array {
  const specs = weightSpecs(architecture);
  const graph = new Graph();
  const x = graph.input('x', [architecture.steps * batchSize, architecture.features]);
  const weights = unpack(graph.input('weights', [weightCount(specs)]), specs);
  const steps = slices(x, architecture.steps);
  graph.output('probability', op.sigmoid(forward(architecture, { steps, weights })));
  return emitGraph(graph, 'predict');
}

/** Cuts `[count * n, width]` into `count` matrices of n rows. */
export function slices(x: Value, count: number): readonly Value[] {
  const rows = (x.shape[0] ?? 0) / count;
  return op.split(
    x,
    Array.from({ length: count }, () => rows),
    0,
  );
}

/** The weights by name, cut from their flat vector. */
export function unpack(flat: Value, specs: readonly WeightSpec[]): Map<string, Value> {
  const pieces = op.split(
    flat,
    specs.map((spec) => elementCount(spec.shape)),
    0,
  );
  return new Map(
    specs.flatMap((spec, i) => {
      const piece = pieces[i];
      return piece ? [[spec.name, op.reshape(piece, spec.shape)] as const] : [];
    }),
  );
}
