import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { ErrorCode, ErrorDetails } from '@/lib/contracts/errors';
import { sqlString, withLake } from '@/lib/server/lake/duckdb';
import { encode, type ImportSettings, storeAsZstd } from './test-files';

/** A file that cannot be imported, and the error that has to say why. */
export interface MalformedFile {
  readonly file: string;
  readonly settings: ImportSettings;
  readonly code: ErrorCode;
  /** All details but `file`, which is the file's name. */
  readonly details: ErrorDetails;
}

const HEADER = 'ts,actor_id,room_id,event\n';
const ROW = '2023-01-02 03:04:05,f1,c1,like\n';
const GOOD = HEADER + ROW.repeat(3);
/** Longer than what the import looks at before it decides what a file is. */
const LONG = HEADER + ROW.repeat(20_000);
const LONG_LINES = 20_001;

type Content = string | Uint8Array;
type Line = readonly [
  name: string,
  content: Content,
  code: ErrorCode,
  details?: ErrorDetails,
  settings?: ImportSettings,
];

const bytes = (...parts: (Content | readonly number[])[]): Buffer =>
  Buffer.concat(parts.map((p) => (typeof p === 'string' ? Buffer.from(p) : Uint8Array.from(p))));

const half = (content: Uint8Array): Uint8Array => content.subarray(0, content.length / 2);

function damaged(content: Uint8Array, at: number, value: number): Uint8Array {
  const copy = Uint8Array.from(content);
  copy[at] = value;
  return copy;
}

/** Text that hardly shrinks, so that half of the compressed file is half of the text. */
const varied = HEADER.concat(
  ...Array.from(
    { length: 20_000 },
    (_, i) => `2023-01-02 03:04:05,f${(i * 7919) % 99991},c${(i * 31) % 97},like\n`,
  ),
);

/** A zstd frame with the text and then 280 MB of line ends, 4 bytes for every 128 KB. */
function zstdBomb(text: string): Buffer {
  const frame = storeAsZstd(Buffer.from(text));
  const start = Buffer.from(frame.subarray(0, frame.length));
  // Without a declared size, a window of 128 KB instead.
  const header = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x38]);
  const block = Buffer.from(start.subarray(9));
  block[0] = (block[0] ?? 0) & 0xfe; // not the last block
  const run = Buffer.from([0x02, 0x00, 0x10, 0x0a]); // RLE block, 131072 times a line end
  const last = Buffer.from([0x03, 0x00, 0x10, 0x0a]);
  return Buffer.concat([header, block, ...Array.from({ length: 2200 }, () => run), last]);
}

const gzipBomb = (text: string): Buffer => {
  const blank = gzipSync(Buffer.alloc(64 * 1024 ** 2, '\n'));
  return Buffer.concat([gzipSync(text), ...Array.from({ length: 5 }, () => blank)]);
};

const tar = (): Buffer => {
  const block = Buffer.alloc(1024);
  block.write('events.csv', 0);
  block.write('ustar', 257);
  return block;
};

