'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { parseAsString, useQueryState } from 'nuqs';
import { getJson } from '@/lib/client/api';
import { weekKey, weekListKey } from '@/lib/client/query-keys';
import { weekDetailSchema, weekListSchema } from '@/lib/contracts/weeks';

/** The week that the address names; the newest when empty. */
export const useWeekId = () =>
  useQueryState('week', parseAsString.withDefault('').withOptions({ history: 'push' }));

/** The frozen weeks of a dataset, newest first. */
export function useWeeks(dataset: string) {
  return useQuery({
    queryKey: weekListKey(dataset),
    queryFn: ({ signal }) =>
      getJson(`/weeks?dataset=${encodeURIComponent(dataset)}`, weekListSchema, signal),
  });
}

export function useWeek(id: string) {
  return useQuery({
    queryKey: weekKey(id),
    queryFn: ({ signal }) => getJson(`/weeks/${encodeURIComponent(id)}`, weekDetailSchema, signal),
    placeholderData: keepPreviousData,
    // A week never changes; its grade comes once.
    staleTime: 30_000,
  });
}
