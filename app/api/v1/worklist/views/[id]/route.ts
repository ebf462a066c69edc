import { idParam, route } from '@/lib/server/http/route';
import { deleteView } from '@/lib/server/queries/worklist/views';

export const DELETE = route({
  capability: 'data:read',
  handle: ({ db, session, params }) => deleteView(db, session, idParam(params)),
});
