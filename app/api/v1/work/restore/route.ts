import { workUndoSchema } from '@/lib/contracts/worklist';
import { route } from '@/lib/server/http/route';
import { restoreWork } from '@/lib/server/work/undo-work';

export const POST = route({
  capability: 'work:write',
  body: workUndoSchema,
  handle: ({ db, session, body }) => restoreWork(db, session, body),
});
