'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { addJob } from '@/components/jobs/add-job';
import { JOBS_KEY } from '@/components/shell/use-jobs';
import { getJson, sendJson } from '@/lib/client/api';
import { clockSchema, clockSetSchema } from '@/lib/contracts/clock';

const CLOCK_KEY = ['clock'] as const;

/** What day it is for a dataset. */
export const useClock = (datasetId: string) =>
  useQuery({
    queryKey: [...CLOCK_KEY, datasetId],
    queryFn: ({ signal }) => getJson(`/clock?dataset=${datasetId}`, clockSchema, signal),
  });

/** Sets the demo clock: everything that is shown depends on it. */
export function useSetClock(datasetId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (day: string | null) =>
      sendJson('POST', '/clock', { dataset: datasetId, day }, clockSetSchema),
    onSuccess: ({ clock, job }) => {
      client.setQueryData([...CLOCK_KEY, datasetId], clock);
      if (job) addJob(client, job);
      void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== JOBS_KEY[0] });
    },
  });
}
