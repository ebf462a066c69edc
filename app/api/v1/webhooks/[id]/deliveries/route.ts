import { idParam, route } from '@/lib/server/http/route';
import { listDeliveries } from '@/lib/server/queries/webhooks/deliveries';

export const GET = route({
  capability: 'settings:write',
  handle: ({ db, params }) => listDeliveries(db, idParam(params)),
});
