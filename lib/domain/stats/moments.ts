/** Size, mean and unbiased variance of a sample. */
export interface Moments {
  readonly n: number;
  /** NaN for an empty sample. */
  readonly mean: number;
  /** Divided by n - 1; NaN below two values. */
  readonly variance: number;
}

/** Two passes, so that large means do not cancel the variance (Chan, Golub and LeVeque 1983, algorithm "two-pass"). */
export function momentsOf(sample: ArrayLike<number>): Moments {
  const n = sample.length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += sample[i] as number;
  const mean = n === 0 ? Number.NaN : sum / n;
  let squares = 0;
  let rest = 0;
  for (let i = 0; i < n; i++) {
    const away = (sample[i] as number) - mean;
    squares += away * away;
    rest += away;
  }
  return { n, mean, variance: n < 2 ? Number.NaN : (squares - (rest * rest) / n) / (n - 1) };
}

/** @throws RangeError naming the first value that is not finite */
export function checkSample(sample: ArrayLike<number>, name: string): void {
  for (let i = 0; i < sample.length; i++) {
    if (!Number.isFinite(sample[i])) {
      throw new RangeError(`value ${i} of ${name} is ${sample[i]}, not a finite number`);
    }
  }
}

/** @throws RangeError unless 0 < confidence < 1 */
export function checkConfidence(confidence: number): void {
  if (!(confidence > 0 && confidence < 1)) {
    throw new RangeError(`confidence must lie in (0, 1), got ${confidence}`);
  }
}
