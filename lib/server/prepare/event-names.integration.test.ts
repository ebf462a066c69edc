import { describe, expect, it } from 'vitest';
import { agrees, event } from './agreement';
import { buildDaily, tableSources } from './daily';
import { withVersion } from './fixture';
import type { RawData } from './reference';

describe('event names', () => {
  const named = (names: readonly string[]): RawData => ({
    celebs: [{ id: 'a' }, { id: 'A' }],
    stickers: [],
    events: names.flatMap((name, i) => {
      const date = `2023-01-${String(1 + (i % 9)).padStart(2, '0')}`;
      return [
        event(`${date} 10:00:00`, 'a', 'a', name),
        event(`${date} 10:00:00`, 'fan', 'a', name),
        event(`${date} 10:00:01`, 'A', 'A', name),
        ...(i % 2 === 0 ? [event(`${date} 10:00:02`, 'A', 'A', name)] : []),
      ];
    }),
  });

  it('that SQL would confuse keep their own counts', async () => {
    await agrees(
      named([
        'chat',
        'Chat',
        'CHAT',
        'total',
        'Total',
        'unique',
        'count',
        'day',
        'celeb_id',
        'say "hi"',
        "it's",
        'two words',
        'a,b;c',
        '50%',
        '%74otal',
        "'; DROP TABLE targets; --",
        '별풍선',
        '좋아요 ♥',
        'Ä',
        'ä',
        'İ',
        'i',
        'e\u0301',
        'é',
        '😀',
        '\uFFFD',
        'null',
        'tab\there',
        'bell\u0007',
        '*',
        'a.b',
        '$1',
        '{x}',
      ]),
      2,
      [{ observeDays: 2, outcomeDays: 2, strideDays: 1 }],
    );
  });

  it('may be 200 on each side', async () => {
    const names = Array.from({ length: 200 }, (_, i) => `event ${i}`);
    await agrees(named(names), 1, [{ observeDays: 3, outcomeDays: 3, strideDays: 7 }]);
  });

  const refused = (names: readonly string[]) =>
    withVersion(named(names), 1, (connection, dir) =>
      buildDaily(connection, dir, tableSources(dir, false)),
    );

  it('that are free text are refused with the reason', async () => {
    const many = Array.from({ length: 501 }, (_, i) => `text ${i}`);
    await expect(refused(many)).rejects.toMatchObject({
      code: 'mapping_wrong_type',
      details: { field: 'event', reason: '501' },
    });
    await expect(refused(['chat', 'x'.repeat(201)])).rejects.toMatchObject({
      code: 'mapping_wrong_type',
      details: { field: 'event', reason: '201' },
    });
  });
});
