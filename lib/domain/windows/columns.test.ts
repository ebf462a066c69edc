import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnEvent, type EventName, eventColumns } from './columns';

const own = (...events: string[]): EventName[] => events.map((event) => ({ side: 'own', event }));
const fan = (...events: string[]): EventName[] => events.map((event) => ({ side: 'fan', event }));

describe('eventColumns', () => {
  it('puts the side before the name and leaves the name alone', () => {
    const names = [...own('Chat', 'go live "now"', "it's"), ...fan('chat', '별 선물', 'Ä', 'ä')];
    expect(eventColumns(names)).toEqual([
      'own_Chat',
      'own_go live "now"',
      "own_it's",
      'fan_chat',
      'fan_별 선물',
      'fan_Ä',
      'fan_ä',
    ]);
  });

  it('writes capitals as codes where names differ in nothing else', () => {
    expect(eventColumns([...own('CHAT', 'Chat', 'chat', 'post'), ...fan('Chat')])).toEqual([
      'own_%43%48%41%54',
      'own_%43hat',
      'own_chat',
      'own_post',
      'fan_Chat',
    ]);
  });

  it('keeps events off the names of totals', () => {
    expect(eventColumns([...own('total', 'unique'), ...fan('TOTAL', 'total', 'unique')])).toEqual([
      'own_%74otal',
      'own_unique',
      'fan_%54%4F%54%41%4C',
      'fan_%74otal',
      'fan_%75nique',
    ]);
  });

  it('always writes the escape and control characters as codes', () => {
    expect(eventColumns(own('50%', '%74otal', 'a\nb', '\u0000\u007f'))).toEqual([
      'own_50%25',
      'own_%2574otal',
      'own_a%0Ab',
      'own_%00%7F',
    ]);
  });

  it('refuses a name given twice', () => {
    expect(() => eventColumns(own('chat', 'chat'))).toThrow(RangeError);
  });

  it('makes columns that differ without regard to case and can be read back, whatever the names', () => {
    const letter = fc.constantFrom('a', 'A', 'k', 'K', '%', '4', '1', '_', 'total', 'Unique', '\n');
    const event = fc.array(letter, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''));
    const name = fc.record({ side: fc.constantFrom('own' as const, 'fan' as const), event });
    const key = (n: EventName) => `${n.side} ${n.event}`;
    fc.assert(
      fc.property(fc.uniqueArray(name, { selector: key, maxLength: 40 }), (names) => {
        const columns = eventColumns(names);
        const folded = columns.map((c) => c.toLowerCase());
        expect(new Set([...folded, 'own_total', 'fan_total', 'fan_unique']).size).toBe(
          names.length + 3,
        );
        expect(columns.map(columnEvent)).toEqual(names);
      }),
    );
  });
});

describe('columnEvent', () => {
  it('knows no event for totals and other columns', () => {
    const others = ['own_total', 'fan_total', 'fan_unique', 'sticker_count', 'day', 'own_', 'own'];
    expect(others.map(columnEvent)).toEqual(others.map(() => undefined));
  });
});
