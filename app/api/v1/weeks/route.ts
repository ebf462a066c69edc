import { briefPayloadSchema } from '@/lib/contracts/brief-job';
import { weeksQuerySchema } from '@/lib/contracts/weeks';
import { route } from '@/lib/server/http/route';
import { submitJob } from '@/lib/server/jobs/submit';
import { checkScoring } from '@/lib/server/queries/snapshots/start-scoring';
import { listWeeks } from '@/lib/server/queries/weeks/weeks';

export const GET = route({
  capability: 'data:read',
  query: weeksQuerySchema,
  handle: ({ db, query }) => listWeeks(db, query.dataset),
});

export const POST = route({
  capability: 'scores:write',
  body: briefPayloadSchema,
  handle: async ({ db, body, session }) => {
    const { title, payload } = await checkScoring(db, body);
    return submitJob(session, 'brief', title, payload);
  },
});
