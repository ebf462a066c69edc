import { idParam, route } from '@/lib/server/http/route';
import { removeAction } from '@/lib/server/queries/actions/actions';

export const DELETE = route({
  capability: 'work:write',
  handle: ({ db, params, session }) => removeAction(db, idParam(params), session.name),
});
