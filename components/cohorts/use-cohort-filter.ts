'use client';
import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { COHORT_SIDES } from '@/lib/contracts/cohorts';
import { COHORT_ACTIVITIES } from '@/lib/domain/cohorts/triangle';

export const COHORT_SCOPES = ['all', 'group', 'compare'] as const;
export const COHORT_MEASURES = ['share', 'count'] as const;
export type CohortMeasure = (typeof COHORT_MEASURES)[number];

/** The page's filter and its opened cell; both live in the address, so a link is a saved view and back undoes a choice. */
export function useCohortFilter() {
  return useQueryStates(
    {
      activity: parseAsStringLiteral(COHORT_ACTIVITIES).withDefault('own'),
      scope: parseAsStringLiteral(COHORT_SCOPES).withDefault('all'),
      attribute: parseAsString.withDefault(''),
      value: parseAsString.withDefault(''),
      /** scope = compare: the values compared; empty = the attribute's first ones. */
      values: parseAsArrayOf(parseAsString).withDefault([]),
      /** scope = compare: the value whose triangle is shown; empty = the first that has anybody. */
      shown: parseAsString.withDefault(''),
      from: parseAsString.withDefault(''),
      to: parseAsString.withDefault(''),
      measure: parseAsStringLiteral(COHORT_MEASURES).withDefault('share'),
      /** The opened cell: joining week (empty = joined before the data) and calendar week. */
      cohort: parseAsString.withDefault(''),
      week: parseAsString.withDefault(''),
      side: parseAsStringLiteral(COHORT_SIDES).withDefault('present'),
    },
    { history: 'push' },
  );
}

export type CohortFilterState = ReturnType<typeof useCohortFilter>[0];
export type SetCohortFilter = ReturnType<typeof useCohortFilter>[1];
