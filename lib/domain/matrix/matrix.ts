/** A table of numbers, row-major `[rows, columns]`. NaN means missing where a function says so. */
export interface Matrix {
  readonly values: Float32Array | Float64Array;
  readonly rows: number;
  readonly columns: number;
}

/** @throws RangeError unless `values` holds exactly rows x columns numbers */
export function matrixOf(
  values: Float32Array | Float64Array,
  rows: number,
  columns: number,
): Matrix {
  const whole = Number.isInteger(rows) && Number.isInteger(columns) && rows >= 0 && columns >= 0;
  if (!(whole && values.length === rows * columns)) {
    throw new RangeError(`${values.length} values do not fill ${rows} x ${columns}`);
  }
  return { values, rows, columns };
}

/** @throws RangeError when the rows have different lengths */
export function matrixFromRows(rows: readonly (readonly number[])[]): Matrix {
  const columns = rows[0]?.length ?? 0;
  const values = new Float64Array(rows.length * columns);
  rows.forEach((row, i) => {
    if (row.length !== columns) {
      throw new RangeError(`row ${i} has ${row.length} values, the first has ${columns}`);
    }
    values.set(row, i * columns);
  });
  return { values, rows: rows.length, columns };
}

/** Copies the named rows, in that order. @throws RangeError when a row is outside the table */
export function takeRows(matrix: Matrix, rows: ArrayLike<number>): Matrix {
  const { columns } = matrix;
  const values =
    matrix.values instanceof Float32Array
      ? new Float32Array(rows.length * columns)
      : new Float64Array(rows.length * columns);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] ?? -1;
    if (!(row >= 0 && row < matrix.rows)) {
      throw new RangeError(`row ${row} is outside 0 to ${matrix.rows - 1}`);
    }
    values.set(matrix.values.subarray(row * columns, (row + 1) * columns), i * columns);
  }
  return { values, rows: rows.length, columns };
}
