import { idParam, route } from '@/lib/server/http/route';
import { describeRun } from '@/lib/server/queries/models/run';

export const GET = route({
  capability: 'models:read',
  handle: ({ db, params }) => describeRun(db, idParam(params)),
});
