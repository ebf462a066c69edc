import type { Matrix } from '../matrix/matrix';
import { midRanks } from './mann-whitney';

/** A column's ranks minus their mean, divided by their norm; undefined for a constant column. */
function standardRanks({ values, rows, columns }: Matrix, column: number) {
  const { ranks } = midRanks(
    Float64Array.from({ length: rows }, (_, row) => values[row * columns + column] as number),
  );
  const mean = (rows + 1) / 2;
  let squares = 0;
  for (const rank of ranks) squares += (rank - mean) ** 2;
  if (!(squares > 0)) return undefined;
  const norm = Math.sqrt(squares);
  return ranks.map((rank) => (rank - mean) / norm);
}

/**
 * Answers: which columns rise and fall together, whatever their scale?
 *
 * Spearman's rank correlation of every pair of columns: Pearson's of the mid-ranks (Spearman 1904), so that a few very
 * large counts do not decide it. Cost: rows x columns^2.
 * @param matrix `[rows, columns]`, finite
 * @returns `[columns][columns]`, symmetric; null wherever a column is constant, its own place included
 * @example columns 1, 2, 3 and 1, 4, 9: 1 everywhere
 */
export function spearmanMatrix(matrix: Matrix): (number | null)[][] {
  const ranks = Array.from({ length: matrix.columns }, (_, j) => standardRanks(matrix, j));
  const out = ranks.map(() => ranks.map((): number | null => null));
  ranks.forEach((a, i) => {
    if (!a) return;
    for (let j = i; j < ranks.length; j++) {
      const b = ranks[j];
      if (!b) continue;
      let sum = 0;
      for (let row = 0; row < a.length; row++) sum += (a[row] as number) * (b[row] as number);
      const value = i === j ? 1 : Math.max(-1, Math.min(1, sum));
      (out[i] as (number | null)[])[j] = value;
      (out[j] as (number | null)[])[i] = value;
    }
  });
  return out;
}
