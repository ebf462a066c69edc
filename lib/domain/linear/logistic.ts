import type { Matrix } from '../matrix/matrix';
import { solveSpd } from './cholesky';

export interface LogisticOptions {
  /** Weight of the squared coefficients, lambda in the loss below; scikit-learn's 1 / C. Default 1. */
  readonly l2?: number;
  /** Centre and scale columns inside; coefficients are told in the original units. Default true. */
  readonly standardise?: boolean;
  /** Newton steps at most. Default 100. */
  readonly maxIterations?: number;
  /** Converged when no part of the gradient exceeds this times the rows. Default 1e-10. */
  readonly tolerance?: number;
  /** How often each row counts. */
  readonly weights?: ArrayLike<number>;
}

/** Plain data, so that it can be stored with a run. */
export interface LogisticModel {
  readonly intercept: number;
  /** One per column, in the units of the column. */
  readonly coefficients: readonly number[];
}

export interface LogisticFit {
  readonly model: LogisticModel;
  readonly converged: boolean;
  readonly iterations: number;
  /** Penalised loss, see `fitLogistic`. */
  readonly loss: number;
  /** Largest part of the gradient that was left. */
  readonly gradient: number;
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
/** log(1 + exp(x)) without overflow. */
const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

interface Scaled {
  /** `[rows, columns + 1]`, the last column 1. */
  readonly design: Float64Array;
  readonly means: Float64Array;
  /** 0 for a constant column, which gets coefficient 0. */
  readonly factors: Float64Array;
}

function scale({ values, rows, columns }: Matrix, standardise: boolean): Scaled {
  const means = new Float64Array(columns);
  const factors = new Float64Array(columns).fill(1);
  for (let j = 0; j < columns; j++) {
    let mean = 0;
    let largest = 0;
    for (let i = 0; i < rows; i++) {
      const value = values[i * columns + j] as number;
      if (!Number.isFinite(value)) throw new RangeError(`row ${i} of column ${j} is ${value}`);
      mean += value / rows;
      largest = Math.max(largest, Math.abs(value));
    }
    if (!standardise) continue;
    let squares = 0;
    for (let i = 0; i < rows; i++) squares += ((values[i * columns + j] as number) - mean) ** 2;
    const deviation = Math.sqrt(squares / rows);
    means[j] = mean;
    factors[j] = deviation > largest * 1e-14 ? 1 / deviation : 0;
  }
  const width = columns + 1;
  const design = new Float64Array(rows * width);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const value = values[i * columns + j] as number;
      design[i * width + j] = (value - (means[j] as number)) * (factors[j] as number);
    }
    design[i * width + columns] = 1;
  }
  return { design, means, factors };
}

function check(matrix: Matrix, labels: ArrayLike<number>, options: LogisticOptions): void {
  const { rows } = matrix;
  const { l2 = 1, weights, maxIterations = 100, tolerance = 1e-10 } = options;
  if (labels.length !== rows) throw new RangeError(`${labels.length} labels, ${rows} rows`);
  if (!(l2 >= 0 && l2 < Infinity)) throw new RangeError(`l2 must be from 0, got ${l2}`);
  if (!(tolerance > 0)) throw new RangeError(`tolerance must be positive, got ${tolerance}`);
  if (!(Number.isInteger(maxIterations) && maxIterations >= 1)) {
    throw new RangeError(`maxIterations must be a positive integer, got ${maxIterations}`);
  }
  if (weights && weights.length !== rows) {
    throw new RangeError(`${weights.length} weights, ${rows} rows`);
  }
  const classes = new Set<number>();
  for (let i = 0; i < rows; i++) {
    const label = labels[i] as number;
    const weight = weights ? (weights[i] as number) : 1;
    if (label !== 0 && label !== 1) throw new RangeError(`label ${i} must be 0 or 1, got ${label}`);
    if (!(weight >= 0 && weight < Infinity)) throw new RangeError(`weight ${i} is ${weight}`);
    if (weight > 0) classes.add(label);
  }
  if (classes.size < 2) throw new RangeError('logistic regression needs rows of both classes');
}

/** The penalised loss and what Newton's method needs of it. */
class Loss {
  readonly #design: Float64Array;
  readonly #labels: ArrayLike<number>;
  readonly #weights: ArrayLike<number> | undefined;
  readonly #l2: number;
  readonly #width: number;

  constructor(
    design: Float64Array,
    width: number,
    labels: ArrayLike<number>,
    l2: number,
    weights: ArrayLike<number> | undefined,
  ) {
    this.#design = design;
    this.#width = width;
    this.#labels = labels;
    this.#l2 = l2;
    this.#weights = weights;
  }

