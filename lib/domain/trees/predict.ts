import type { Matrix } from '../matrix/matrix';
import { MISSING, type Tree, type TreeModel } from './model';

/** LightGBM's kZeroThreshold: nearer to zero counts as zero where zero means missing. */
const ZERO = Math.fround(1e-35);

/** Whether a value goes to a node's left child. */
export function goesLeft(tree: Tree, node: number, value: number): boolean {
  let seen = value;
  if (Number.isNaN(value)) {
    if (tree.missing[node] === MISSING.nan) return tree.missingLeft[node] === 1;
    seen = 0;
  }
  if (tree.missing[node] === MISSING.zero && seen >= -ZERO && seen <= ZERO) {
    return tree.missingLeft[node] === 1;
  }
  return seen <= (tree.threshold[node] as number);
}

/** The leaf that a row of `values`, starting at index `start`, falls into. */
export function leafOf(tree: Tree, values: Float32Array | Float64Array, start: number): number {
  const { feature, threshold, missing, left, right } = tree;
  if (feature.length === 0) return 0;
  let node = 0;
  while (node >= 0) {
    const value = values[start + (feature[node] as number)] as number;
    const toLeft =
      Number.isNaN(value) || missing[node] === MISSING.zero
        ? goesLeft(tree, node, value)
        : value <= (threshold[node] as number);
    node = (toLeft ? left[node] : right[node]) as number;
  }
  return ~node;
}

/** Adds one tree's values to the margins of rows `begin` to before `end`. */
export function addTree(
  tree: Tree,
  matrix: Matrix,
  margins: Float64Array,
  begin = 0,
  end = matrix.rows,
): void {
  const { values, columns } = matrix;
  for (let row = begin; row < end; row++) {
    const leaf = leafOf(tree, values, row * columns);
    margins[row] = (margins[row] as number) + (tree.value[leaf] as number);
  }
}

/** Rows that all trees see before the next rows are read, so that rows stay in the processor's cache. */
const ROW_BLOCK = 128;

/** @throws RangeError when the table does not have the model's number of features */
export function checkFeatures(model: TreeModel, matrix: Matrix): void {
  const wanted = model.featureNames.length;
  if (matrix.columns !== wanted) {
    throw new RangeError(`the model knows ${wanted} features, the table has ${matrix.columns}`);
  }
}

/**
 * The margin of each row: log-odds for `binary`, the value itself for `regression`.
 * @param matrix `[rows, features]`, columns in the order of the model's `featureNames`
 * @throws RangeError when the number of features differs
 */
export function predictMargin(model: TreeModel, matrix: Matrix): Float64Array {
  checkFeatures(model, matrix);
  const margins = new Float64Array(matrix.rows).fill(model.baseScore);
  for (let begin = 0; begin < matrix.rows; begin += ROW_BLOCK) {
    const end = Math.min(matrix.rows, begin + ROW_BLOCK);
    for (const tree of model.trees) addTree(tree, matrix, margins, begin, end);
  }
  return margins;
}

export const sigmoid = (margin: number): number => 1 / (1 + Math.exp(-margin));

/** Probabilities for `binary`, values for `regression`. Otherwise as `predictMargin`. */
export function predict(model: TreeModel, matrix: Matrix): Float64Array {
  const margins = predictMargin(model, matrix);
  return model.objective === 'binary' ? margins.map(sigmoid) : margins;
}

/** The leaf of each row and tree, `[rows, trees]`. @throws RangeError when the number of features differs */
export function predictLeaves(model: TreeModel, matrix: Matrix): Int32Array {
  checkFeatures(model, matrix);
  const { trees } = model;
  const leaves = new Int32Array(matrix.rows * trees.length);
  for (let row = 0; row < matrix.rows; row++) {
    trees.forEach((tree, t) => {
      leaves[row * trees.length + t] = leafOf(tree, matrix.values, row * matrix.columns);
    });
  }
  return leaves;
}

export interface Importance {
  /** Loss saved by all cuts on each feature. Length = features. */
  readonly gain: Float64Array;
  /** Number of cuts on each feature. Length = features. */
  readonly split: Float64Array;
}

/** What each feature did in training: LightGBM's `gain` and `split` importance. */
export function importance(model: TreeModel): Importance {
  const gain = new Float64Array(model.featureNames.length);
  const split = new Float64Array(model.featureNames.length);
  for (const tree of model.trees) {
    tree.feature.forEach((feature, node) => {
      gain[feature] = (gain[feature] as number) + (tree.gain[node] as number);
      split[feature] = (split[feature] as number) + 1;
    });
  }
  return { gain, split };
}
