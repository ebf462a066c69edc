import type { Matrix } from '../matrix/matrix';
import { averagePrecision, rocAuc } from '../metrics/ranking';
import type { Tree } from './model';
import { checkTargets, type Targets } from './objective';
import type { TreeMetric, TreeParams } from './params';
import { addTree } from './predict';

/** The validation metric after each tree. */
export interface EvaluationLog {
  readonly metric: TreeMetric;
  readonly values: readonly number[];
}

const GROWS_WITH_QUALITY: Record<TreeMetric, boolean> = {
  binary_logloss: false,
  l2: false,
  auc: true,
  average_precision: true,
};

/** Log-loss from a margin, without leaving the range of doubles: log(1 + exp(-margin)) for label 1. */
const logLoss = (label: number, margin: number) => {
  const against = label === 1 ? -margin : margin;
  return against > 0 ? against + Math.log1p(Math.exp(-against)) : Math.log1p(Math.exp(against));
};

function weightedMean(targets: Targets, loss: (label: number, i: number) => number): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < targets.labels.length; i++) {
    const weight = targets.weights ? (targets.weights[i] as number) : 1;
    sum += weight * loss(targets.labels[i] as number, i);
    total += weight;
  }
  return sum / total;
}

function evaluate(metric: TreeMetric, targets: Targets, margins: Float64Array): number {
  switch (metric) {
    case 'binary_logloss':
      return weightedMean(targets, (label, i) => logLoss(label, margins[i] as number));
    case 'l2':
      return weightedMean(targets, (label, i) => (label - (margins[i] as number)) ** 2);
    case 'auc':
      return rocAuc(targets.labels, margins, targets.weights);
    case 'average_precision':
      return averagePrecision(targets.labels, margins, targets.weights);
  }
}

/** Follows the validation set while trees are added and remembers the best number of trees. */
export class Evaluator {
  readonly #params: TreeParams;
  readonly #validation: (Targets & { data: Matrix }) | undefined;
  readonly #margins: Float64Array;
  readonly #metric: TreeMetric;
  readonly #values: number[] = [];
  #best = -1;

  /** @throws RangeError when early stopping lacks a validation set, or that set does not fit */
  constructor(
    params: TreeParams,
    start: number,
    features: number,
    validation: (Targets & { data: Matrix }) | undefined,
  ) {
    if (params.early_stopping_round > 0 && !validation) {
      throw new RangeError('early stopping needs a validation set');
    }
    if (validation) {
      const { rows, columns } = validation.data;
      if (columns !== features) {
        throw new RangeError(`validation has ${columns} features, training ${features}`);
      }
      checkTargets(validation, rows, params);
    }
    this.#params = params;
    this.#validation = validation;
    this.#metric = params.metric ?? (params.objective === 'binary' ? 'binary_logloss' : 'l2');
    this.#margins = new Float64Array(validation?.data.rows ?? 0).fill(start);
  }

  get log(): EvaluationLog {
    return { metric: this.#metric, values: [...this.#values] };
  }

  add(tree: Tree): void {
    if (!this.#validation) return;
    addTree(tree, this.#validation.data, this.#margins);
    const value = evaluate(this.#metric, this.#validation, this.#margins);
    const best = this.#values[this.#best];
    const sign = GROWS_WITH_QUALITY[this.#metric] ? 1 : -1;
    if (best === undefined || sign * value > sign * best) this.#best = this.#values.length;
    this.#values.push(value);
  }

  shouldStop(): boolean {
    const rounds = this.#params.early_stopping_round;
    return rounds > 0 && this.#values.length - 1 - this.#best >= rounds;
  }

  /** Trees up to the best value; all of them when nothing was watched. */
  bestTrees(grown: number): number {
    return this.#best < 0 ? grown : this.#best + 1;
  }
}
