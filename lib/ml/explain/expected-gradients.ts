import { createRandom, permutation } from '@/lib/domain/random/generator';
import { TrainingCancelledError } from '@/lib/ml/train/errors';
import type { InputGradients } from './input-gradients';

export interface ExpectedGradientsInput {
  /** `[n, steps, features]`, scaled as in training: what is to be explained. */
  readonly windows: Float32Array;
  /** `[m, steps, features]`, scaled alike: training windows that stand for "nothing special". */
  readonly background: Float32Array;
  readonly steps: number;
  readonly features: number;
}

export interface ExpectedGradientsSettings {
  /** Points on the way from a background window to the explained one, for each explained window. */
  readonly samples: number;
  /** Integer in [0, 2^32). */
  readonly seed: number;
  /** Names each window's own stream, so that it does not matter which others are explained with it; default: 0 to n - 1. */
  readonly keys?: ArrayLike<number>;
  readonly signal?: { readonly aborted: boolean };
}

export interface DayFeatureAttributions {
  /** `[n, steps, features]`: what each day and feature adds to the logit, against the mean background window. */
  readonly values: Float64Array;
  /** `[n]`: the model's logits. */
  readonly logits: Float64Array;
  /** Mean logit of the background. */
  readonly baseline: number;
  /** `[n]`: sum of a window's attributions minus (logit - baseline); 0 with endless samples. */
  readonly completenessErrors: Float64Array;
}

/**
 * Answers: which days of which series push this window's logit up or down, compared with usual windows?
 *
 * Expected gradients (Erion et al. 2021): the mean of (x - x') df/dx at x' + a (x - x'), over background windows x' and a
 * uniform in (0, 1). Here every background window is used equally often (all of them once `samples` is a multiple of
 * their number, which makes a linear model exact) and a is drawn once from each of `samples` equal parts of (0, 1),
 * which keeps the mean and lessens the error. Cost: n x samples gradients.
 * @throws RangeError when numbers do not fill the shapes, there is no background, or samples is no positive integer
 * @throws TrainingCancelledError
 */
export async function expectedGradients(
  model: InputGradients,
  input: ExpectedGradientsInput,
  { samples, seed, keys, signal }: ExpectedGradientsSettings,
): Promise<DayFeatureAttributions> {
  const { windows, background, steps, features } = input;
  const width = steps * features;
  const n = countWindows(windows, width, 'windows');
  const m = countWindows(background, width, 'background');
  if (m === 0) throw new RangeError('there is no background window');
  if (!(Number.isInteger(samples) && samples >= 1)) {
    throw new RangeError(`samples must be a positive integer, got ${samples}`);
  }
  if (keys && keys.length !== n)
    throw new RangeError(`${keys.length} keys do not fit ${n} windows`);
  const batch = new PathBatch(model, input, signal);
  const logits = await batch.logits(windows, n);
  const backgroundLogits = await batch.logits(background, m);
  const baseline = backgroundLogits.reduce((sum, logit) => sum + logit / m, 0);
  const values = new Float64Array(n * width);
  for (let window = 0; window < n; window++) {
    const random = createRandom(seed, keys?.[window] ?? window);
    let order: Int32Array = new Int32Array();
    for (let k = 0; k < samples; k++) {
      if (k % m === 0) order = permutation(m, random);
      const alpha = (k + random.uniform()) / samples;
      await batch.add({ window, reference: order[k % m] as number, alpha }, values, samples);
    }
  }
  await batch.flush(values, samples);
  return { values, logits, baseline, completenessErrors: errors(values, logits, baseline) };
}

function countWindows(x: Float32Array, width: number, name: string): number {
  const count = x.length / width;
  if (!Number.isInteger(count)) {
    throw new RangeError(`${x.length} numbers are no ${name} of ${width} numbers each`);
  }
  return count;
}

