import { describe, expect, it } from 'vitest';
import { TABLE_FIELDS, type TableName } from '@/lib/contracts/tables';
import { type GuessColumn, guessMapping, guessTable, isIdColumn } from './guess';
import { detectKind } from './kinds';

/** Columns as an inspection gives them, from one example each. */
const columnsOf = (examples: Record<string, string>): GuessColumn[] =>
  Object.entries(examples).map(([name, value]) => ({
    name,
    kind: detectKind([value], name),
    examples: value === '' ? [] : [value],
  }));

function guess(examples: Record<string, string>, wanted?: TableName) {
  const columns = columnsOf(examples);
  const table = wanted ?? guessTable(columns);
  const mapping = guessMapping(TABLE_FIELDS[table], columns);
  return {
    table,
    mapping: Object.fromEntries(Object.entries(mapping).map(([f, s]) => [f, s.column])),
  };
}

describe('the table and mapping that are guessed', () => {
  it.each([
    [
      'our own names',
      { ts: '2023-01-02 03:04:05', actor_id: 'f1', room_id: 'c1', event: 'like' },
      {
        table: 'events',
        mapping: { ts: 'ts', actor_id: 'actor_id', room_id: 'room_id', event: 'event' },
      },
    ],
    [
      'an export with other names',
      {
        timestamp: '2004-04-15T14:56:01Z',
        actor_id: 'u1',
        owner_id: 'u2',
        event_type: 'message',
        amount: '',
      },
      {
        table: 'events',
        mapping: {
          ts: 'timestamp',
          actor_id: 'actor_id',
          room_id: 'owner_id',
          event: 'event_type',
        },
      },
    ],
    [
      'Korean names',
      { 일시: '2023-01-02 03:04', 회원번호: '17', 방번호: '18', 행동: '채팅' },
      {
        table: 'events',
        mapping: { ts: '일시', actor_id: '회원번호', room_id: '방번호', event: '행동' },
      },
    ],
    [
      'a log without a room owner: the empty column is not taken',
      {
        timestamp: '2016-04-27T00:00:00Z',
        actor_id: '9ea6',
        owner_id: '',
        event_type: 'gameStarted',
      },
      { table: 'events', mapping: { ts: 'timestamp', actor_id: 'actor_id', event: 'event_type' } },
    ],
    [
      'a shop: purchases are stickers without a celeb',
      {
        InvoiceNo: '536365',
        StockCode: '85123A',
        Quantity: '6',
        InvoiceDate: '2010-12-01 08:26:00',
        UnitPrice: '2.55',
        CustomerID: '17850.0',
      },
      {
        table: 'stickers',
        mapping: {
          ts: 'InvoiceDate',
          from_id: 'CustomerID',
          quantity: 'Quantity',
          amount: 'UnitPrice',
        },
      },
    ],
    [
      'epoch seconds',
      { time: '1672596245', user: '5', room: '6', action: 'like' },
      {
        table: 'events',
        mapping: { ts: 'time', actor_id: 'user', room_id: 'room', event: 'action' },
      },
    ],
    [
      'stickers',
      {
        ts: '2023-01-02',
        from_id: 'f1',
        celeb_id: 'c1',
        quantity: '3',
        amount: '300',
        sticker: 'heart',
      },
      {
        table: 'stickers',
        mapping: {
          ts: 'ts',
          from_id: 'from_id',
          celeb_id: 'celeb_id',
          quantity: 'quantity',
          amount: 'amount',
          sticker: 'sticker',
        },
      },
    ],
    [
      'celebs',
      { celeb_id: 'c1', name: 'Kim', joined_on: '2022-01-02', tier: 'gold' },
      { table: 'celebs', mapping: { celeb_id: 'celeb_id', name: 'name', joined_on: 'joined_on' } },
    ],
  ])('for %s', (_, examples, expected) => {
    expect(guess(examples)).toEqual(expected);
  });

  it('never takes a time for an id, nor a column twice', () => {
    expect(
      guess({ user: '2023-01-02 03:04:05', time: '2023-01-02 03:04:05', owner: 'c1' }, 'events')
        .mapping,
    ).toEqual({
      ts: 'time',
      room_id: 'owner',
    });
    expect(guess({ celeb_id: 'c1', ts: '2023-01-02' }, 'stickers').mapping).toEqual({
      ts: 'ts',
      celeb_id: 'celeb_id',
    });
  });

  it('knows the names of a column of celebs', () => {
    expect(['celeb_id', 'Celeb ID', '셀럽', 'event'].map(isIdColumn)).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });
});
