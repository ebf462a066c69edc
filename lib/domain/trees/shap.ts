import type { Matrix } from '../matrix/matrix';
import { expectedValue, leafPaths, leafShapley } from './leaf-path';
import {
  type ColumnTable,
  columnTable,
  LeafPatterns,
  NodeDecisions,
  ROW_BLOCK,
} from './leaf-patterns';
import type { Tree, TreeModel } from './model';
import { checkFeatures } from './predict';

export interface ShapValues {
  readonly rows: number;
  readonly columns: number;
  /** Mean margin over the training rows: what all rows start from. */
  readonly expected: number;
  /** `[rows, columns]`, row-major, in margin space. `expected` plus the sum of a row is the row's margin. */
  readonly values: Float64Array;
}

/** Mean margin over the rows that trained the model. @throws Error when the model lacks counts of rows */
export function expectedMargin(model: TreeModel): number {
  return model.trees.reduce((sum, tree) => sum + expectedValue(leafPaths(tree)), model.baseScore);
}

/**
 * Answers: how much did each feature push each row away from the mean?
 *
 * Exact path-dependent TreeSHAP (Lundberg, Erion and Lee 2018, algorithm 2: a feature outside the coalition follows the
 * training rows) in margin space (log-odds for `binary`). Each leaf's values are worked out once per pattern of
 * agreement and looked up from then on; see `leafShapley`.
 * Cost: trees x leaves x (elements of a path) additions per row.
 * @param matrix `[rows, features]`
 * @throws RangeError when the number of features differs; Error when the model lacks counts of rows
 * @example one tree on 00, 01, 10, 11 with values 0, 0, 0, 80: expected 20, row 11 gets [30, 30]
 */
export function shapValues(model: TreeModel, matrix: Matrix): ShapValues {
  checkFeatures(model, matrix);
  const { rows, columns } = matrix;
  // Column-major while adding: a leaf adds to few columns of many rows.
  const sums = new Float64Array(rows * columns);
  const table = columnTable(model.trees, matrix);
  for (const tree of model.trees) addTreeShap(tree, table, sums);
  return { rows, columns, expected: expectedMargin(model), values: transpose(sums, rows, columns) };
}

function addTreeShap(tree: Tree, table: ColumnTable, sums: Float64Array): void {
  const { rows } = table;
  const leaves = leafPaths(tree)
    .filter((path) => path.features.length > 0)
    .map((path) => new LeafPatterns(path, path.features.length, leafShapley));
  const decisions = new NodeDecisions(tree);
  for (let begin = 0; begin < rows; begin += ROW_BLOCK) {
    const end = Math.min(rows, begin + ROW_BLOCK);
    decisions.decide(table, begin, end);
    for (const leaf of leaves) {
      leaf.match(decisions, end - begin);
      const { features } = leaf.path;
      for (let j = 0; j < features.length; j++) {
        const column = (features[j] as number) * rows;
        addColumn(sums.subarray(column + begin, column + end), leaf.numbers, leaf.starts, j);
      }
    }
  }
}

function addColumn(
  column: Float64Array,
  numbers: Float64Array,
  starts: Int32Array,
  offset: number,
): void {
  for (let r = 0; r < column.length; r++) {
    column[r] = (column[r] as number) + (numbers[(starts[r] as number) + offset] as number);
  }
}

/** Column-major to row-major, in blocks that fit the cache. */
function transpose(columnMajor: Float64Array, rows: number, columns: number): Float64Array {
  const out = new Float64Array(columnMajor.length);
  const block = 64;
  for (let begin = 0; begin < rows; begin += block) {
    const end = Math.min(rows, begin + block);
    for (let column = 0; column < columns; column++) {
      for (let row = begin, at = column * rows + begin; row < end; row++, at++) {
        out[row * columns + column] = columnMajor[at] as number;
      }
    }
  }
  return out;
}

/** Mean |SHAP| of each feature: the usual importance. Zeros without rows. Length = columns. */
export function meanAbsoluteShap({ rows, columns, values }: ShapValues): Float64Array {
  const mean = new Float64Array(columns);
  for (let at = 0; at < values.length; at++) {
    const column = at % columns;
    mean[column] = (mean[column] as number) + Math.abs(values[at] as number) / rows;
  }
  return mean;
}
