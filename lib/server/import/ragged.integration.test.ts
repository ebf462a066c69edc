import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { AppError } from '@/lib/server/errors';
import { withLake } from '@/lib/server/lake/duckdb';
import { type ImportOutcome, importWith, inFolder } from './test-files';

const HEADER = ['ts', 'actor_id', 'room_id', 'event'];
const TIME = '2023-01-02 03:04:05';

interface Expected {
  rows: (string | null)[][];
  /** [line, reason] */
  rejected: [number, string][];
}

/**
 * The grammar of records.ts once more, as regular expressions over the whole text: slow, and short enough to be
 * seen to be right. A number is the line of a quote that is never closed.
 */
function slowly(text: string): Expected | number {
  const out: Expected = { rows: [], rejected: [] };
  let rest = text.replace(/^\uFEFF/, '');
  let line = 1;
  let header = true;
  while (rest !== '') {
    const record = slowRecord(rest);
    const taken = record === 'unclosed' ? rest : rest.slice(0, record.length);
    if (record === 'unclosed') {
      if (/[\r\n]/.test(rest)) return line;
      out.rejected.push([line, 'truncated_last_line']);
    } else if (record.cells?.length === 1 && /^(\r\n|\n|\r)$/.test(taken)) {
      // A blank line is no record.
    } else if (header) header = false;
    else {
      const reason = judge(record.cells, record.ended);
      if (typeof reason === 'string') out.rejected.push([line, reason]);
      else out.rows.push(reason);
    }
    line += taken.split(/\r\n|\n|\r/).length - 1;
    rest = rest.slice(taken.length);
  }
  return out;
}

interface SlowRecord {
  /** null: something follows a closing quote. */
  cells: string[] | null;
  length: number;
  /** By a line end, not by the end of the file. */
  ended: boolean;
}

function slowRecord(text: string): SlowRecord | 'unclosed' {
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    const rest = text.slice(at);
    let cell = rest.match(/^[^,\r\n]*/)?.[0] ?? '';
    if (/^ *"/.test(rest)) {
      const quoted = rest.match(/^ *"((?:[^"]|"")*)"(?!") */);
      if (!quoted) return 'unclosed';
      cell = quoted[0];
      cells.push((quoted[1] ?? '').replaceAll('""', '"'));
    } else cells.push(cell);
    at += cell.length;
    const next = text.slice(at).match(/^(,|\r\n|\n|\r|$)/)?.[0];
    if (next === undefined) {
      const first = text.match(/^[^\r\n]*(\r\n|\n|\r|$)/)?.[0] ?? '';
      return { cells: null, length: first.length, ended: /[\r\n]$/.test(first) };
    }
    at += next.length;
    if (next !== ',') return { cells, length: at, ended: next !== '' };
  }
}

function judge(cells: string[] | null, ended: boolean): (string | null)[] | string {
  if (!cells) return 'malformed_row';
  const kept = [...cells];
  while (kept.length > HEADER.length && kept.at(-1) === '') kept.pop();
  if (kept.length < HEADER.length) return ended ? 'malformed_row' : 'truncated_last_line';
  if (kept.length > HEADER.length) return 'malformed_row';
  const values = kept.map((cell) => cell.replace(/^ +| +$/g, '') || null);
  if (values.includes(null)) return 'missing_value';
  return values[0] === TIME ? values : 'bad_timestamp';
}

const good = fc.constantFrom('a', 'c1', '가나', '"q"', '"a,b"', '"a""b"', 'x"y', ' p ', ' "s" ');
const odd = fc.constantFrom(
  '',
  ' ',
  '"',
  '""',
  '"a"b',
  '"a\nb"',
  '"a\r\nb"',
  '"\r"',
  '"a" "b"',
  '"a"  "',
  ' "a',
  '" ',
  '" "" "',
  ',',
  '"""',
);
const cell = fc.oneof({ arbitrary: good, weight: 8 }, { arbitrary: odd, weight: 1 });
const rightRow = fc
  .tuple(fc.constantFrom(TIME, `"${TIME}"`), good, good, good)
  .map((c) => c.join(','));
const raggedRow = fc
  .tuple(fc.constantFrom(TIME, TIME, TIME, 'x', ''), fc.array(cell, { minLength: 1, maxLength: 5 }))
  .map(([ts, cells]) => [ts, ...cells].join(','));
const lineEnd = fc.constantFrom('\n', '\r\n', '\r');

const files = fc
  .record({
    mark: fc.boolean(),
    end: lineEnd,
    rows: fc.oneof(
      fc.array(rightRow, { maxLength: 12 }),
      fc.array(
        fc.oneof(
          { arbitrary: rightRow, weight: 6 },
          { arbitrary: raggedRow, weight: 3 },
          { arbitrary: fc.constantFrom('', ',,,', ',,,,,', '   '), weight: 1 },
        ),
        { maxLength: 12 },
      ),
    ),
    otherEnds: fc.oneof(fc.constant([]), fc.array(lineEnd, { minLength: 13, maxLength: 13 })),
    lastEnd: fc.boolean(),
  })
  .map(({ mark, end, rows, otherEnds, lastEnd }) => {
    // One row that is right in any case, so that the file as a whole is never refused for having none.
    const all = [HEADER.join(','), `${TIME},a,b,e`, ...rows];
    const text = all.map((row, i) => row + (otherEnds[i] ?? end)).join('');
    return `${mark ? '\uFEFF' : ''}${lastEnd ? text : text.replace(/(\r\n|\r|\n)$/, '')}`;
  });

function checkOutcome(outcome: ImportOutcome, expected: Expected): void {
  const { report, rows, quarantine } = outcome;
  expect(rows.map((r) => [r.actor_id, r.room_id, r.event])).toEqual(
    expected.rows.map((r) => r.slice(1)),
  );
  expect((quarantine ?? []).map((q) => [Number(q.line), q.reason])).toEqual(expected.rejected);
  const counts: Record<string, number> = {};
  for (const [, reason] of expected.rejected) counts[reason] = (counts[reason] ?? 0) + 1;
  expect(report).toEqual({
    rowsRead: expected.rows.length + expected.rejected.length,
    rowsAccepted: expected.rows.length,
    rowsRejected: expected.rejected.length,
    reasons: counts,
  });
}

it('splits, accepts and sets aside as a slow parser does', () =>
  inFolder((folder) =>
    withLake({ threads: 2, memoryLimitMb: 700 }, async (connection) => {
      const file = path.join(folder, 'events.csv');
      await fc.assert(
        fc.asyncProperty(files, async (text) => {
          await writeFile(file, text);
          const expected = slowly(text);
          const overrides = { delimiter: ',', header: true };
          const outcome = await importWith(connection, file, { overrides }).catch(
            (error: unknown) => error,
          );
          if (typeof expected === 'number') {
            expect(outcome).toBeInstanceOf(AppError);
            expect(outcome).toMatchObject({
              code: 'file_unclosed_quote',
              details: { file: 'events.csv', line: expected },
            });
          } else if (outcome instanceof Error) throw outcome;
          else checkOutcome(outcome as ImportOutcome, expected);
        }),
        { numRuns: 150, seed: 20230102 },
      );
    }),
  ));
