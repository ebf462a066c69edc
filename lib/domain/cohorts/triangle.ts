/** What counts as being there in a week: the celeb's own activity, fans' activity in the room, or a sticker received. */
export const COHORT_ACTIVITIES = ['own', 'fan', 'sticker'] as const;
export type CohortActivity = (typeof COHORT_ACTIVITIES)[number];

const MS_PER_DAY = 86_400_000;
const dayNumber = (iso: string): number => Date.parse(`${iso}T00:00:00Z`) / MS_PER_DAY;
const isoDay = (day: number): string => new Date(day * MS_PER_DAY).toISOString().slice(0, 10);

/** The Monday on or before a day. @param iso `YYYY-MM-DD` */
export function mondayOf(iso: string): string {
  const day = dayNumber(iso);
  if (!Number.isInteger(day)) throw new RangeError(`a day must be YYYY-MM-DD, got ${iso}`);
  return isoDay(day - ((((day + 3) % 7) + 7) % 7));
}

export interface CohortCounts {
  /** Celebs per joining week (its Monday); null = joined before the data begin. */
  readonly sizes: readonly { readonly cohort: string | null; readonly celebs: number }[];
  /** Active celebs per joining week and calendar week; weeks with none may be left out. */
  readonly active: readonly {
    readonly cohort: string | null;
    readonly week: string;
    readonly celebs: number;
  }[];
  /** First and last day of the data. */
  readonly firstDay: string;
  readonly lastDay: string;
}

export interface CohortCell {
  /** Weeks since joining; for celebs from before the data, since the data's first week. */
  readonly offset: number;
  /** Monday of the calendar week. */
  readonly week: string;
  readonly active: number;
  readonly share: number;
  /** The whole week lies inside the data; otherwise the share is too low. */
  readonly complete: boolean;
}

export interface Cohort {
  readonly cohort: string | null;
  readonly celebs: number;
  readonly cells: readonly CohortCell[];
}

export interface CurvePoint {
  readonly offset: number;
  /** Celebs of all cohorts that have this week complete, and how many of them were active. */
  readonly celebs: number;
  readonly active: number;
  readonly share: number;
}

export interface CohortTriangle {
  /** Celebs from before the data first, then by joining week. */
  readonly cohorts: readonly Cohort[];
  /** Retention of all celebs who joined within the data, by weeks since joining; complete weeks only. */
  readonly curve: readonly CurvePoint[];
}

/**
 * Answers: of those who joined in one week, how many are still there k weeks later?
 *
 * A triangle because later cohorts have fewer weeks behind them. Week 0 is the joining week itself, of which a celeb who
 * joined on a Friday has three days. Who joined before the data has no known age, so these celebs are one row by
 * themselves and no part of the curve.
 * @throws RangeError when a cohort has more active celebs than celebs, or is active before it joined
 */
export function cohortTriangle(counts: CohortCounts): CohortTriangle {
  const firstWeek = mondayOf(counts.firstDay);
  const lastWeek = mondayOf(counts.lastDay);
  const active = new Map(counts.active.map((a) => [`${a.cohort} ${a.week}`, a.celebs]));
  for (const { cohort, week } of counts.active) {
    if (week < (cohort ?? firstWeek))
      throw new RangeError(`cohort ${cohort} is active in ${week}, before it joined`);
  }
  const cohorts = [...counts.sizes]
    .sort((a, b) => ((a.cohort ?? '') < (b.cohort ?? '') ? -1 : 1))
    .map(({ cohort, celebs }): Cohort => {
      const start = dayNumber(cohort ?? firstWeek);
      const weeks = (dayNumber(lastWeek) - start) / 7 + 1;
      const cells = Array.from({ length: Math.max(0, weeks) }, (_, offset): CohortCell => {
        const week = isoDay(start + 7 * offset);
        const n = active.get(`${cohort} ${week}`) ?? 0;
        if (n > celebs)
          throw new RangeError(`cohort ${cohort} has ${celebs} celebs, but ${n} active in ${week}`);
        const complete =
          week >= counts.firstDay && isoDay(start + 7 * offset + 6) <= counts.lastDay;
        return { offset, week, active: n, share: n / celebs, complete };
      });
      return { cohort, celebs, cells };
    });
  return { cohorts, curve: pooledCurve(cohorts) };
}

function pooledCurve(cohorts: readonly Cohort[]): CurvePoint[] {
  const points: { celebs: number; active: number }[] = [];
  for (const { cohort, celebs, cells } of cohorts) {
    if (cohort === null) continue;
    for (const cell of cells) {
      if (!cell.complete) continue;
      const point = points[cell.offset] ?? { celebs: 0, active: 0 };
      point.celebs += celebs;
      point.active += cell.active;
      points[cell.offset] = point;
    }
  }
  // An offset may be missing: the only cohort that is old enough can have an incomplete week there.
  return points.flatMap((point, offset) =>
    point ? [{ offset, ...point, share: point.active / point.celebs }] : [],
  );
}
