import { worklistQuerySchema } from '@/lib/contracts/worklist';
import { route } from '@/lib/server/http/route';
import { worklistPage } from '@/lib/server/queries/worklist/worklist';

export const GET = route({
  capability: 'data:read',
  query: worklistQuerySchema,
  handle: ({ db, session, query }) => worklistPage(db, session, query),
});
