import type { Matrix } from '../matrix/matrix';
import { leafInteractions, leafPaths } from './leaf-path';
import { columnTable, LeafPatterns, NodeDecisions, ROW_BLOCK } from './leaf-patterns';
import type { TreeModel } from './model';
import { checkFeatures } from './predict';
import { shapValues } from './shap';

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
  const addPairs = ({ path, starts, numbers }: LeafPatterns, begin: number, end: number) => {
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
  };
  const table = columnTable(model.trees, matrix);
  for (const tree of model.trees) {
    // The pair (a, b) of a path's elements, a < b, is at `starts[r] + pair` of its leaf's numbers.
    const leaves = leafPaths(tree)
      .filter(({ features }) => features.length > 1)
      .map((path) => {
        const d = path.features.length;
        return new LeafPatterns(path, (d * (d - 1)) / 2, leafInteractions);
      });
    const decisions = new NodeDecisions(tree);
    for (let begin = 0; begin < rows; begin += ROW_BLOCK) {
      const end = Math.min(rows, begin + ROW_BLOCK);
      decisions.decide(table, begin, end);
      for (const leaf of leaves) {
        leaf.match(decisions, end - begin);
        addPairs(leaf, begin, end);
      }
    }
  }
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
