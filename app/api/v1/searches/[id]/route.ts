import { idParam, route } from '@/lib/server/http/route';
import { describeSearch } from '@/lib/server/queries/searches/searches';

export const GET = route({
  capability: 'models:read',
  handle: ({ db, params }) => describeSearch(db, idParam(params)),
});
