export interface FilledSeries {
  /** Finite everywhere. */
  readonly values: Float64Array;
  /** 1 where the day was missing and `values` was interpolated. */
  readonly missing: Uint8Array;
  /** Days that were observed. */
  readonly observed: number;
}

/**
 * Gives a smoother numbers for missing days without hiding that they are missing.
 *
 * Rule: a missing day (null or NaN) gets the straight line between the nearest observed days before and after it;
 * before the first and after the last observed day it gets that day's value. The line is for the smoother only:
 * residuals, strengths and profiles leave missing days out, and `missing` marks them for the reader.
 * @throws RangeError when no day is observed, or a value is infinite
 */
export function fillMissing(values: ArrayLike<number | null>): FilledSeries {
  const n = values.length;
  const filled = new Float64Array(n);
  const missing = new Uint8Array(n);
  let last = -1;
  for (let i = 0; i < n; i++) {
    const value = values[i] ?? Number.NaN;
    if (Math.abs(value) === Number.POSITIVE_INFINITY)
      throw new RangeError(`value ${i} must be finite or missing, got ${value}`);
    if (Number.isNaN(value)) {
      missing[i] = 1;
      continue;
    }
    filled[i] = value;
    const start = last < 0 ? value : (filled[last] ?? value);
    const slope = last < 0 ? 0 : (value - start) / (i - last);
    for (let j = last + 1; j < i; j++) filled[j] = start + slope * (j - last);
    last = i;
  }
  if (last < 0) throw new RangeError(`the series must have an observed value, got none in ${n}`);
  filled.fill(filled[last] ?? 0, last + 1);
  return { values: filled, missing, observed: n - missing.reduce((a, b) => a + b, 0) };
}
