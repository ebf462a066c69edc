'use client';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { parseAsString, useQueryState } from 'nuqs';
import { useEffect } from 'react';
import { useJobs } from '@/components/shell/use-jobs';
import { getJson } from '@/lib/client/api';
import type { JobView } from '@/lib/contracts/jobs';
import { weekDetailSchema, weekListSchema } from '@/lib/contracts/weeks';

const WEEKS_KEY = ['weeks'] as const;

/** The week that the address names; the newest when empty. */
export const useWeekId = () =>
  useQueryState('week', parseAsString.withDefault('').withOptions({ history: 'push' }));

/** Jobs that freeze weeks. When one starts or ends, everything about weeks is asked for again. */
export function useBriefJobs(): { open: JobView[]; newest: JobView | undefined } {
  const client = useQueryClient();
  const { jobs, open } = useJobs();
  const ours = jobs.filter(({ type }) => type === 'brief');
  const stamp = ours.map(({ id, status }) => `${id} ${status}`).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a job that began or ended is the reason to ask again
  useEffect(() => {
    void client.invalidateQueries({ queryKey: WEEKS_KEY });
  }, [stamp, client]);
  return { open: open.filter(({ type }) => type === 'brief'), newest: ours[0] };
}

/** The frozen weeks of a dataset, newest first. */
export function useWeeks(dataset: string) {
  return useQuery({
    queryKey: [...WEEKS_KEY, 'list', dataset],
    queryFn: ({ signal }) =>
      getJson(`/weeks?dataset=${encodeURIComponent(dataset)}`, weekListSchema, signal),
  });
}

export function useWeek(id: string) {
  return useQuery({
    queryKey: [...WEEKS_KEY, id],
    queryFn: ({ signal }) => getJson(`/weeks/${encodeURIComponent(id)}`, weekDetailSchema, signal),
    placeholderData: keepPreviousData,
    // A week never changes; its grade comes once.
    staleTime: 30_000,
  });
}
