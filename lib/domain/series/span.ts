interface Spanned {
  readonly days: string[];
  readonly values: number[];
  readonly missingDays: string[];
  /** First day that counts; null: all do. */
  readonly spanStart: string | null;
}

/**
 * The part of a celeb's series that lies in the celeb's span (method §3): before it, a zero is not "no activity" but "not
 * here yet", and a decomposition would take it for a trend.
 */
export function insideSpan<T extends Spanned>(series: T): T {
  const { spanStart, days } = series;
  const first = spanStart === null ? 0 : days.findIndex((day) => day >= spanStart);
  if (first === 0) return series;
  const from = first < 0 ? days.length : first;
  return {
    ...series,
    days: days.slice(from),
    values: series.values.slice(from),
    missingDays: series.missingDays.filter((day) => day >= (spanStart ?? '')),
  };
}
