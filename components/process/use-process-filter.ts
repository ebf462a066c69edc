'use client';
import {
  parseAsFloat,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
  useQueryStates,
} from 'nuqs';
import { CASE_KINDS } from '@/lib/contracts/process';
import { SERIES_SCOPES } from '@/lib/contracts/series';
import { PROCESS_SIDES } from '@/lib/domain/process/cases';

export const PROCESS_TABS = ['map', 'variants'] as const;

/** The page's filter; it lives in the address, so a link is a saved view and the back button undoes a choice. */
export function useProcessFilter() {
  return useQueryStates(
    {
      tab: parseAsStringLiteral(PROCESS_TABS).withDefault('map'),
      rule: parseAsStringLiteral(CASE_KINDS).withDefault('visit'),
      gap: parseAsInteger.withDefault(30),
      column: parseAsString.withDefault(''),
      side: parseAsStringLiteral(PROCESS_SIDES).withDefault('both'),
      scope: parseAsStringLiteral(SERIES_SCOPES).withDefault('platform'),
      attribute: parseAsString.withDefault(''),
      value: parseAsString.withDefault(''),
      celeb: parseAsString.withDefault(''),
      from: parseAsString.withDefault(''),
      to: parseAsString.withDefault(''),
      /** A JSON array of event names. */
      variant: parseAsString.withDefault(''),
      label: parseAsStringLiteral(['count', 'wait'] as const).withDefault('count'),
      activities: parseAsFloat.withDefault(0.5),
      paths: parseAsFloat.withDefault(0.2),
    },
    { history: 'push' },
  );
}

export type ProcessFilterState = ReturnType<typeof useProcessFilter>[0];
export type SetProcessFilter = ReturnType<typeof useProcessFilter>[1];
