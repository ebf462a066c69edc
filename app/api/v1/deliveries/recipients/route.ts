import { newRecipientSchema } from '@/lib/contracts/delivery';
import { route } from '@/lib/server/http/route';
import { addRecipient } from '@/lib/server/queries/delivery/settings';

export const POST = route({
  capability: 'settings:write',
  body: newRecipientSchema,
  handle: ({ db, body, session }) => addRecipient(db, body, session.name),
});
