import type { Architecture, DenseLayer, DropoutLayer, Layer, RecurrentLayer } from './architecture';
import { tfl } from './tensorflow';

const regularizer = (l2: number) => (l2 > 0 ? tfl.regularizers.l2({ l2 }) : undefined);

/**
 * A `tf.LayersModel` of this architecture, with weights that are still to be set: the one definition and file format
 * of a model. The caller disposes of it.
 */
export function toLayersModel({ steps, features, layers }: Architecture): tfl.Sequential {
  const model = tfl.sequential({ name: 'stagelight' });
  for (const [i, layer] of layers.entries()) {
    model.add(makeLayer(layer, i, i === 0 ? { inputShape: [steps, features] } : {}));
  }
  return model;
}

type Common = { readonly inputShape?: number[] };

function makeLayer(layer: Layer, position: number, common: Common): tfl.layers.Layer {
  const name = `${layer.kind}_${position}`;
  if (layer.kind === 'dropout') return tfl.layers.dropout({ ...common, name, rate: layer.rate });
  const kernelRegularizer = regularizer(layer.kernelL2);
  if (layer.kind === 'dense') {
    const { units, activation } = layer;
    return tfl.layers.dense({ ...common, name, units, activation, kernelRegularizer });
  }
  const settings = {
    units: layer.units,
    // TensorFlow.js still has the hard sigmoid as its default.
    recurrentActivation: 'sigmoid' as const,
    // Its orthogonal initializer is slow, and the weights are set from `initialWeights` anyway.
    recurrentInitializer: 'glorotUniform' as const,
    returnSequences: layer.returnSequences,
    kernelRegularizer,
    recurrentRegularizer: regularizer(layer.recurrentL2),
  };
  const make = (own: Common & { name: string }) =>
    layer.kind === 'gru'
      ? tfl.layers.gru({ ...own, ...settings })
      : tfl.layers.lstm({ ...own, ...settings });
  if (!layer.bidirectional) return make({ ...common, name });
  return tfl.layers.bidirectional({
    ...common,
    name: `bidirectional_${position}`,
    layer: make({ name }) as tfl.RNN,
    mergeMode: 'concat',
  });
}

/**
 * Reads the architecture of a `tf.LayersModel`.
 * @throws Error that names the layer and the setting when the model has something a step graph cannot do
 */
export function describeModel(model: tfl.LayersModel): Architecture {
  if (model.getClassName() !== 'Sequential') {
    throw new Error(`only a sequential model can be trained here, not ${model.getClassName()}`);
  }
  const [, steps, features] = model.inputs[0]?.shape ?? [];
  if (!steps || !features) {
    throw new Error('the input must have the shape [null, steps, features], both known');
  }
  const layers = model.layers.map((layer) => readLayer(layer.getClassName(), layer.getConfig()));
  const head = layers.at(-1);
  if (!(head?.kind === 'dense' && head.units === 1 && head.activation === 'sigmoid')) {
    throw new Error('the last layer must be Dense with 1 unit and the activation sigmoid');
  }
  const shape = model.outputs[0]?.shape;
  if (shape?.length !== 2) {
    throw new Error(`the model must give one value a window, its output has the shape [${shape}]`);
  }
  return { steps, features, layers };
}

type Config = Readonly<Record<string, unknown>>;

function readLayer(className: string, config: Config): Layer {
  if (className === 'Dropout') return readDropout(config);
  if (className === 'Dense') return readDense(config);
  if (className === 'GRU' || className === 'LSTM') return readRecurrent(className, config, false);
  if (className === 'Bidirectional') {
    const inner = config.layer;
    if (!isConfig(inner) || !isConfig(inner.config)) throw refusal(config, 'layer', inner);
    requireSettings(config, { mergeMode: 'concat' });
    if (inner.className !== 'GRU' && inner.className !== 'LSTM') {
      throw refusal(config, 'layer', inner.className);
    }
    return readRecurrent(inner.className, inner.config, true);
  }
  throw new Error(`layer ${config.name}: a step graph has no ${className}`);
}

function readDropout(config: Config): DropoutLayer {
  requireSettings(config, { noiseShape: null });
  return { kind: 'dropout', rate: Number(config.rate) };
}

function readDense(config: Config): DenseLayer {
  requireSettings(config, { useBias: true, biasRegularizer: null, ...UNCONSTRAINED });
  const { activation } = config;
  if (
    activation !== 'linear' &&
    activation !== 'relu' &&
    activation !== 'sigmoid' &&
    activation !== 'tanh'
  ) {
    throw refusal(config, 'activation', activation);
  }
  return {
    kind: 'dense',
    units: Number(config.units),
    activation,
    kernelL2: readL2(config, 'kernelRegularizer'),
  };
}

function readRecurrent(
  className: 'GRU' | 'LSTM',
  config: Config,
  bidirectional: boolean,
): RecurrentLayer {
  requireSettings(config, {
    activation: 'tanh',
    recurrentActivation: 'sigmoid',
    useBias: true,
    biasRegularizer: null,
    recurrentConstraint: null,
    ...UNCONSTRAINED,
    dropout: 0,
    recurrentDropout: 0,
    goBackwards: false,
    stateful: false,
    returnState: false,
    resetAfter: false,
  });
  return {
    kind: className === 'GRU' ? 'gru' : 'lstm',
    units: Number(config.units),
    returnSequences: config.returnSequences === true,
    bidirectional,
    kernelL2: readL2(config, 'kernelRegularizer'),
    recurrentL2: readL2(config, 'recurrentRegularizer'),
  };
}

const UNCONSTRAINED = {
  trainable: true,
  activityRegularizer: null,
  kernelConstraint: null,
  biasConstraint: null,
};

const isConfig = (value: unknown): value is Config => typeof value === 'object' && value !== null;

const refusal = (config: Config, setting: string, value: unknown) =>
  new Error(`layer ${config.name}: a step graph cannot do ${setting} ${JSON.stringify(value)}`);

function requireSettings(config: Config, wanted: Config): void {
  for (const [setting, value] of Object.entries(wanted)) {
    const actual = config[setting] ?? null;
    // A layer leaves out what does not apply to it.
    if (actual !== null && actual !== value) throw refusal(config, setting, actual);
  }
}

function readL2(config: Config, setting: string): number {
  const regularization = config[setting] ?? null;
  if (regularization === null) return 0;
  const factors = isConfig(regularization) ? regularization.config : undefined;
  if (!isConfig(factors) || Number(factors.l1 ?? 0) !== 0 || !(Number(factors.l2) >= 0)) {
    throw refusal(config, setting, regularization);
  }
  return Number(factors.l2);
}
