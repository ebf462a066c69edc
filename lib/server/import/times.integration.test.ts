import { describe, expect, it } from 'vitest';
import { withLake } from '@/lib/server/lake/duckdb';
import { queryRows } from '@/lib/server/lake/rows';
import { constantOffsetMinutes } from './expressions';
import { importBytes, sameNames } from './test-files';

/** [text, UTC] in Asia/Seoul, nine hours ahead of UTC. */
const SEOUL: readonly (readonly [string, string])[] = [
  ['2023-01-02 03:04:05', '2023-01-01 18:04:05'],
  ['2023-01-02T03:04:05', '2023-01-01 18:04:05'],
  ['2023-01-02 03:04', '2023-01-01 18:04:00'],
  ['2023-1-2 3:04', '2023-01-01 18:04:00'],
  ['2023-01-02 03:04:05.25', '2023-01-01 18:04:05.25'],
  ['2023-01-02 03:04:05.1234567', '2023-01-01 18:04:05.123456'],
  ['2023-01-02 03:04:05,5', '2023-01-01 18:04:05.5'],
  ['2023-01-02T03:04:05.000000', '2023-01-01 18:04:05'],
  ['2023/01/02 03:04:05', '2023-01-01 18:04:05'],
  ['2023.01.02 03:04:05', '2023-01-01 18:04:05'],
  ['2023/1/2 3:04:05', '2023-01-01 18:04:05'],
  ['2023-01-02', '2023-01-01 15:00:00'],
  ['2023/01/02', '2023-01-01 15:00:00'],
  ['2023-01-02T03:04:05Z', '2023-01-02 03:04:05'],
  ['2023-01-02 03:04:05Z', '2023-01-02 03:04:05'],
  ['2023-01-02T03:04:05z', '2023-01-02 03:04:05'],
  ['2023-01-02 03:04:05 UTC', '2023-01-02 03:04:05'],
  ['2023-01-02T03:04Z', '2023-01-02 03:04:00'],
  ['2023-01-02T03:04:05.25Z', '2023-01-02 03:04:05.25'],
  ['2023-01-02T03:04:05+09:00', '2023-01-01 18:04:05'],
  ['2023-01-02T03:04:05+0900', '2023-01-01 18:04:05'],
  ['2023-01-02T03:04:05+09', '2023-01-01 18:04:05'],
  ['2023-01-02 03:04:05 +09:00', '2023-01-01 18:04:05'],
  ['2023/01/02 03:04:05-09:30', '2023-01-02 12:34:05'],
  ['1672596245', '2023-01-01 18:04:05'],
  ['1672596245.5', '2023-01-01 18:04:05.5'],
  ['1672596245250', '2023-01-01 18:04:05.25'],
  ['2023-01-02 24:00:00', '2023-01-02 15:00:00'],
  ['  2023-01-02 03:04:05 ', '2023-01-01 18:04:05'],
];

const NO_TIMES = [
  '0000-00-00 00:00:00',
  '2023-13-45 10:00:00',
  '2023-02-29 00:00:00',
  '2023-01-02 03:04:60',
  '2023-01-02 25:00:00',
  '2023-01-02 03:04:5Z',
  '2023-01-02 03:04:05.',
  '2023-01-02 03:04:05+25:00',
  '2023-01-02 03:04:05 Asia/Seoul',
  '01/02/2023 03:04:05',
  '02-01-2023',
  '20230102',
  '20230102030405',
  '12345',
  '-1672596245',
  '1672596245250000',
  'NULL',
  'now',
  'today',
  'epoch',
  'infinity',
  '-infinity',
  '어제 21:00',
  '2023-01-02 오후 3:04',
];

const file = (times: readonly string[]): string =>
  ['ts,actor_id,room_id,event', ...times.map((t) => `"${t}",a,a,e`), ''].join('\n');

