import { newMailServerSchema } from '@/lib/contracts/delivery';
import { route } from '@/lib/server/http/route';
import { setMailServer } from '@/lib/server/queries/delivery/settings';

export const POST = route({
  capability: 'settings:write',
  body: newMailServerSchema,
  handle: ({ db, body, session }) => setMailServer(db, body, session.name),
});
