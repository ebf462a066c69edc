import { expect, test } from 'vitest';
import type { CelebTimeline } from '@/lib/contracts/celeb';
import { addDays } from '@/lib/domain/series/period';
import { binsWithin, timelineBins } from './timeline-bins';

/** From 1 to 20 March, today the 21st: day n has n own events, 2 n of fans, and a sticker on even days. */
const days = Array.from({ length: 20 }, (_, i) => addDays('2024-03-01', i));
const timeline: CelebTimeline = {
  days,
  own: days.map((_, i) => i + 1),
  fan: days.map((_, i) => 2 * (i + 1)),
  stickers: days.map((_, i) => i % 2),
  spanStart: '2024-03-01',
  missingDays: [],
  today: '2024-03-21',
};
const bin = (from: string, to: string, values: [number, number, number] | null) => ({
  from,
  to,
  own: values?.[0] ?? null,
  fan: values?.[1] ?? null,
  stickers: values?.[2] ?? null,
});

test('days, and today without anything', () => {
  const bins = timelineBins(timeline, '2024-03-15', 'day');
  expect(bins).toHaveLength(21);
  expect(bins[0]).toEqual(bin('2024-03-01', '2024-03-01', [1, 2, 0]));
  expect(bins[19]).toEqual(bin('2024-03-20', '2024-03-20', [20, 40, 1]));
  expect(bins[20]).toEqual(bin('2024-03-21', '2024-03-21', null));
});

test('weeks run from the scores back; those that are not over are empty', () => {
  // 8 to 14 March: 8 + … + 14 = 77, stickers on 8, 10, 12, 14.
  expect(timelineBins(timeline, '2024-03-15', 'week')).toEqual([
    bin('2024-03-01', '2024-03-07', [28, 56, 3]),
    bin('2024-03-08', '2024-03-14', [77, 154, 4]),
    bin('2024-03-15', '2024-03-21', null),
  ]);
  // The first of March begins no whole week here.
  expect(timelineBins(timeline, '2024-03-16', 'week').map(({ from }) => from)).toEqual([
    '2024-03-02',
    '2024-03-09',
    '2024-03-16',
  ]);
});

test('zeros before the celeb counts, and of days without logs, say nothing', () => {
  const late = { ...timeline, spanStart: '2024-03-05', missingDays: ['2024-03-06'] };
  expect(
    timelineBins(late, '2024-03-15', 'day')
      .slice(3, 7)
      .map(({ own }) => own),
  ).toEqual([null, 5, null, 7]);
  // A week with some days that count is told.
  expect(timelineBins(late, '2024-03-15', 'week')[0]?.own).toBe(28);
});

test('bins that hold a period', () => {
  const bins = timelineBins(timeline, '2024-03-15', 'week');
  expect(binsWithin(bins, { from: '2024-03-08', to: '2024-03-14' })).toEqual([1, 1]);
  expect(binsWithin(bins, { from: '2024-03-07', to: '2024-03-30' })).toEqual([0, 2]);
  expect(binsWithin(bins, { from: '2024-04-01', to: '2024-04-07' })).toBeUndefined();
  expect(timelineBins({ ...timeline, days: [] }, '2024-03-15', 'day')).toEqual([]);
});