describe('Asia/Seoul', () => {
  it('reads every listed form, mixed in one file', async () => {
    const { rows, report } = await importBytes(file(SEOUL.map(([text]) => text)));
    expect(rows.map((row) => row.ts)).toEqual(SEOUL.map(([, utc]) => utc));
    expect(report).toEqual({
      rowsRead: SEOUL.length,
      rowsAccepted: SEOUL.length,
      rowsRejected: 0,
      reasons: {},
    });
  });

  it('sets everything else aside with its line and value', async () => {
    const { rows, report, quarantine } = await importBytes(
      file(['2023-01-02 03:04:05', ...NO_TIMES]),
    );
    expect(rows).toHaveLength(1);
    expect(report.reasons).toEqual({ bad_timestamp: NO_TIMES.length });
    expect(quarantine?.map((q) => [q.file, q.line, q.reason, q.column, q.value, q.raw])).toEqual(
      NO_TIMES.map((text, i) => [
        'events.csv',
        String(i + 3),
        'bad_timestamp',
        'ts',
        text,
        `${text},a,a,e`,
      ]),
    );
  });

  it('names the value and the line when no time can be read', async () => {
    await expect(importBytes(file(['yesterday', 'today']))).rejects.toMatchObject({
      code: 'mapping_wrong_type',
      details: { file: 'events.csv', line: 2, field: 'ts', reason: 'yesterday' },
    });
  });

  it('takes nine digits for epoch seconds before September 2001', async () => {
    const { rows } = await importBytes(file(['946684799', '999999999']));
    expect(rows.map((r) => r.ts)).toEqual(['1999-12-31 23:59:59', '2001-09-09 01:46:39']);
  });

  it('cuts days at local midnight', async () => {
    const { rows } = await importBytes(file(['2023-01-01T14:59:59Z', '2023-01-01T15:00:00Z']));
    expect(rows.map((r) => [r.day, r.hour])).toEqual([
      ['2023-01-01', '23'],
      ['2023-01-02', '0'],
    ]);
  });

  it('knows the summer time of 1988', async () => {
    const { rows } = await importBytes(file(['1988-07-01 12:00:00', '1988-12-01 12:00:00']));
    expect(rows.map((r) => [r.ts, r.hour])).toEqual([
      ['1988-07-01 02:00:00', '12'],
      ['1988-12-01 03:00:00', '12'],
    ]);
  });
});

describe('America/New_York', () => {
  /** [text, UTC, local day, local hour]; clocks change on 12 March and 5 November 2023 at 02:00. */
  const NEW_YORK: readonly (readonly [string, string, string, string])[] = [
    ['2023-01-02 03:04:05', '2023-01-02 08:04:05', '2023-01-02', '3'],
    ['2023-07-02 03:04:05', '2023-07-02 07:04:05', '2023-07-02', '3'],
    ['2023-03-12 01:59:59', '2023-03-12 06:59:59', '2023-03-12', '1'],
    // Skipped: half past two does not exist and becomes half past three.
    ['2023-03-12 02:30:00', '2023-03-12 07:30:00', '2023-03-12', '3'],
    ['2023-03-12 03:00:00', '2023-03-12 07:00:00', '2023-03-12', '3'],
    // Occurs twice: without an offset it is the second, in winter time.
    ['2023-11-05 01:30:00', '2023-11-05 06:30:00', '2023-11-05', '1'],
    // With an offset both are told apart.
    ['2023-11-05 01:30:00-04:00', '2023-11-05 05:30:00', '2023-11-05', '1'],
    ['2023-11-05 01:30:00-05:00', '2023-11-05 06:30:00', '2023-11-05', '1'],
    ['2023-11-05T05:30:00Z', '2023-11-05 05:30:00', '2023-11-05', '1'],
    ['1699162200', '2023-11-05 05:30:00', '2023-11-05', '1'],
    ['2023-11-05T03:59:59Z', '2023-11-05 03:59:59', '2023-11-04', '23'],
    ['2023-11-05', '2023-11-05 04:00:00', '2023-11-05', '0'],
  ];

  it('reads naive times in the zone, through the gap and the overlap', async () => {
    const { rows } = await importBytes(file(NEW_YORK.map(([text]) => text)), {
      timeZone: 'America/New_York',
    });
    expect(rows.map((r) => [r.ts, r.day, r.hour])).toEqual(NEW_YORK.map((row) => row.slice(1)));
  });
});

