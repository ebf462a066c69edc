import { sortedQuantile } from '../metrics/bootstrap';
import { checkSample } from './moments';

export interface MixturePart {
  readonly weight: number;
  readonly mean: number;
  readonly variance: number;
}

export interface GaussianMixture {
  /** The part with the smaller mean first. */
  readonly parts: readonly [MixturePart, MixturePart];
  readonly logLikelihood: number;
}

const MOST_STEPS = 5000;
const TOLERANCE = 1e-12;

const logDensity = (x: number, { weight, mean, variance }: MixturePart) =>
  Math.log(weight) - 0.5 * (Math.log(2 * Math.PI * variance) + (x - mean) ** 2 / variance);

/**
 * Answers: do these values come in two heaps, and where does each lie?
 *
 * Two-component Gaussian mixture by expectation and maximisation (Dempster, Laird and Rubin 1977), started from the
 * halves below and above the median. A variance may not fall below a millionth of that of all values, so that no heap
 * shrinks to one value.
 * @returns null with fewer than four values or without spread
 * @throws RangeError for a value that is not finite
 */
export function fitTwoGaussians(sample: ArrayLike<number>): GaussianMixture | null {
  checkSample(sample, 'the sample');
  const x = Float64Array.from(sample).sort();
  const n = x.length;
  const [smallest, largest] = [x[0], x[n - 1]];
  if (n < 4 || smallest === largest) return null;
  const mean = x.reduce((sum, value) => sum + value, 0) / n;
  const variance = x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n;
  const floor = variance * 1e-6;
  const start = (q: number): MixturePart => ({
    weight: 0.5,
    mean: sortedQuantile(x, q),
    variance,
  });
  let parts: [MixturePart, MixturePart] = [start(0.25), start(0.75)];
  if (parts[0].mean === parts[1].mean) {
    parts = [
      { ...parts[0], mean: mean - Math.sqrt(variance) },
      { ...parts[1], mean: mean + Math.sqrt(variance) },
    ];
  }
  let logLikelihood = -Infinity;
  for (let step = 0; step < MOST_STEPS; step++) {
    const made = improve(x, parts, floor);
    if (!made) break;
    const gain = made.logLikelihood - logLikelihood;
    logLikelihood = made.logLikelihood;
    parts = made.parts;
    if (gain >= 0 && gain <= TOLERANCE * n) break;
  }
  const [a, b] = parts;
  return { parts: a.mean <= b.mean ? [a, b] : [b, a], logLikelihood };
}

/** One step; the log-likelihood is that of the parts before it. Undefined when a part has lost all its weight. */
function improve(
  x: Float64Array,
  parts: readonly [MixturePart, MixturePart],
  floor: number,
): { parts: [MixturePart, MixturePart]; logLikelihood: number } | undefined {
  const shares = new Float64Array(x.length);
  let logLikelihood = 0;
  x.forEach((value, i) => {
    const [a, b] = [logDensity(value, parts[0]), logDensity(value, parts[1])];
    const top = Math.max(a, b);
    const total = top + Math.log(Math.exp(a - top) + Math.exp(b - top));
    shares[i] = Math.exp(b - total);
    logLikelihood += total;
  });
  const weigh = (shareOf: (i: number) => number): MixturePart => {
    let [weight, sum] = [0, 0];
    x.forEach((value, i) => {
      weight += shareOf(i);
      sum += shareOf(i) * value;
    });
    const mean = sum / weight;
    let squares = 0;
    x.forEach((value, i) => {
      squares += shareOf(i) * (value - mean) ** 2;
    });
    return { weight: weight / x.length, mean, variance: Math.max(floor, squares / weight) };
  };
  const made: [MixturePart, MixturePart] = [
    weigh((i) => 1 - (shares[i] as number)),
    weigh((i) => shares[i] as number),
  ];
  if (!made.every(({ weight }) => weight > 1e-9)) return undefined;
  return { parts: made, logLikelihood };
}

/**
 * Where the upper part becomes the likelier one: the point between the two means at which the weighted densities are equal.
 * @returns null when there is no such point, one part being the likelier one all the way
 */
export function mixtureCrossing({ parts: [lower, upper] }: GaussianMixture): number | null {
  const gap = (x: number) => logDensity(x, upper) - logDensity(x, lower);
  let [low, high] = [lower.mean, upper.mean];
  if (!(gap(low) < 0 && gap(high) > 0)) return null;
  for (let step = 0; step < 200; step++) {
    const middle = (low + high) / 2;
    if (gap(middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
