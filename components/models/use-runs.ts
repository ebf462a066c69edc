'use client';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useJobs } from '@/components/shell/use-jobs';
import { getJson, queryString } from '@/lib/client/api';
import type { JobType, JobView } from '@/lib/contracts/jobs';
import { championListSchema, runDetailSchema, type Target } from '@/lib/contracts/models';
import { runListSchema } from '@/lib/contracts/runs';

export const MODELS_KEY = ['models'] as const;
export const MODEL_JOBS: readonly JobType[] = ['train', 'search', 'score'];
/** A training job stores its runs one by one; its progress does not say when. */
const WHILE_TRAINING_MS = 3000;

/** Jobs about models. When one of them starts or ends, everything about models is asked for again. */
export function useModelJobs(): { open: JobView[]; newest: JobView | undefined } {
  const client = useQueryClient();
  const { jobs, open } = useJobs();
  const ours = jobs.filter((job) => MODEL_JOBS.includes(job.type));
  const stamp = ours.map((job) => `${job.id} ${job.status}`).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a job that began or ended is the reason to ask again
  useEffect(() => {
    void client.invalidateQueries({ queryKey: MODELS_KEY });
  }, [stamp, client]);
  return { open: open.filter((job) => ours.includes(job)), newest: ours[0] };
}

/** The runs of a version and target, newest first. */
export function useRuns(version: string, target: Target) {
  const { open } = useJobs();
  const training = open.some((job) => job.type === 'train');
  const params = queryString({ version, target });
  return useQuery({
    queryKey: [...MODELS_KEY, 'runs', params],
    queryFn: ({ signal }) => getJson(`/models/runs?${params}`, runListSchema, signal),
    placeholderData: keepPreviousData,
    refetchInterval: training ? WHILE_TRAINING_MS : false,
  });
}

export const runQuery = (id: string) => ({
  queryKey: [...MODELS_KEY, 'run', id],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    getJson(`/models/runs/${encodeURIComponent(id)}`, runDetailSchema, signal),
});

/** The champions of a dataset, newest first. */
export function useChampions(dataset: string) {
  return useQuery({
    queryKey: [...MODELS_KEY, 'champions', dataset],
    queryFn: ({ signal }) =>
      getJson(`/models/champions?dataset=${dataset}`, championListSchema, signal),
  });
}
