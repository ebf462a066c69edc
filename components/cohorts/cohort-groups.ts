import { queryString } from '@/lib/client/api';
import { MAX_GROUPS_COMPARED } from '@/lib/contracts/cohorts';
import type { SeriesOptions } from '@/lib/contracts/series';
import type { CohortFilterState } from './use-cohort-filter';

export interface CohortGroup {
  /** An attribute's value; null = all celebs. */
  readonly value: string | null;
  /** Query string of `/cohorts` for it. */
  readonly params: string;
}

/** The values that are compared: those chosen that the version has, or the attribute's first ones. */
export function comparedValues(
  { attribute, values }: Pick<CohortFilterState, 'attribute' | 'values'>,
  attributes: SeriesOptions['attributes'],
): string[] {
  const known = attributes.find((a) => a.name === attribute)?.values ?? [];
  const chosen = [...new Set(values)].filter((v) => known.includes(v));
  return (chosen.length > 0 ? chosen : known).slice(0, MAX_GROUPS_COMPARED);
}

/**
 * What the server is asked: one question for each group, none while the choice is incomplete. Only what the scope looks
 * at is asked, so a choice kept for another one does not ask again.
 */
export function cohortGroups(
  filter: CohortFilterState,
  version: string,
  attributes: SeriesOptions['attributes'],
): CohortGroup[] {
  const { activity, scope, attribute, value, from, to } = filter;
  const group = (v: string | null): CohortGroup => ({
    value: v,
    params: queryString({
      version,
      activity,
      ...(v === null ? {} : { attribute, value: v }),
      from,
      to,
    }),
  });
  if (scope === 'all') return [group(null)];
  if (scope === 'group') return attribute === '' || value === '' ? [] : [group(value)];
  return comparedValues(filter, attributes).map(group);
}
