'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { z } from 'zod';
import { getJson } from '@/lib/client/api';
import { type JobView, jobSchema } from '@/lib/contracts/jobs';
import { DATASETS_KEY } from './use-version';

const listSchema = z.object({ jobs: z.array(jobSchema) });
export const JOBS_KEY = ['jobs'] as const;
let streams = 0;

/** All recent jobs, kept fresh by server-sent events; every 20 s they are asked for as well, in case a stream breaks. */
export function useJobs(): { jobs: JobView[]; open: JobView[] } {
  const client = useQueryClient();
  const { data } = useQuery({
    queryKey: JOBS_KEY,
    queryFn: ({ signal }) => getJson('/jobs', listSchema, signal),
    refetchInterval: 20_000,
  });
  useEffect(() => {
    // One stream serves every user of this hook.
    streams++;
    if (streams > 1) {
      return () => {
        streams--;
      };
    }
    const source = new EventSource('/api/v1/jobs/stream');
    source.addEventListener('job', (event) => {
      const parsed = jobSchema.safeParse(JSON.parse((event as MessageEvent<string>).data));
      if (!parsed.success) return;
      const job = parsed.data;
      client.setQueryData<{ jobs: JobView[] }>(JOBS_KEY, (old) => ({
        jobs: [job, ...(old?.jobs ?? []).filter((j) => j.id !== job.id)].sort((a, b) =>
          b.createdAt.localeCompare(a.createdAt),
        ),
      }));
      if (job.status === 'succeeded') void client.invalidateQueries({ queryKey: DATASETS_KEY });
    });
    return () => {
      streams--;
      source.close();
    };
  }, [client]);
  const jobs = data?.jobs ?? [];
  return { jobs, open: jobs.filter((j) => j.status === 'queued' || j.status === 'running') };
}
