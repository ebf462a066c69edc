import { trainPayloadSchema } from '@/lib/contracts/models';
import { runsQuerySchema } from '@/lib/contracts/runs';
import { route } from '@/lib/server/http/route';
import { submitJob } from '@/lib/server/jobs/submit';
import { listRuns } from '@/lib/server/queries/models/runs';
import { checkTraining } from '@/lib/server/queries/models/start-training';

export const GET = route({
  capability: 'models:read',
  query: runsQuerySchema,
  handle: ({ db, query }) => listRuns(db, query),
});

export const POST = route({
  capability: 'models:train',
  body: trainPayloadSchema,
  handle: async ({ db, body, session }) =>
    submitJob(session, 'train', await checkTraining(db, body), body),
});
