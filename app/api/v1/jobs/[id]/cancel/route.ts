import { idParam, route } from '@/lib/server/http/route';
import { cancelJob } from '@/lib/server/jobs/store';

export const POST = route({
  capability: 'jobs:control',
  handle: ({ db, params }) => cancelJob(db, idParam(params)),
});
