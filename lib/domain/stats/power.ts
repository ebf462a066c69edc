import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';

/** Distance of two proportions that a test of given size tells equally well wherever they lie. */
const checkProportion = (p: number, name: string) => {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`${name} must lie in [0, 1], got ${p}`);
};

/**
 * Cohen's h = 2 asin(sqrt p1) - 2 asin(sqrt p2) (Cohen 1988, chapter 6): an effect size of two proportions.
 * @throws RangeError for a proportion outside [0, 1]
 * @example proportionEffect(0.36, 0.3) // 0.1277...
 */
export function proportionEffect(p1: number, p2: number): number {
  checkProportion(p1, 'p1');
  checkProportion(p2, 'p2');
  return 2 * Math.asin(Math.sqrt(p1)) - 2 * Math.asin(Math.sqrt(p2));
}

export interface PowerSettings {
  /** Level of the two-sided test; default 0.05. */
  readonly alpha?: number;
  /** Size of the second group over that of the first; default 1. */
  readonly ratio?: number;
}

const settingsOf = ({ alpha = 0.05, ratio = 1 }: PowerSettings) => {
  if (!(alpha > 0 && alpha < 1)) throw new RangeError(`alpha must lie in (0, 1), got ${alpha}`);
  if (!(ratio > 0 && ratio < Infinity)) {
    throw new RangeError(`ratio must be positive, got ${ratio}`);
  }
  return { alpha, ratio };
};

/**
 * Answers: how likely would a comparison of two groups find a difference of this size, were it there?
 *
 * Power of the two-sided z test of two independent groups (Cohen 1988; statsmodels' `NormalIndPower`).
 * @param effect standardised difference, such as Cohen's h
 * @param n1 size of the first group
 * @throws RangeError for sizes or settings that cannot be
 */
export function twoGroupPower(effect: number, n1: number, settings: PowerSettings = {}): number {
  const { alpha, ratio } = settingsOf(settings);
  if (!(n1 > 0 && n1 < Infinity)) throw new RangeError(`n1 must be positive, got ${n1}`);
  if (!Number.isFinite(effect)) throw new RangeError(`effect must be finite, got ${effect}`);
  const shift = Math.abs(effect) * Math.sqrt(n1 / (1 + 1 / ratio));
  const bound = normalQuantile(1 - alpha / 2, 0, 1);
  return normalCdf(shift - bound, 0, 1) + normalCdf(-shift - bound, 0, 1);
}

/**
 * Answers: how many does the first group need, so that a difference of this size is found with the wanted power?
 *
 * `twoGroupPower` solved for its size by bisection: power grows with it. Not rounded up.
 * @returns Infinity for an effect of 0
 * @throws RangeError for settings out of range, or a power outside (alpha, 1)
 */
export function neededSize(effect: number, power: number, settings: PowerSettings = {}): number {
  const { alpha } = settingsOf(settings);
  if (!(power > alpha && power < 1)) {
    throw new RangeError(`power must lie in (${alpha}, 1), got ${power}`);
  }
  if (!Number.isFinite(effect)) throw new RangeError(`effect must be finite, got ${effect}`);
  if (effect === 0) return Infinity;
  let [low, high] = [0, 1];
  while (twoGroupPower(effect, high, settings) < power) [low, high] = [high, high * 2];
  for (let step = 0; step < 200 && high - low > high * 1e-15; step++) {
    const middle = (low + high) / 2;
    if (twoGroupPower(effect, middle, settings) < power) low = middle;
    else high = middle;
  }
  return high;
}
