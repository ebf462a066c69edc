'use client';
import { parseAsFloat, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { DEFAULT_GROUPS } from '@/lib/contracts/segments';
import { parseFilter } from '@/lib/domain/segments/group-filter';
import { EFFECT_FILTERS } from './comparison-view';

/** What is compared and which rows are shown; it lives in the address. */
export function useComparisonFilter() {
  const [filter, setFilter] = useQueryStates(
    {
      a: parseAsString.withDefault(DEFAULT_GROUPS.a),
      b: parseAsString.withDefault(DEFAULT_GROUPS.b),
      /** Only variables whose q is at most this. */
      q: parseAsFloat,
      effect: parseAsStringLiteral(EFFECT_FILTERS),
    },
    { history: 'push' },
  );
  // Groups that an address spells wrongly are those that are shown without one.
  const known = (text: string, usual: string) => (parseFilter(text) ? text : usual);
  return [
    {
      ...filter,
      a: known(filter.a, DEFAULT_GROUPS.a),
      b: known(filter.b, DEFAULT_GROUPS.b),
    },
    setFilter,
  ] as const;
}
