import { expect, test } from 'vitest';
import { featureName } from './feature-name';

test('a feature is a series and a summary, whatever dots the event has', () => {
  expect(featureName('fan_chat.sum')).toEqual({ series: 'fan_chat', summary: 'sum' });
  expect(featureName('own_v1.2_live.last')).toEqual({ series: 'own_v1.2_live', summary: 'last' });
});

test.each(['fan_chat', '.sum', 'fan_chat.mean', ''])('%j is no feature', (name) => {
  expect(() => featureName(name)).toThrow(RangeError);
});
