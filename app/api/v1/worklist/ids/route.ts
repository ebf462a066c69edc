import { worklistSelectionSchema } from '@/lib/contracts/worklist';
import { route } from '@/lib/server/http/route';
import { worklistIds } from '@/lib/server/queries/worklist/worklist';

export const POST = route({
  capability: 'data:read',
  body: worklistSelectionSchema,
  handle: ({ db, session, body }) => worklistIds(db, session, body),
});
