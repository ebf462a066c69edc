import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { inspectionSchema, type Overrides } from '@/lib/contracts/import';
import type { TableName } from '@/lib/contracts/tables';
import { AppError } from '@/lib/server/errors';
import { sqlString, withLake } from '@/lib/server/lake/duckdb';
import { inspectFile } from './inspect';
import { malformedFiles } from './malformed-files';
import { compress, encode, inFolder } from './test-files';

const inspect = (
  content: Uint8Array | string,
  more: { table?: TableName; overrides?: Overrides } = {},
) =>
  inFolder(async (folder) => {
    const file = path.join(folder, 'file');
    await writeFile(file, content);
    return inspectionSchema.parse(await inspectFile(file, { name: 'log.csv', ...more }));
  });

const TEXT =
  'ts;actor_id;room_id;event;memo\n2023-01-02 03:04:05;f1;c1;like;"a;\nb"\n2023-01-02 03:04:06;f2;c1;chat;\n';

describe('inspectFile', () => {
  it('shows columns, kinds, examples, the first rows and a guess', async () => {
    expect(await inspect(TEXT)).toEqual({
      name: 'log.csv',
      bytes: Buffer.byteLength(TEXT),
      shape: {
        format: 'csv',
        compression: 'none',
        encoding: 'utf-8',
        delimiter: ';',
        header: true,
        columns: ['ts', 'actor_id', 'room_id', 'event', 'memo'],
      },
      columns: [
        { name: 'ts', kind: 'timestamp', examples: ['2023-01-02 03:04:05', '2023-01-02 03:04:06'] },
        { name: 'actor_id', kind: 'id', examples: ['f1', 'f2'] },
        { name: 'room_id', kind: 'id', examples: ['c1'] },
        { name: 'event', kind: 'text', examples: ['like', 'chat'] },
        { name: 'memo', kind: 'text', examples: ['a;\nb'] },
      ],
      preview: [
        ['2023-01-02 03:04:05', 'f1', 'c1', 'like', 'a;\nb'],
        ['2023-01-02 03:04:06', 'f2', 'c1', 'chat', null],
      ],
      table: 'events',
      mapping: {
        ts: { column: 'ts' },
        actor_id: { column: 'actor_id' },
        room_id: { column: 'room_id' },
        event: { column: 'event' },
      },
      unmapped: [],
      warnings: [],
    });
  });

  it('shows the same of every compression and encoding, and warns of an encoding', async () => {
    const plain = await inspect(TEXT);
    for (const compression of ['gzip', 'zstd'] as const)
      expect((await inspect(compress(Buffer.from(TEXT), compression))).preview).toEqual(
        plain.preview,
      );
    for (const encoding of ['utf-16le', 'utf-16be'] as const)
      expect(await inspect(encode(TEXT, encoding))).toMatchObject({
        preview: plain.preview,
        shape: { encoding },
        warnings: ['encoding_not_utf8'],
      });
    expect((await inspect(encode(`${TEXT}2023-01-02;가;c;e;\n`, 'euc-kr'))).preview[2]).toEqual([
      '2023-01-02',
      '가',
      'c',
      'e',
      null,
    ]);
  });

  it('reads JSON Lines and Parquet', async () => {
    const json = '{"ts":1672596245,"actor_id":7,"room_id":"c1","event":"like","more":{"a":1}}\n';
    expect(await inspect(json)).toMatchObject({
      shape: { format: 'jsonl', columns: ['ts', 'actor_id', 'room_id', 'event', 'more'] },
      preview: [['1672596245', '7', 'c1', 'like', '{"a":1}']],
      mapping: { ts: { column: 'ts' } },
    });
    await inFolder(async (folder) => {
      const file = path.join(folder, 'events [1].parquet');
      await withLake({}, (connection) =>
        connection.run(
          `COPY (SELECT TIMESTAMP '2023-01-02 03:04:05' AS ts, 7 AS actor_id, 8.0::DOUBLE AS room_id, 'like' AS event) TO ${sqlString(file)} (FORMAT parquet)`,
        ),
      );
      expect(await inspectFile(file, { name: 'events.parquet' })).toMatchObject({
        preview: [['2023-01-02 03:04:05', '7', '8', 'like']],
        unmapped: [],
      });
    });
  });

  it('obeys overrides', async () => {
    const seen = await inspect('2023-01-02^f1^c1\n2023-01-03^f2^c1\n', {
      overrides: { delimiter: '^', header: false },
    });
    expect(seen.shape.columns).toEqual(['column1', 'column2', 'column3']);
    expect(seen.preview).toHaveLength(2);
    expect(seen.warnings).toContain('headerless');
  });

  it('looks at the beginning of a long file only', async () => {
    const long = `ts,actor_id\n${'2023-01-02 03:04:05,f1\n'.repeat(100_000)}`;
    expect((await inspect(long, { table: 'celebs' })).preview).toHaveLength(20);
  });

  it('refuses what the import would refuse at its beginning, in the same words', () =>
    inFolder(async (folder) => {
      const late = [
        'mapping_incomplete',
        'mapping_unknown_column',
        'mapping_column_empty',
        'mapping_wrong_type',
        'no_valid_rows',
        'period_too_long',
        'file_expands_too_much',
      ];
      for (const { file, settings, code, details } of await malformedFiles(folder)) {
        const name = path.basename(file);
        const error: unknown = await inspectFile(file, {
          name,
          overrides: settings.overrides,
        }).catch((reason: unknown) => reason);
        if (!(error instanceof AppError)) {
          // Seen only when all of the file is read.
          expect([
            name,
            late.includes(code) ||
              /late|cut-inside|for-long|endless|unclosed|damaged|^nul/.test(name),
          ]).toEqual([name, true]);
          continue;
        }
        expect([name, error.code, error.details]).toEqual([name, code, { file: name, ...details }]);
      }
    }));
});
