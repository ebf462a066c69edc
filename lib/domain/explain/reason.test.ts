import { expect, test } from 'vitest';
import { reasonLevel } from './reason';

const among = (smaller: number, larger: number) => ({ smaller, larger });

test.each([
  ['sum', 3, among(0.2, 0.8), 'low'],
  ['sum', 3, among(0.3, 0.5), 'usual'],
  // Half of those with the same value count as smaller: rank 0.3.
  ['sum', 1, among(0.1, 0.5), 'low'],
  ['last', 3, among(0.5, 0.5), 'usual'],
  ['last', 3, among(0.7, 0.3), 'high'],
  ['sum', 3, null, 'usual'],
  // Many windows have none either: it is not low, and none is what a reader understands.
  ['sum', 0, among(0, 0.1), 'none'],
  ['last', 0, null, 'none'],
  ['slope', -0.4, among(0.9, 0.1), 'falling'],
  ['slope', 0, among(0.1, 0.9), 'steady'],
  ['slope', 0.4, among(0.1, 0.9), 'rising'],
] as const)('%s %d among %o is %s', (summary, value, standing, level) => {
  expect(reasonLevel(summary, value, standing)).toBe(level);
});
