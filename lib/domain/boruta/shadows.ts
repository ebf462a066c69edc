import type { Matrix } from '../matrix/matrix';
import { permutation, type Random } from '../random/generator';
import { type BinnedData, binAt, sampleRows, TILE } from '../trees/binned';

/**
 * Fewest shadows of a trial, so that the best of them means something beside few features. Kursa and Rudnicki (2010) ask
 * for five; noise with a little luck is above the best of so few often enough to stay tentative (method section 8).
 */
const FEWEST_SHADOWS = 20;

/** A column of a trial's table: values of a feature of the whole table, from these rows in this order. */
export interface TrialColumn {
  readonly feature: number;
  readonly rows: Int32Array;
}

/**
 * The given features over the drawn rows, then one shadow of each: the same values, each shadow in an order of its own.
 * With fewer than twenty features the shadows repeat, permuted anew, until there are twenty.
 */
export function trialColumns(
  features: readonly number[],
  rows: Int32Array,
  random: Random,
): TrialColumn[] {
  const count = Math.max(features.length, FEWEST_SHADOWS);
  const shadows = Array.from({ length: count }, (_, i): TrialColumn => {
    const order = permutation(rows.length, random);
    const feature = features[i % features.length] as number;
    return { feature, rows: order.map((at) => rows[at] as number) };
  });
  return [...features.map((feature) => ({ feature, rows })), ...shadows];
}

/** The columns side by side, `[drawn rows, columns]`, in the table's own precision. */
export function trialMatrix(matrix: Matrix, columns: readonly TrialColumn[]): Matrix {
  const height = columns[0]?.rows.length ?? 0;
  const width = columns.length;
  const length = height * width;
  const values =
    matrix.values instanceof Float32Array ? new Float32Array(length) : new Float64Array(length);
  columns.forEach(({ feature, rows }, column) => {
    for (let row = 0; row < height; row++) {
      const from = (rows[row] as number) * matrix.columns + feature;
      values[row * width + column] = matrix.values[from] as number;
    }
  });
  return { values, rows: height, columns: width };
}

/** The same for a binned table. The bins stay those of the whole table, so nothing is sorted again. */
export function trialBins(data: BinnedData, columns: readonly TrialColumn[]): BinnedData {
  const height = columns[0]?.rows.length ?? 0;
  const words = new Uint32Array(Math.ceil(columns.length / TILE) * height);
  columns.forEach(({ feature, rows }, column) => {
    const start = Math.floor(column / TILE) * height;
    const shift = (column % TILE) * 8;
    for (let row = 0; row < height; row++) {
      const bin = binAt(data, rows[row] as number, feature);
      words[start + row] = (words[start + row] as number) | (bin << shift);
    }
  });
  return {
    rows: height,
    features: columns.length,
    bins: columns.flatMap(({ feature }) => data.bins[feature] ?? []),
    binCounts: Int32Array.from(columns, ({ feature }) => data.binCounts[feature] as number),
    hasMissing: Uint8Array.from(columns, ({ feature }) => data.hasMissing[feature] as number),
    words,
  };
}

/** At most `count` rows of a trial's table, drawn at random; every column keeps its own pairing of rows. */
export function sampleColumns(
  columns: readonly TrialColumn[],
  count: number,
  random: Random,
): readonly TrialColumn[] {
  const height = columns[0]?.rows.length ?? 0;
  if (height <= count) return columns;
  const drawn = sampleRows(height, count, random);
  return columns.map(({ feature, rows }) => ({
    feature,
    rows: drawn.map((at) => rows[at] as number),
  }));
}
