import { trainSetsBodySchema } from '@/lib/contracts/explain';
import type { JobView } from '@/lib/contracts/jobs';
import { idParam, route } from '@/lib/server/http/route';
import { submitJob } from '@/lib/server/jobs/submit';
import { trainingsOnSets } from '@/lib/server/queries/explain/training';

export const POST = route({
  capability: 'models:train',
  body: trainSetsBodySchema,
  handle: async ({ db, params, session, body }) => {
    const jobs: JobView[] = [];
    for (const { title, payload } of await trainingsOnSets(db, idParam(params), body))
      jobs.push(await submitJob(session, 'train', title, payload));
    return { jobs };
  },
});
