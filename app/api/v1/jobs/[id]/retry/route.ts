import { idParam, route } from '@/lib/server/http/route';
import { retryJob } from '@/lib/server/jobs/submit';

export const POST = route({
  capability: 'jobs:control',
  handle: ({ db, params, session }) => retryJob(db, idParam(params), session),
});
