/**
 * The simulated calendar (method §11). A day is a number: 0 = 2022-11-10, 138 = 2023-03-28; negative days lie before
 * the data. All times are local to Seoul, which has had no daylight saving time since 1988.
 */
export const FIRST_DAY = '2022-11-10';
export const LAST_DAY = '2023-03-28';
export const TIME_ZONE = 'Asia/Seoul';
export const DAYS = 139;
/** Days lived before the first one of the data, so that states, moods and answers have settled by then. */
export const BURN_IN_DAYS = 70;
export const LIVED_DAYS = BURN_IN_DAYS + DAYS;

const MS_PER_DAY = 86_400_000;
const FIRST_MS = Date.UTC(2022, 10, 10);

/** @param iso `YYYY-MM-DD` */
export const dayNumber = (iso: string): number =>
  Math.round((Date.parse(`${iso}T00:00:00Z`) - FIRST_MS) / MS_PER_DAY);
export const isoDay = (day: number): string =>
  new Date(FIRST_MS + day * MS_PER_DAY).toISOString().slice(0, 10);
/** 0 = Monday. */
export const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7;
export const isWeekend = (day: number): boolean => weekdayOf(day) >= 5;

export interface Anomaly {
  readonly day: number;
  readonly date: string;
  readonly kind: 'outage' | 'viral';
  /** What happened, for a person who checks what an anomaly detector found. */
  readonly text: string;
}

const anomaly = (date: string, kind: Anomaly['kind'], text: string): Anomaly => ({
  day: dayNumber(date),
  date,
  kind,
  text,
});

/** A Thursday on which the platform was down: 4 % of the usual events. */
export const OUTAGE = anomaly('2023-01-12', 'outage', 'The platform is down nearly all day.');
/** A Saturday on which clips of a few celebs went round: nine times their fans, an echo the day after. */
export const VIRAL = anomaly('2023-02-18', 'viral', 'Fans rush into the rooms of a few celebs.');
export const ANOMALIES: readonly Anomaly[] = [OUTAGE, VIRAL];

const HOLIDAYS: ReadonlySet<number> = new Set(
  [
    '2022-12-24', // Christmas
    '2022-12-25',
    '2022-12-31', // New Year
    '2023-01-01',
    '2023-01-21', // Lunar New Year and its substitute day
    '2023-01-22',
    '2023-01-23',
    '2023-01-24',
  ].map(dayNumber),
);

const OUTAGE_FACTOR = 0.04;

/** How the day changes a celeb's chance of being active. */
export function activityFactor(day: number): number {
  if (day === OUTAGE.day) return OUTAGE_FACTOR;
  if (HOLIDAYS.has(day)) return 0.82;
  return isWeekend(day) ? 1.06 : 1;
}

/** How much a celeb does once active. */
export function volumeFactor(day: number): number {
  if (day === OUTAGE.day) return OUTAGE_FACTOR;
  if (HOLIDAYS.has(day)) return 0.85;
  return isWeekend(day) ? 1.2 : 0.92 + 0.02 * weekdayOf(day);
}

/** How the day changes fans' activity; fans have time on holidays. */
export function fanFactor(day: number): number {
  if (day === OUTAGE.day) return OUTAGE_FACTOR;
  if (HOLIDAYS.has(day)) return 1.25;
  return isWeekend(day) ? 1.3 : 0.92 + 0.02 * weekdayOf(day);
}

const SPRING = dayNumber('2023-02-27');

/**
 * Drift of the hazards over the season: when the new school year starts, habits settle and fewer celebs fade. This is
 * why the test anchors (March) churn less than the training anchors.
 */
export const seasonOfFading = (day: number): number => (day >= SPRING ? 0.93 : 1);

/** Relative activity by hour: evenings and late nights, and whole afternoons at weekends. */
export const HOURS_WEEKDAY: readonly number[] = [
  34, 24, 14, 8, 5, 4, 6, 12, 20, 24, 28, 32, 42, 38, 34, 34, 38, 46, 58, 74, 92, 100, 84, 56,
];
export const HOURS_WEEKEND: readonly number[] = [
  52, 42, 28, 16, 9, 5, 5, 8, 14, 24, 36, 46, 56, 60, 62, 64, 66, 68, 72, 80, 92, 98, 88, 68,
];
