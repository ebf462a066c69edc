import type { Matrix } from '../matrix/matrix';

/** What is known of a window's series in one number each. */
export const WINDOW_SUMMARIES = ['sum', 'last', 'slope'] as const;
export type WindowSummary = (typeof WINDOW_SUMMARIES)[number];

/** A table with names for its columns. */
export interface NamedMatrix extends Matrix {
  readonly names: readonly string[];
}

/** Windows as the sequence models see them: `[windows, days, features]`, row-major, the oldest day first. */
export interface WindowTensor {
  readonly values: Float32Array;
  readonly windows: number;
  readonly days: number;
  /** Name of each series. */
  readonly features: readonly string[];
}

function checkTensor({ values, windows, days, features }: WindowTensor): void {
  if (!(Number.isInteger(days) && days >= 1)) {
    throw new RangeError(`days must be a positive integer, got ${days}`);
  }
  if (values.length !== windows * days * features.length) {
    throw new RangeError(
      `${values.length} values do not fill ${windows} x ${days} x ${features.length}`,
    );
  }
}

/**
 * Tabular features of windows for baselines and surrogates: of each series its `sum` over the days, its `last` day and
 * its `slope`, the least-squares change per day (0 for a single day).
 * @param summaries which of them; default all
 * @returns `[windows, summaries x features]`, named `<feature>.<summary>`, all of one summary side by side
 * @throws RangeError when the values do not fill the shape
 * @example series 1, 2, 6: sum 9, last 6, slope 2.5
 */
export function windowFeatures(
  tensor: WindowTensor,
  summaries: readonly WindowSummary[] = WINDOW_SUMMARIES,
): NamedMatrix {
  checkTensor(tensor);
  const { values, windows, days, features } = tensor;
  const width = features.length;
  const columns = width * summaries.length;
  const out = new Float32Array(windows * columns);
  const day = dayWeights(days);
  const sums = new Float64Array(width);
  for (let window = 0; window < windows; window++) {
    summaries.forEach((summary, s) => {
      sums.fill(0);
      for (let d = summary === 'last' ? days - 1 : 0; d < days; d++) {
        const weight = summary === 'slope' ? (day[d] as number) : 1;
        const from = (window * days + d) * width;
        for (let f = 0; f < width; f++) {
          sums[f] = (sums[f] as number) + weight * (values[from + f] as number);
        }
      }
      out.set(sums, window * columns + s * width);
    });
  }
  const names = summaries.flatMap((summary) => features.map((name) => `${name}.${summary}`));
  return { values: out, rows: windows, columns, names };
}

/** Weights whose product with a series is its least-squares slope: (d - mean) / sum of squares. */
function dayWeights(days: number): Float64Array {
  const middle = (days - 1) / 2;
  const squares = (days * (days * days - 1)) / 12;
  return Float64Array.from({ length: days }, (_, d) => (days === 1 ? 0 : (d - middle) / squares));
}

/**
 * The window itself as one row, every day of every series, named `<feature>.day-<k>` where k counts back from the anchor
 * (1 is the last observed day). No copy is made.
 * @throws RangeError when the values do not fill the shape
 */
export function flattenWindows(tensor: WindowTensor): NamedMatrix {
  checkTensor(tensor);
  const { values, windows, days, features } = tensor;
  const names = Array.from({ length: days }, (_, d) => d).flatMap((d) =>
    features.map((name) => `${name}.day-${days - d}`),
  );
  return { values, rows: windows, columns: days * features.length, names };
}

/** Copies the named windows, in that order; windows that are not there are zeros. */
export function takeWindows(tensor: WindowTensor, windows: ArrayLike<number>): WindowTensor {
  const { values, days, features } = tensor;
  const width = days * features.length;
  const taken = new Float32Array(windows.length * width);
  for (let i = 0; i < windows.length; i++) {
    const from = (windows[i] as number) * width;
    taken.set(values.subarray(from, from + width), i * width);
  }
  return { ...tensor, values: taken, windows: windows.length };
}

/** Tables with the same rows side by side. @throws RangeError when their rows differ or there is none */
export function joinColumns(tables: readonly NamedMatrix[]): NamedMatrix {
  const [first] = tables;
  if (!first) throw new RangeError('joining needs at least one table');
  const { rows } = first;
  const columns = tables.reduce((sum, table) => sum + table.columns, 0);
  const values = new Float32Array(rows * columns);
  let start = 0;
  for (const table of tables) {
    if (table.rows !== rows) throw new RangeError(`${table.rows} rows do not fit ${rows}`);
    for (let row = 0; row < rows; row++) {
      const from = row * table.columns;
      values.set(table.values.subarray(from, from + table.columns), row * columns + start);
    }
    start += table.columns;
  }
  return { values, rows, columns, names: tables.flatMap((table) => table.names) };
}
