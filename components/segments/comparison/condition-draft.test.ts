import { expect, test } from 'vitest';
import { parseFilter } from '@/lib/domain/segments/group-filter';
import { conditionOf, draftOf, EMPTY_DRAFT } from './condition-draft';

test.each(['priority', 'rest', 'churn>=0.5', 'score<0.25', '@tier=large'])(
  '%s becomes a form and comes back',
  (text) => {
    for (const condition of parseFilter(text) ?? [])
      expect(conditionOf(draftOf(condition))).toEqual(condition);
  },
);

test.each([
  EMPTY_DRAFT,
  { ...EMPTY_DRAFT, field: 'group' },
  { ...EMPTY_DRAFT, field: 'churn', number: '' },
  { ...EMPTY_DRAFT, field: 'churn', number: 1.5 },
  { ...EMPTY_DRAFT, field: '@tier' },
  { ...EMPTY_DRAFT, field: '@', choice: 'x' },
])('%j is not whole', (draft) => {
  expect(conditionOf(draft)).toBeUndefined();
});
