'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { EXPLAIN_KEY, MODELS_KEY, SNAPSHOTS_KEY, WEEKS_KEY } from '@/lib/client/query-keys';
import type { JobType, JobView } from '@/lib/contracts/jobs';
import { useJobs } from './use-jobs';

/** What jobs change: answers under a key are old as soon as a job of these types has begun or ended. */
const CHANGED_BY: readonly { readonly key: readonly string[]; readonly types: JobType[] }[] = [
  { key: MODELS_KEY, types: ['train', 'search', 'score'] },
  { key: SNAPSHOTS_KEY, types: ['score', 'explain'] },
  { key: EXPLAIN_KEY, types: ['explain'] },
  { key: WEEKS_KEY, types: ['brief'] },
];

const stampOf = (jobs: readonly JobView[], types: readonly JobType[]) =>
  jobs
    .filter(({ type }) => types.includes(type))
    .map(({ id, status }) => `${id} ${status}`)
    .join();

/**
 * Asks again for what a job has changed, on whatever page the reader is; for answers that are not in sight now, when
 * they are needed again. Jobs that came along with the page are as old as the page's answers and change nothing.
 */
export function useRefresh(): void {
  const client = useQueryClient();
  const { jobs, areKnown } = useJobs();
  const seen = useRef<readonly string[] | undefined>(undefined);
  const cameWithPage = useRef(areKnown);
  useEffect(() => {
    if (!areKnown) return;
    const stamps = CHANGED_BY.map(({ types }) => stampOf(jobs, types));
    const before = seen.current ?? (cameWithPage.current ? stamps : []);
    seen.current = stamps;
    CHANGED_BY.forEach(({ key }, i) => {
      if (stamps[i] !== before[i]) void client.invalidateQueries({ queryKey: key });
    });
  }, [client, jobs, areKnown]);
}
