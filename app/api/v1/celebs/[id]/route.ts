import { celebQuerySchema } from '@/lib/contracts/celeb';
import { param, route } from '@/lib/server/http/route';
import { celebProfile } from '@/lib/server/queries/celeb/profile';

export const GET = route({
  capability: 'data:read',
  query: celebQuerySchema,
  handle: ({ db, params, query }) => celebProfile(db, param(params, 'id'), query.snapshot),
});
