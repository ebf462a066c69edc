import type { InferenceSession } from 'onnxruntime-node';
import {
  GRADIENT_ROWS,
  type InputGradients,
  inputGradientOnnx,
  type LogitsAndGradients,
  type ModelWithWeights,
} from '@/lib/ml/explain/input-gradients';
import { preferWasm } from './create-engine';
import { loadOnnxRuntime, type OnnxRuntime, SESSION_OPTIONS } from './onnx-runtime';

/** Input gradients on ONNX Runtime. */
export class OnnxInputGradients implements InputGradients {
  readonly rows: number;
  readonly #runtime: OnnxRuntime;
  readonly #model: ModelWithWeights;
  #session: InferenceSession | undefined;

  constructor(runtime: OnnxRuntime, model: ModelWithWeights, rows = GRADIENT_ROWS) {
    this.rows = rows;
    this.#runtime = runtime;
    this.#model = model;
  }

  async run(x: Float32Array): Promise<LogitsAndGradients> {
    const { Tensor, InferenceSession } = this.#runtime;
    const { architecture, weights } = this.#model;
    this.#session ??= await InferenceSession.create(
      inputGradientOnnx(architecture, this.rows),
      SESSION_OPTIONS,
    );
    const { features, steps } = architecture;
    const results = await this.#session.run({
      x: new Tensor('float32', x, [steps * this.rows, features]),
      weights: new Tensor('float32', weights, [weights.length]),
    });
    const [logits, gradients] = [results.logit?.data, results.gradient?.data];
    if (!(logits instanceof Float32Array && gradients instanceof Float32Array)) {
      throw new Error('expected tensors of float32');
    }
    return { logits, gradients };
  }

  async dispose(): Promise<void> {
    await this.#session?.release();
  }
}

/** On ONNX Runtime where its native module loads, else on TensorFlow.js. The caller disposes of it. */
export async function openInputGradients(model: ModelWithWeights): Promise<InputGradients> {
  const runtime = await loadOnnxRuntime();
  if (runtime) return new OnnxInputGradients(runtime, model);
  const { TensorflowInputGradients } = await import('@/lib/ml/explain/tensorflow-input-gradients');
  await preferWasm();
  return new TensorflowInputGradients(model);
}
