import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { dropoutSites } from '@/lib/ml/model/architecture';
import { adamRates } from '@/lib/ml/train/adam';
import type { Batch, Engine, EngineSettings } from '@/lib/ml/train/engine';
import { maskName, predictGraph, stepGraph } from '@/lib/ml/train/step-graph';
import { type OnnxRuntime, SESSION_OPTIONS } from './onnx-runtime';

const PREDICT_ROWS = 256;

interface AdamTensors {
  readonly weights: Tensor;
  readonly firstMoment: Tensor;
  readonly secondMoment: Tensor;
}

/**
 * The engine on ONNX Runtime: one graph for a training step, one for predictions, each opened when it is first needed
 * (some 0.1 s).
 */
export class OnnxEngine implements Engine {
  readonly predictRows = PREDICT_ROWS;
  readonly #runtime: OnnxRuntime;
  readonly #settings: EngineSettings;
  #step: InferenceSession | undefined;
  #predict: InferenceSession | undefined;
  #state: AdamTensors;
  /** The step's outputs go here; the next step reads them and writes to the former state. */
  #spare: AdamTensors;
  #steps = 0;

  constructor(runtime: OnnxRuntime, settings: EngineSettings) {
    this.#runtime = runtime;
    this.#settings = settings;
    const zeros = () => this.#vector(new Float32Array(settings.weights.length));
    this.#state = {
      weights: this.#vector(settings.weights.slice()),
      firstMoment: zeros(),
      secondMoment: zeros(),
    };
    this.#spare = { weights: zeros(), firstMoment: zeros(), secondMoment: zeros() };
  }

  async step({ x, labels, rowWeights, masks }: Batch): Promise<number> {
    const { architecture, batchSize, learningRate } = this.#settings;
    this.#steps++;
    const feeds: Record<string, Tensor> = {
      x: this.#matrix(x, architecture.features),
      labels: this.#matrix(labels, 1),
      rowWeights: this.#matrix(rowWeights, 1),
      rates: this.#vector(Float32Array.from(adamRates(learningRate, this.#steps))),
      ...this.#state,
    };
    for (const site of dropoutSites(architecture)) {
      const mask = masks.get(site.layer);
      if (mask?.length !== site.steps * batchSize * site.width) {
        throw new RangeError(`layer ${site.layer} needs another mask`);
      }
      feeds[maskName(site)] = this.#matrix(mask, site.width);
    }
    const next = this.#spare;
    this.#step ??= await this.#open(stepGraph(architecture, this.#settings));
    const results = await this.#step.run(feeds, {
      loss: null,
      newWeights: next.weights,
      newFirstMoment: next.firstMoment,
      newSecondMoment: next.secondMoment,
    });
    this.#spare = this.#state;
    this.#state = next;
    return numbers(results.loss)[0] ?? Number.NaN;
  }

  async predict(x: Float32Array): Promise<Float32Array> {
    const { architecture } = this.#settings;
    this.#predict ??= await this.#open(predictGraph(architecture, PREDICT_ROWS));
    const results = await this.#predict.run({
      x: this.#matrix(x, architecture.features),
      weights: this.#state.weights,
    });
    return numbers(results.probability);
  }

  weights(): Float32Array {
    return numbers(this.#state.weights).slice();
  }

  setWeights(weights: Float32Array): void {
    numbers(this.#state.weights).set(weights);
  }

  async dispose(): Promise<void> {
    await this.#step?.release();
    await this.#predict?.release();
  }

  #open(model: Uint8Array): Promise<InferenceSession> {
    return this.#runtime.InferenceSession.create(model, SESSION_OPTIONS);
  }

  #vector(data: Float32Array): Tensor {
    return new this.#runtime.Tensor('float32', data, [data.length]);
  }

  #matrix(data: Float32Array, columns: number): Tensor {
    return new this.#runtime.Tensor('float32', data, [data.length / columns, columns]);
  }
}

function numbers(tensor: Tensor | undefined): Float32Array {
  if (!(tensor?.data instanceof Float32Array)) throw new Error('expected a tensor of float32');
  return tensor.data;
}
