import { attributionsQuerySchema } from '@/lib/contracts/explain';
import { idParam, route } from '@/lib/server/http/route';
import { attributions } from '@/lib/server/queries/explain/attributions';

export const GET = route({
  capability: 'models:read',
  query: attributionsQuerySchema,
  handle: ({ db, params, query }) => attributions(db, idParam(params), query),
});
