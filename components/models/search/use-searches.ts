'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useJobs } from '@/components/shell/use-jobs';
import { getJson } from '@/lib/client/api';
import { MODELS_KEY } from '@/lib/client/query-keys';
import type { JobView } from '@/lib/contracts/jobs';
import { type SearchDetail, searchDetailSchema, searchListSchema } from '@/lib/contracts/search';

/** The jobs' events tell when a search begins and ends (`useModelJobs`); its epochs are asked for. */
const WHILE_RUNNING_MS = 2000;

/** The searches of a version, newest first. */
export function useSearches(version: string) {
  return useQuery({
    queryKey: [...MODELS_KEY, 'searches', version],
    queryFn: ({ signal }) => getJson(`/searches?version=${version}`, searchListSchema, signal),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data?.searches.some((search) => search.status === 'running') ? WHILE_RUNNING_MS : false,
  });
}

export const searchKey = (id: string) => [...MODELS_KEY, 'search', id] as const;

/** One search with its trials. */
export function useSearch(id: string) {
  return useQuery({
    queryKey: searchKey(id),
    queryFn: ({ signal }) => getJson(`/searches/${id}`, searchDetailSchema, signal),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.status === 'running' ? WHILE_RUNNING_MS : false),
  });
}

/** Jobs that work on a search now, as the event stream tells. */
export function useSearchJobs(search: Pick<SearchDetail, 'jobIds'> | undefined): JobView[] {
  const { jobs } = useJobs();
  return jobs.filter((job) => search?.jobIds.includes(job.id));
}
