import { route } from '@/lib/server/http/route';
import { listJobs } from '@/lib/server/jobs/store';

export const GET = route({
  capability: 'jobs:read',
  handle: async ({ db }) => ({ jobs: await listJobs(db) }),
});
