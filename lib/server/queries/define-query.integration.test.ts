import { expect, test } from 'vitest';
import { z } from 'zod';
import { sqlName, withLake } from '@/lib/server/lake/duckdb';
import { defineQuery, type LakeQuery } from './define-query';

const ask = <P, R>(query: LakeQuery<P, R>, params: P) =>
  withLake({}, (connection) => query(connection, params));

test('binds values, so that text cannot become SQL', async () => {
  const query = defineQuery({
    sql: 'SELECT $text AS text, length($text)::INTEGER AS length',
    params: z.object({ text: z.string() }),
    row: z.object({ text: z.string(), length: z.int() }),
  });
  const text = `'; DROP TABLE x; -- $text "`;
  expect(await ask(query, { text })).toEqual([{ text, length: text.length }]);
});

test('quotes chosen identifiers; a dollar in a name is no parameter', async () => {
  const query = defineQuery({
    sql: ({ column }) =>
      `SELECT ${sqlName(column)} AS value FROM (SELECT $n::INTEGER AS ${sqlName(column)})`,
    params: z.object({ column: z.string(), n: z.int() }),
    row: z.object({ value: z.int() }),
  });
  expect(await ask(query, { column: 'own_$gift "x"', n: 7 })).toEqual([{ value: 7 }]);
});

test('refuses parameters and rows of another shape', async () => {
  const query = defineQuery({
    sql: 'SELECT $n AS n',
    params: z.object({ n: z.int() }),
    row: z.object({ n: z.string() }),
  });
  await expect(ask(query, { n: 0.5 })).rejects.toThrow(z.ZodError);
  await expect(ask(query, { n: 1 })).rejects.toThrow(z.ZodError);
});

test('names a parameter that the statement asks for and nobody gave', async () => {
  const query = defineQuery({
    sql: 'SELECT $from AS day',
    params: z.object({}),
    row: z.object({ day: z.string() }),
  });
  await expect(ask(query, {})).rejects.toThrow('The statement asks for $from; it is not given.');
});
