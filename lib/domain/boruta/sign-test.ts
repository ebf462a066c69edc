import binomialCdf from '@stdlib/stats-base-dists-binomial-cdf';

/**
 * Answers: could a feature that beats the best shadow in half of all trials have come to this number of hits?
 *
 * Exact two-sided binomial test of the hit rate 1/2; as the distribution is symmetric, twice the smaller tail, at most 1.
 * @returns 1 without a trial
 * @throws RangeError unless hits and trials are integers with 0 <= hits <= trials
 * @example signTest(9, 9) // 2 / 2^9 = 0.00390625
 */
export function signTest(hits: number, trials: number): number {
  const whole = Number.isInteger(hits) && Number.isInteger(trials);
  if (!(whole && hits >= 0 && hits <= trials)) {
    throw new RangeError(`${hits} hits of ${trials} trials cannot be`);
  }
  if (trials === 0) return 1;
  return Math.min(1, 2 * binomialCdf(Math.min(hits, trials - hits), trials, 0.5));
}
