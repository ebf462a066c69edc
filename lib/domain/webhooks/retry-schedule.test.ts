import { expect, test } from 'vitest';
import { RETRY_SECONDS, retryDelayMs } from './retry-schedule';

test('waits longer after each failure and gives up after the seventh attempt', () => {
  const middle = [1, 2, 3, 4, 5, 6, 7, 8].map((attempts) => retryDelayMs(attempts, () => 0.5));
  expect(middle).toEqual([5000, 30_000, 120_000, 600_000, 3_600_000, 21_600_000, null, null]);
});

test('jitter makes a pause up to a fifth shorter or longer', () => {
  expect(RETRY_SECONDS.map((_, i) => retryDelayMs(i + 1, () => 0))).toEqual([
    4000, 24_000, 96_000, 480_000, 2_880_000, 17_280_000,
  ]);
  expect(retryDelayMs(1, () => 1)).toBe(6000);
  expect(retryDelayMs(2, () => 0.75)).toBe(33_000);
});

test.each([0, -1, 1.5, Number.NaN])('%s attempts are no number of attempts', (attempts) => {
  expect(() => retryDelayMs(attempts, () => 0.5)).toThrow(
    `attempts must be a positive integer, got ${attempts}`,
  );
});
