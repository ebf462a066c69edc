import { describe, expect, it } from 'vitest';
import {
  ANOMALIES,
  activityFactor,
  DAYS,
  dayNumber,
  FIRST_DAY,
  fanFactor,
  HOURS_WEEKDAY,
  HOURS_WEEKEND,
  isoDay,
  isWeekend,
  LAST_DAY,
  OUTAGE,
  seasonOfFading,
  VIRAL,
  volumeFactor,
  weekdayOf,
} from './calendar';

describe('days', () => {
  it('count from 2022-11-10 to 2023-03-28', () => {
    expect([FIRST_DAY, LAST_DAY, DAYS]).toEqual(['2022-11-10', '2023-03-28', 139]);
    expect([dayNumber(FIRST_DAY), dayNumber(LAST_DAY)]).toEqual([0, DAYS - 1]);
    expect([isoDay(-1), isoDay(0), isoDay(138)]).toEqual([
      '2022-11-09',
      '2022-11-10',
      '2023-03-28',
    ]);
  });

  it('have the weekday of the calendar, also before the data', () => {
    for (let day = -800; day < 200; day++) {
      const sundayFirst = new Date(`${isoDay(day)}T00:00:00Z`).getUTCDay();
      expect(weekdayOf(day)).toBe((sundayFirst + 6) % 7);
      expect(isWeekend(day)).toBe(sundayFirst === 0 || sundayFirst === 6);
    }
  });
});

it('plants an outage on a Thursday and a viral Saturday', () => {
  expect(ANOMALIES.map((a) => [a.kind, a.date, weekdayOf(a.day)])).toEqual([
    ['outage', '2023-01-12', 3],
    ['viral', '2023-02-18', 5],
  ]);
  expect([isoDay(OUTAGE.day), isoDay(VIRAL.day)]).toEqual(['2023-01-12', '2023-02-18']);
  expect([activityFactor, volumeFactor, fanFactor].map((f) => f(OUTAGE.day))).toEqual([
    0.04, 0.04, 0.04,
  ]);
});

it('slows celebs and brings fans on Christmas, New Year and Lunar New Year', () => {
  const holidays = ['2022-12-24', '2022-12-25', '2022-12-31', '2023-01-01'].concat([
    '2023-01-21',
    '2023-01-22',
    '2023-01-23',
    '2023-01-24',
  ]);
  const found = Array.from({ length: DAYS }, (_, day) => day).filter(
    (day) => activityFactor(day) === 0.82,
  );
  expect(found.map(isoDay)).toEqual(holidays);
  expect(found.every((day) => volumeFactor(day) === 0.85 && fanFactor(day) === 1.25)).toBe(true);
});

it('has one season before and one after the school year begins', () => {
  const seasons = Array.from({ length: DAYS + 7 }, (_, day) => seasonOfFading(day));
  expect(seasons.filter((s) => s === 1)).toHaveLength(dayNumber('2023-02-27'));
  expect(seasons.slice(dayNumber('2023-02-27')).every((s) => s === 0.93)).toBe(true);
});

it('has 24 hours a day', () => {
  expect([HOURS_WEEKDAY.length, HOURS_WEEKEND.length]).toEqual([24, 24]);
});
