import type { Matrix } from '../matrix/matrix';
import { createRandom, type Random } from '../random/generator';
import { type BinnedData, binAt, binMatrix, sampleRows } from './binned';
import { type EvaluationLog, Evaluator } from './evaluation';
import { createSplitFinder, type GrownTree, growTree, type SplitFinder } from './grow';
import type { Tree, TreeModel } from './model';
import { baseScore, checkTargets, derivatives, hasTwoClasses, type Targets } from './objective';
import { type TreeParams, treeParams } from './params';
import type { SplitRules } from './split';

export interface TrainingSet extends Targets {
  /** `[rows, features]`, NaN = missing; or the same, binned before, which saves the time of binning. */
  readonly data: Matrix | BinnedData;
}

export interface ValidationSet extends Targets {
  readonly data: Matrix;
}

export interface BoostOptions {
  readonly featureNames?: readonly string[];
  readonly validation?: ValidationSet;
  /** Called after each tree with the number of trees so far; false ends training with the trees there are. */
  readonly onTree?: (trees: number, log: EvaluationLog) => boolean | undefined;
  /** Where histograms are built; default: in this thread. The caller closes what it opened. */
  readonly createFinder?: (data: BinnedData, rules: SplitRules) => SplitFinder;
}

export interface BoostResult {
  /** With early stopping: only the trees up to the best one. */
  readonly model: TreeModel;
  /** Trees grown before training stopped. */
  readonly grown: number;
  /** Validation metric after each tree; empty without a validation set. */
  readonly log: EvaluationLog;
}

/** Streams of the seed, so that rows and features are drawn independently. */
const STREAM = { bins: 1, rows: 2, features: 3 } as const;

const isBinned = (data: Matrix | BinnedData): data is BinnedData => 'words' in data;

/** Bins a table as `trainTrees` would; for training several models on it. */
export function binForTraining(matrix: Matrix, given: Partial<TreeParams> = {}): BinnedData {
  const params = treeParams(given);
  return binMatrix(matrix, params, createRandom(params.seed, STREAM.bins));
}

/**
 * Gradient boosting of histogram trees, leaf by leaf (Friedman 2001; Ke et al. 2017), in LightGBM's manner: the same
 * bins, the same rule for cuts, the same defaults. Without sampling the trees are those of LightGBM up to rounding.
 * The same input and seed give the same model, on any number of threads.
 *
 * Ends early when no leaf can be split, or by `early_stopping_round`. A binary target of one class gives no trees.
 * @throws RangeError for settings, labels or tables that cannot be used
 */
export function trainTrees(
  training: TrainingSet,
  given: Partial<TreeParams> = {},
  options: BoostOptions = {},
): BoostResult {
  const params = treeParams(given);
  const { data } = training;
  const binned = isBinned(data) ? data : binForTraining(data, params);
  checkTargets(training, binned.rows, params);
  const names = options.featureNames ?? defaultNames(binned.features);
  if (names.length !== binned.features) {
    throw new RangeError(`${names.length} names do not fit ${binned.features} features`);
  }
  const start = baseScore(training, params);
  const evaluator = new Evaluator(params, start, binned.features, options.validation);
  const trees: Tree[] = [];
  const model = (count: number): TreeModel => ({
    objective: params.objective,
    featureNames: [...names],
    baseScore: start,
    trees: trees.slice(0, count),
  });
  if (params.objective === 'binary' && !hasTwoClasses(training)) {
    return { model: model(0), grown: 0, log: evaluator.log };
  }
  const finder = (options.createFinder ?? createSplitFinder)(binned, params);
  const sampler = new Sampler(params, binned);
  const margins = new Float64Array(binned.rows).fill(start);
  while (trees.length < params.num_iterations) {
    const { gradients, hessians } = finder.buffers;
    derivatives(training, margins, params, gradients, hessians);
    const rows = sampler.draw(trees.length, finder);
    const grown = growTree(finder, params, rows);
    if (grown.tree.feature.length === 0) break;
    const { value } = grown.tree;
    for (let leaf = 0; leaf < value.length; leaf++) {
      value[leaf] = (value[leaf] as number) * params.learning_rate;
    }
    addGrown(grown, finder, rows, margins);
    trees.push(grown.tree);
    evaluator.add(grown.tree);
    if (options.onTree?.(trees.length, evaluator.log) === false || evaluator.shouldStop()) break;
  }
  const kept = params.early_stopping_round > 0 ? evaluator.bestTrees(trees.length) : trees.length;
  return { model: model(kept), grown: trees.length, log: evaluator.log };
}

