import type { QueryClient } from '@tanstack/react-query';
import { JOBS_KEY } from '@/lib/client/query-keys';
import type { JobView } from '@/lib/contracts/jobs';

/**
 * Puts a job that was just started into the list, unless the event stream has told of it already: what the stream
 * says is newer than the answer to the request that started the job.
 */
export function addJob(client: QueryClient, job: JobView): void {
  client.setQueryData<{ jobs: JobView[] }>(JOBS_KEY, (old) =>
    old?.jobs.some((known) => known.id === job.id) ? old : { jobs: [job, ...(old?.jobs ?? [])] },
  );
}
