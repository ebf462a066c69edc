import type { Matrix } from '../matrix/matrix';
import type { Random } from '../random/generator';
import { areSmallCounts, binOf, type FeatureBins, findBins, SMALL_COUNT } from './bins';
import type { TreeParams } from './params';

/** Features whose bins share one 32-bit word, so that one read serves four histograms. */
export const TILE = 4;

/** Where typed arrays that several threads read come from. */
export type Allocate = (bytes: number) => ArrayBufferLike;
export const allocateHere: Allocate = (bytes) => new ArrayBuffer(bytes);

/** A table whose values were replaced by bin numbers. */
export interface BinnedData {
  readonly rows: number;
  readonly features: number;
  readonly bins: readonly FeatureBins[];
  /** Bins of each feature, the bin of missing values included. Length `features`. */
  readonly binCounts: Int32Array;
  /** 1 where a feature's last bin holds missing values. Length `features`. */
  readonly hasMissing: Uint8Array;
  /** Column-major by tile: the bins of features 4t to 4t+3 of row r are the bytes of word t * rows + r. */
  readonly words: Uint32Array;
}

/** The bin of one row and feature. */
export function binAt(data: BinnedData, row: number, feature: number): number {
  const word = data.words[(feature >>> 2) * data.rows + row] as number;
  return (word >>> ((feature & 3) << 3)) & 255;
}

/** Rising row numbers, `count` of `rows` without replacement (selection sampling, Knuth 3.4.2 S). */
export function sampleRows(rows: number, count: number, random: Random): Int32Array {
  const chosen = new Int32Array(Math.min(rows, count));
  let taken = 0;
  for (let row = 0; row < rows && taken < chosen.length; row++) {
    if (random.uniform() * (rows - row) < chosen.length - taken) chosen[taken++] = row;
  }
  return chosen;
}

/**
 * Bins every feature of a table. Cost: one sort per feature and one look-up per value.
 * @param matrix `[rows, columns]`, NaN = missing
 * @param random used only when there are more rows than `bin_construct_sample_cnt`
 * @throws RangeError for a table without rows or columns, or with an infinite value
 */
export function binMatrix(
  matrix: Matrix,
  params: Pick<TreeParams, 'max_bin' | 'min_data_in_bin' | 'bin_construct_sample_cnt'>,
  random: Random,
  allocate: Allocate = allocateHere,
): BinnedData {
  const { rows, columns } = matrix;
  if (!(rows > 0 && columns > 0)) {
    throw new RangeError(`trees need rows and features, got ${rows} x ${columns}`);
  }
  const sampled =
    rows > params.bin_construct_sample_cnt
      ? sampleRows(rows, params.bin_construct_sample_cnt, random)
      : undefined;
  const words = new Uint32Array(allocate(Math.ceil(columns / TILE) * rows * 4));
  const bins: FeatureBins[] = [];
  const block = Array.from({ length: BLOCK }, () => new Float64Array(rows));
  for (let feature = 0; feature < columns; feature++) {
    if (feature % BLOCK === 0) copyColumns(matrix, feature, block);
    const column = block[feature % BLOCK] as Float64Array;
    const seen = sampled ? Float64Array.from(sampled, (row) => column[row] as number) : column;
    const found = findBins(seen, params.max_bin, params.min_data_in_bin);
    const start = (feature >>> 2) * rows;
    packColumn(column, found, words.subarray(start, start + rows), (feature & 3) << 3);
    bins.push(found);
  }
  return {
    rows,
    features: columns,
    bins,
    binCounts: Int32Array.from(bins, (found) => found.count),
    hasMissing: Uint8Array.from(bins, (found) => (found.hasMissing ? 1 : 0)),
    words,
  };
}

/** Columns copied at once: as many as share a cache line of the table. */
const BLOCK = 16;

function copyColumns(matrix: Matrix, first: number, block: readonly Float64Array[]): void {
  const { values, columns, rows } = matrix;
  const width = Math.min(block.length, columns - first);
  for (let row = 0; row < rows; row++) {
    const start = row * columns + first;
    for (let k = 0; k < width; k++) {
      const value = values[start + k] as number;
      if (value === Infinity || value === -Infinity) {
        throw new RangeError(
          `row ${row} of feature ${first + k} is ${value}; trees take finite numbers or NaN`,
        );
      }
      (block[k] as Float64Array)[row] = value;
    }
  }
}

function packColumn(
  column: Float64Array,
  bins: FeatureBins,
  words: Uint32Array,
  shift: number,
): void {
  if (areSmallCounts(column)) {
    const table = Uint8Array.from({ length: SMALL_COUNT }, (_, value) => binOf(bins, value));
    const missing = binOf(bins, Number.NaN);
    for (let row = 0; row < column.length; row++) {
      const value = column[row] as number;
      const bin = Number.isNaN(value) ? missing : (table[value] as number);
      words[row] = (words[row] as number) | (bin << shift);
    }
    return;
  }
  for (let row = 0; row < column.length; row++) {
    words[row] = (words[row] as number) | (binOf(bins, column[row] as number) << shift);
  }
}
