/**
 * Mean of each day and the `length - 1` days before it; null until that many days exist.
 * @throws RangeError when `length` is not a positive integer
 */
export function trailingMean(values: readonly number[], length: number): (number | null)[] {
  if (!(Number.isInteger(length) && length > 0))
    throw new RangeError(`length must be a positive integer, got ${length}`);
  let sum = 0;
  return values.map((value, i) => {
    sum += value - (i >= length ? (values[i - length] ?? 0) : 0);
    return i >= length - 1 ? sum / length : null;
  });
}

export interface SeriesSummary {
  readonly total: number;
  /** Per day; 0 for no days. */
  readonly mean: number;
  readonly best: number;
  /** Position of the first day with the highest value; -1 for no days. */
  readonly bestIndex: number;
  /** Last 7 days against the 7 before, as a share; null when there are fewer than 14 days or the earlier sum is 0. */
  readonly weekChange: number | null;
}

export function summariseSeries(values: readonly number[]): SeriesSummary {
  const sum = (part: readonly number[]) => part.reduce((a, b) => a + b, 0);
  const total = sum(values);
  const best = values.length === 0 ? 0 : Math.max(...values);
  const before = sum(values.slice(-14, -7));
  return {
    total,
    mean: values.length === 0 ? 0 : total / values.length,
    best,
    bestIndex: values.indexOf(best),
    weekChange: values.length < 14 || before === 0 ? null : sum(values.slice(-7)) / before - 1,
  };
}
