import { checkPredictions } from './check';

/** Maps a model's probability to a better one; plain data, so that it can be stored with a run. */
export type Calibration =
  | { readonly method: 'platt'; readonly slope: number; readonly intercept: number }
  | {
      readonly method: 'isotonic';
      /** Rising probabilities and what they become; linear between, level outside. */
      readonly from: readonly number[];
      readonly to: readonly number[];
    };

/** Log-odds of a probability, kept finite. */
function logOdds(p: number): number {
  const inside = Math.min(1 - 2 ** -52, Math.max(2 ** -52, p));
  return Math.log(inside) - Math.log1p(-inside);
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/** log(1 + exp(x)) without overflow. */
const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

/**
 * Platt scaling: p becomes sigmoid(slope x log-odds of p + intercept), slope and intercept by maximum likelihood against
 * Platt's softened targets (N+ + 1) / (N+ + 2) and 1 / (N- + 2), with Newton's method and backtracking as in Lin,
 * Lin and Weng (2007). Fit on rows that did not train the model.
 * @throws RangeError for rows of one class, or labels or probabilities out of range
 */
export function fitPlatt(labels: ArrayLike<number>, p: ArrayLike<number>): Calibration {
  checkBothClasses(labels, p);
  const n = labels.length;
  let positives = 0;
  for (let i = 0; i < n; i++) positives += labels[i] as number;
  const high = (positives + 1) / (positives + 2);
  const low = 1 / (n - positives + 2);
  const scores = Float64Array.from(p, logOdds);
  const target = (i: number) => (labels[i] === 1 ? high : low);
  const loss = (a: number, b: number) => {
    let sum = 0;
    for (let i = 0; i < n; i++) {
      const margin = a * (scores[i] as number) + b;
      sum += softplus(margin) - target(i) * margin;
    }
    return sum;
  };
  let slope = 0;
  let intercept = Math.log((positives + 1) / (n - positives + 1));
  let best = loss(slope, intercept);
  for (let step = 0; step < 100; step++) {
    // The small number keeps the Hessian regular when all scores are equal.
    let [g1, g0, h11, h10, h00] = [0, 0, 1e-12, 0, 1e-12];
    for (let i = 0; i < n; i++) {
      const score = scores[i] as number;
      const q = sigmoid(slope * score + intercept);
      const away = q - target(i);
      const weight = q * (1 - q);
      g1 += away * score;
      g0 += away;
      h11 += weight * score * score;
      h10 += weight * score;
      h00 += weight;
    }
    if (Math.abs(g1) < 1e-10 * n && Math.abs(g0) < 1e-10 * n) break;
    const determinant = h11 * h00 - h10 * h10;
    const d1 = -(h00 * g1 - h10 * g0) / determinant;
    const d0 = -(h11 * g0 - h10 * g1) / determinant;
    const fall = g1 * d1 + g0 * d0;
    let size = 1;
    let next = loss(slope + d1, intercept + d0);
    while (next > best + 1e-4 * size * fall && size > 1e-10) {
      size /= 2;
      next = loss(slope + size * d1, intercept + size * d0);
    }
    if (!(next < best)) break;
    slope += size * d1;
    intercept += size * d0;
    best = next;
  }
  return { method: 'platt', slope, intercept };
}

function checkBothClasses(labels: ArrayLike<number>, p: ArrayLike<number>): void {
  checkPredictions(labels, p);
  const first = labels[0];
  if (!Array.prototype.some.call(labels, (label: number) => label !== first)) {
    throw new RangeError('calibration needs rows of both classes');
  }
}

/**
 * Isotonic regression of the labels on p by pooling adjacent violators (Ayer et al. 1955; Zadrozny and Elkan 2002), rows
 * with equal p pooled first. Predictions between two blocks are interpolated, as scikit-learn's
 * `IsotonicRegression(out_of_bounds='clip')` does.
 * @throws RangeError for rows of one class, or labels or probabilities out of range
 */
export function fitIsotonic(labels: ArrayLike<number>, p: ArrayLike<number>): Calibration {
  checkBothClasses(labels, p);
  const order = Int32Array.from({ length: p.length }, (_, i) => i);
  order.sort((i, j) => (p[i] as number) - (p[j] as number));
  const blocks: { low: number; high: number; sum: number; rows: number }[] = [];
  for (const row of order) {
    const value = p[row] as number;
    const last = blocks[blocks.length - 1];
    if (last && last.low === value && last.high === value) {
      last.sum += labels[row] as number;
      last.rows++;
    } else blocks.push({ low: value, high: value, sum: labels[row] as number, rows: 1 });
  }
  const pooled: typeof blocks = [];
  for (const block of blocks) {
    let current = block;
    for (let below = pooled[pooled.length - 1]; below; below = pooled[pooled.length - 1]) {
      // Cross-multiplied: means of whole numbers compare exactly.
      if (below.sum * current.rows < current.sum * below.rows) break;
      pooled.pop();
      current = {
        low: below.low,
        high: current.high,
        sum: below.sum + current.sum,
        rows: below.rows + current.rows,
      };
    }
    pooled.push(current);
  }
  const from: number[] = [];
  const to: number[] = [];
  for (const { low, high, sum, rows } of pooled) {
    from.push(low);
    to.push(sum / rows);
    if (high === low) continue;
    from.push(high);
    to.push(sum / rows);
  }
  return { method: 'isotonic', from, to };
}

/** The calibrated probabilities. @throws RangeError for a probability out of range */
export function calibrate(calibration: Calibration, p: ArrayLike<number>): Float64Array {
  return Float64Array.from(p, (value, i) => {
    if (!(value >= 0 && value <= 1)) {
      throw new RangeError(`probability ${i} must lie in [0, 1], got ${value}`);
    }
    if (calibration.method === 'isotonic') {
      return interpolate(calibration.from, calibration.to, value);
    }
    return sigmoid(calibration.slope * logOdds(value) + calibration.intercept);
  });
}

function interpolate(from: readonly number[], to: readonly number[], value: number): number {
  let low = 0;
  let high = from.length - 1;
  if (value <= (from[low] as number)) return to[low] as number;
  if (value >= (from[high] as number)) return to[high] as number;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((from[middle] as number) <= value) low = middle;
    else high = middle;
  }
  const share = (value - (from[low] as number)) / ((from[high] as number) - (from[low] as number));
  return (to[low] as number) + share * ((to[high] as number) - (to[low] as number));
}

