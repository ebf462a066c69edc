'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { getJson, queryString } from '@/lib/client/api';
import { WORKLIST_KEY } from '@/lib/client/query-keys';
import { celebProfileSchema, celebTimelineSchema } from '@/lib/contracts/celeb';

/** Below the worklist's: what changes there, as the work on celebs does, is shown here too. */
const CELEB_KEY = [...WORKLIST_KEY, 'celeb'] as const;

const pathOf = (id: string) => `/celebs/${encodeURIComponent(id)}`;

/** `retry: false`: a celeb that is not there will not be a second later either. */
export function useCelebProfile(id: string, snapshot: string) {
  return useQuery({
    queryKey: [...CELEB_KEY, 'profile', id, snapshot],
    queryFn: ({ signal }) =>
      getJson(`${pathOf(id)}?${queryString({ snapshot })}`, celebProfileSchema, signal),
    placeholderData: keepPreviousData,
    retry: false,
  });
}

export function useCelebTimeline(id: string, snapshot: string) {
  return useQuery({
    queryKey: [...CELEB_KEY, 'timeline', id, snapshot],
    queryFn: ({ signal }) =>
      getJson(`${pathOf(id)}/timeline?${queryString({ snapshot })}`, celebTimelineSchema, signal),
    placeholderData: keepPreviousData,
  });
}

/**
 * Ways to other pages. `?back=` holds the query of the list that somebody came from, so that its filters are there again;
 * it goes along from celeb to celeb.
 */
export function useCelebLinks() {
  const search = useSearchParams();
  const keep = queryString({ version: search.get('version'), snapshot: search.get('snapshot') });
  const back = search.get('back') ?? keep;
  return {
    list: back === '' ? '/celebs' : `/celebs?${back}`,
    celeb: (id: string) => {
      const query = search.toString();
      return `${pathOf(id)}${query === '' ? '' : `?${query}`}`;
    },
  };
}
