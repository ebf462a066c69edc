'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getJson, queryString } from '@/lib/client/api';
import { EXPLAIN_KEY } from '@/lib/client/query-keys';
import {
  attributionsSchema,
  explainedCelebsSchema,
  explainedWindowSchema,
} from '@/lib/contracts/explain';

/** Answers of one explanation never change. */
const STAYS = { staleTime: Number.POSITIVE_INFINITY, placeholderData: keepPreviousData } as const;

/** One question about an explanation; its key holds every input. */
const question = (id: string, name: string, params: Record<string, string | undefined>) => ({
  queryKey: [...EXPLAIN_KEY, id, name, params],
  path: `/explain/${encodeURIComponent(id)}/${name}?${queryString(params)}`,
});

export function useExplainedCelebs(id: string, target: string, q: string) {
  const { queryKey, path } = question(id, 'celebs', { target, q });
  return useQuery({
    queryKey,
    queryFn: ({ signal }) => getJson(path, explainedCelebsSchema, signal),
    ...STAYS,
  });
}

export interface WindowAsked {
  readonly id: string;
  readonly target: string;
  readonly celeb: string;
  readonly anchor: string;
  /** Whose days are observed; the explanation's own version when left out. */
  readonly version?: string;
}

/** `retry: false`: a celeb without a window will have none a second later either. */
export function useExplainedWindow({ id, target, celeb, anchor, version }: WindowAsked) {
  const { queryKey, path } = question(id, 'window', { target, celeb, anchor, version });
  return useQuery({
    queryKey,
    queryFn: ({ signal }) => getJson(path, explainedWindowSchema, signal),
    retry: false,
    ...STAYS,
  });
}

export function useAttributions(
  id: string,
  target: string,
  of: { readonly celeb?: string; readonly group?: string },
) {
  const { queryKey, path } = question(id, 'attributions', { target, ...of });
  return useQuery({
    queryKey,
    queryFn: ({ signal }) => getJson(path, attributionsSchema, signal),
    retry: false,
    ...STAYS,
  });
}
