import { idParam, route } from '@/lib/server/http/route';
import { resendDelivery } from '@/lib/server/queries/webhooks/deliveries';

export const POST = route({
  capability: 'settings:write',
  handle: ({ db, params }) => resendDelivery(db, idParam(params)),
});
