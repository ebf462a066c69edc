import type { Matrix } from '../matrix/matrix';

/** Smallest share of a column's spread that counts as its own; below it the column is a combination of others. */
const TOLERANCE = 1e-10;

/** Columns minus their means, divided by their norms; a constant column becomes zeros. Column-major. */
function standardised({ values, rows, columns }: Matrix): Float64Array[] {
  return Array.from({ length: columns }, (_, j) => {
    const column = new Float64Array(rows);
    let mean = 0;
    let largest = 0;
    for (let i = 0; i < rows; i++) {
      const value = values[i * columns + j] as number;
      if (!Number.isFinite(value)) throw new RangeError(`row ${i} of column ${j} is ${value}`);
      mean += value / rows;
      largest = Math.max(largest, Math.abs(value));
    }
    let squares = 0;
    for (let i = 0; i < rows; i++) {
      const away = (values[i * columns + j] as number) - mean;
      column[i] = away;
      squares += away * away;
    }
    const norm = Math.sqrt(squares);
    // What rounding alone leaves of a constant column does not count as spread.
    if (!(norm > largest * Math.sqrt(rows) * 1e-14)) return column.fill(0);
    return column.map((value) => value / norm);
  });
}

/** What QR leaves of unit columns X: R'R = X'X, R in echelon form. */
interface Reduced {
  /** Columns of R, each as long as there are columns. */
  readonly columns: readonly Float64Array[];
  /** Columns with a part of their own, rising; the p-th has its pivot in row p. */
  readonly independent: readonly number[];
}

/**
 * Householder's QR (Golub and Van Loan, Matrix Computations, 5.2.1). A column that those before it make up gets no
 * pivot, so that the noise left of it does not take a direction from the columns behind it. Changes `columns`.
 */
function reduce(columns: readonly Float64Array[]): Reduced {
  const rows = columns[0]?.length ?? 0;
  const independent: number[] = [];
  columns.forEach((pivot, j) => {
    const top = independent.length;
    let squares = 0;
    for (let i = top; i < rows; i++) squares += (pivot[i] as number) ** 2;
    const norm = Math.sqrt(squares);
    if (!(norm > TOLERANCE)) return;
    const head = pivot[top] as number;
    const diagonal = head > 0 ? -norm : norm;
    const vector = pivot.slice(top);
    vector[0] = head - diagonal;
    const halfSquare = norm * (norm + Math.abs(head));
    for (const column of columns.slice(j + 1)) reflect(column, vector, halfSquare, top);
    pivot.fill(0, top);
    pivot[top] = diagonal;
    independent.push(j);
  });
  const height = columns.length;
  const kept = columns.map((column) => {
    const short = new Float64Array(height);
    short.set(column.subarray(0, Math.min(independent.length, height)));
    return short;
  });
  return { columns: kept, independent };
}

/** column -= v (v'column) / halfSquare, from row `top` on. */
function reflect(column: Float64Array, v: Float64Array, halfSquare: number, top: number): void {
  let dot = 0;
  for (let i = 0; i < v.length; i++) dot += (v[i] as number) * (column[top + i] as number);
  const factor = dot / halfSquare;
  for (let i = 0; i < v.length; i++) {
    column[top + i] = (column[top + i] as number) - factor * (v[i] as number);
  }
}

/** Solves R x = b over the independent columns; only the first `size` of them count. */
function solve({ columns, independent }: Reduced, b: Float64Array, size: number): Float64Array {
  const x = b.slice(0, size);
  for (let p = size - 1; p >= 0; p--) {
    const column = columns[independent[p] as number] as Float64Array;
    const value = (x[p] as number) / (column[p] as number);
    x[p] = value;
    for (let q = 0; q < p; q++) x[q] = (x[q] as number) - value * (column[q] as number);
  }
  return x;
}

/**
 * With unit columns the VIF is the diagonal of (R'R)^-1, the squared length of a row of R^-1. A column that others
 * make up, and every column that it is made of, gets Infinity.
 */