const TEXTS: readonly Line[] = [
  ['empty.csv', '', 'file_empty'],
  ['blank.csv', '\n\r\n  \n\n', 'file_empty'],
  ['only-a-mark.csv', bytes([0xef, 0xbb, 0xbf]), 'file_empty'],
  ['empty.csv.gz', gzipSync(''), 'file_empty'],
  ['header.csv', HEADER, 'file_header_only', { line: 1 }],
  ['header-without-end.csv', HEADER.trim(), 'file_header_only', { line: 1 }],
  ['header-and-blanks.csv', `${HEADER}\n\n`, 'file_header_only', { line: 1 }],
  ['header.csv.gz', gzipSync(HEADER), 'file_header_only', { line: 1 }],
  ['header.csv.zst', storeAsZstd(Buffer.from(HEADER)), 'file_header_only', { line: 1 }],
  ['carets.csv', GOOD.replaceAll(',', '^'), 'file_single_column', { line: 1 }],
  ['one-column.csv', 'event\nlike\nlike\n', 'file_single_column', { line: 1 }],
  [
    'wrong-delimiter.csv',
    GOOD,
    'file_single_column',
    { line: 1 },
    { overrides: { delimiter: ';' } },
  ],
  ['nul.csv', `${GOOD}2023-01-02 03:04:05,f\u00001,c1,like\n`, 'file_nul_bytes', { line: 5 }],
  ['nul-late.csv', `${LONG}a,b\u0000,c,d\n${ROW}`, 'file_nul_bytes', { line: LONG_LINES + 1 }],
  ['nul.json', `{"ts":"2023-01-02","x":"\u0000"}\n`, 'file_nul_bytes', { line: 1 }],
  ['junk.bin', bytes([0xff, 0xff, 0x80, 0x0a, 0xff, 0xfd, 0x81, 0x2c]), 'file_encoding'],
  ['binary.bin', bytes([0x01, 0x02, 0x00, 0x03, 0x0a, 0x00]), 'file_nul_bytes', { line: 1 }],
  [
    'wrong-character-late.csv',
    bytes(LONG, '2023-01-02 03:04:05,f', [0xb0, 0xa1], ',c1,like\n'),
    'file_encoding',
    { line: LONG_LINES + 1 },
  ],
  [
    'cut-inside-a-character.csv',
    bytes(LONG, '2023-01-02 03:04:05,f1,c1,', [0xea, 0xb0]),
    'file_encoding',
    { line: LONG_LINES + 1 },
  ],
  [
    'wrong-cp949-late.csv',
    bytes(
      encode(`${HEADER}2023-01-02 03:04:05,가,c1,like\n`, 'euc-kr'),
      ROW.repeat(20_000),
      'a,',
      [0xff],
      ',c,d\n',
    ),
    'file_encoding',
    { line: LONG_LINES + 2 },
  ],
  ['odd-utf16.csv', bytes(encode(GOOD, 'utf-16le'), [0x41]), 'file_encoding'],
  [
    'odd-utf16-late.csv',
    bytes(encode(LONG, 'utf-16be'), [0x00]),
    'file_encoding',
    { line: LONG_LINES + 1 },
  ],
  [
    'wrong-choice.csv',
    'ts,actor_id,room_id,event\n2023-01-02 03:04:05,가,나,다\n',
    'file_encoding',
    {},
    { overrides: { encoding: 'euc-kr' } },
  ],
  [
    'endless-line.csv',
    `${GOOD}${'x'.repeat(10_000_000)}\n${ROW}`,
    'file_line_too_long',
    { line: 5 },
  ],
  ['endless-header.csv', 'x'.repeat(10_000_000), 'file_line_too_long', { line: 1 }],
  ['endless.json', `${'{"ts":"'}${'x'.repeat(10_000_000)}"}`, 'file_line_too_long', { line: 1 }],
  [
    'unclosed.csv',
    `${GOOD}2023-01-02 03:04:05,"f1,c1,like\n${ROW}`,
    'file_unclosed_quote',
    { line: 5 },
  ],
  [
    'unclosed-for-long.csv',
    `${LONG}2023-01-02 03:04:05,"f1,c1,like\n${ROW.repeat(200)}2023-01-02 03:04:05,f1",c1,like\n`,
    'file_unclosed_quote',
    { line: LONG_LINES + 1 },
  ],
  ['unclosed-header.csv', `ts,"actor_id,room_id,event\n${ROW}`, 'file_unclosed_quote', { line: 1 }],
  ['cut.csv.gz', half(gzipSync(GOOD)), 'file_truncated'],
  ['cut-late.csv.gz', half(gzipSync(varied.repeat(3))), 'file_truncated'],
  [
    'damaged.csv.gz',
    damaged(gzipSync(GOOD), 2, 0x07),
    'file_corrupt',
    { reason: 'unknown compression method' },
  ],
  ['cut.csv.zst', half(storeAsZstd(Buffer.from(GOOD))), 'file_truncated'],
  ['cut-late.csv.zst', half(storeAsZstd(Buffer.from(varied.repeat(3)))), 'file_truncated'],
  [
    'damaged.csv.zst',
    damaged(storeAsZstd(Buffer.from(GOOD)), 9, 0x07),
    'file_corrupt',
    { reason: 'invalid block type' },
  ],
  ['bomb.csv.gz', gzipBomb(GOOD), 'file_expands_too_much'],
  ['bomb.csv.zst', zstdBomb(GOOD), 'file_expands_too_much'],
  [
    'picture.png',
    bytes([0x89], 'PNG\r\n', [0x1a, 0x0a, 0x00]),
    'file_not_a_table',
    { reason: 'PNG image' },
  ],
  [
    'photo.csv',
    bytes([0xff, 0xd8, 0xff, 0xe0, 0x00]),
    'file_not_a_table',
    { reason: 'JPEG image' },
  ],
  ['report.pdf', '%PDF-1.7\n1 0 obj\n', 'file_not_a_table', { reason: 'PDF document' }],
  [
    'book.xlsx',
    bytes('PK', [3, 4, 0x14, 0]),
    'file_not_a_table',
    { reason: 'ZIP archive or Excel workbook' },
  ],
  [
    'old-book.xls',
    bytes([0xd0, 0xcf, 0x11, 0xe0, 0xa1]),
    'file_not_a_table',
    { reason: 'old Excel workbook' },
  ],
  [
    'book.xlsx.gz',
    gzipSync(bytes('PK', [3, 4, 0x14, 0])),
    'file_not_a_table',
    { reason: 'ZIP archive or Excel workbook' },
  ],
  ['archive.tar.gz', gzipSync(tar()), 'file_not_a_table', { reason: 'tar archive' }],
  [
    'page.csv',
    '<!DOCTYPE html>\n<html><body>a,b</body></html>',
    'file_not_a_table',
    { reason: 'web page or XML document' },
  ],
  [
    'feed.xml',
    '<?xml version="1.0"?>\n<a b="1,2"/>',
    'file_not_a_table',
    { reason: 'web page or XML document' },
  ],
  [
    'list.json',
    '[{"ts":"2023-01-02"},\n{"ts":"2023-01-03"}]',
    'file_format_unsupported',
    { reason: 'JSON array' },
  ],
  [
    'object.json',
    '{\n  "ts": "2023-01-02"\n}\n',
    'file_corrupt',
    { line: 1, reason: 'JSON Lines' },
  ],
  [
    'twice.csv',
    `ts,actor_id,Event,event\n${ROW}`,
    'file_duplicate_header',
    { line: 1, column: 'event' },
  ],
  [
    'twice-later.csv',
    `\n\nts,actor_id,x,x\n${ROW}`,
    'file_duplicate_header',
    { line: 3, column: 'x' },
  ],
  ['ragged.csv', HEADER + 'a,b\n'.repeat(5), 'no_valid_rows', { line: 2, reason: 'malformed_row' }],
  [
    'nothing.json',
    '{"ts":1}\n{"ts":2}\n',
    'mapping_unknown_column',
    { field: 'actor_id', column: 'actor_id' },
  ],
  [
    'without-room.csv',
    `${HEADER}2023-01-02 03:04:05,f1,,like\n`.repeat(1),
    'mapping_column_empty',
    { field: 'room_id', column: 'room_id', rows: 1 },
  ],
  [
    'no-times.csv',
    `${HEADER}yesterday,f1,c1,like\ntoday,f1,c1,like\n`,
    'mapping_wrong_type',
    { line: 2, field: 'ts', reason: 'yesterday' },
  ],
  [
    'other-names.csv',
    'time,who,where,what\n2023-01-02,a,b,c\n',
    'mapping_unknown_column',
    { field: 'ts', column: 'ts' },
  ],
  [
    'unmapped.csv',
    GOOD,
    'mapping_incomplete',
    { field: 'room_id' },
    {
      mapping: {
        ts: { column: 'ts' },
        actor_id: { column: 'actor_id' },
        event: { column: 'event' },
      },
    },
  ],
  [
    'year-1970.csv',
    `${GOOD}1970-01-01 00:00:00,f1,c1,like\n${ROW}`,
    'period_too_long',
    { line: 5, reason: '1970-01-01 00:00:00', days: 19_360 },
  ],
  [
    'year-2099.csv',
    `${LONG}2099-12-31 23:59:59,f1,c1,like\n`,
    'period_too_long',
    { line: LONG_LINES + 1, reason: '2099-12-31 23:59:59', days: 28_123 },
  ],
];

