import { cohortQuerySchema } from '@/lib/contracts/cohorts';
import { route } from '@/lib/server/http/route';
import { cohorts } from '@/lib/server/queries/cohorts/cohorts';

export const GET = route({
  capability: 'data:read',
  query: cohortQuerySchema,
  handle: ({ db, query, request }) => cohorts(db, query, request.signal),
});
