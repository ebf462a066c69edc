import { idParam, route } from '@/lib/server/http/route';
import { sendTest } from '@/lib/server/queries/webhooks/deliveries';

export const POST = route({
  capability: 'settings:write',
  handle: ({ db, params, session }) => sendTest(db, idParam(params), session.name),
});
