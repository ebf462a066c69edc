import { normalQuantile } from '../random/distributions';
import { checkConfidence, checkSample, momentsOf } from './moments';

export interface EffectSize {
  /** Difference of means in pooled standard deviations. */
  readonly cohenD: number;
  /** The same without its bias in small samples. */
  readonly hedgesG: number;
  /** Confidence interval of g. */
  readonly low: number;
  readonly high: number;
}

/**
 * Answers: how large is a difference of means, measured in the spread of the values?
 *
 * Cohen's d over the pooled standard deviation and Hedges' g = d (1 - 3 / (4 (n1 + n2 - 2) - 1)) (Hedges 1981). The
 * interval uses the normal approximation with variance (n1 + n2) / (n1 n2) + g^2 / (2 (n1 + n2)) (Hedges and Olkin
 * 1985, p. 86).
 * @returns null with fewer than two values in a group or without any spread
 * @throws RangeError for a value that is not finite, or a confidence outside (0, 1)
 */
export function hedgesG(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  confidence = 0.95,
): EffectSize | null {
  checkSample(a, 'a');
  checkSample(b, 'b');
  checkConfidence(confidence);
  const first = momentsOf(a);
  const second = momentsOf(b);
  const n = first.n + second.n;
  const pooled = ((first.n - 1) * first.variance + (second.n - 1) * second.variance) / (n - 2);
  if (!(pooled > 0)) return null;
  const cohenD = (first.mean - second.mean) / Math.sqrt(pooled);
  const g = cohenD * (1 - 3 / (4 * (n - 2) - 1));
  const error = Math.sqrt(n / (first.n * second.n) + g ** 2 / (2 * n));
  const reach = normalQuantile((1 + confidence) / 2) * error;
  return { cohenD, hedgesG: g, low: g - reach, high: g + reach };
}
