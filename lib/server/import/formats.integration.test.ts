import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMPRESSIONS, ENCODINGS } from '@/lib/contracts/tables';
import { sqlString, withLake } from '@/lib/server/lake/duckdb';
import { compress, encode, importBytes, importPath, inFolder, sameNames } from './test-files';

const COLUMNS = ['ts', 'actor_id', 'room_id', 'event', 'memo'] as const;
const ROWS = [
  ['2023-01-02 03:04:05', 'c1', 'c1', 'open', '첫 방송'],
  ['2023-01-02 23:59:59', 'f1', 'c1', 'like', 'a,b\t"c"'],
  ['2023-01-03 00:00:00', 'f2', 'c1', '땡큐', ''],
] as const;
/** Seoul is nine hours ahead of UTC the whole year. */
const LAKE_ROWS = [
  {
    ts: '2023-01-01 18:04:05',
    day: '2023-01-02',
    hour: '3',
    actor_id: 'c1',
    room_id: 'c1',
    event: 'open',
    memo: '첫 방송',
  },
  {
    ts: '2023-01-02 14:59:59',
    day: '2023-01-02',
    hour: '23',
    actor_id: 'f1',
    room_id: 'c1',
    event: 'like',
    memo: 'a,b\t"c"',
  },
  {
    ts: '2023-01-02 15:00:00',
    day: '2023-01-03',
    hour: '0',
    actor_id: 'f2',
    room_id: 'c1',
    event: '땡큐',
    memo: null,
  },
];