it('agrees with Intl in every time zone that Intl lists', async () => {
  const at = Date.UTC(2023, 6, 1, 12, 0, 0);
  const zones = Intl.supportedValuesOf('timeZone');
  const expected = zones.map((zone) =>
    new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone,
      dateStyle: 'short',
      timeStyle: 'medium',
    }).format(at),
  );
  const actual = await withLake({}, async (connection) => {
    const rows = await queryRows<{ local: string }>(
      connection,
      zones
        .map(
          (zone, i) =>
            `SELECT ${i} AS i, timezone('${zone}', TIMESTAMPTZ '2023-07-01 12:00:00+00')::VARCHAR AS local`,
        )
        .join(' UNION ALL ')
        .concat(' ORDER BY i'),
    );
    return rows.map((row) => row.local);
  });
  // The two time-zone tables may be of different years; a day of 2023 is settled in both.
  const differing = zones.filter((_, i) => actual[i] !== expected[i]);
  expect(differing).toEqual([]);
});

it('finds the zones whose offset never changes', () => {
  expect(constantOffsetMinutes('Asia/Seoul')).toBe(540);
  expect(constantOffsetMinutes('UTC')).toBe(0);
  expect(constantOffsetMinutes('Asia/Kolkata')).toBe(330);
  expect(constantOffsetMinutes('America/New_York')).toBeUndefined();
  expect(constantOffsetMinutes('Asia/Pyongyang')).toBeUndefined(); // half an hour back from 2015 to 2018
});

