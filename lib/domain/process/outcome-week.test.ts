import { describe, expect, it } from 'vitest';
import { outcomeWeek } from './outcome-week';

describe('outcomeWeek', () => {
  it('ends with the period, or with the data', () => {
    expect(outcomeWeek('', '2023-03-28')).toEqual(['2023-03-22', '2023-03-28']);
    expect(outcomeWeek('2023-03-03', '2023-03-28')).toEqual(['2023-02-25', '2023-03-03']);
    expect(outcomeWeek('2030-01-01', '2023-03-28')[1]).toBe('2023-03-28');
  });
});
