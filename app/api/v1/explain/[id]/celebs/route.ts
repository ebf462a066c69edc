import { explainedCelebsQuerySchema } from '@/lib/contracts/explain';
import { idParam, route } from '@/lib/server/http/route';
import { explainedCelebs } from '@/lib/server/queries/explain/celebs';

export const GET = route({
  capability: 'models:read',
  query: explainedCelebsQuerySchema,
  handle: ({ db, params, query }) => explainedCelebs(db, idParam(params), query),
});
