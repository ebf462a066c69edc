import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextRun } from './next-run';

const at = (after: string, weekday: number, time: string, timeZone: string) => {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return nextRun(new Date(after), { weekday, minute: hour * 60 + minute }, timeZone).toISOString();
};

describe('in Asia/Seoul, which never puts its clocks forward', () => {
  test.each([
    // 2026-11-30 is a Monday; 09:00 there is midnight UTC.
    ['2026-11-29T23:59:59.999Z', '2026-11-30T00:00:00.000Z'],
    ['2026-11-30T00:00:00.000Z', '2026-12-07T00:00:00.000Z'],
    ['2026-11-30T00:00:00.001Z', '2026-12-07T00:00:00.000Z'],
    ['2026-12-31T12:00:00.000Z', '2027-01-04T00:00:00.000Z'],
  ])('Mondays at 09:00, after %s', (after, next) => {
    expect(at(after, 1, '09:00', 'Asia/Seoul')).toBe(next);
  });

  test('the day there counts, not the day in UTC', () => {
    // Sunday evening in UTC is Monday morning in Seoul.
    expect(at('2026-11-29T15:30:00Z', 1, '00:15', 'Asia/Seoul')).toBe('2026-12-06T15:15:00.000Z');
    expect(at('2026-11-29T15:10:00Z', 1, '00:15', 'Asia/Seoul')).toBe('2026-11-29T15:15:00.000Z');
  });
});

describe('where clocks are put forward and back', () => {
  test.each([
    // Europe/Berlin: forward on 2026-03-29 at 02:00, back on 2026-10-25 at 03:00.
    [
      'the time on the wall stays',
      'Europe/Berlin',
      '2026-03-22T08:00:00Z',
      7,
      '09:00',
      '2026-03-29T07:00:00.000Z',
    ],
    [
      'before it is an hour later in UTC',
      'Europe/Berlin',
      '2026-03-15T12:00:00Z',
      7,
      '09:00',
      '2026-03-22T08:00:00.000Z',
    ],
    ['and back', 'Europe/Berlin', '2026-10-19T00:00:00Z', 7, '09:00', '2026-10-25T08:00:00.000Z'],
    [
      'a time that is skipped',
      'Europe/Berlin',
      '2026-03-28T00:00:00Z',
      7,
      '02:30',
      '2026-03-29T01:30:00.000Z',
    ],
    [
      'a time that comes twice',
      'Europe/Berlin',
      '2026-10-24T00:00:00Z',
      7,
      '02:30',
      '2026-10-25T00:30:00.000Z',
    ],
    [
      'does not come again when it is shown again',
      'Europe/Berlin',
      '2026-10-25T00:30:00Z',
      7,
      '02:30',
      '2026-11-01T01:30:00.000Z',
    ],
    // America/New_York: forward on 2026-03-08 at 02:00, back on 2026-11-01 at 02:00.
    [
      'a time that is skipped',
      'America/New_York',
      '2026-03-07T00:00:00Z',
      7,
      '02:30',
      '2026-03-08T07:30:00.000Z',
    ],
    [
      'a time that comes twice',
      'America/New_York',
      '2026-10-31T00:00:00Z',
      7,
      '01:30',
      '2026-11-01T05:30:00.000Z',
    ],
    [
      'does not come again when it is shown again',
      'America/New_York',
      '2026-11-01T05:30:00Z',
      7,
      '01:30',
      '2026-11-08T06:30:00.000Z',
    ],
    [
      'the first minute after the skip',
      'America/New_York',
      '2026-03-07T00:00:00Z',
      7,
      '03:00',
      '2026-03-08T07:00:00.000Z',
    ],
  ])('%s (%s, after %s)', (_, timeZone, after, weekday, time, next) => {
    expect(at(after, weekday, time, timeZone)).toBe(next);
  });

  test('a whole day that is skipped', () => {
    // Samoa left out 2011-12-30, a Friday.
    expect(at('2011-12-29T00:00:00Z', 5, '12:00', 'Pacific/Apia')).toBe('2011-12-30T22:00:00.000Z');
  });
});

test('is always ahead, at most a week and a clock change away, and shows the time that was asked for', () => {
  const zones = ['Asia/Seoul', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'UTC'];
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true }),
      fc.integer({ min: 1, max: 7 }),
      fc.integer({ min: 0, max: 1439 }),
      (timeZone, after, weekday, minute) => {
        const next = nextRun(after, { weekday, minute }, timeZone);
        const hours = (next.getTime() - after.getTime()) / 3_600_000;
        expect(hours).toBeGreaterThan(0);
        expect(hours).toBeLessThanOrEqual(7 * 24 + 1);
        const shown = new Intl.DateTimeFormat('en', {
          timeZone,
          weekday: 'short',
          hour: '2-digit',
          minute: '2-digit',
          hourCycle: 'h23',
        }).format(next);
        const names = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
        const two = (n: number) => String(n).padStart(2, '0');
        const asked = `${names[weekday - 1]} ${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
        // Only what is skipped is shown later, on the same day.
        if (shown !== asked) {
          expect(shown.slice(0, 3)).toBe(asked.slice(0, 3));
          expect(Number(shown.slice(4, 6)) - Math.floor(minute / 60)).toBeLessThanOrEqual(1);
        }
      },
    ),
    { numRuns: 2000, seed: 7 },
  );
});

test.each([
  [0, 0, 'weekday must be 1 (Monday) to 7 (Sunday), got 0'],
  [8, 0, 'weekday must be 1 (Monday) to 7 (Sunday), got 8'],
  [1, -1, 'minute must be 0 to 1439, got -1'],
  [1, 1440, 'minute must be 0 to 1439, got 1440'],
  [1, Number.NaN, 'minute must be 0 to 1439, got NaN'],
])('refuses weekday %s, minute %s', (weekday, minute, message) => {
  expect(() => nextRun(new Date(), { weekday, minute }, 'UTC')).toThrow(new RangeError(message));
});
