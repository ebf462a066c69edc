/**
 * A loess smoother for equally spaced points, with all that depends on positions alone worked out beforehand.
 * One plan smooths any number of series of the same length.
 */
export interface LoessPlan {
  /** Number of points of the series. */
  readonly length: number;
  /** Neighbours that each fit uses: the window, or all points when there are fewer. */
  readonly width: number;
  readonly degree: 0 | 1;
  /** Positions where a polynomial is fitted, ascending; -1 and `length` extrapolate by one step. */
  readonly positions: Int32Array;
  /** First neighbour of each position. */
  readonly first: Int32Array;
  /** Tricube weights of the neighbours, `[positions, width]`. */
  readonly kernel: Float64Array;
  /** The fit as a weighted sum of the neighbours when every point counts alike, `[positions, width]`. */
  readonly rows: Float64Array;
}

export interface LoessSettings {
  /** Points in the neighbourhood (q of Cleveland et al.), a positive odd integer; may exceed the series. */
  readonly window: number;
  /** 0 fits a constant, 1 a line. */
  readonly degree: 0 | 1;
  /** Fit at every `jump`-th point and at the last one; points between are interpolated linearly. */
  readonly jump: number;
  /** Also estimate one step before the first and one step after the last point. */
  readonly extrapolate?: boolean;
}

/**
 * Works out neighbourhoods and weights (Cleveland et al. 1990, section 2; edges as in their Fortran).
 * Cost: length / jump x window. Unchecked: `stl.ts` checks its settings once.
 */
export function planLoess(length: number, settings: LoessSettings): LoessPlan {
  const { window, degree } = settings;
  const width = Math.min(window, length);
  const positions = fitPositions(length, settings);
  const first = new Int32Array(positions.length);
  const kernel = new Float64Array(positions.length * width);
  const rows = new Float64Array(positions.length * width);
  for (let p = 0; p < positions.length; p++) {
    const x = positions[p] ?? 0;
    const left = Math.max(0, Math.min(x - ((window - 1) >> 1), length - width));
    first[p] = left;
    // A window wider than the series reaches further, as if the missing points were there.
    const reach =
      Math.max(x - left, left + width - 1 - x) +
      (window > length ? Math.floor((window - length) / 2) : 0);
    for (let j = 0; j < width; j++) kernel[p * width + j] = tricube(Math.abs(left + j - x), reach);
    rows.set(kernel.subarray(p * width, (p + 1) * width), p * width);
    normalise(rows, p * width, width, degree, x - left, length);
  }
  return { length, width, degree, positions, first, kernel, rows };
}

function fitPositions(length: number, settings: LoessSettings): Int32Array {
  const step = Math.max(1, Math.min(settings.jump, length - 1));
  const positions: number[] = settings.extrapolate ? [-1] : [];
  for (let x = 0; x < length; x += step) positions.push(x);
  if (positions.at(-1) !== length - 1) positions.push(length - 1);
  if (settings.extrapolate) positions.push(length);
  return Int32Array.from(positions);
}

function tricube(distance: number, reach: number): number {
  if (distance > 0.999 * reach) return 0;
  if (distance <= 0.001 * reach) return 1;
  const ratio = distance / reach;
  const rest = 1 - ratio * ratio * ratio;
  return rest * rest * rest;
}

/** Turns kernel weights into the coefficients of the fitted value at `x` (counted from the first neighbour), in place. */
function normalise(
  weights: Float64Array,
  at: number,
  width: number,
  degree: 0 | 1,
  x: number,
  length: number,
): void {
  let sum = 0;
  for (let j = 0; j < width; j++) sum += weights[at + j] ?? 0;
  let centre = 0;
  for (let j = 0; j < width; j++) {
    const w = (weights[at + j] ?? 0) / sum;
    weights[at + j] = w;
    centre += w * j;
  }
  if (degree === 0) return;
  let spread = 0;
  for (let j = 0; j < width; j++) spread += (weights[at + j] ?? 0) * (j - centre) ** 2;
  // Neighbours that all but coincide carry no slope.
  if (!(Math.sqrt(spread) > 0.001 * (length - 1))) return;
  const slope = (x - centre) / spread;
  for (let j = 0; j < width; j++)
    weights[at + j] = (weights[at + j] ?? 0) * (slope * (j - centre) + 1);
}

/**
 * Smooths `y[0 .. length)` into `out[at ..)`; with an extrapolating plan `out[at]` is the step before the first point
 * and `out[at + length + 1]` the one after the last.
 *
 * @param robustness weight of each point, or null when all count alike
 */
export function smoothLoess(
  plan: LoessPlan,
  y: Float64Array,
  robustness: Float64Array | null,
  out: Float64Array,
  at: number,
): void {
  const { length, width, positions, first, rows } = plan;
  const base = at + (positions[0] === -1 ? 1 : 0);
  for (let p = 0; p < positions.length; p++) {
    const x = positions[p] ?? 0;
    const left = first[p] ?? 0;
    let value = 0;
    if (robustness === null) {
      for (let j = 0, r = p * width; j < width; j++, r++)
        value += (rows[r] ?? 0) * (y[left + j] ?? 0);
    } else {
      value = robustFit(plan, p, y, robustness);
    }
    out[base + x] = value;
  }
  // With no weight left, a point keeps its own value and a step beyond the ends that of its neighbour.
  if (robustness !== null && positions[0] === -1) {
    if (Number.isNaN(out[at])) out[at] = out[at + 1] ?? 0;
    const end = at + length + 1;
    if (Number.isNaN(out[end])) out[end] = out[end - 1] ?? 0;
  }
  interpolate(positions, length, out, base);
}

/** One weighted fit from its moments; NaN beyond the ends when no neighbour has any weight. */
function robustFit(plan: LoessPlan, p: number, y: Float64Array, robustness: Float64Array): number {
  const { width, kernel, length, degree } = plan;
  const x = plan.positions[p] ?? 0;
  const left = plan.first[p] ?? 0;
  const row = p * width;
  let sum = 0;
  let sumJ = 0;
  let sumJJ = 0;
  let sumY = 0;
  let sumJY = 0;
  for (let j = 0; j < width; j++) {
    const weight = (kernel[row + j] ?? 0) * (robustness[left + j] ?? 0);
    const weightJ = weight * j;
    const value = y[left + j] ?? 0;
    sum += weight;
    sumJ += weightJ;
    sumJJ += weightJ * j;
    sumY += weight * value;
    sumJY += weightJ * value;
  }
  if (!(sum > 0)) return x >= 0 && x < length ? (y[x] ?? 0) : Number.NaN;
  const mean = sumY / sum;
  if (degree === 0) return mean;
  const centre = sumJ / sum;
  const spread = sumJJ / sum - centre * centre;
  if (!(spread > (0.001 * (length - 1)) ** 2)) return mean;
  return mean + ((x - left - centre) / spread) * (sumJY / sum - centre * mean);
}

/** Fills the points between fitted positions on straight lines. */
function interpolate(positions: Int32Array, length: number, out: Float64Array, base: number): void {
  for (let p = 1; p < positions.length; p++) {
    const from = positions[p - 1] ?? 0;
    const to = positions[p] ?? 0;
    if (to - from < 2 || from < 0 || to >= length) continue;
    const start = out[base + from] ?? 0;
    const slope = ((out[base + to] ?? 0) - start) / (to - from);
    for (let x = from + 1; x < to; x++) out[base + x] = start + slope * (x - from);
  }
}
