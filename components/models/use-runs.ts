'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useJobs } from '@/components/shell/use-jobs';
import { getJson, queryString } from '@/lib/client/api';
import { championsKey, MODELS_KEY } from '@/lib/client/query-keys';
import type { JobType } from '@/lib/contracts/jobs';
import { championListSchema, runDetailSchema, type Target } from '@/lib/contracts/models';
import { runListSchema } from '@/lib/contracts/runs';

/** Jobs about models. */
export const MODEL_JOBS: readonly JobType[] = ['train', 'search', 'score'];
/** A training job stores its runs one by one; its progress does not say when. */
const WHILE_TRAINING_MS = 3000;

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
    queryKey: championsKey(dataset),
    queryFn: ({ signal }) =>
      getJson(`/models/champions?dataset=${dataset}`, championListSchema, signal),
  });
}
