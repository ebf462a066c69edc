'use client';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useJobs } from '@/components/shell/use-jobs';
import { getJson } from '@/lib/client/api';
import { explanationDetailSchema, explanationListSchema } from '@/lib/contracts/explain';
import type { JobView } from '@/lib/contracts/jobs';

export const EXPLAIN_KEY = ['explain'] as const;

/** Jobs that explain. When one of them starts or ends, everything about explanations is asked for again. */
export function useExplainJobs(): { open: JobView[]; newest: JobView | undefined } {
  const client = useQueryClient();
  const { jobs, open } = useJobs();
  const ours = jobs.filter((job) => job.type === 'explain');
  const stamp = ours.map((job) => `${job.id} ${job.status}`).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a job that began or ended is the reason to ask again
  useEffect(() => {
    void client.invalidateQueries({ queryKey: EXPLAIN_KEY });
  }, [stamp, client]);
  return { open: open.filter((job) => job.type === 'explain'), newest: ours[0] };
}

/** The explanations of a version, newest first. */
export function useExplanations(version: string) {
  return useQuery({
    queryKey: [...EXPLAIN_KEY, 'list', version],
    queryFn: ({ signal }) =>
      getJson(`/explain?version=${encodeURIComponent(version)}`, explanationListSchema, signal),
  });
}

export function useExplanation(id: string) {
  return useQuery({
    queryKey: [...EXPLAIN_KEY, id],
    queryFn: ({ signal }) =>
      getJson(`/explain/${encodeURIComponent(id)}`, explanationDetailSchema, signal),
    placeholderData: keepPreviousData,
    // An explanation never changes; whether its runs are champions still may.
    staleTime: 30_000,
  });
}
