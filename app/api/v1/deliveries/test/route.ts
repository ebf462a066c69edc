import { newRecipientSchema } from '@/lib/contracts/delivery';
import { route } from '@/lib/server/http/route';
import { sendTestBrief } from '@/lib/server/queries/delivery/deliveries';

export const POST = route({
  capability: 'settings:write',
  body: newRecipientSchema,
  handle: ({ db, body }) => sendTestBrief(db, body),
});
