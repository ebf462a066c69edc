import { workBodySchema } from '@/lib/contracts/worklist';
import { route } from '@/lib/server/http/route';
import { changeWorkReversibly } from '@/lib/server/work/undo-work';

export const POST = route({
  capability: 'work:write',
  body: workBodySchema,
  handle: ({ db, session, body }) => changeWorkReversibly(db, session, body),
});
