const MS_PER_DAY = 86_400_000;

export interface CycleProfile {
  /** Mean seasonal component of each position in the cycle; null for one that never occurs. */
  readonly seasonal: readonly (number | null)[];
  /** Mean observed value of each position; missing days are left out. */
  readonly observed: readonly (number | null)[];
  /** Observed days behind each mean. */
  readonly days: readonly number[];
}

/** 0 = Monday. 1970-01-01 was a Thursday. */
export function weekdayOf(isoDay: string): number {
  const day = Date.parse(`${isoDay}T00:00:00Z`) / MS_PER_DAY;
  if (!Number.isInteger(day)) throw new RangeError(`a day must be YYYY-MM-DD, got ${isoDay}`);
  return (((day + 3) % 7) + 7) % 7;
}

/**
 * Answers: what does a cycle look like? Means by position in the cycle, of consecutive days.
 * @param observed NaN on missing days
 * @param first position of the first value, 0 to `period - 1`
 * @throws RangeError when the lengths differ
 */
export function cycleProfile(
  observed: ArrayLike<number>,
  seasonal: ArrayLike<number>,
  period: number,
  first = 0,
): CycleProfile {
  if (observed.length !== seasonal.length) {
    throw new RangeError(
      `observed and seasonal must be equally long, got ${observed.length} and ${seasonal.length}`,
    );
  }
  const positions = Array.from({ length: period }, (_, i) => i);
  const known = (values: ArrayLike<number>) =>
    positions.map((position) => knownAt(values, position, period, first));
  const mean = (values: readonly number[]) =>
    values.length === 0 ? null : values.reduce((a, b) => a + b, 0) / values.length;
  return {
    seasonal: known(seasonal).map(mean),
    observed: known(observed).map(mean),
    days: known(observed).map((values) => values.length),
  };
}

/**
 * Answers: what does the week look like? The cycle of 7 days, Monday first.
 * @param firstDay `YYYY-MM-DD` of the first value
 * @throws RangeError when the lengths differ or the day cannot be read
 */
export const weekdayProfile = (
  firstDay: string,
  observed: ArrayLike<number>,
  seasonal: ArrayLike<number>,
): CycleProfile => cycleProfile(observed, seasonal, 7, weekdayOf(firstDay));

function knownAt(
  values: ArrayLike<number>,
  position: number,
  period: number,
  first: number,
): number[] {
  const known: number[] = [];
  for (let i = (position - first + period) % period; i < values.length; i += period) {
    const value = values[i] ?? Number.NaN;
    if (!Number.isNaN(value)) known.push(value);
  }
  return known;
}
