import { celebQuerySchema } from '@/lib/contracts/celeb';
import { param, route } from '@/lib/server/http/route';
import { celebTimeline } from '@/lib/server/queries/celeb/timeline';

export const GET = route({
  capability: 'data:read',
  query: celebQuerySchema,
  handle: ({ db, params, query, request }) =>
    celebTimeline(db, param(params, 'id'), query.snapshot, request.signal),
});
