import { promoteBodySchema } from '@/lib/contracts/models';
import { idParam, route } from '@/lib/server/http/route';
import { promote } from '@/lib/server/queries/models/promote';

export const POST = route({
  capability: 'models:promote',
  body: promoteBodySchema,
  handle: ({ db, session, params, body }) => promote(db, session, idParam(params), body.reason),
});
