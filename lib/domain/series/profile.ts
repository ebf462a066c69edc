const MS_PER_DAY = 86_400_000;

export interface WeekdayProfile {
  /** Mean seasonal component of each weekday, Monday first; null for a weekday that never occurs. */
  readonly seasonal: readonly (number | null)[];
  /** Mean observed value of each weekday; missing days are left out. */
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
 * Answers: what does the week look like? Means by weekday of consecutive days.
 * @param firstDay `YYYY-MM-DD` of the first value
 * @param observed NaN on missing days
 * @throws RangeError when the lengths differ or the day cannot be read
 */
export function weekdayProfile(
  firstDay: string,
  observed: ArrayLike<number>,
  seasonal: ArrayLike<number>,
): WeekdayProfile {
  if (observed.length !== seasonal.length) {
    throw new RangeError(
      `observed and seasonal must be equally long, got ${observed.length} and ${seasonal.length}`,
    );
  }
  const first = weekdayOf(firstDay);
  const meanOf = (values: ArrayLike<number>) =>
    Array.from({ length: 7 }, (_, weekday) => {
      const known = known7(values, weekday, first);
      return known.length === 0 ? null : known.reduce((a, b) => a + b, 0) / known.length;
    });
  return {
    seasonal: meanOf(seasonal),
    observed: meanOf(observed),
    days: Array.from({ length: 7 }, (_, weekday) => known7(observed, weekday, first).length),
  };
}

function known7(values: ArrayLike<number>, weekday: number, first: number): number[] {
  const known: number[] = [];
  for (let i = (weekday - first + 7) % 7; i < values.length; i += 7) {
    const value = values[i] ?? Number.NaN;
    if (!Number.isNaN(value)) known.push(value);
  }
  return known;
}
