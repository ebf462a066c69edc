import type { Matrix } from '../matrix/matrix';
import type { ShapValues } from '../trees/shap';

export interface FeatureDirection {
  /** Pearson's, of value and SHAP value, over rows where the value is not missing; null without spread in either. */
  readonly correlation: number | null;
  /** Whether larger values push the margin up or down; null when the correlation is null or 0. */
  readonly direction: 'up' | 'down' | null;
}

/**
 * Answers: does more of a feature push the prediction up or down, by and large?
 *
 * The sign of the correlation of value and SHAP value. A dependence that rises and falls again has a sign too, so a
 * correlation near 0 says little.
 * @returns one entry per column
 * @throws RangeError when the shapes differ
 */
export function featureDirections(shap: ShapValues, matrix: Matrix): FeatureDirection[] {
  const { rows, columns } = matrix;
  if (shap.rows !== rows || shap.columns !== columns) {
    throw new RangeError(
      `SHAP values of ${shap.rows} x ${shap.columns} do not fit a table of ${rows} x ${columns}`,
    );
  }
  return Array.from({ length: columns }, (_, column) => {
    const x: number[] = [];
    const y: number[] = [];
    for (let at = column; at < rows * columns; at += columns) {
      const value = matrix.values[at] as number;
      if (Number.isNaN(value)) continue;
      x.push(value);
      y.push(shap.values[at] as number);
    }
    const correlation = pearson(x, y);
    const sign = Math.sign(correlation ?? 0);
    return { correlation, direction: sign === 0 ? null : sign > 0 ? 'up' : 'down' };
  });
}

/** Null when one side is constant, so that rounding never makes a correlation out of nothing. */
function pearson(x: readonly number[], y: readonly number[]): number | null {
  const isConstant = (values: readonly number[]) => values.every((value) => value === values[0]);
  if (isConstant(x) || isConstant(y)) return null;
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const [meanX, meanY] = [mean(x), mean(y)];
  let [xx, yy, xy] = [0, 0, 0];
  x.forEach((value, i) => {
    const [dx, dy] = [value - meanX, (y[i] as number) - meanY];
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  });
  const norm = Math.sqrt(xx) * Math.sqrt(yy);
  return norm > 0 ? Math.max(-1, Math.min(1, xy / norm)) : null;
}
