import { describe, expect, it } from 'vitest';
import { sqlString } from '@/lib/server/lake/duckdb';
import { windowsPath } from '@/lib/server/lake/layout';
import { queryRows } from '@/lib/server/lake/rows';
import { agrees, day, event, gift, readDaily, WEEKLY } from './agreement';
import { buildDaily, tableSources } from './daily';
import { withVersion } from './fixture';
import type { RawData } from './reference';
import { buildWindows } from './windows';

/** 1 to 24 January 2023: every special case of method §2 to §4 once. */
const HAND: RawData = {
  celebs: [
    { id: 'early', joined: day('2022-12-01') }, // joined before the data: the span is cut at their first day
    { id: 'joiner', joined: day('2023-01-05') }, // joined before the first own event
    { id: 'gap', joined: day('2023-01-10') }, // joined, they say, after the first own event
    { id: 'lonely' }, // no fans, no joining day
    { id: 'silent', joined: day('2023-01-02') }, // never acts in the own room: no target
  ],
  events: [
    event('2023-01-01 00:00:00', 'u1', 'stranger', 'post'), // first day of the data, nobody's target room
    event('2023-01-03 23:59:59', 'early', 'early', 'live'), // a day ends at midnight in Seoul, 15:00 in UTC
    event('2023-01-04 00:00:00', 'early', 'early', 'live'),
    event('2023-01-04 00:00:00', 'early', 'early', 'chat'),
    event('2023-01-02 10:00:00', 'u1', 'early'),
    event('2023-01-02 11:00:00', 'u1', 'early', 'like'),
    event('2023-01-02 12:00:00', 'gap', 'early'), // a celeb is a fan elsewhere
    event('2023-01-12 12:00:00', 'early', 'early'),
    event('2023-01-04 09:00:00', 'u2', 'joiner'), // before the span: not counted
    event('2023-01-06 09:00:00', 'u2', 'joiner'), // in the span, before the first own event
    event('2023-01-08 20:00:00', 'joiner', 'joiner', 'live'),
    event('2023-01-23 20:00:00', 'joiner', 'joiner', 'live'),
    event('2023-01-02 20:00:00', 'gap', 'gap'),
    event('2023-01-03 20:00:00', 'gap', 'gap'),
    event('2023-01-15 20:00:00', 'gap', 'gap'),
    event('2023-01-15 21:00:00', 'u3', 'gap', 'like'),
    event('2023-01-15 22:00:00', 'u3', 'gap', 'like'),
    event('2023-01-15 23:00:00', 'u1', 'gap', 'like'),
    event('2023-01-09 13:00:00', 'lonely', 'lonely', 'post'),
    event('2023-01-07 13:00:00', 'u1', 'silent'),
    event('2023-01-07 13:00:00', 'stranger', 'stranger'),
    event('2023-01-24 23:59:59', 'u9', 'nobody'), // last day of the data
  ],
  stickers: [
    gift('2023-01-04 08:00:00', 'u2', 'joiner', 3, 3000), // before the span
    gift('2023-01-09 08:00:00', 'u2', 'joiner', 2, 2000),
    gift('2023-01-09 09:00:00', 'u2', 'joiner', 2.5),
    gift('2023-01-09 10:00:00', 'u3', 'joiner', 1, 500.25),
    gift('2023-01-09 10:00:00', 'u3', 'gap', 1, 1),
    gift('2023-01-07 13:00:00', 'u1', 'silent', 9, 9000), // to a celeb who is no target
    gift('2023-01-07 13:00:00', 'u1', 'unlisted', 9, 9000),
    gift('2023-01-26 10:00:00', 'u1', 'early', 1, 1000), // after the last event: no day of the data
  ],
};

