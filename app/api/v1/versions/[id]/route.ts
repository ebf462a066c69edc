import { idParam, route } from '@/lib/server/http/route';
import { describeVersion } from '@/lib/server/queries/datasets';

export const GET = route({
  capability: 'data:read',
  handle: ({ db, params }) => describeVersion(db, idParam(params)),
});