const defaultNames = (features: number) =>
  Array.from({ length: features }, (_, i) => `Column_${i}`);

/** Draws the rows and features of each tree. */
class Sampler {
  readonly #params: TreeParams;
  readonly #data: BinnedData;
  readonly #rowRandom: Random;
  readonly #featureRandom: Random;
  #bag: Int32Array;

  constructor(params: TreeParams, data: BinnedData) {
    this.#params = params;
    this.#data = data;
    this.#rowRandom = createRandom(params.seed, STREAM.rows);
    this.#featureRandom = createRandom(params.seed, STREAM.features);
    this.#bag = Int32Array.from({ length: data.rows }, (_, row) => row);
  }

  /** Puts the drawn rows at the front of the index and marks the drawn features; returns the number of rows. */
  draw(tree: number, finder: SplitFinder): number {
    const { bagging_freq, bagging_fraction, feature_fraction } = this.#params;
    const { rows, features } = this.#data;
    if (bagging_freq > 0 && bagging_fraction < 1 && tree % bagging_freq === 0) {
      const count = Math.max(1, Math.floor(rows * bagging_fraction));
      this.#bag = sampleRows(rows, count, this.#rowRandom);
    }
    finder.buffers.index.set(this.#bag);
    const { used } = finder.buffers;
    if (feature_fraction >= 1) used.fill(1);
    else {
      used.fill(0);
      const count = Math.max(1, Math.round(features * feature_fraction));
      for (const feature of sampleRows(features, count, this.#featureRandom)) used[feature] = 1;
    }
    return this.#bag.length;
  }
}

/** Adds a new tree to the margins: by leaf ranges for rows in the bag, by walking the tree for the others. */
function addGrown(grown: GrownTree, finder: SplitFinder, rows: number, margins: Float64Array) {
  const { index, data } = finder.buffers;
  const { tree, leafBegin, leafCount } = grown;
  for (let leaf = 0; leaf < tree.value.length; leaf++) {
    const value = tree.value[leaf] as number;
    const begin = leafBegin[leaf] as number;
    const end = begin + (leafCount[leaf] as number);
    for (let i = begin; i < end; i++) {
      const row = index[i] as number;
      margins[row] = (margins[row] as number) + value;
    }
  }
  if (rows === data.rows) return;
  const inBag = new Uint8Array(data.rows);
  for (let i = 0; i < rows; i++) inBag[index[i] as number] = 1;
  for (let row = 0; row < data.rows; row++) {
    if (inBag[row] === 1) continue;
    const leaf = leafOfBinned(grown, data, row);
    margins[row] = (margins[row] as number) + (tree.value[leaf] as number);
  }
}

function leafOfBinned({ tree, nodeBin }: GrownTree, data: BinnedData, row: number): number {
  let node = 0;
  while (node >= 0) {
    const feature = tree.feature[node] as number;
    const bin = binAt(data, row, feature);
    const isMissing =
      data.hasMissing[feature] === 1 && bin === (data.binCounts[feature] as number) - 1;
    const left = isMissing ? tree.missingLeft[node] === 1 : bin <= (nodeBin[node] as number);
    node = (left ? tree.left[node] : tree.right[node]) as number;
  }
  return ~node;
}
