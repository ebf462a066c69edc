import { expect, test } from 'vitest';
import { keepNewest } from './keep-newest';

test('keeps the last few that were asked for, and finds each once', async () => {
  const found: string[] = [];
  const keep = keepNewest<string>(2);
  const ask = (key: string) =>
    keep(key, async () => {
      found.push(key);
      return key.toUpperCase();
    });
  expect(await Promise.all([ask('a'), ask('a')])).toEqual(['A', 'A']);
  expect(found).toEqual(['a']);
  await ask('b');
  await ask('a');
  await ask('c');
  expect(found).toEqual(['a', 'b', 'c']);
  // b had not been asked for the longest.
  await ask('a');
  await ask('b');
  expect(found).toEqual(['a', 'b', 'c', 'b']);
});

test('does not keep a failure', async () => {
  const keep = keepNewest<number>(2);
  await expect(keep('a', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
  expect(await keep('a', async () => 1)).toBe(1);
});
