import { describe, expect, it } from 'vitest';
import { attemptId } from './attempt';
import { isPassing, OvertakenError } from './retry';

const withCode = (code: string, message = 'x') => Object.assign(new Error(message), { code });

describe('isPassing', () => {
  it.each([
    'ECONNREFUSED',
    'ECONNRESET',
    '57P01',
    '57P03',
    '08006',
    '08P01',
    'P1001',
    'P2028',
    '40P01',
  ])('is true for the code %s', (code) => expect(isPassing(withCode(code))).toBe(true));

  it.each([
    'Client has encountered a connection error and is not queryable',
    'Connection terminated unexpectedly',
    'terminating connection due to administrator command',
    'Invalid `x` invocation:\n\nDatabase error. Code: `57P03`. Message: `the database system is starting up`',
    "Can't reach database server at 127.0.0.1:5432",
  ])('is true for what a lost connection says: %s', (message) =>
    expect(isPassing(new Error(message))).toBe(true),
  );

  it('looks into the causes', () => {
    expect(isPassing(new Error('outer', { cause: withCode('57P01') }))).toBe(true);
    expect(isPassing(new OvertakenError('another'))).toBe(true);
  });

  it.each([
    new Error('column 08123 is not a number'),
    new Error('celeb 57P01-like id, row 8006'),
    withCode('23505', 'duplicate key'),
    withCode('ENOENT', 'no such file'),
    new Error('syntax error at or near "FROM"'),
    'just a text',
    undefined,
  ])('is false for anything that somebody must mend: %s', (error) =>
    expect(isPassing(error)).toBe(false),
  );
});

describe('attemptId', () => {
  it('is a UUID that differs for each attempt and never changes', () => {
    const id = '018f2b7e-7c1a-7000-8000-000000000001';
    expect(attemptId({ id, attempt: 1 })).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(attemptId({ id, attempt: 1 })).toBe(attemptId({ id, attempt: 1 }));
    expect(attemptId({ id, attempt: 2 })).not.toBe(attemptId({ id, attempt: 1 }));
  });
});
