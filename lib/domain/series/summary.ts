/** One value a day, in order; null where the day is missing. */
export type DayValues = readonly (number | null)[];

/**
 * Marks the missing days: on a day without any event on the whole platform a zero says nothing about the metric.
 * A value other than zero is kept even then (stickers may be bought on a day whose events were lost).
 */
export function markMissing(
  days: readonly string[],
  values: readonly number[],
  missing: readonly string[],
): (number | null)[] {
  const gone = new Set(missing);
  return values.map((value, i) => (value === 0 && gone.has(days[i] ?? '') ? null : value));
}

/**
 * Mean of the known values among each day and the `length - 1` days before it. Null until that many days exist, where
 * the day itself is missing, and where fewer than half of the days are known. On whole numbers the sums are exact.
 *
 * ```
 * trailingMean([1, 2, 6, null, 0], 3) // [null, null, 3, null, 3]
 * ```
 * @throws RangeError when `length` is not a positive integer
 */
export function trailingMean(values: DayValues, length: number): (number | null)[] {
  if (!(Number.isInteger(length) && length > 0))
    throw new RangeError(`length must be a positive integer, got ${length}`);
  return values.map((value, i) => {
    if (i < length - 1 || value === null) return null;
    const days = values.slice(i - length + 1, i + 1);
    const known = days.filter((v) => v !== null).length;
    return 2 * known < length ? null : meanOfKnown(days);
  });
}

function meanOfKnown(values: DayValues): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((a, b) => a + b, 0) / known.length;
}

export interface SeriesSummary {
  readonly total: number;
  /** Days with a known value. */
  readonly knownDays: number;
  /** Per known day; 0 when there is none. */
  readonly mean: number;
  readonly best: number;
  /** Position of the first day with the highest value; -1 when every known value is 0 or none is known. */
  readonly bestIndex: number;
  /**
   * Mean day of the last 7 days against that of the 7 before, minus 1; null when there are fewer than 14 days, when a
   * week has no known day, or when the earlier mean is 0. Without missing days this is the change of the weekly total.
   */
  readonly weekChange: number | null;
}

export function summariseSeries(values: DayValues): SeriesSummary {
  let total = 0;
  let knownDays = 0;
  let best = 0;
  let bestIndex = -1;
  values.forEach((value, i) => {
    if (value === null) return;
    total += value;
    knownDays++;
    if (value > best) {
      best = value;
      bestIndex = i;
    }
  });
  const last = meanOfKnown(values.slice(-7));
  const before = meanOfKnown(values.slice(-14, -7));
  const comparable = values.length >= 14 && last !== null && before !== null && before !== 0;
  return {
    total,
    knownDays,
    mean: knownDays === 0 ? 0 : total / knownDays,
    best,
    bestIndex,
    weekChange: comparable ? last / before - 1 : null,
  };
}
