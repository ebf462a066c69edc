'use client';
import { parseAsFloat, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { RULE_KINDS } from '@/lib/contracts/segments';

/** Views of the page, in the order of its tabs; `segment-tabs.tsx` says what each shows. */
export const SEGMENT_TABS = ['threshold', 'comparison', 'segmentation'] as const;
export type SegmentTab = (typeof SEGMENT_TABS)[number];

/** The page's state; it lives in the address, so a link is a saved view and the back button undoes a choice. */
export function useSegmentFilter() {
  return useQueryStates(
    {
      tab: parseAsStringLiteral(SEGMENT_TABS).withDefault('threshold'),
      /** A saved policy whose rule cuts; what the worklist goes by when empty. */
      policy: parseAsString.withDefault(''),
      /** A rule that is not saved; it goes before `policy`. */
      by: parseAsStringLiteral(RULE_KINDS),
      share: parseAsFloat,
      value: parseAsFloat,
    },
    { history: 'push' },
  );
}
