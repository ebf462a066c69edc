'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getJson, queryString } from '@/lib/client/api';
import { actionListSchema } from '@/lib/contracts/actions';

export const ACTIONS_KEY = ['actions'] as const;

/** What was done about the celebs of a dataset, of one of them, or in one round. */
export function useActions(asked: {
  readonly dataset: string;
  readonly celeb?: string;
  readonly round?: string;
}) {
  return useQuery({
    queryKey: [...ACTIONS_KEY, asked],
    queryFn: ({ signal }) => getJson(`/actions?${queryString(asked)}`, actionListSchema, signal),
    placeholderData: keepPreviousData,
  });
}