describe('other fields', () => {
  it('takes quantity 1 when none is given and reads numbers strictly', async () => {
    const lines = [
      'ts,from_id,celeb_id,quantity,amount,sticker,memo',
      '2023-01-02 03:04:05,f,c,,,,',
      '2023-01-02 03:04:05,f,c,2,1e3,heart,thanks',
      '2023-01-02 03:04:05,f,c,.5,-0,,',
      '2023-01-02 03:04:05,f,c,0,1,,',
      '2023-01-02 03:04:05,f,c,-1,1,,',
      '2023-01-02 03:04:05,f,c,"1,000",1,,',
      '2023-01-02 03:04:05,f,c,1_000,1,,',
      '2023-01-02 03:04:05,f,c,1,nan,,',
      '2023-01-02 03:04:05,f,c,1,1e999,,',
      '2023-01-02 03:04:05,f,c,1,-1,,',
      '2023-01-02 03:04:05,f,,1,1,,',
      'x,f,c,1,1,,',
      '',
    ];
    const { rows, report, quarantine } = await importBytes(lines.join('\n'), {
      table: 'stickers',
      mapping: sameNames('stickers', 'quantity', 'amount', 'sticker'),
    });
    expect(rows.map((r) => [r.quantity, r.amount, r.sticker, r.memo])).toEqual([
      ['1.0', null, null, null],
      ['2.0', '1000.0', 'heart', 'thanks'],
      ['0.5', '-0.0', null, null],
    ]);
    expect(quarantine?.map((q) => [q.line, q.reason, q.column, q.value])).toEqual([
      ['5', 'not_positive', 'quantity', '0'],
      ['6', 'not_positive', 'quantity', '-1'],
      ['7', 'bad_number', 'quantity', '1,000'],
      ['8', 'bad_number', 'quantity', '1_000'],
      ['9', 'bad_number', 'amount', 'nan'],
      ['10', 'bad_number', 'amount', '1e999'],
      ['11', 'negative_amount', 'amount', '-1'],
      ['12', 'missing_value', 'celeb_id', null],
      ['13', 'bad_timestamp', 'ts', 'x'],
    ]);
    expect(quarantine?.[2]?.raw).toBe('2023-01-02 03:04:05,f,c,"1,000",1,,');
    expect(report.rowsRead).toBe(12);
    expect(report.rowsRejected).toBe(9);
  });

  it('keeps further columns of celebs as attributes and the last row of a celeb', async () => {
    const text = [
      'celeb_id,name,joined_on,tier,Country',
      'c1,Kim,2022-01-02,gold,KR',
      'c2,,2022/03/04,,',
      'c3,Lee,someday,gold,KR',
      'c1,Kim B,,silver,KR',
      ',Nobody,,,',
      '',
    ].join('\n');
    const { rows, report, quarantine } = await importBytes(text, {
      table: 'celebs',
      name: 'celebs.csv',
      mapping: sameNames('celebs', 'name', 'joined_on'),
    });
    expect(rows).toEqual([
      {
        celeb_id: 'c2',
        name: null,
        joined_on: '2022-03-04',
        attributes: '{"tier":null,"Country":null}',
      },
      {
        celeb_id: 'c1',
        name: 'Kim B',
        joined_on: null,
        attributes: '{"tier":"silver","Country":"KR"}',
      },
    ]);
    expect(report).toEqual({
      rowsRead: 5,
      rowsAccepted: 2,
      rowsRejected: 3,
      reasons: { bad_date: 1, duplicate_celeb: 1, missing_value: 1 },
    });
    expect(quarantine?.map((q) => [q.line, q.reason, q.column, q.value])).toEqual([
      ['2', 'duplicate_celeb', 'celeb_id', 'c1'],
      ['4', 'bad_date', 'joined_on', 'someday'],
      ['6', 'missing_value', 'celeb_id', null],
    ]);
  });

  it('reads a list of celebs that has nothing but ids', async () => {
    const { rows } = await importBytes('celeb_id\nc1\n\nc2\n', { table: 'celebs' });
    expect(rows.map((r) => r.celeb_id)).toEqual(['c1', 'c2']);
  });

  it('keeps further columns under names of their own', async () => {
    const { rows } = await importBytes(
      'time,who,room,event,ts,Day,file_ts,"od""d"\n2023-01-02 03:04:05,a,b,e,1,2,3,4\n',
      {
        mapping: {
          ts: { column: 'time' },
          actor_id: { column: 'who' },
          room_id: { column: 'room' },
          event: { constant: "it's" },
        },
      },
    );
    expect(rows).toEqual([
      {
        ts: '2023-01-01 18:04:05',
        day: '2023-01-02',
        hour: '3',
        actor_id: 'a',
        room_id: 'b',
        event: "it's",
        file_event: 'e',
        file_ts: '1',
        file_Day: '2',
        file_file_ts: '3',
        'od"d': '4',
      },
    ]);
  });

  it('keeps keys that a JSON file shows late', async () => {
    const row = { ts: '2023-01-02 03:04:05', actor_id: 1, room_id: 'b', event: true };
    const lines = [
      ...Array.from({ length: 300 }, () => row),
      { ...row, 'a/b~c."d': { deep: [1, null] }, event: 'e' },
    ];
    const { rows } = await importBytes(lines.map((l) => JSON.stringify(l)).join('\n'));
    expect(rows).toHaveLength(301);
    expect(rows[0]).toMatchObject({ actor_id: '1', event: 'true', 'a/b~c."d': null });
    expect(rows[300]).toMatchObject({ 'a/b~c."d': '{"deep":[1,null]}' });
  });

  it('sets equal rows aside when asked to', async () => {
    const text = [
      'ts,actor_id,room_id,event,memo',
      '2023-01-02 03:04:05,a,b,e,1',
      '2023-01-02T03:04:05,a,b,e,1',
      '2023-01-02 03:04:05,a,b,e,2',
      '2023-01-02 03:04:05,a,b,e,1',
      '',
    ].join('\n');
    const kept = await importBytes(text);
    expect(kept.report).toEqual({ rowsRead: 4, rowsAccepted: 4, rowsRejected: 0, reasons: {} });
    const dropped = await importBytes(text, { duplicates: 'drop' });
    expect(dropped.report).toEqual({
      rowsRead: 4,
      rowsAccepted: 2,
      rowsRejected: 2,
      reasons: { duplicate: 2 },
    });
    expect(dropped.rows.map((r) => r.memo)).toEqual(['1', '2']);
    expect(dropped.quarantine?.map((q) => [q.line, q.reason, q.raw])).toEqual([
      ['3', 'duplicate', '2023-01-02T03:04:05,a,b,e,1'],
      ['5', 'duplicate', '2023-01-02 03:04:05,a,b,e,1'],
    ]);
  });
});