  #weight(i: number): number {
    return this.#weights ? (this.#weights[i] as number) : 1;
  }

  margins(beta: Float64Array): Float64Array {
    const width = this.#width;
    return Float64Array.from({ length: this.#labels.length }, (_, i) => {
      let sum = 0;
      for (let j = 0; j < width; j++) {
        sum += (this.#design[i * width + j] as number) * (beta[j] as number);
      }
      return sum;
    });
  }

  value(beta: Float64Array, margins: Float64Array): number {
    let sum = 0;
    for (let j = 0; j < this.#width - 1; j++) sum += 0.5 * this.#l2 * (beta[j] as number) ** 2;
    for (let i = 0; i < margins.length; i++) {
      const margin = margins[i] as number;
      sum += this.#weight(i) * softplus(this.#labels[i] === 1 ? -margin : margin);
    }
    return sum;
  }

  gradient(beta: Float64Array, margins: Float64Array): Float64Array {
    const width = this.#width;
    const gradient = beta.map((value, j) => (j < width - 1 ? this.#l2 * value : 0));
    for (let i = 0; i < margins.length; i++) {
      const away = (sigmoid(margins[i] as number) - (this.#labels[i] as number)) * this.#weight(i);
      for (let j = 0; j < width; j++) {
        gradient[j] = (gradient[j] as number) + away * (this.#design[i * width + j] as number);
      }
    }
    return gradient;
  }

  /** Lower triangle of the second derivatives, `[width, width]`. */
  hessian(margins: Float64Array): Float64Array {
    const width = this.#width;
    const hessian = new Float64Array(width * width);
    for (let i = 0; i < margins.length; i++) {
      const p = sigmoid(margins[i] as number);
      const curve = p * (1 - p) * this.#weight(i);
      if (curve === 0) continue;
      const start = i * width;
      for (let j = 0; j < width; j++) {
        const scaled = curve * (this.#design[start + j] as number);
        if (scaled === 0) continue;
        const line = j * width;
        for (let k = 0; k <= j; k++) {
          hessian[line + k] =
            (hessian[line + k] as number) + scaled * (this.#design[start + k] as number);
        }
      }
    }
    for (let j = 0; j < width - 1; j++) {
      hessian[j * width + j] = (hessian[j * width + j] as number) + this.#l2;
    }
    return hessian;
  }
}

/** Newton's direction; a growing ridge makes a singular Hessian (collinear columns, no penalty) invertible. */
function newtonStep(hessian: Float64Array, gradient: Float64Array): Float64Array {
  const width = gradient.length;
  const largest = hessian.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-300);
  let ridge = 0;
  for (let attempt = 0; attempt < 10; attempt++) {
    const matrix = hessian.slice();
    for (let j = 0; j < width; j++) {
      matrix[j * width + j] = (matrix[j * width + j] as number) + ridge;
    }
    const step = solveSpd(matrix, gradient);
    if (step?.every(Number.isFinite)) return step;
    ridge = ridge === 0 ? largest * 1e-13 : ridge * 100;
  }
  return gradient.map((part) => part / largest);
}

const largestPart = (values: Float64Array) =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/**
 * Answers: what linear rule foretells the label best?
 *
 * L2-penalised logistic regression: minimises sum of w log(1 + exp(-(2 y - 1) margin)) + l2 / 2 |coefficients|^2, the
 * intercept free of penalty, by Newton's method (iteratively reweighted least squares, Hastie, Tibshirani and Friedman,
 * The Elements of Statistical Learning, 4.4.1) with Armijo's backtracking. With `standardise` the penalty is on the
 * coefficients of the scaled columns. Separable classes have a solution when l2 > 0; without penalty the steps end at
 * `maxIterations` or when the loss stops falling, and `converged` tells.
 * Cost per step: rows x columns^2.
 * @param matrix `[rows, columns]`, finite
 * @param labels 0 or 1, both present
 * @throws RangeError for anything else
 */
export function fitLogistic(
  matrix: Matrix,
  labels: ArrayLike<number>,
  options: LogisticOptions = {},
): LogisticFit {
  check(matrix, labels, options);
  const { l2 = 1, standardise = true, maxIterations = 100, tolerance = 1e-10 } = options;
  const { rows, columns } = matrix;
  const { design, means, factors } = scale(matrix, standardise);
  const loss = new Loss(design, columns + 1, labels, l2, options.weights);
  let beta = new Float64Array(columns + 1);
  let margins = loss.margins(beta);
  let value = loss.value(beta, margins);
  let gradient = loss.gradient(beta, margins);
  let iterations = 0;
  const isDone = () => largestPart(gradient) <= tolerance * rows;
  while (!isDone() && iterations < maxIterations) {
    iterations++;
    const step = newtonStep(loss.hessian(margins), gradient);
    const fall = gradient.reduce((sum, part, j) => sum + part * (step[j] as number), 0);
    let size = 1;
    let next = beta;
    let nextMargins = margins;
    let nextValue = Infinity;
    // Rounding hides falls below some 1e-15 of the loss; such a step is taken as it is.
    const slack = 4e-15 * Math.abs(value);
    for (; size > 1e-12; size /= 2) {
      next = beta.map((part, j) => part - size * (step[j] as number));
      nextMargins = loss.margins(next);
      nextValue = loss.value(next, nextMargins);
      if (nextValue <= value - 1e-4 * size * fall + slack) break;
    }
    if (!(nextValue <= value + slack)) break;
    beta = next;
    margins = nextMargins;
    value = nextValue;
    gradient = loss.gradient(beta, margins);
  }
  const coefficients = Array.from(factors, (factor, j) => (beta[j] as number) * factor);
  const shift = coefficients.reduce((sum, part, j) => sum + part * (means[j] as number), 0);
  return {
    model: { intercept: (beta[columns] as number) - shift, coefficients },
    converged: isDone(),
    iterations,
    loss: value,
    gradient: largestPart(gradient),
  };
}

/** Probability of label 1 for each row. @throws RangeError when the number of columns differs */
export function predictLogistic(model: LogisticModel, matrix: Matrix): Float64Array {
  const { values, rows, columns } = matrix;
  if (columns !== model.coefficients.length) {
    throw new RangeError(`the model knows ${model.coefficients.length} columns, got ${columns}`);
  }
  return Float64Array.from({ length: rows }, (_, i) => {
    let margin = model.intercept;
    for (let j = 0; j < columns; j++) {
      margin += (values[i * columns + j] as number) * (model.coefficients[j] as number);
    }
    return sigmoid(margin);
  });
}
