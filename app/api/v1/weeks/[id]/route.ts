import { idParam, route } from '@/lib/server/http/route';
import { getWeek } from '@/lib/server/queries/weeks/weeks';

export const GET = route({
  capability: 'data:read',
  handle: ({ db, params }) => getWeek(db, idParam(params)),
});
