import { scorePayloadSchema } from '@/lib/contracts/models';
import { snapshotsQuerySchema } from '@/lib/contracts/snapshots';
import { route } from '@/lib/server/http/route';
import { submitJob } from '@/lib/server/jobs/submit';
import { listSnapshots } from '@/lib/server/queries/snapshots/snapshots';
import { checkScoring } from '@/lib/server/queries/snapshots/start-scoring';

export const GET = route({
  capability: 'data:read',
  query: snapshotsQuerySchema,
  handle: ({ db, query }) => listSnapshots(db, query.version),
});

export const POST = route({
  capability: 'scores:write',
  body: scorePayloadSchema,
  handle: async ({ db, body, session }) => {
    const { title, payload } = await checkScoring(db, body);
    return submitJob(session, 'score', title, payload);
  },
});
