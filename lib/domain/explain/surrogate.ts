import { type WindowTensor, windowFeatures } from '../baseline/window-features';
import type { TreeModel } from '../trees/model';
import type { TreeParams } from '../trees/params';
import { predictMargin } from '../trees/predict';
import { SINGLE_THREAD, type TreeTools } from '../trees/tools';

/** Nearest that a probability in float32 comes to 1 without being it; its logit is 16.6. */
const CLOSEST = 2 ** -24;

/** log(p / (1 - p)), p kept 2^-24 away from 0 and 1, where the model's own rounding ends. */
export function logitOf(p: number): number {
  const kept = Math.min(1 - CLOSEST, Math.max(CLOSEST, p));
  return Math.log(kept / (1 - kept));
}

/** How well a surrogate stands for its model; of windows that neither was fitted on. */
export interface SurrogateFidelity {
  readonly windows: number;
  /** Of the model's logits: 1 - residual / total sum of squares; negative when worse than their mean, null when constant. */
  readonly r2: number | null;
  /** Share of windows that both put on the same side of probability 0.5. */
  readonly agreement: number;
  /** Whether charts of the surrogate need no warning: r2 at least 0.8. A constant model is copied exactly or not at all. */
  readonly isFaithful: boolean;
}

const FAITHFUL_R2 = 0.8;

/**
 * @param model logits of the explained model
 * @param surrogate what the surrogate says of the same windows
 * @throws RangeError when lengths differ, there is no window, or a number is not finite
 */
export function surrogateFidelity(
  model: ArrayLike<number>,
  surrogate: ArrayLike<number>,
): SurrogateFidelity {
  const windows = model.length;
  if (windows !== surrogate.length || windows === 0) {
    throw new RangeError(`${windows} and ${surrogate.length} logits cannot be compared`);
  }
  let [sum, agreeing, residual, isConstant] = [0, 0, 0, true];
  for (let i = 0; i < windows; i++) {
    const [wanted, got] = [model[i] as number, surrogate[i] as number];
    if (!(Number.isFinite(wanted) && Number.isFinite(got))) {
      throw new RangeError(`logits of window ${i} are ${wanted} and ${got}`);
    }
    sum += wanted;
    residual += (wanted - got) ** 2;
    if (wanted >= 0 === got >= 0) agreeing++;
    if (wanted !== model[0]) isConstant = false;
  }
  const mean = sum / windows;
  let total = 0;
  for (let i = 0; i < windows; i++) total += ((model[i] as number) - mean) ** 2;
  const r2 = isConstant ? null : 1 - residual / total;
  const isFaithful = r2 === null ? residual <= windows * 1e-12 : r2 >= FAITHFUL_R2;
  return { windows, r2, agreement: agreeing / windows, isFaithful };
}

/** Windows in plain, unscaled units, so that the surrogate's features can be read, with the model's logit of each. */
export interface ExplainedWindows {
  readonly windows: WindowTensor;
  readonly logits: ArrayLike<number>;
}

export interface Surrogate {
  /** Regression trees on `windowFeatures`: their margin stands for the logit. */
  readonly model: TreeModel;
  /** On the held-out windows. */
  readonly fidelity: SurrogateFidelity;
}

/**
 * Boosted regression trees that say what a sequence model's logit follows from sum, last day and slope of each series.
 * They explain the model as far as `fidelity` says, not more.
 * @param heldOut windows that neither the model nor the surrogate was fitted on
 * @throws RangeError when logits do not fit their windows, series differ, or there are no held-out windows
 */
export async function fitSurrogate(
  training: ExplainedWindows,
  heldOut: ExplainedWindows,
  params: Partial<Omit<TreeParams, 'objective'>> = {},
  tools: TreeTools = SINGLE_THREAD,
): Promise<Surrogate> {
  for (const { windows, logits } of [training, heldOut]) {
    if (logits.length !== windows.windows) {
      throw new RangeError(`${logits.length} logits do not fit ${windows.windows} windows`);
    }
  }
  const [table, others] = [windowFeatures(training.windows), windowFeatures(heldOut.windows)];
  if (table.names.join('\n') !== others.names.join('\n')) {
    throw new RangeError('the held-out windows have other series than the training windows');
  }
  const model = await tools.train(
    { data: table, labels: training.logits },
    { ...params, objective: 'regression' },
    table.names,
  );
  return { model, fidelity: surrogateFidelity(heldOut.logits, predictMargin(model, others)) };
}
