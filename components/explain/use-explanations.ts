'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getJson } from '@/lib/client/api';
import { explanationKey, explanationListKey } from '@/lib/client/query-keys';
import { explanationDetailSchema, explanationListSchema } from '@/lib/contracts/explain';

/** The explanations of a version, newest first. */
export function useExplanations(version: string) {
  return useQuery({
    queryKey: explanationListKey(version),
    queryFn: ({ signal }) =>
      getJson(`/explain?version=${encodeURIComponent(version)}`, explanationListSchema, signal),
  });
}

export function useExplanation(id: string) {
  return useQuery({
    queryKey: explanationKey(id),
    queryFn: ({ signal }) =>
      getJson(`/explain/${encodeURIComponent(id)}`, explanationDetailSchema, signal),
    placeholderData: keepPreviousData,
    // An explanation never changes; whether its runs are champions still may.
    staleTime: 30_000,
  });
}
