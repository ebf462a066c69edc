import type { Matrix } from '../matrix/matrix';
import { standardised } from './clusters';
import type { ProfileLevel } from './segmentation-words';

interface GroupTrait {
  /** In the units of the variable. */
  readonly mean: number;
  /** Mean over the group of the standardised logarithms. */
  readonly z: number;
  /** Null: much like everybody. */
  readonly level: ProfileLevel | null;
}

/** Standard deviations from which a mean is above or far above everybody's. */
const [AWAY_FROM, FAR_FROM] = [0.4, 1];

function levelOf(z: number): ProfileLevel | null {
  if (Math.abs(z) < AWAY_FROM) return null;
  if (z > 0) return z >= FAR_FROM ? 'far-above' : 'above';
  return z <= -FAR_FROM ? 'far-below' : 'below';
}

/**
 * Answers: what is this group like, beside everybody?
 *
 * A mean of log1p, in standard deviations over all rows: what clusters are found by, so one heavy tail does not decide.
 * @param matrix `[rows, columns]`, from 0
 * @param labels group of each row, from 0
 * @returns `[groups][columns]`; for a group without rows its means are 0
 */
export function groupProfiles(
  matrix: Matrix,
  labels: ArrayLike<number>,
  groups: number,
): GroupTrait[][] {
  const { values, rows, columns } = matrix;
  const points = standardised(matrix);
  const sizes = new Float64Array(groups);
  const sums = Array.from({ length: groups }, () => ({
    values: new Float64Array(columns),
    points: new Float64Array(columns),
  }));
  for (let row = 0; row < rows; row++) {
    const group = labels[row] ?? 0;
    const sum = sums[group];
    if (!sum) continue;
    sizes[group] = (sizes[group] ?? 0) + 1;
    for (let column = 0; column < columns; column++) {
      sum.values[column] = (sum.values[column] ?? 0) + (values[row * columns + column] ?? 0);
      sum.points[column] = (sum.points[column] ?? 0) + (points[row]?.[column] ?? 0);
    }
  }
  return sums.map((sum, group) =>
    Array.from({ length: columns }, (_, column) => {
      const size = Math.max(1, sizes[group] ?? 0);
      const z = (sum.points[column] ?? 0) / size;
      return { mean: (sum.values[column] ?? 0) / size, z, level: levelOf(z) };
    }),
  );
}
