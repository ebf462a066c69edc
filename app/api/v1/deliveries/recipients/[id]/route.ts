import { idParam, route } from '@/lib/server/http/route';
import { removeRecipient } from '@/lib/server/queries/delivery/settings';

export const DELETE = route({
  capability: 'settings:write',
  handle: ({ db, params }) => removeRecipient(db, idParam(params)),
});
