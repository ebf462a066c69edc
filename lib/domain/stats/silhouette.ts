import type { Matrix } from '../matrix/matrix';

/**
 * Answers: is each row nearer to its own cluster than to the next one?
 *
 * (b - a) / max(a, b), a the mean Euclidean distance to the other rows of its cluster, b the least mean distance to
 * another cluster's (Rousseeuw 1987); 0 for a row alone in its cluster. Cost: rows^2 x columns, so pass a sample.
 * @param labels cluster of each row, any integers
 * @returns one value in [-1, 1] per row; null with fewer than two clusters
 * @throws RangeError when the labels do not fit
 */
export function silhouettes(matrix: Matrix, labels: ArrayLike<number>): Float64Array | null {
  const { values, rows, columns } = matrix;
  if (labels.length !== rows)
    throw new RangeError(`${labels.length} labels do not fit ${rows} rows`);
  const names = [...new Set(Array.from(labels))];
  if (names.length < 2) return null;
  const cluster = Int32Array.from(labels, (label) => names.indexOf(label));
  const sizes = new Int32Array(names.length);
  for (const c of cluster) sizes[c] = (sizes[c] as number) + 1;
  const sums = new Float64Array(rows * names.length);
  const add = (row: number, c: number, distance: number) => {
    const at = row * names.length + c;
    sums[at] = (sums[at] as number) + distance;
  };
  for (let i = 0; i < rows; i++) {
    for (let j = i + 1; j < rows; j++) {
      let squares = 0;
      for (let k = 0; k < columns; k++) {
        squares += ((values[i * columns + k] as number) - (values[j * columns + k] as number)) ** 2;
      }
      const distance = Math.sqrt(squares);
      add(i, cluster[j] as number, distance);
      add(j, cluster[i] as number, distance);
    }
  }
  return Float64Array.from({ length: rows }, (_, row) => {
    const own = cluster[row] as number;
    const size = sizes[own] as number;
    if (size === 1) return 0;
    const a = (sums[row * names.length + own] as number) / (size - 1);
    let b = Infinity;
    sizes.forEach((count, c) => {
      if (c !== own) b = Math.min(b, (sums[row * names.length + c] as number) / count);
    });
    const larger = Math.max(a, b);
    return larger > 0 ? (b - a) / larger : 0;
  });
}
