import { expect, test } from 'vitest';
import { WEEK_GRADE } from '@/lib/server/delivery/week.fixture';
import { weekGradeSchema } from './weeks';

test('a grade that was stored before churn despite stickers was graded is still read', () => {
  const { paid: _, baselines, ...rest } = WEEK_GRADE;
  const stored = {
    ...rest,
    baselines: baselines.map(({ rule, grade }) => ({ rule, grade })),
  };
  const read = weekGradeSchema.parse(JSON.parse(JSON.stringify(stored)));
  expect(read).toEqual({
    ...WEEK_GRADE,
    paid: null,
    baselines: baselines.map((one) => ({ ...one, paid: null })),
  });
  expect(weekGradeSchema.parse(WEEK_GRADE)).toEqual(WEEK_GRADE);
});
