import { expect, test } from 'vitest';
import { fitText, textWidth } from './fit-text';

test('a text that fits stays whole', () => {
  expect(fitText('Fan activity', textWidth('Fan activity', 12), 12)).toBe('Fan activity');
});

test('a longer one ends in an ellipsis and is no wider than its room', () => {
  const room = 60;
  for (const text of ['Fan activity: profile visit', '팬활동: 프로필 방문 · 한 주 합계']) {
    const cut = fitText(text, room, 12);
    expect(cut.endsWith('…')).toBe(true);
    expect(text.startsWith(cut.slice(0, -1))).toBe(true);
    expect(textWidth(cut, 12)).toBeLessThanOrEqual(room);
  }
  // Wide letters leave room for fewer of them.
  expect(fitText('팬활동: 프로필', 60, 12)).toBe('팬활동:…');
  expect(fitText('Fan activity', 10, 12)).toBe('…');
});
