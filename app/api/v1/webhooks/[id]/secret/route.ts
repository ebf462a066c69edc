import { idParam, route } from '@/lib/server/http/route';
import { rotateSecret } from '@/lib/server/queries/webhooks/webhooks';

export const POST = route({
  capability: 'settings:write',
  handle: ({ db, params }) => rotateSecret(db, idParam(params)),
});
