import { describe, expect, test } from 'vitest';
import { CATEGORICAL, NEUTRAL } from '@/components/ui/colours';
import { contrast, directionSign, divergingCell } from './diverging';

describe.each(['light', 'dark'] as const)('cells around zero, %s', (scheme) => {
  test('begin with the card and end with the colour of the direction', () => {
    expect(divergingCell(scheme, 0).fill).toBe(NEUTRAL[scheme].card);
    expect(divergingCell(scheme, 1).fill).toBe(CATEGORICAL[scheme][1]);
    expect(divergingCell(scheme, -1).fill).toBe(CATEGORICAL[scheme][0]);
    expect(divergingCell(scheme, -7)).toEqual(divergingCell(scheme, -1));
  });

  test('every text can be read (WCAG 2.2, 1.4.3)', () => {
    for (let share = -1; share <= 1; share += 1 / 64) {
      const { fill, ink } = divergingCell(scheme, share);
      expect(contrast(fill, ink)).toBeGreaterThanOrEqual(4.5);
    }
  });
});

test('contrast of black and white', () => {
  expect(contrast('#000000', '#ffffff')).toBe(21);
  expect(contrast('#777777', '#777777')).toBe(1);
});

test('what does not move has no arrow', () => {
  expect([0.1, -0.1, 0].map(directionSign)).toEqual(['▲', '▼', '']);
});
