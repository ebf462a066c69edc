'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { addJob } from '@/components/jobs/add-job';
import { getJson, sendJson } from '@/lib/client/api';
import { clockKey, JOBS_KEY } from '@/lib/client/query-keys';
import { clockSchema, clockSetSchema } from '@/lib/contracts/clock';

/** What day it is for a dataset. */
export const useClock = (datasetId: string) =>
  useQuery({
    queryKey: clockKey(datasetId),
    queryFn: ({ signal }) => getJson(`/clock?dataset=${datasetId}`, clockSchema, signal),
  });

/** Sets the demo clock: everything that is shown depends on it. */
export function useSetClock(datasetId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (day: string | null) =>
      sendJson('POST', '/clock', { dataset: datasetId, day }, clockSetSchema),
    onSuccess: ({ clock, job }) => {
      client.setQueryData(clockKey(datasetId), clock);
      if (job) addJob(client, job);
      void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== JOBS_KEY[0] });
    },
  });
}
