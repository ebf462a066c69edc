import { expect, test } from 'vitest';
import { type KeyPress, nextShortcut, shortcutLetter } from './shortcut-keys';

const press = (key: string, code: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
});

test.each([
  ['a letter', press('g', 'KeyG'), 'g'],
  ['a capital (caps lock)', press('G', 'KeyG'), 'g'],
  ['a letter under a Korean input method', press('ㅎ', 'KeyG'), 'g'],
  ['a letter that the input method has taken', press('Process', 'KeyS'), 's'],
  ['the letter on the key, whatever its place (AZERTY)', press('a', 'KeyQ'), 'a'],
  ['a slash', press('/', 'Slash'), '/'],
  ['a question mark', press('?', 'Slash', { shiftKey: true }), '?'],
  ['a question mark elsewhere (German)', press('?', 'Minus', { shiftKey: true }), '?'],
  ['no letter', press('Enter', 'Enter'), undefined],
  ['a digit', press('1', 'Digit1'), undefined],
  ['the browser’s own keys', press('t', 'KeyT', { ctrlKey: true }), undefined],
  ['the system’s own keys', press('l', 'KeyL', { metaKey: true }), undefined],
])('reads %s', (_, event, letter) => {
  expect(shortcutLetter(event)).toBe(letter);
});

test('g waits for the second letter; anything else acts at once', () => {
  expect(nextShortcut('', 'g')).toEqual({ pending: 'g', shortcut: undefined });
  expect(nextShortcut('g', 's')).toEqual({ pending: '', shortcut: 'g s' });
  expect(nextShortcut('g', 'g')).toEqual({ pending: '', shortcut: 'g g' });
  expect(nextShortcut('', '?')).toEqual({ pending: '', shortcut: '?' });
  expect(nextShortcut('g', undefined)).toEqual({ pending: '', shortcut: undefined });
});