/** One point of a reliability curve. */
export interface ReliabilityBin {
  readonly rows: number;
  /** Mean probability said. */
  readonly predicted: number;
  /** Share of positives that came. */
  readonly observed: number;
}

/**
 * Said against seen, in equal bins of [0, 1] (as `expectedCalibrationError` bins them); empty bins are left out.
 * @throws RangeError for labels or probabilities out of range, or a number of bins below 1
 */
export function reliabilityCurve(
  labels: ArrayLike<number>,
  p: ArrayLike<number>,
  bins = 10,
): ReliabilityBin[] {
  checkPredictions(labels, p);
  if (!(Number.isInteger(bins) && bins >= 1)) {
    throw new RangeError(`bins must be a positive integer, got ${bins}`);
  }
  const sums = Array.from({ length: bins }, () => ({ rows: 0, predicted: 0, observed: 0 }));
  for (let i = 0; i < labels.length; i++) {
    const value = p[i] as number;
    const sum = sums[Math.min(bins - 1, Math.floor(value * bins))];
    if (!sum) continue;
    sum.rows++;
    sum.predicted += value;
    sum.observed += labels[i] as number;
  }
  return sums
    .filter(({ rows }) => rows > 0)
    .map(({ rows, predicted, observed }) => ({
      rows,
      predicted: predicted / rows,
      observed: observed / rows,
    }));
}
