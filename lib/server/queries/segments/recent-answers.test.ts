import { expect, test } from 'vitest';
import { RecentAnswers } from './recent-answers';

/** Answers that count how often each was looked for. */
function counted(most: number) {
  const answers = new RecentAnswers<string>(most);
  const found: string[] = [];
  const ask = (key: string) =>
    answers.get(key, async () => {
      found.push(key);
      return key.toUpperCase();
    });
  return { ask, found, answers };
}

test('finds an answer once, also for those who ask at the same time', async () => {
  const { ask, found } = counted(2);
  expect(await Promise.all([ask('a'), ask('a'), ask('b')])).toEqual(['A', 'A', 'B']);
  expect(await ask('a')).toBe('A');
  expect(found).toEqual(['a', 'b']);
});

test('lets go of what was not asked for longest', async () => {
  const { ask, found } = counted(2);
  for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) await ask(key);
  expect(found).toEqual(['a', 'b', 'c', 'b']);
});

test('does not keep a failure', async () => {
  const { ask, answers } = counted(2);
  const failing = answers.get('a', () => Promise.reject(new Error('away')));
  await expect(failing).rejects.toThrow('away');
  expect(await ask('a')).toBe('A');
});
