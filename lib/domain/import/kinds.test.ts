import { describe, expect, test } from 'vitest';
import { detectKind } from './kinds';

describe('detectKind', () => {
  test.each([
    [['2024-01-01 10:00:00', '2024/1/2 9:05'], 'when', 'timestamp'],
    [['2024-01-01T10:00:00+09:00', '2024-01-01T10:00:00Z'], 'when', 'timestamp'],
    [['2024-01-01', '2024.1.2'], 'when', 'date'],
    [['2024-01-01', '2024-01-01 10:00:00'], 'when', 'timestamp'],
    [['1704067200', '1704067201'], 'event_time', 'timestamp'],
    [['1704067200', '1704067201'], 'user', 'number'],
    [['1', '-2.5', '1e3'], 'price', 'number'],
    [['a1', 'b2'], 'user_id', 'id'],
    [['a1', 'b2'], '회원번호', 'id'],
    [['a1', 'b2'], 'action', 'text'],
    [[null, '', ' '], 'user_id', 'text'],
  ])('%j in "%s" is %s', (values, name, kind) => {
    expect(detectKind(values, name)).toBe(kind);
  });

  test('one broken value of ten does not change the kind, two do', () => {
    const times = Array.from({ length: 9 }, (_, i) => `2024-01-0${i + 1} 10:00:00`);
    expect(detectKind([...times, 'yesterday'], 'time')).toBe('timestamp');
    expect(detectKind([...times.slice(1), 'yesterday', 'today'], 'time')).toBe('text');
  });

  test('empty cells count on neither side', () => {
    expect(detectKind([...Array<null>(50).fill(null), '7'], 'quantity')).toBe('number');
  });
});
