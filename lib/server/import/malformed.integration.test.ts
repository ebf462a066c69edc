import path from 'node:path';
import { expect, it } from 'vitest';
import { ERROR_CODES } from '@/lib/contracts/errors';
import { AppError } from '@/lib/server/errors';
import { withLake } from '@/lib/server/lake/duckdb';
import { malformedFiles } from './malformed-files';
import { importBytes, importWith, inFolder } from './test-files';

it('refuses every malformed file by name, line and reason, and leaves nothing behind', () =>
  inFolder((folder) =>
    withLake({ threads: 2, memoryLimitMb: 700 }, async (connection) => {
      const files = await malformedFiles(folder);
      expect(files.length).toBeGreaterThan(60);
      for (const { file, settings, code, details } of files) {
        const name = path.basename(file);
        const error: unknown = await importWith(connection, file, settings).then(
          () => `${name} was imported`,
          (reason: unknown) => reason,
        );
        if (!(error instanceof AppError)) throw error;
        expect([name, error.code, error.details]).toEqual([
          name,
          code,
          {
            file: name,
            ...(name === 'damaged.parquet' ? { reason: error.details.reason } : details),
          },
        ]);
        expect(ERROR_CODES).toContain(error.code);
        expect(error.message).toContain(name);
        if (typeof details.line === 'number' && code !== 'no_valid_rows')
          expect(error.message).toMatch(new RegExp(`line ${details.line}\\b`));
      }
    }),
  ));

const HEADER = 'ts,actor_id,room_id,event';
const ROW = '2023-01-02 03:04:05,f1,c1,like';

/** Files that are odd but usable: [what, text, rows accepted, [line, reason] of the others]. */
const USABLE: readonly (readonly [
  string,
  string,
  number,
  (readonly [number, string, string])[],
])[] = [
  ['blank lines', `\n\n${HEADER}\n\n${ROW}\n\n\n${ROW}\n\n`, 2, []],
  ['CR-only line ends', `${HEADER}\r${ROW}\r${ROW}\r`, 2, []],
  ['mixed line ends', `${HEADER}\r\n${ROW}\n${ROW}\r${ROW}\r\n`, 3, []],
  ['a trailing delimiter in rows', `${HEADER}\n${ROW},\n${ROW},,\n`, 2, []],
  ['a trailing delimiter in header and rows', `${HEADER},\n${ROW},\n${ROW},\n`, 2, []],
  ['quotes inside cells', `${HEADER}\n2023-01-02 03:04:05,5" f,c1,"say ""hi"""\n`, 1, []],
  [
    'line ends inside cells',
    `${HEADER}\n2023-01-02 03:04:05,f1,c1,"a\nb\r\nc"\n${ROW}\n,,,\n`,
    2,
    [[6, 'missing_value', '']],
  ],
  [
    'ragged rows',
    `${HEADER}\n${ROW}\na\na,b,c,d,e\n${ROW}\n`,
    2,
    [
      [3, 'malformed_row', '4 cells are expected, 1 were found'],
      [4, 'malformed_row', '4 cells are expected, 5 were found'],
    ],
  ],
  [
    'text after a closing quote',
    `${HEADER}\n${ROW}\n2023-01-02 03:04:05,"f"1,c1,like\n2023-01-02 03:04:05,"f\n${ROW}\n"x",y\n`,
    2,
    [
      [3, 'malformed_row', 'text follows a closing quote'],
      [4, 'malformed_row', 'text follows a closing quote'],
      [6, 'malformed_row', '4 cells are expected, 2 were found'],
    ],
  ],
  [
    'a cut last line',
    `${HEADER}\n${ROW}\n2023-01-02 03:04:05,f1`,
    1,
    [[3, 'truncated_last_line', 'the file ends inside this row']],
  ],
  [
    'a last line cut inside quotes',
    `${HEADER}\n${ROW}\n2023-01-02 03:04:05,"f1`,
    1,
    [[3, 'truncated_last_line', 'the file ends inside this row']],
  ],
  [
    'a short last line that is not cut',
    `${HEADER}\n${ROW}\n2023-01-02 03:04:05,f1\n`,
    1,
    [[3, 'malformed_row', '4 cells are expected, 2 were found']],
  ],
  ['an unnamed index column', `,${HEADER}\n0,${ROW}\n1,${ROW}\n`, 2, []],
  [
    'broken JSON lines',
    '{"ts":"2023-01-02","actor_id":1,"room_id":2,"event":"e"}\nnot json\n[1]\n"text"\nnull\n\n{"ts":"2023-01-02"}\n{"ts":"2023-01-02","actor_id":1,"room_id":2,"event":"\u0001"}\n{"ts":"2023',
    1,
    [
      [2, 'malformed_row', 'the line is no JSON object'],
      [3, 'malformed_row', 'the line is no JSON object'],
      [4, 'malformed_row', 'the line is no JSON object'],
      [5, 'malformed_row', 'the line is no JSON object'],
      [7, 'missing_value', ''],
      [8, 'malformed_row', 'a control character stands in the text'],
      [9, 'truncated_last_line', 'the file ends inside this row'],
    ],
  ],
];

it.each(USABLE)('takes what it can of a file with %s', async (_, text, accepted, rejected) => {
  const { report, rows, quarantine } = await importBytes(text);
  expect(rows).toHaveLength(accepted);
  expect((quarantine ?? []).map((q) => [Number(q.line), q.reason, q.value ?? ''])).toEqual(
    rejected,
  );
  expect(report.rowsRead).toBe(accepted + rejected.length);
  expect([report.rowsAccepted, report.rowsRejected]).toEqual([accepted, rejected.length]);
});

it('keeps the text of rejected rows', async () => {
  const text = `${HEADER}\n${ROW}\na,"b ""c""\n",d\n2023-01-02,"x,y",,"z"\n`;
  const { quarantine } = await importBytes(text);
  expect(quarantine?.map((q) => q.raw)).toEqual(['a,"b ""c""\n",d', '2023-01-02,"x,y",,z']);
});

it('keeps a dataset of 1970 or of 2099 that is one by itself', async () => {
  const old = await importBytes(
    `${HEADER}\n1970-01-01 09:00:00,a,a,e\n1970-02-01 00:00:00,a,a,e\n`,
  );
  expect(old.rows.map((r) => r.ts)).toEqual(['1970-01-01 00:00:00', '1970-01-31 15:00:00']);
  const late = await importBytes(`${HEADER}\n2099-06-01 00:00:00,a,a,e\n`);
  expect(late.rows.map((r) => r.ts)).toEqual(['2099-05-31 15:00:00']);
});
