import { pointsQuerySchema } from '@/lib/contracts/explain';
import { idParam, route } from '@/lib/server/http/route';
import { explainPoints } from '@/lib/server/queries/explain/points';

export const GET = route({
  capability: 'models:read',
  query: pointsQuerySchema,
  handle: ({ db, params, query }) => explainPoints(db, idParam(params), query),
});
