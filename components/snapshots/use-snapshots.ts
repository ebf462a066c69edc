'use client';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { parseAsString, useQueryState } from 'nuqs';
import { useEffect } from 'react';
import { useJobs } from '@/components/shell/use-jobs';
import { getJson } from '@/lib/client/api';
import { snapshotListSchema } from '@/lib/contracts/snapshots';

export const SNAPSHOTS_KEY = ['snapshots'] as const;

/** The snapshot that the address names; the newest of the dataset when empty. */
export const useSnapshotId = () =>
  useQueryState('snapshot', parseAsString.withDefault('').withOptions({ history: 'push' }));

/** The scored days of a version's dataset; asked for again when a job that scores or explains starts or ends. */
export function useSnapshots(version: string) {
  const client = useQueryClient();
  const { jobs } = useJobs();
  const stamp = jobs
    .filter(({ type }) => type === 'score' || type === 'explain')
    .map(({ id, status }) => `${id} ${status}`)
    .join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a job that began or ended is the reason to ask again
  useEffect(() => {
    void client.invalidateQueries({ queryKey: SNAPSHOTS_KEY });
  }, [stamp, client]);
  return useQuery({
    queryKey: [...SNAPSHOTS_KEY, version],
    queryFn: ({ signal }) =>
      getJson(`/snapshots?version=${encodeURIComponent(version)}`, snapshotListSchema, signal),
    placeholderData: keepPreviousData,
  });
}
