/** Days of the simulation: 0 = 2022-11-10, the last = 138 = 2023-03-28 (method §11). */
export const FIRST_DAY = '2022-11-10';
export const LAST_DAY = '2023-03-28';
export const TIME_ZONE = 'Asia/Seoul';
export const DAYS = 139;
/** Days simulated before the first, so that the states have settled. */
export const BURN_IN_DAYS = 70;

const FIRST_MS = Date.UTC(2022, 10, 10);
const dayIndex = (iso: string) =>
  Math.round((Date.parse(`${iso}T00:00:00Z`) - FIRST_MS) / 86_400_000);

export const isoDay = (day: number): string =>
  new Date(FIRST_MS + day * 86_400_000).toISOString().slice(0, 10);
/** 0 = Monday. */
export const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7;

/** The two planted anomalies: what happened, and when. */
export const OUTAGE_DAY = dayIndex('2023-01-12');
export const VIRAL_DAY = dayIndex('2023-02-18');

const HOLIDAYS = new Set(
  [
    '2022-12-24',
    '2022-12-25',
    '2022-12-31',
    '2023-01-01',
    '2023-01-21',
    '2023-01-22',
    '2023-01-23',
    '2023-01-24',
  ].map(dayIndex),
);

/** How the day changes a celeb's chance of being active: weekend, holiday, outage. */
export function activityFactor(day: number): number {
  if (day === OUTAGE_DAY) return 0.04;
  if (HOLIDAYS.has(day)) return 0.82;
  return weekdayOf(day) >= 5 ? 1.06 : 1;
}

/** How the day changes fans' activity. */
export function fanFactor(day: number): number {
  if (day === OUTAGE_DAY) return 0.04;
  if (HOLIDAYS.has(day)) return 1.25;
  return weekdayOf(day) >= 5 ? 1.3 : 0.92 + 0.02 * weekdayOf(day);
}

/** New semester and spring: from March on fewer celebs fade, so the test weeks churn less. */
export const seasonOfFading = (day: number): number => (day >= dayIndex('2023-02-27') ? 0.8 : 1);

/** Relative activity by hour; evenings and late nights, later at weekends. */
export const HOURS_WEEKDAY = [
  34, 24, 14, 8, 5, 4, 6, 12, 20, 24, 28, 32, 42, 38, 34, 34, 38, 46, 58, 74, 92, 100, 84, 56,
];
export const HOURS_WEEKEND = [
  52, 42, 28, 16, 9, 5, 5, 8, 14, 24, 36, 46, 56, 60, 62, 64, 66, 68, 72, 80, 92, 98, 88, 68,
];
