'use client';
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { SERIES_SCOPES } from '@/lib/contracts/series';

/** The page's filter; it lives in the address, so a link is a saved view and the back button undoes a choice. */
export function useSeriesFilter() {
  return useQueryStates(
    {
      metric: parseAsString.withDefault('own_total'),
      scope: parseAsStringLiteral(SERIES_SCOPES).withDefault('platform'),
      attribute: parseAsString.withDefault(''),
      value: parseAsString.withDefault(''),
      celeb: parseAsString.withDefault(''),
      from: parseAsString.withDefault(''),
      to: parseAsString.withDefault(''),
    },
    { history: 'push' },
  );
}

export type SeriesFilterState = ReturnType<typeof useSeriesFilter>[0];
export type SetSeriesFilter = ReturnType<typeof useSeriesFilter>[1];
