import { expect, test } from 'vitest';
import { smallNumber } from './small-number';

test.each([
  [0, '0'],
  [64, '64'],
  [2048, '2048'],
  [0.25, '0.25'],
  [0.123456, '0.123'],
  [0.001, '0.001'],
  [0.0099996, '0.01'],
  [0.0003, '3e-4'],
  [0.00032149, '3.2e-4'],
  [1e-6, '1e-6'],
])('%s is shown as %s', (value, text) => {
  expect(smallNumber(value)).toBe(text);
});
