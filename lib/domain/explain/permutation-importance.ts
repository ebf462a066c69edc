import type { Matrix } from '../matrix/matrix';
import { createRandom, permutation } from '../random/generator';

export interface PermutationSettings {
  /** Any model: a table to one number per row. */
  readonly predict: (matrix: Matrix) => ArrayLike<number> | Promise<ArrayLike<number>>;
  /** How good predictions are, larger is better; give a loss its minus sign. */
  readonly score: (predictions: ArrayLike<number>) => number;
  /** Integer in [0, 2^32). */
  readonly seed: number;
  /** Permutations of each group; default 5. */
  readonly repeats?: number;
  /** Columns that are permuted together, such as one series' days; default: each column alone. */
  readonly groups?: readonly (readonly number[])[];
}

export interface PermutationImportance {
  /** Score of the table as it is. */
  readonly score: number;
  /** One per group: how much the score falls, on the mean over the repeats; negative when it rises. */
  readonly importance: Float64Array;
  /** Standard deviation over the repeats, divided by their number. */
  readonly deviation: Float64Array;
}

/** Names this use among the streams of a seed. */
const PERMUTATION = 1;

/**
 * Answers: how much worse does a model predict when a feature no longer belongs to its row?
 *
 * Permutation importance (Breiman 2001; Fisher, Rudin and Dominici 2019). Permuting one of two features that say the same
 * makes rows that never occur, and shares their importance between them. Each group has a stream of its own.
 * Cost: groups x repeats predictions.
 * @throws RangeError for a column that the table lacks, or repeats that are no positive integer
 */
export async function permutationImportance(
  matrix: Matrix,
  { predict, score, seed, repeats = 5, groups }: PermutationSettings,
): Promise<PermutationImportance> {
  const { rows, columns } = matrix;
  if (!(Number.isInteger(repeats) && repeats >= 1)) {
    throw new RangeError(`repeats must be a positive integer, got ${repeats}`);
  }
  const moved = groups ?? Array.from({ length: columns }, (_, column) => [column]);
  for (const column of moved.flat()) {
    if (!(Number.isInteger(column) && column >= 0 && column < columns)) {
      throw new RangeError(`column ${column} is not one of ${columns}`);
    }
  }
  const whole = score(await predict(matrix));
  const importance = new Float64Array(moved.length);
  const deviation = new Float64Array(moved.length);
  const values = matrix.values.slice();
  for (const [group, members] of moved.entries()) {
    const random = createRandom(seed, PERMUTATION, group);
    const falls: number[] = [];
    for (let repeat = 0; repeat < repeats; repeat++) {
      copyColumns(matrix, members, values, permutation(rows, random));
      falls.push(whole - score(await predict({ values, rows, columns })));
    }
    copyColumns(matrix, members, values);
    const mean = falls.reduce((sum, fall) => sum + fall, 0) / repeats;
    importance[group] = mean;
    deviation[group] = Math.sqrt(falls.reduce((sum, f) => sum + (f - mean) ** 2, 0) / repeats);
  }
  return { score: whole, importance, deviation };
}

/** Copies columns, from rows in another order if one is given. */
function copyColumns(
  { values, rows, columns }: Matrix,
  members: readonly number[],
  out: Float32Array | Float64Array,
  order?: Int32Array,
): void {
  for (const column of members) {
    for (let row = 0; row < rows; row++) {
      const from = order ? (order[row] as number) : row;
      out[row * columns + column] = values[from * columns + column] as number;
    }
  }
}