function vifOf(reduced: Reduced): Float64Array {
  const { columns, independent } = reduced;
  const vif = new Float64Array(columns.length);
  independent.forEach((_, p) => {
    const unit = new Float64Array(p + 1);
    unit[p] = 1;
    solve(reduced, unit, p + 1).forEach((part, q) => {
      const j = independent[q] as number;
      vif[j] = (vif[j] as number) + part * part;
    });
  });
  const own = new Set(independent);
  columns.forEach((column, c) => {
    if (own.has(c)) return;
    vif[c] = Infinity;
    solve(reduced, column, independent.filter((j) => j < c).length).forEach((part, q) => {
      if (Math.abs(part) > 1e-8) vif[independent[q] as number] = Infinity;
    });
  });
  return vif;
}

/**
 * Answers: how well do the other features foretell each feature?
 *
 * Variance inflation factor 1 / (1 - R^2) of each column regressed on all others with an intercept (Marquardt 1970), by
 * one QR decomposition of the centred columns (Householder), so it stays exact for nearly collinear columns.
 * Cost: rows x columns^2.
 * @param matrix `[rows, columns]`, finite
 * @returns one number from 1 per column; Infinity for a column that others make up exactly, NaN for a constant one
 * @throws RangeError for a value that is not finite
 */
export function varianceInflation(matrix: Matrix): Float64Array {
  const columns = standardised(matrix);
  const varies = columns.map((column) => column.some((value) => value !== 0));
  const vif = vifOf(reduce(columns.filter((_, j) => varies[j])));
  let next = 0;
  return Float64Array.from(varies, (does) => (does ? (vif[next++] as number) : Number.NaN));
}

/** One step of the removal: the feature that went, and why. */
export interface VifRemoval {
  readonly feature: string;
  /** Infinity for an exact combination of others; NaN for a constant feature. */
  readonly vif: number;
  readonly reason: 'constant' | 'collinear';
}

export interface VifSelection {
  /** In the order of removal. */
  readonly removed: readonly VifRemoval[];
  readonly kept: readonly { readonly feature: string; readonly vif: number }[];
  /** VIF of each feature before anything was removed. */
  readonly before: readonly { readonly feature: string; readonly vif: number }[];
}

/**
 * Removes constant features, then the feature with the largest VIF while that exceeds `limit`; of equal ones the last.
 * The rows are reduced once; each step then costs columns^3.
 * @throws RangeError for a limit below 1, names that do not fit, or a value that is not finite
 */
export function selectByVif(matrix: Matrix, names: readonly string[], limit = 10): VifSelection {
  if (!(limit >= 1)) throw new RangeError(`limit must be at least 1, got ${limit}`);
  if (names.length !== matrix.columns) {
    throw new RangeError(`${names.length} names do not fit ${matrix.columns} columns`);
  }
  const columns = standardised(matrix);
  const named = names.map((feature, j) => ({ feature, column: columns[j] as Float64Array }));
  const isConstant = ({ column }: { column: Float64Array }) => column.every((value) => value === 0);
  const removed: VifRemoval[] = named
    .filter(isConstant)
    .map(({ feature }) => ({ feature, vif: Number.NaN, reason: 'constant' }));
  const varying = named.filter((entry) => !isConstant(entry));
  // R's columns stand for the long ones: dropping one and reducing again gives the R of the others.
  let { columns: short } = reduce(varying.map(({ column }) => column));
  let left = varying.map(({ feature }) => feature);
  const currentVif = () => vifOf(reduce(short.map((column) => column.slice())));
  let vif = currentVif();
  const withVif = () => left.map((feature, j) => ({ feature, vif: vif[j] as number }));
  const first = new Map(withVif().map((entry) => [entry.feature, entry.vif]));
  const before = names.map((feature) => ({ feature, vif: first.get(feature) ?? Number.NaN }));
  while (left.length > 0) {
    const worst = vif.reduce((at, value, j) => (value >= (vif[at] as number) ? j : at), 0);
    const value = vif[worst] as number;
    if (!(value > limit)) break;
    removed.push({ feature: left[worst] as string, vif: value, reason: 'collinear' });
    short = short.filter((_, j) => j !== worst);
    left = left.filter((_, j) => j !== worst);
    vif = currentVif();
  }
  return { removed, kept: withVif(), before };
}
