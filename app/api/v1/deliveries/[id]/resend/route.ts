import { idParam, route } from '@/lib/server/http/route';
import { resendBrief } from '@/lib/server/queries/delivery/deliveries';

export const POST = route({
  capability: 'settings:write',
  handle: ({ db, params }) => resendBrief(db, idParam(params)),
});
