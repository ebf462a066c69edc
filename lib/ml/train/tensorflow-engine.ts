import { weightSpecs } from '@/lib/ml/model/architecture';
import { toLayersModel } from '@/lib/ml/model/layers-model';
import { readWeights, writeWeights } from '@/lib/ml/model/model-weights';
import { tf, type tfl } from '@/lib/ml/model/tensorflow';
import type { Batch, Engine, EngineSettings } from './engine';

const PREDICT_ROWS = 256;

/**
 * The engine without native code: layers, derivatives and Adam of TensorFlow.js, on whichever of its backends is set.
 * It shares no code with a step graph beyond the batches, so that each checks the other.
 */
export class TensorflowEngine implements Engine {
  readonly predictRows = PREDICT_ROWS;
  readonly #settings: EngineSettings;
  readonly #model: tfl.Sequential;
  readonly #optimizer: tf.AdamOptimizer;

  constructor(settings: EngineSettings) {
    this.#settings = settings;
    this.#model = toLayersModel(settings.architecture);
    writeWeights(this.#model, settings.weights);
    this.#optimizer = tf.train.adam(settings.learningRate);
  }

  async step(batch: Batch): Promise<number> {
    const { loss, gradients } = this.lossAndGradients(batch);
    const clipped = this.#clip(gradients);
    this.#optimizer.applyGradients(clipped);
    tf.dispose(gradients);
    tf.dispose(clipped.map(({ tensor }) => tensor));
    return loss;
  }

  /** The loss and its gradient by the variables' names, before clipping. The caller disposes of the gradients. */
  lossAndGradients(batch: Batch): { loss: number; gradients: tf.NamedTensorMap } {
    const { value, grads } = tf.variableGrads(() => this.#loss(batch), this.variables());
    const loss = value.dataSync()[0] ?? Number.NaN;
    value.dispose();
    return { loss, gradients: grads };
  }

  /** The model's variables in the order of `weightSpecs`. */
  variables(): tf.Variable[] {
    return this.#model.trainableWeights.map((weight) => {
      const variable = weight.read();
      if (!(variable instanceof tf.Variable)) throw new Error(`${weight.name} is no variable`);
      return variable;
    });
  }

  async predict(x: Float32Array): Promise<Float32Array> {
    const result = tf.tidy(() => this.#forward(x, PREDICT_ROWS));
    const probabilities = Float32Array.from(await result.data());
    result.dispose();
    return probabilities;
  }

  weights(): Float32Array {
    return readWeights(this.#model);
  }

  setWeights(weights: Float32Array): void {
    writeWeights(this.#model, weights);
  }

  async dispose(): Promise<void> {
    this.#optimizer.dispose();
    this.#model.dispose();
  }

  #loss({ x, labels, rowWeights, masks }: Batch): tf.Scalar {
    const { architecture, batchSize } = this.#settings;
    const probability = tf.reshape(this.#forward(x, batchSize, masks), [batchSize]);
    // As tf.metrics.binaryCrossentropy does.
    const p = tf.clipByValue(probability, 1e-7, 1 - 1e-7);
    const y = tf.tensor1d(labels);
    const rowLoss = tf.neg(
      tf.add(tf.mul(y, tf.log(p)), tf.mul(tf.sub(1, y), tf.log(tf.sub(1, p)))),
    );
    let loss = tf.sum<tf.Scalar>(tf.mul(rowLoss, tf.tensor1d(rowWeights)));
    const variables = this.variables();
    for (const [i, { l2 }] of weightSpecs(architecture).entries()) {
      const variable = variables[i];
      if (variable && l2 > 0) loss = tf.add(loss, tf.mul(l2, tf.sum(tf.square(variable))));
    }
    return loss;
  }

  /** Layer by layer, because dropout must take the given masks. `[batch, 1]` probabilities */
  #forward(x: Float32Array, rows: number, masks?: Batch['masks']): tf.Tensor {
    const { steps, features } = this.#settings.architecture;
    const windows = tf.transpose(tf.tensor3d(x, [steps, rows, features]), [1, 0, 2]);
    return this.#model.layers.reduce<tf.Tensor>((value, layer, i) => {
      if (layer.getClassName() !== 'Dropout') {
        const output = layer.apply(value);
        if (!(output instanceof tf.Tensor)) throw new Error(`${layer.name} gives no tensor`);
        return output;
      }
      const mask = masks?.get(i);
      return mask ? tf.mul(value, maskTensor(mask, value.shape)) : value;
    }, windows);
  }

  #clip(gradients: tf.NamedTensorMap): { name: string; tensor: tf.Tensor }[] {
    const limit = this.#settings.clipNorm;
    return tf.tidy(() => {
      const list = Object.entries(gradients);
      const squares = list.map(([, gradient]) => tf.sum(tf.square(gradient)));
      const norm = tf.sqrt(tf.addN(squares));
      const factor = limit === undefined ? tf.scalar(1) : tf.div(limit, tf.maximum(norm, limit));
      return list.map(([name, gradient]) => ({ name, tensor: tf.mul(gradient, factor) }));
    });
  }
}

/** `[steps * rows, width]`, steps first, as the shape of what it multiplies: `[rows, (steps,) width]`. */
function maskTensor(mask: Float32Array, shape: readonly number[]): tf.Tensor {
  const [rows = 1, steps = 1, width] = shape;
  if (width === undefined) return tf.tensor2d(mask, [rows, steps]);
  return tf.transpose(tf.tensor3d(mask, [steps, rows, width]), [1, 0, 2]);
}
