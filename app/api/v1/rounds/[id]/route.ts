import { idParam, route } from '@/lib/server/http/route';
import { describeRound } from '@/lib/server/queries/rounds/describe-round';

export const GET = route({
  capability: 'data:read',
  handle: ({ db, params }) => describeRound(db, idParam(params)),
});
