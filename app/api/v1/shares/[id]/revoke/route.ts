import { idParam, route } from '@/lib/server/http/route';
import { revokeShare } from '@/lib/server/queries/delivery/shares';

export const POST = route({
  capability: 'settings:write',
  handle: ({ db, params }) => revokeShare(db, idParam(params)),
});
