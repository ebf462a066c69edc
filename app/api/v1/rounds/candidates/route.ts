import { candidatesQuerySchema } from '@/lib/contracts/rounds';
import { route } from '@/lib/server/http/route';
import { roundCandidates } from '@/lib/server/queries/rounds/candidates';

export const GET = route({
  capability: 'data:read',
  query: candidatesQuerySchema,
  handle: ({ db, query }) => roundCandidates(db, query.snapshot),
});
