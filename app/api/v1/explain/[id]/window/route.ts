import { windowQuerySchema } from '@/lib/contracts/explain';
import { idParam, route } from '@/lib/server/http/route';
import { explainedWindow } from '@/lib/server/queries/explain/window';

export const GET = route({
  capability: 'models:read',
  query: windowQuerySchema,
  handle: ({ db, params, query, request }) =>
    explainedWindow(db, idParam(params), query, request.signal),
});