describe('a hand-made version', () => {
  it('has the numbers that a person works out', async () => {
    await withVersion(HAND, 2, async (connection, dir) => {
      const daily = await buildDaily(connection, dir, tableSources(dir, true));
      expect(daily).toEqual({
        firstDay: '2023-01-01',
        lastDay: '2023-01-24',
        targetCelebs: 4,
        // early 1 to 24, gap 2 to 24, joiner 5 to 24, lonely 9 to 24
        dailyRows: 24 + 23 + 20 + 16,
        columns: [
          'own_chat',
          'own_live',
          'own_post',
          'fan_chat',
          'fan_like',
          'own_total',
          'fan_total',
          'fan_unique',
          'sticker_count',
          'sticker_amount',
          'sticker_senders',
        ],
        outsideSpan: { eventRows: 1, stickerRows: 2 },
      });
      const rows = await readDaily(connection, dir, daily.columns);
      const row = (celeb: string, iso: string) =>
        rows.find((r) => r.celeb === celeb && r.day === day(iso))?.values;
      expect(row('early', '2023-01-01')).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
      expect(row('early', '2023-01-02')).toEqual([0, 0, 0, 2, 1, 0, 3, 2, 0, 0, 0]);
      expect(row('early', '2023-01-03')).toEqual([0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0]);
      expect(row('early', '2023-01-04')).toEqual([1, 1, 0, 0, 0, 2, 0, 0, 0, 0, 0]);
      expect(row('joiner', '2023-01-04')).toBeUndefined();
      expect(row('joiner', '2023-01-06')).toEqual([0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 0]);
      expect(row('joiner', '2023-01-09')).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 5.5, 2500.25, 2]);
      expect(row('gap', '2023-01-15')).toEqual([1, 0, 0, 0, 3, 1, 3, 2, 0, 0, 0]);
      expect(rows.some((r) => r.celeb === 'silent')).toBe(false);

      const weekly = await buildWindows(connection, dir, daily, WEEKLY);
      const windows = await queryRows<{ w: string }>(
        connection,
        `SELECT celeb_id || ' ' || strftime(anchor, '%d') || ' ' || coalesce(churn::VARCHAR || sticker::VARCHAR, 'open') AS w
         FROM read_parquet(${sqlString(windowsPath(dir, WEEKLY))}) WHERE celeb_id IN ('joiner', 'early') ORDER BY celeb_id, anchor`,
      );
      expect(windows.map((r) => r.w)).toEqual([
        // early acts on 3, 4 and 12 January; the anchors 8 to 11 look back on the 4th, 13 to 19 on the 12th
        'early 08 00',
        'early 09 00',
        'early 10 00',
        'early 11 00',
        'early 13 10',
        'early 14 10',
        'early 15 10',
        'early 16 10',
        'early 17 10',
        'early 18 10',
        'early 19 open',
        // joiner acts on the 8th and 23rd and gets stickers on the 9th
        'joiner 09 11',
        'joiner 10 10',
        'joiner 11 10',
        'joiner 12 10',
        'joiner 13 10',
        'joiner 14 10',
        'joiner 15 10',
        'joiner 24 open',
        'joiner 25 open',
      ]);
      expect(weekly).toMatchObject({ anchors: 11, complete: 30, open: 7 });
    });
  });

  it('agrees with the slow computation for every length and stride', async () => {
    await agrees(HAND, 3, [
      WEEKLY,
      { observeDays: 7, outcomeDays: 7, strideDays: 7 },
      { observeDays: 5, outcomeDays: 10, strideDays: 1 },
      { observeDays: 5, outcomeDays: 10, strideDays: 3 },
      { observeDays: 1, outcomeDays: 1, strideDays: 1 },
      { observeDays: 24, outcomeDays: 24, strideDays: 1 },
      { observeDays: 30, outcomeDays: 7, strideDays: 1 },
    ]);
  });

  it('does without stickers and without fans', async () => {
    await agrees({ ...HAND, stickers: [] }, 2, [WEEKLY]);
    await agrees({ ...HAND, events: HAND.events.filter((e) => e.actor === e.room) }, 1, [WEEKLY]);
  });
});

describe('buildDaily', () => {
  it('says so when nobody acts in a room of their own', async () => {
    const raw = { ...HAND, celebs: [{ id: 'silent' }] };
    await expect(
      withVersion(raw, 1, (connection, dir) =>
        buildDaily(connection, dir, tableSources(dir, true)),
      ),
    ).rejects.toMatchObject({ code: 'no_target_celebs' });
  });

  it('never meets a quantity or amount that is no number: the import sets such rows aside', async () => {
    const odd = [
      gift('2023-01-09 08:00:00', 'u2', 'joiner', 1, Number.NaN),
      gift('2023-01-09 08:00:01', 'u2', 'joiner', Number.POSITIVE_INFINITY, 1),
    ];
    const raw = { ...HAND, stickers: [...HAND.stickers, ...odd] };
    await expect(withVersion(raw, 1, async () => undefined)).rejects.toThrow(
      'stickers: {"bad_number":2}',
    );
  });

  it('can be repeated in one connection', async () => {
    await withVersion(HAND, 1, async (connection, dir) => {
      const once = await buildDaily(connection, dir, tableSources(dir, true));
      expect(await buildDaily(connection, dir, tableSources(dir, true))).toEqual(once);
    });
  });
});
