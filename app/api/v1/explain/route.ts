import { explanationsQuerySchema } from '@/lib/contracts/explain';
import { explainPayloadSchema } from '@/lib/contracts/explain-job';
import { route } from '@/lib/server/http/route';
import { submitJob } from '@/lib/server/jobs/submit';
import { checkExplaining, listExplanations } from '@/lib/server/queries/explain/explanations';

export const GET = route({
  capability: 'models:read',
  query: explanationsQuerySchema,
  handle: ({ db, query }) => listExplanations(db, query.version),
});

export const POST = route({
  capability: 'models:train',
  body: explainPayloadSchema,
  handle: async ({ db, body, session }) =>
    submitJob(session, 'explain', await checkExplaining(db, body), body),
});
