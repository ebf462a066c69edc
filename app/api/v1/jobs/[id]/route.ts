import { idParam, route } from '@/lib/server/http/route';
import { getJob, jobView } from '@/lib/server/jobs/store';

export const GET = route({
  capability: 'jobs:read',
  handle: async ({ db, params }) => jobView(await getJob(db, idParam(params))),
});
