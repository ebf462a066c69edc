export interface TrendPoint {
  readonly x: number;
  readonly y: number;
}

export interface TrendSettings {
  /** Share of all points that each fit looks at, in (0, 1]; default 0.3. */
  readonly share?: number;
  /** Largest number of places where the trend is worked out; default 50. */
  readonly points?: number;
}

/**
 * Answers: where does a cloud of points run, from left to right?
 *
 * Locally weighted straight lines (Cleveland 1979: tricube weights, no robustness passes) at distinct values of x spread
 * like the points themselves. Where more points than a fit looks at share one x, as many counts of 0 do, the trend is their
 * mean. Cost: places x share x n.
 * @param x NaN leaves a point out
 * @returns places in rising order; none without points, one when all x are equal
 * @throws RangeError when lengths differ or a setting is out of range
 */
export function smoothTrend(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  { share = 0.3, points = 50 }: TrendSettings = {},
): TrendPoint[] {
  if (!(share > 0 && share <= 1)) throw new RangeError(`share must lie in (0, 1], got ${share}`);
  if (!(Number.isInteger(points) && points >= 2)) {
    throw new RangeError(`points must be an integer from 2, got ${points}`);
  }
  const sorted = sortedPairs(x, y);
  const n = sorted.x.length;
  if (n === 0) return [];
  const places = new Set(
    Array.from({ length: points }, (_, i) => {
      return sorted.x[Math.round((i * (n - 1)) / (points - 1))] as number;
    }),
  );
  const neighbours = neighbourCount(n, share);
  return Array.from(places, (at) => ({ x: at, y: localFit(sorted, at, neighbours) }));
}

/**
 * The trend at given places, which may lie between points.
 * @throws as `smoothTrend`; RangeError without points
 */
export function trendAt(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  places: readonly number[],
  share = 0.3,
): Float64Array {
  if (!(share > 0 && share <= 1)) throw new RangeError(`share must lie in (0, 1], got ${share}`);
  const sorted = sortedPairs(x, y);
  if (sorted.x.length === 0) throw new RangeError('a trend needs at least one point');
  const neighbours = neighbourCount(sorted.x.length, share);
  return Float64Array.from(places, (at) => localFit(sorted, at, neighbours));
}

/** The rounding guard is that of statsmodels' lowess. */
const neighbourCount = (n: number, share: number) => Math.max(1, Math.floor(share * n + 1e-10));

interface SortedPairs {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

function sortedPairs(x: ArrayLike<number>, y: ArrayLike<number>): SortedPairs {
  if (x.length !== y.length) throw new RangeError(`${x.length} x do not fit ${y.length} y`);
  const order = Array.from({ length: x.length }, (_, i) => i)
    .filter((i) => !Number.isNaN(x[i]))
    .sort((a, b) => (x[a] as number) - (x[b] as number) || a - b);
  return {
    x: Float64Array.from(order, (i) => x[i] as number),
    y: Float64Array.from(order, (i) => y[i] as number),
  };
}

/** First index whose x is not below `value`. */
function lowerBound(x: Float64Array, value: number): number {
  let [low, high] = [0, x.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((x[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function localFit({ x, y }: SortedPairs, at: number, neighbours: number): number {
  let left = Math.max(0, Math.min(lowerBound(x, at) - 1, x.length - neighbours));
  let right = left + neighbours;
  const distance = (i: number) => Math.abs((x[i] as number) - at);
  while (left > 0 && distance(left - 1) < distance(right - 1))
    [left, right] = [left - 1, right - 1];
  while (right < x.length && distance(right) < distance(left))
    [left, right] = [left + 1, right + 1];
  const reach = Math.max(distance(left), distance(right - 1));
  if (reach === 0) return meanAt({ x, y }, at);
  let [sum, sumX, sumY] = [0, 0, 0];
  const weights = new Float64Array(right - left);
  for (let i = left; i < right; i++) {
    const weight = tricube(distance(i) / reach);
    weights[i - left] = weight;
    sum += weight;
    sumX += weight * ((x[i] as number) - at);
    sumY += weight * (y[i] as number);
  }
  // All neighbours at one distance: none is nearer than another.
  if (sum === 0) return y.subarray(left, right).reduce((a, b) => a + b, 0) / (right - left);
  const [centre, mean] = [sumX / sum, sumY / sum];
  let [spread, together] = [0, 0];
  for (let i = left; i < right; i++) {
    const away = (x[i] as number) - at - centre;
    spread += (weights[i - left] as number) * away * away;
    together += (weights[i - left] as number) * away * ((y[i] as number) - mean);
  }
  // One distinct x with weight has no slope.
  return spread > sum * (reach * 1e-6) ** 2 ? mean - (together / spread) * centre : mean;
}

/** Edges as in the authors' Fortran: nothing beyond 0.999 of the reach, all of it within 0.001. */
function tricube(ratio: number): number {
  if (ratio > 0.999) return 0;
  if (ratio <= 0.001) return 1;
  return (1 - ratio ** 3) ** 3;
}

function meanAt({ x, y }: SortedPairs, at: number): number {
  const from = lowerBound(x, at);
  let [sum, count] = [0, 0];
  for (let i = from; i < x.length && x[i] === at; i++) {
    sum += y[i] as number;
    count++;
  }
  return sum / count;
}
