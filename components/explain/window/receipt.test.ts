import { expect, test } from 'vitest';
import { receiptOf } from './receipt';

test('the printed numbers add up, whatever rounding does', () => {
  // Apart, 0.334 + 0.664 = 0.998 would read 0.33 + 0.66 = 1.00.
  expect(receiptOf({ expected: 0.334, margin: 0.998 })).toEqual({
    expected: 0.33,
    adds: 0.67,
    margin: 1,
  });
  for (let i = 0; i < 500; i++) {
    const [expected, margin] = [Math.sin(i), 3 * Math.cos(7 * i)];
    const receipt = receiptOf({ expected, margin });
    expect(Math.abs(receipt.margin - margin)).toBeLessThanOrEqual(0.005 + 1e-12);
    expect((receipt.expected + receipt.adds).toFixed(2)).toBe(receipt.margin.toFixed(2));
  }
});
