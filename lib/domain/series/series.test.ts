import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { axisDays, calendarBlocks } from './calendar';
import { hourProfile, weekdayMeans, weekdayOccurrences, weekdayOf } from './hours';
import { metricSource } from './metric';
import { addDays, lastWeeks } from './period';
import { markMissing, summariseSeries, trailingMean } from './summary';

const days = (first: string, count: number) =>
  Array.from({ length: count }, (_, i) => addDays(first, i));

describe('trailingMean', () => {
  test('is null until there are enough days', () => {
    expect(trailingMean([2, 4, 6, 8], 2)).toEqual([null, 3, 5, 7]);
    expect(trailingMean([2, 4], 3)).toEqual([null, null]);
    expect(trailingMean([], 7)).toEqual([]);
    expect(trailingMean([5, 7], 1)).toEqual([5, 7]);
  });

  test('leaves missing days out instead of taking them for 0', () => {
    expect(trailingMean([1, 2, 6, null, 0], 3)).toEqual([null, null, 3, null, 3]);
  });

  test('says nothing where fewer than half of the days are known', () => {
    expect(trailingMean([null, null, 4, 8], 2)).toEqual([null, null, 4, 6]);
    expect(trailingMean([null, null, 4, 8], 3)).toEqual([null, null, null, 6]);
  });

  test('is exact on whole numbers, however many came before', () => {
    const values = Array.from({ length: 400 }, (_, i) => (i * 7919) % 100_003);
    const means = trailingMean(values, 7);
    expect(means[399]).toBe(values.slice(393).reduce((a, b) => a + b) / 7);
  });

  test.each([0, -1, 1.5, Number.NaN])('refuses the length %s', (length) => {
    expect(() => trailingMean([1], length)).toThrow(`got ${length}`);
  });
});

describe('summariseSeries', () => {
  test('counts known days only', () => {
    expect(summariseSeries([3, null, 9, 0, 9])).toEqual({
      total: 21,
      knownDays: 4,
      mean: 5.25,
      best: 9,
      bestIndex: 2,
      weekChange: null,
    });
  });

  test('of zeros or of nothing has no best day', () => {
    const nothing = { total: 0, mean: 0, best: 0, bestIndex: -1, weekChange: null };
    expect(summariseSeries([0, 0])).toEqual({ ...nothing, knownDays: 2 });
    expect(summariseSeries([])).toEqual({ ...nothing, knownDays: 0 });
    expect(summariseSeries([null])).toEqual({ ...nothing, knownDays: 0 });
  });

  test('compares the last week with the one before', () => {
    const weeks = (before: number, last: number) => [
      99,
      ...new Array<number>(7).fill(before),
      ...new Array<number>(7).fill(last),
    ];
    expect(summariseSeries(weeks(4, 5)).weekChange).toBe(0.25);
    expect(summariseSeries(weeks(4, 0)).weekChange).toBe(-1);
    expect(summariseSeries(weeks(0, 5)).weekChange).toBeNull();
    expect(summariseSeries(weeks(4, 5).slice(2)).weekChange).toBeNull();
  });

  test('compares days, not sums, where days are missing', () => {
    const values: (number | null)[] = [
      ...new Array<number>(7).fill(4),
      ...new Array<number>(7).fill(4),
    ];
    values[10] = null;
    expect(summariseSeries(values).weekChange).toBe(0);
    values.fill(null, 7);
    expect(summariseSeries(values).weekChange).toBeNull();
  });
});

test('markMissing keeps a value that is not zero', () => {
  expect(markMissing(['a', 'b', 'c'], [0, 0, 2], ['b', 'c'])).toEqual([0, null, 2]);
});

