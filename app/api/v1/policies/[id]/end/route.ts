import { idParam, route } from '@/lib/server/http/route';
import { endPolicy } from '@/lib/server/queries/segments/policies';

export const POST = route({
  capability: 'policies:write',
  handle: ({ db, params }) => endPolicy(db, idParam(params)),
});
