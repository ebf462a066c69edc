'use client';
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { TARGETS } from '@/lib/contracts/models';

export const EXPLAIN_TABS = ['drivers', 'features', 'celeb'] as const;

/** The page's state; it lives in the address, so a link is a saved view and the back button undoes a choice. */
export function useExplainFilter() {
  return useQueryStates(
    {
      tab: parseAsStringLiteral(EXPLAIN_TABS).withDefault('drivers'),
      target: parseAsStringLiteral(TARGETS).withDefault('churn'),
      /** The explanation that is shown; the newest when empty. */
      explanation: parseAsString.withDefault(''),
    },
    { history: 'push' },
  );
}
