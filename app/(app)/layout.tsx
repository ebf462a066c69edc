import { type ReactNode, Suspense } from 'react';
import { Shell } from '@/components/shell/shell';
import { DATASETS_KEY, JOBS_KEY } from '@/lib/client/query-keys';
import { authorisePage } from '@/lib/server/auth/page';
import { database } from '@/lib/server/db/client';
import { listJobs } from '@/lib/server/jobs/store';
import { FirstAnswers, readDatasets } from './first-answers';

/** The frame around every page of the app; a shared brief has none. */
export default function AppLayout({ children }: { children: ReactNode }) {
  return (
    <FirstAnswers
      ask={async (put) => {
        await authorisePage('jobs:read');
        // Jobs first: whatever ends after this is then younger than no answer.
        await put(JOBS_KEY, async () => ({ jobs: await listJobs(database()) }));
        await put(DATASETS_KEY, readDatasets);
      }}
    >
      <Suspense>
        <Shell>{children}</Shell>
      </Suspense>
    </FirstAnswers>
  );
}