/** Writes every malformed file into `folder`. */
export async function malformedFiles(folder: string): Promise<MalformedFile[]> {
  const files: MalformedFile[] = [];
  const add = ([name, , code, details = {}, settings = {}]: Line) =>
    files.push({ file: path.join(folder, name), settings, code, details });
  for (const line of TEXTS) {
    await writeFile(path.join(folder, line[0]), line[1]);
    add(line);
  }
  await mkdir(path.join(folder, 'folder.csv'));
  add(['folder.csv', '', 'file_is_directory']);
  add(['missing.csv', '', 'file_missing']);
  for (const line of await parquetFiles(folder)) add(line);
  return files;
}

async function parquetFiles(folder: string): Promise<Line[]> {
  const at = (name: string) => path.join(folder, name);
  await withLake({}, async (connection) => {
    const write = (name: string, select: string) =>
      connection.run(
        `COPY (${select}) TO ${sqlString(at(name))} (FORMAT parquet, COMPRESSION zstd)`,
      );
    const row = `'2023-01-02 03:04:05' AS ts, 'f' || i AS actor_id, 'c1' AS room_id, 'like' AS event`;
    await write('good.parquet', `SELECT ${row} FROM range(20000) t(i)`);
    await write('header.parquet', `SELECT ${row} FROM range(0) t(i)`);
    await write(
      'wrong-types.parquet',
      `SELECT [i] AS ts, i AS actor_id, {'a': i} AS room_id, true AS event FROM range(3) t(i)`,
    );
  });
  const good = await readFile(at('good.parquet'));
  await writeFile(at('cut.parquet'), half(good));
  await writeFile(at('magic.parquet'), 'PAR1');
  await writeFile(at('damaged.parquet'), Buffer.from(good).fill(0x5a, 60, 4000));
  await writeFile(at('inside.parquet.gz'), gzipSync(good));
  return [
    ['header.parquet', '', 'file_header_only'],
    ['wrong-types.parquet', '', 'mapping_wrong_type', { line: 1, field: 'ts', reason: '[0]' }],
    ['cut.parquet', '', 'file_corrupt', { reason: 'Parquet' }],
    ['magic.parquet', '', 'file_corrupt', { reason: 'Parquet' }],
    ['damaged.parquet', '', 'file_corrupt'],
    ['inside.parquet.gz', '', 'file_format_unsupported', { reason: 'Parquet inside gzip' }],
  ];
}
