'use client';
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { ATTRIBUTION_GROUPS } from '@/lib/contracts/explain';

export const WINDOW_VIEWS = ['waterfall', 'force', 'decision'] as const;

/** Which window is looked at, and how; in the address like everything that is chosen. */
export function useWindowFilter() {
  return useQueryStates(
    {
      /** Id of the celeb; empty: the one with the highest probability. */
      celeb: parseAsString.withDefault(''),
      /** ISO day after the observed week; empty: the explanation's own. */
      anchor: parseAsString.withDefault(''),
      view: parseAsStringLiteral(WINDOW_VIEWS).withDefault('waterfall'),
      /** Whose mean stands beside the celeb's days. */
      group: parseAsStringLiteral(ATTRIBUTION_GROUPS).withDefault('all'),
    },
    { history: 'push' },
  );
}
