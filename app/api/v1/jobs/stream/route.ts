import { route } from '@/lib/server/http/route';
import { jobStream } from '@/lib/server/jobs/stream';

export const dynamic = 'force-dynamic';
export const GET = route({
  capability: 'jobs:read',
  handle: async ({ db, request, session }) => jobStream({ db, session, signal: request.signal }),
});
