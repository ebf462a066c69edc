import type { Matrix } from '../matrix/matrix';
import { leafInteractions, leafPaths } from './leaf-path';
import { columnTable, LeafPatterns, NodeDecisions, ROW_BLOCK } from './leaf-patterns';
import type { TreeModel } from './model';
import { checkFeatures } from './predict';
import { shapValues } from './shap';

/** Told for each leaf and block of rows; the pair (a, b) of elements, a < b, is at `starts[r] + pair`. */
type VisitLeaf = (leaf: LeafPatterns, begin: number, end: number) => void;

function visitLeaves(
  model: TreeModel,
  matrix: Matrix,
  wanted: (features: Int32Array) => boolean,
  visit: VisitLeaf,
): void {
  const table = columnTable(model.trees, matrix);
  for (const tree of model.trees) {
    const leaves = leafPaths(tree)
      .filter(({ features }) => features.length > 1 && wanted(features))
      .map((path) => {
        const d = path.features.length;
        return new LeafPatterns(path, (d * (d - 1)) / 2, leafInteractions);
      });
    const decisions = new NodeDecisions(tree);
    for (let begin = 0; begin < matrix.rows; begin += ROW_BLOCK) {
      const end = Math.min(matrix.rows, begin + ROW_BLOCK);
      decisions.decide(table, begin, end);
      for (const leaf of leaves) {
        leaf.match(decisions, end - begin);
        visit(leaf, begin, end);
      }
    }
  }
}

/**
 * SHAP interaction values (Lundberg et al. 2018, section 4): how much two features together push a row beyond what each
 * does alone, shared equally between (i, j) and (j, i). The diagonal holds the main effects; a row's matrix adds up,
 * line by line, to its SHAP values.
 * @returns `[rows, features, features]`, row-major: rows x features^2 numbers, so pass few rows
 * @throws as `shapValues`
 */
export function shapInteractions(model: TreeModel, matrix: Matrix): Float64Array {
  checkFeatures(model, matrix);
  const { rows, columns } = matrix;
  const out = new Float64Array(rows * columns * columns);
  const add = (at: number, value: number) => {
    out[at] = (out[at] as number) + value;
  };
  visitLeaves(
    model,
    matrix,
    () => true,
    ({ path, starts, numbers }, begin, end) => {
      const { features } = path;
      for (let r = 0; r < end - begin; r++) {
        const base = (begin + r) * columns * columns;
        let pair = starts[r] as number;
        for (let a = 0; a < features.length; a++) {
          for (let b = a + 1; b < features.length; b++) {
            const value = numbers[pair++] as number;
            const [i, j] = [features[a] as number, features[b] as number];
            add(base + i * columns + j, value);
            add(base + j * columns + i, value);
          }
        }
      }
    },
  );
  const { values } = shapValues(model, matrix);
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < columns; i++) {
      const line = (row * columns + i) * columns;
      let rest = values[row * columns + i] as number;
      for (let j = 0; j < columns; j++) if (j !== i) rest -= out[line + j] as number;
      out[line + i] = rest;
    }
  }
  return out;
}

/**
 * Interaction values of one feature with every other, for colouring its dependence plot. Cheaper than all pairs.
 * @returns `[rows, features]`; the feature's own column is 0
 * @throws as `shapValues`; RangeError for a feature that the model does not have
 */
export function shapInteractionsWith(
  model: TreeModel,
  matrix: Matrix,
  feature: number,
): Float64Array {
  checkFeatures(model, matrix);
  const { rows, columns } = matrix;
  if (!(Number.isInteger(feature) && feature >= 0 && feature < columns)) {
    throw new RangeError(`feature must be an integer from 0 to ${columns - 1}, got ${feature}`);
  }
  const out = new Float64Array(rows * columns);
  visitLeaves(
    model,
    matrix,
    (features) => features.includes(feature),
    ({ path, starts, numbers }, begin, end) => {
      const d = path.features.length;
      const mine = path.features.indexOf(feature);
      path.features.forEach((other, j) => {
        if (j === mine) return;
        const pair = pairIndex(Math.min(mine, j), Math.max(mine, j), d);
        for (let r = 0; r < end - begin; r++) {
          const at = (begin + r) * columns + other;
          out[at] = (out[at] as number) + (numbers[(starts[r] as number) + pair] as number);
        }
      });
    },
  );
  return out;
}

/** Place of (a, b), a < b < d, in (0, 1), (0, 2), ..., (1, 2), ... */
const pairIndex = (a: number, b: number, d: number) => a * d - (a * (a + 1)) / 2 + b - a - 1;
