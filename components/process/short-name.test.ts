import { expect, test } from 'vitest';
import { shortName } from './short-name';

test.each([
  ['chat', 11, 'chat'],
  ['live_reaction_sent', 11, 'live_…_sent'],
  ['live_reaction_sent', 4, 'li…t'],
  ['라이브 방송에서 보낸 반응', 7, '라이브… 반응'],
])('%s in %i letters: %s', (name, longest, short) => {
  expect(shortName(name, longest)).toBe(short);
});
