'use client';
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { getJson } from '@/lib/client/api';
import { DATASETS_KEY, JOBS_KEY } from '@/lib/client/query-keys';
import {
  type JobList,
  type JobType,
  type JobView,
  jobListSchema,
  jobSchema,
} from '@/lib/contracts/jobs';

const NO_JOBS: JobView[] = [];

/** The one event stream of this page, shared by every user of `useJobs`, closed when the last one leaves. */
const shared = { users: 0, close: () => {} };

function openStream(client: QueryClient): () => void {
  const source = new EventSource('/api/v1/jobs/stream');
  source.addEventListener('job', (event: MessageEvent<string>) => {
    const parsed = jobSchema.safeParse(JSON.parse(event.data));
    if (!parsed.success) return;
    const job = parsed.data;
    client.setQueryData<JobList>(JOBS_KEY, (old) => ({
      jobs: [job, ...(old?.jobs ?? []).filter((j) => j.id !== job.id)].sort((a, b) =>
        b.createdAt.localeCompare(a.createdAt),
      ),
    }));
    // A list that was asked for before this event may be older than it; ask again instead of letting it win.
    if (client.isFetching({ queryKey: JOBS_KEY }) > 0)
      void client.invalidateQueries({ queryKey: JOBS_KEY });
    if (job.status === 'succeeded') void client.invalidateQueries({ queryKey: DATASETS_KEY });
  });
  return () => source.close();
}

/** All recent jobs, kept fresh by server-sent events; every 20 s they are asked for as well, in case a stream breaks. */
export function useJobs(): {
  jobs: JobView[];
  /** Queued or running. */
  open: JobView[];
  /** The list has come. */
  areKnown: boolean;
} {
  const client = useQueryClient();
  const { data } = useQuery({
    queryKey: JOBS_KEY,
    queryFn: ({ signal }) => getJson('/jobs', jobListSchema, signal),
    refetchInterval: 20_000,
  });
  useEffect(() => {
    if (shared.users++ === 0) shared.close = openStream(client);
    return () => {
      if (--shared.users === 0) shared.close();
    };
  }, [client]);
  const jobs = data?.jobs ?? NO_JOBS;
  return {
    jobs,
    open: jobs.filter((j) => j.status === 'queued' || j.status === 'running'),
    areKnown: data !== undefined,
  };
}

/** Those of some types: the open ones, and the newest. */
export function useJobsOf(types: readonly JobType[]): {
  open: JobView[];
  newest: JobView | undefined;
} {
  const { jobs, open } = useJobs();
  const isOurs = ({ type }: JobView) => types.includes(type);
  return { open: open.filter(isOurs), newest: jobs.find(isOurs) };
}
