import { toLayersModel } from '@/lib/ml/model/layers-model';
import { writeWeights } from '@/lib/ml/model/model-weights';
import { tf, type tfl } from '@/lib/ml/model/tensorflow';
import {
  GRADIENT_ROWS,
  type InputGradients,
  type LogitsAndGradients,
  type ModelWithWeights,
} from './input-gradients';

/** Input gradients without native code, by TensorFlow.js's own differentiation; shares no code with the step graph. */
export class TensorflowInputGradients implements InputGradients {
  readonly rows: number;
  readonly #model: tfl.Sequential;
  readonly #steps: number;
  readonly #features: number;

  constructor({ architecture, weights }: ModelWithWeights, rows = GRADIENT_ROWS) {
    this.rows = rows;
    this.#steps = architecture.steps;
    this.#features = architecture.features;
    this.#model = toLayersModel(architecture);
    writeWeights(this.#model, weights);
  }

  async run(x: Float32Array): Promise<LogitsAndGradients> {
    const results = tf.tidy(() => {
      const input = tf.tensor3d(x, [this.#steps, this.rows, this.#features]);
      const ones = tf.ones<tf.Rank.R2>([this.rows, 1]);
      return tf.valueAndGrad((by: tf.Tensor3D) => this.#logits(by))(input, ones);
    });
    const [logits, gradients] = [await results.value.data(), await results.grad.data()];
    tf.dispose(results);
    return { logits: Float32Array.from(logits), gradients: Float32Array.from(gradients) };
  }

  async dispose(): Promise<void> {
    this.#model.dispose();
  }

  /** The model without its last sigmoid: `[steps, rows, features]` -> `[rows, 1]`. */
  #logits(x: tf.Tensor3D): tf.Tensor2D {
    const layers = this.#model.layers.slice();
    const head = layers.pop();
    const [kernel, bias] = (head?.weights ?? []).map((weight) => weight.read());
    if (!kernel || !bias) throw new Error('the last layer has no weights');
    const last = layers.reduce<tf.Tensor>(
      (value, layer) => {
        const output = layer.apply(value, { training: false });
        if (!(output instanceof tf.Tensor)) throw new Error(`${layer.name} gives no tensor`);
        return output;
      },
      tf.transpose(x, [1, 0, 2]),
    );
    const flat = tf.reshape<tf.Rank.R2>(last, [this.rows, -1]);
    return tf.add(tf.matMul(flat, kernel as tf.Tensor2D), bias);
  }
}