describe('hours of the week', () => {
  test('weekdays count from Monday', () => {
    expect(days('2024-01-01', 7).map(weekdayOf)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  test('weekdays that occur, less the missing ones', () => {
    expect(weekdayOccurrences('2024-01-01', '2024-01-08', ['2024-01-02'])).toEqual([
      2, 0, 1, 1, 1, 1, 1,
    ]);
    expect(weekdayOccurrences('2024-01-02', '2024-01-01')).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  test('a profile divides by how often the weekday occurs and knows nothing of one that does not', () => {
    const profile = hourProfile(
      [
        { weekday: 0, hour: 9, value: 3 },
        { weekday: 1, hour: 9, value: 5 },
      ],
      [2, 0, 1, 0, 0, 0, 0],
    );
    expect(profile.map((row) => row[9])).toEqual([1.5, null, 0, null, null, null, null]);
    expect(profile.map((row) => row.length)).toEqual(new Array(7).fill(24));
  });

  test('weekday means leave missing days out', () => {
    expect(weekdayMeans(days('2024-01-01', 9), [1, 2, 3, 4, 5, 6, 7, 4, null])).toEqual([
      2.5, 2, 3, 4, 5, 6, 7,
    ]);
    expect(weekdayMeans(['2024-01-01'], [null])).toEqual(new Array(7).fill(null));
  });

  test('weekday means times their days are the total', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1000 }), { maxLength: 60 }), (values) => {
        const all = days('2024-02-27', values.length);
        const means = weekdayMeans(all, values);
        const sum = all.reduce((n, day) => n + (means[weekdayOf(day)] ?? 0), 0);
        expect(sum).toBeCloseTo(
          values.reduce((a, b) => a + b, 0),
          6,
        );
      }),
    );
  });
});

describe('calendar', () => {
  test('one block while its weeks fit', () => {
    expect(calendarBlocks(days('2022-11-10', 139))).toEqual([
      { from: '2022-11-10', to: '2023-03-28', weeks: 21 },
    ]);
    expect(calendarBlocks(['2024-01-07'])).toEqual([
      { from: '2024-01-07', to: '2024-01-07', weeks: 1 },
    ]);
    expect(calendarBlocks([])).toEqual([]);
  });

  test('one block a year when they do not', () => {
    expect(calendarBlocks(days('2023-07-01', 600))).toEqual([
      { from: '2023-07-01', to: '2023-12-31', weeks: 27 },
      { from: '2024-01-01', to: '2024-12-31', weeks: 53 },
      { from: '2025-01-01', to: '2025-02-19', weeks: 8 },
    ]);
  });

  test('an axis labels days, Mondays or months', () => {
    expect(axisDays(days('2024-01-03', 3))).toEqual([0, 1, 2]);
    expect(axisDays(days('2024-01-03', 20))).toEqual([5, 12, 19]);
    expect(axisDays(days('2024-01-02', 200)).slice(0, 2)).toEqual([30, 59]);
  });
});

describe('metricSource', () => {
  test.each([
    ['own_total', { kind: 'events', own: true, event: null }],
    ['fan_total', { kind: 'events', own: false, event: null }],
    ['own_live_start', { kind: 'events', own: true, event: 'live_start' }],
    ['fan_%74otal', { kind: 'events', own: false, event: 'total' }],
    ['sticker_count', { kind: 'stickers', column: 'quantity' }],
    ['sticker_amount', { kind: 'stickers', column: 'amount' }],
    ['active_celebs', { kind: 'distinct' }],
    ['fan_unique', { kind: 'distinct' }],
    ['sticker_senders', { kind: 'distinct' }],
  ])('of %s', (metric, source) => {
    expect(metricSource(metric)).toEqual(source);
  });

  test('refuses what is no metric', () => {
    expect(() => metricSource('quality')).toThrow('"quality" is not a metric');
  });
});

test('the last weeks end with the data and do not begin before them', () => {
  const data = { firstDay: '2024-02-20', lastDay: '2024-03-04' };
  expect(lastWeeks(1, data)).toEqual({ from: '2024-02-27', to: '2024-03-04' });
  expect(lastWeeks(4, data)).toEqual({ from: '2024-02-20', to: '2024-03-04' });
});
