import { expect, test } from 'vitest';
import { cohortCelebsQuerySchema, cohortQuerySchema } from './cohorts';

test('a group needs its attribute and its value, or neither', () => {
  expect(cohortQuerySchema.parse({ version: 'v' })).toEqual({ version: 'v', activity: 'own' });
  const group = { version: 'v', attribute: 'genre', value: 'music' };
  expect(cohortQuerySchema.parse(group)).toEqual({ ...group, activity: 'own' });
  for (const half of [{ attribute: 'genre' }, { value: 'music' }])
    expect(
      cohortQuerySchema.safeParse({ version: 'v', ...half }).error?.issues.map((i) => i.message),
    ).toEqual(['attribute and value go together']);
});

test('weeks are named by their Monday', () => {
  const ask = (more: object) => cohortCelebsQuerySchema.safeParse({ version: 'v', ...more });
  expect(ask({ week: '2024-01-08' }).data).toMatchObject({ week: '2024-01-08', side: 'present' });
  expect(ask({ week: '2024-01-09' }).success).toBe(false);
  expect(ask({ week: '2024-01-08', cohort: '2024-01-07' }).success).toBe(false);
  expect(ask({ week: '2024-02-30' }).success).toBe(false);
  expect(ask({ week: 'this week' }).success).toBe(false);
  expect(ask({}).success).toBe(false);
});