function errors(values: Float64Array, logits: Float64Array, baseline: number): Float64Array {
  const width = values.length / Math.max(1, logits.length);
  return logits.map((logit, window) => {
    const parts = values.subarray(window * width, (window + 1) * width);
    return parts.reduce((sum, part) => sum + part, 0) - (logit - baseline);
  });
}

/** One point on the straight way from a background window to an explained one. */
interface PathPoint {
  readonly window: number;
  readonly reference: number;
  readonly alpha: number;
}

/** Collects points of any windows until the model has as many rows as it takes at once. */
class PathBatch {
  readonly #model: InputGradients;
  readonly #input: ExpectedGradientsInput;
  readonly #signal: ExpectedGradientsSettings['signal'];
  readonly #x: Float32Array;
  #points: PathPoint[] = [];

  constructor(
    model: InputGradients,
    input: ExpectedGradientsInput,
    signal: ExpectedGradientsSettings['signal'],
  ) {
    this.#model = model;
    this.#input = input;
    this.#signal = signal;
    this.#x = new Float32Array(model.rows * input.steps * input.features);
  }

  async add(point: PathPoint, sums: Float64Array, samples: number): Promise<void> {
    this.#points.push(point);
    if (this.#points.length === this.#model.rows) await this.flush(sums, samples);
  }

  /** Adds each point's share of the mean to its window. */
  async flush(sums: Float64Array, samples: number): Promise<void> {
    if (this.#points.length === 0) return;
    const { windows, background } = this.#input;
    this.#points.forEach(({ window, reference, alpha }, row) => {
      this.#eachNumber(row, (place, at) => {
        const from = background[reference * this.#width + at] as number;
        const to = windows[window * this.#width + at] as number;
        this.#x[place] = from + alpha * (to - from);
      });
    });
    const { gradients } = await this.#run();
    this.#points.forEach(({ window, reference }, row) => {
      this.#eachNumber(row, (place, at) => {
        const sum = window * this.#width + at;
        const way = (windows[sum] as number) - (background[reference * this.#width + at] as number);
        sums[sum] = (sums[sum] as number) + (way * (gradients[place] as number)) / samples;
      });
    });
    this.#points = [];
  }

  async logits(x: Float32Array, count: number): Promise<Float64Array> {
    const out = new Float64Array(count);
    for (let first = 0; first < count; first += this.#model.rows) {
      const rows = Math.min(this.#model.rows, count - first);
      for (let row = 0; row < rows; row++) {
        this.#eachNumber(row, (place, at) => {
          this.#x[place] = x[(first + row) * this.#width + at] as number;
        });
      }
      const { logits } = await this.#run();
      out.set(logits.subarray(0, rows), first);
    }
    return out;
  }

  async #run() {
    if (this.#signal?.aborted) throw new TrainingCancelledError();
    return await this.#model.run(this.#x);
  }

  get #width(): number {
    return this.#input.steps * this.#input.features;
  }

  /** Visits a row's numbers: their place in the batch (days first) and in the window. */
  #eachNumber(row: number, visit: (place: number, at: number) => void): void {
    const { steps, features } = this.#input;
    for (let step = 0; step < steps; step++) {
      const place = (step * this.#model.rows + row) * features;
      for (let k = 0; k < features; k++) visit(place + k, step * features + k);
    }
  }
}

/**
 * A group's heat map: the mean attribution of each day and feature, `[steps, features]`.
 * @param windows which of the explained windows; pushes up and down cancel
 * @throws RangeError when there is none
 */
export function meanAttributions(
  { values, logits }: Pick<DayFeatureAttributions, 'values' | 'logits'>,
  windows: ArrayLike<number>,
): Float64Array {
  if (windows.length === 0) throw new RangeError('a group needs at least one window');
  const width = values.length / logits.length;
  const mean = new Float64Array(width);
  for (let i = 0; i < windows.length; i++) {
    const from = (windows[i] as number) * width;
    for (let at = 0; at < width; at++) {
      mean[at] = (mean[at] as number) + (values[from + at] as number) / windows.length;
    }
  }
  return mean;
}
