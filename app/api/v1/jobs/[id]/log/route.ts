import { idParam, route } from '@/lib/server/http/route';
import { jobLog } from '@/lib/server/jobs/store';

export const GET = route({
  capability: 'jobs:read',
  handle: async ({ db, params }) => ({ entries: await jobLog(db, idParam(params)) }),
});
