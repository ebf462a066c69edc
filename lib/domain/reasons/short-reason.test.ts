import { expect, test } from 'vitest';
import { shortReason } from './short-reason';

test.each([
  ['fan_chat.last', 0, 9, 3, { key: 'lastNone', series: 'fan_chat' }],
  ['fan_chat.last', 2, 9, 3, { key: 'last', series: 'fan_chat', value: 2 }],
  ['fan_chat.slope', 0.2, 0, 0, { key: 'slope.up', series: 'fan_chat' }],
  ['fan_chat.slope', -0.2, 0, 0, { key: 'slope.down', series: 'fan_chat' }],
  ['fan_chat.slope', 0, 0, 0, { key: 'slope.level', series: 'fan_chat' }],
  ['fan_chat.sum', 4, 4, 9, { key: 'fell', series: 'fan_chat', share: 0.56 }],
  ['sticker_amount.sum', -4, -4, -9, { key: 'none', series: 'sticker_amount', share: 0 }],
])('%s of %d, %d after %d', (feature, value, week, weekBefore, told) => {
  expect(shortReason({ feature, value, week, weekBefore })).toEqual(told);
});
