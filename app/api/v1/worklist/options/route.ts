import { worklistOptionsQuerySchema } from '@/lib/contracts/worklist';
import { route } from '@/lib/server/http/route';
import { worklistOptions } from '@/lib/server/queries/worklist/worklist';

export const GET = route({
  capability: 'data:read',
  query: worklistOptionsQuerySchema,
  handle: ({ db, session, query }) => worklistOptions(db, session, query.snapshot),
});
