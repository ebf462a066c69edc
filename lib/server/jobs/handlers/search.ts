import type { Job } from '@/lib/server/db/generated/client';
import { runSearchTrials } from '@/lib/server/models/search/run-search';
import type { ModelContext } from '@/lib/server/models/train-candidates';
import type { JobReporter } from '../progress';
import { completeJob } from '../store';

/** Works on a search until all its trials are taken. */
export async function runSearch(
  context: ModelContext,
  job: Job,
  { searchId }: { readonly searchId: string },
  report: JobReporter,
): Promise<void> {
  const result = await runSearchTrials(context, job, searchId, report);
  await context.db.$transaction((tx) => completeJob(tx, job, result));
}