const delimited = (delimiter: string, lineEnd: string): string =>
  [COLUMNS, ...ROWS]
    .map((cells) =>
      cells
        .map((c) => (/[",\t\n]/.test(c) ? `"${c.replaceAll('"', '""')}"` : c))
        .join(delimiter)
        .concat(lineEnd),
    )
    .join('');

const jsonLines = (lineEnd: string): string =>
  ROWS.map((cells) =>
    JSON.stringify(Object.fromEntries(COLUMNS.map((name, i) => [name, cells[i] || null]))).concat(
      lineEnd,
    ),
  ).join('');

const TEXTS = {
  'csv, LF': delimited(',', '\n'),
  'csv, CRLF': delimited(',', '\r\n'),
  'csv, CR': delimited(',', '\r'),
  'csv, no last line end': delimited(',', '\n').slice(0, -1),
  'csv with semicolons': delimited(';', '\n'),
  'csv with bars': delimited('|', '\n'),
  tsv: delimited('\t', '\n'),
  'tsv, CRLF': delimited('\t', '\r\n'),
  'json lines': jsonLines('\n'),
  'json lines, CRLF': jsonLines('\r\n'),
};

describe.each(COMPRESSIONS)('compression %s', (compression) => {
  describe.each(ENCODINGS)('encoding %s', (encoding) => {
    it.each(Object.entries(TEXTS))('reads %s to the same rows', async (_, text) => {
      const { report, rows, quarantine } = await importBytes(
        compress(encode(text, encoding), compression),
      );
      expect(rows).toEqual(LAKE_ROWS);
      expect(report).toEqual({ rowsRead: 3, rowsAccepted: 3, rowsRejected: 0, reasons: {} });
      expect(quarantine).toBeNull();
    });
  });

  it.each(Object.entries(TEXTS))('reads %s with a UTF-8 byte-order mark', async (_, text) => {
    const { rows } = await importBytes(compress(Buffer.from(`\uFEFF${text}`), compression));
    expect(rows).toEqual(LAKE_ROWS);
  });
});

it.each(['utf-16le', 'utf-16be'] as const)(
  'knows %s without a byte-order mark',
  async (encoding) => {
    const { rows } = await importBytes(encode(TEXTS['csv, LF'], encoding).subarray(2));
    expect(rows).toEqual(LAKE_ROWS);
  },
);

it('obeys a chosen encoding, delimiter, format and header', async () => {
  // The first 256 KB are ASCII, so nothing but a person can know that this is CP949.
  const filler = '2023-01-01 00:00:00^c1^c1^open^\n'.repeat(9000);
  const text = filler + delimited('^', '\n').split('\n').slice(1).join('\n');
  const { report, rows } = await importBytes(encode(text, 'euc-kr'), {
    mapping: {
      ts: { column: 'column1' },
      actor_id: { column: 'column2' },
      room_id: { column: 'column3' },
      event: { column: 'column4' },
    },
    overrides: { encoding: 'euc-kr', delimiter: '^', header: false, format: 'csv' },
  });
  expect(report.rowsAccepted).toBe(9003);
  expect(rows.slice(-3).map((r) => r.event)).toEqual(['open', 'like', '땡큐']);
});

describe('Parquet', () => {
  const write = (file: string, sql: string, options: string) =>
    withLake({}, async (connection) => {
      await connection.run(`COPY (${sql}) TO ${sqlString(file)} (FORMAT parquet, ${options})`);
    });
  const texts = `SELECT * FROM (VALUES ${ROWS.map((cells, i) => `(${[i, ...cells].map((c) => (c === '' ? 'NULL' : sqlString(String(c)))).join(', ')})`).join(', ')}) t(i, ${COLUMNS.join(', ')}) ORDER BY i`;

  it.each(['uncompressed', 'snappy', 'gzip', 'zstd', 'lz4_raw', 'brotli'])(
    'reads codec %s to the same rows',
    (codec) =>
      inFolder(async (folder) => {
        const file = path.join(folder, 'events.parquet');
        await write(file, `SELECT * EXCLUDE (i) FROM (${texts})`, `COMPRESSION ${codec}`);
        const { rows, report } = await importPath(file);
        expect(rows).toEqual(LAKE_ROWS);
        expect(report.rowsRead).toBe(3);
      }),
  );

  it.each([
    ['TIMESTAMP', 'ts::TIMESTAMP'],
    ['TIMESTAMP_S', 'ts::TIMESTAMP_S'],
    ['TIMESTAMP_MS', 'ts::TIMESTAMP_MS'],
    ['TIMESTAMP_NS', 'ts::TIMESTAMP_NS'],
    ['TIMESTAMPTZ', "timezone('Asia/Seoul', ts::TIMESTAMP)"],
    ['epoch seconds as BIGINT', "epoch(timezone('Asia/Seoul', ts::TIMESTAMP))::BIGINT"],
    ['epoch seconds as DOUBLE', "epoch(timezone('Asia/Seoul', ts::TIMESTAMP))::DOUBLE"],
    ['epoch milliseconds', "epoch_ms(timezone('Asia/Seoul', ts::TIMESTAMP))"],
  ])('reads times of type %s', (_, expression) =>
    inFolder(async (folder) => {
      const file = path.join(folder, 'events.parquet');
      await write(
        file,
        `SELECT * EXCLUDE (i) REPLACE (${expression} AS ts) FROM (${texts})`,
        'COMPRESSION zstd',
      );
      expect((await importPath(file)).rows).toEqual(LAKE_ROWS);
    }),
  );

  it('reads numbers as ids and decimals as amounts, and names every rejected row', () =>
    inFolder(async (folder) => {
      const file = path.join(folder, 'stickers [1]*?.parquet');
      await write(
        path.join(folder, 'stickers [1]ab.parquet'),
        'SELECT 1 AS other',
        'COMPRESSION zstd',
      );
      await write(
        file,
        `SELECT * FROM (VALUES
          (TIMESTAMP '2023-01-02 03:04:05', 17850.0::DOUBLE, 12::INTEGER, 3::SMALLINT, 12.50::DECIMAL(9, 2), 'x'::BLOB),
          (TIMESTAMP '2023-01-02 03:04:06', 17850.5, 12, NULL, NULL, NULL),
          (TIMESTAMP 'infinity', 1, 12, 1, 1, NULL),
          (NULL, 1, 12, 1, 1, NULL),
          (TIMESTAMP '2023-01-02 03:04:07', 1, 12, 0, 1, NULL),
          (TIMESTAMP '2023-01-02 03:04:07', 1, 12, 1, -1, NULL)
        ) t(ts, from_id, celeb_id, quantity, amount, "Sticker")`,
        'COMPRESSION zstd',
      );
      const { rows, report, quarantine } = await importPath(file, {
        table: 'stickers',
        mapping: {
          ...sameNames('stickers', 'quantity', 'amount'),
          sticker: { column: 'Sticker' },
        },
      });
      const common = { day: '2023-01-02', hour: '3', celeb_id: '12' };
      expect(rows).toEqual([
        {
          ...common,
          ts: '2023-01-01 18:04:05',
          from_id: '17850',
          quantity: '3.0',
          amount: '12.5',
          sticker: 'x',
        },
        {
          ...common,
          ts: '2023-01-01 18:04:06',
          from_id: '17850.5',
          quantity: '1.0',
          amount: null,
          sticker: null,
        },
      ]);
      expect(report).toEqual({
        rowsRead: 6,
        rowsAccepted: 2,
        rowsRejected: 4,
        reasons: { bad_timestamp: 1, missing_value: 1, negative_amount: 1, not_positive: 1 },
      });
      expect(quarantine?.map((q) => [q.line, q.reason, q.column, q.value])).toEqual([
        ['3', 'bad_timestamp', 'ts', 'infinity'],
        ['4', 'missing_value', 'ts', null],
        ['5', 'not_positive', 'quantity', '0'],
        ['6', 'negative_amount', 'amount', '-1.00'],
      ]);
    }));
});

it('reads a zstd file that was compressed, in several frames', () =>
  inFolder(async (folder) => {
    const file = path.join(folder, 'events.csv.zst');
    const body = Array.from(
      { length: 30_000 },
      (_, i) => `2023-01-02 03:04:05,f${i},c${i % 7},like\n`,
    ).join('');
    await withLake({}, async (connection) => {
      await connection.run(
        `COPY (SELECT '2023-01-02 03:04:05' AS ts, 'f' || i AS actor_id, 'c' || i % 7 AS room_id, 'like' AS event FROM range(30000) t(i))
         TO ${sqlString(file)} (FORMAT csv, HEADER, COMPRESSION zstd)`,
      );
    });
    const frame = await readFile(file);
    await writeFile(file, Buffer.concat([frame, compress(Buffer.from(body), 'zstd')]));
    const { report } = await importPath(file);
    expect(report).toEqual({
      rowsRead: 60_000,
      rowsAccepted: 60_000,
      rowsRejected: 0,
      reasons: {},
    });
  }));
