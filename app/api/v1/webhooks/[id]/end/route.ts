import { idParam, route } from '@/lib/server/http/route';
import { stopWebhook } from '@/lib/server/queries/webhooks/webhooks';

export const POST = route({
  capability: 'settings:write',
  handle: ({ db, params }) => stopWebhook(db, idParam(params)),
});
