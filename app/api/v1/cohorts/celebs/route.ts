import { cohortCelebsQuerySchema } from '@/lib/contracts/cohorts';
import { route } from '@/lib/server/http/route';
import { cohortCelebs } from '@/lib/server/queries/cohorts/cohorts';

export const GET = route({
  capability: 'data:read',
  query: cohortCelebsQuerySchema,
  handle: ({ db, query, request }) => cohortCelebs(db, query, request.signal),
});
