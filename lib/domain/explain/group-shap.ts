import type { ShapValues } from '../trees/shap';

/**
 * SHAP values of groups of features: as they add up, a group's value is the sum of its features' values. `expected` plus
 * the sum of a row is the row's margin still.
 * @param groupOf group of each column, from 0 to groups - 1
 * @returns `[rows, groups]`
 * @throws RangeError when there is no group for a column
 */
export function sumShapByGroup(
  shap: ShapValues,
  groupOf: ArrayLike<number>,
  groups: number,
): ShapValues {
  const { rows, columns, values, expected } = shap;
  for (let column = 0; column < columns; column++) {
    const group = groupOf[column] ?? -1;
    if (!(Number.isInteger(group) && group >= 0 && group < groups)) {
      throw new RangeError(`group ${group} of column ${column} is not one of ${groups}`);
    }
  }
  const sums = new Float64Array(rows * groups);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const at = row * groups + (groupOf[column] as number);
      sums[at] = (sums[at] as number) + (values[row * columns + column] as number);
    }
  }
  return { rows, columns: groups, expected, values: sums };
}

/**
 * Answers: does a model heed other features now than it did before?
 *
 * Mean |SHAP| of each column within each period.
 * @param periodOf period of each row, from 0 to periods - 1
 * @returns `[periods][columns]`; zeros for a period without rows
 * @throws RangeError when there is no period for a row
 */
export function meanAbsoluteByPeriod(
  { rows, columns, values }: ShapValues,
  periodOf: ArrayLike<number>,
  periods: number,
): Float64Array[] {
  const sums = Array.from({ length: periods }, () => new Float64Array(columns));
  const counts = new Int32Array(periods);
  for (let row = 0; row < rows; row++) {
    const period = periodOf[row] ?? -1;
    const sum = sums[period];
    if (!sum) throw new RangeError(`period ${period} of row ${row} is not one of ${periods}`);
    counts[period] = (counts[period] as number) + 1;
    for (let column = 0; column < columns; column++) {
      sum[column] = (sum[column] as number) + Math.abs(values[row * columns + column] as number);
    }
  }
  return sums.map((sum, period) =>
    sum.map((total) => total / Math.max(1, counts[period] as number)),
  );
}
