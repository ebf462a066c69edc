import { expect, test } from 'vitest';
import { cohortGroups, comparedValues } from './cohort-groups';
import type { CohortFilterState } from './use-cohort-filter';

const attributes = [
  { name: 'genre', values: ['art', 'game', 'music', 'sport', 'talk', 'travel'] },
  { name: 'town', values: ['Busan', 'Seoul'] },
];
const filter: CohortFilterState = {
  activity: 'fan',
  scope: 'all',
  attribute: 'town',
  value: 'Seoul',
  values: [],
  shown: '',
  from: '',
  to: '2023-01-31',
  measure: 'share',
  cohort: '',
  week: '',
  side: 'present',
};

test('each scope asks only for what it looks at', () => {
  const asked = (more: Partial<CohortFilterState>) =>
    cohortGroups({ ...filter, ...more }, 'v', attributes);
  const all = 'version=v&activity=fan&to=2023-01-31';
  expect(asked({})).toEqual([{ value: null, params: all }]);
  const town = (v: string) => ({
    value: v,
    params: `version=v&activity=fan&attribute=town&value=${v}&to=2023-01-31`,
  });
  expect(asked({ scope: 'group' })).toEqual([town('Seoul')]);
  expect(asked({ scope: 'group', value: '' })).toEqual([]);
  expect(asked({ scope: 'compare' })).toEqual([town('Busan'), town('Seoul')]);
  expect(asked({ scope: 'compare', attribute: '' })).toEqual([]);
});

test('at most five values are compared, and only those that exist', () => {
  const values = (chosen: string[]) =>
    comparedValues({ attribute: 'genre', values: chosen }, attributes);
  expect(values([])).toEqual(['art', 'game', 'music', 'sport', 'talk']);
  expect(values(['travel', 'music', 'travel', 'dance'])).toEqual(['travel', 'music']);
  expect(values(['dance'])).toEqual(['art', 'game', 'music', 'sport', 'talk']);
});
