import { actionsQuerySchema, newActionSchema } from '@/lib/contracts/actions';
import { route } from '@/lib/server/http/route';
import { listActions } from '@/lib/server/queries/actions/actions';
import { logActions } from '@/lib/server/queries/actions/log-actions';

export const GET = route({
  capability: 'data:read',
  query: actionsQuerySchema,
  handle: ({ db, query, session }) => listActions(db, query, session.name),
});

export const POST = route({
  capability: 'work:write',
  body: newActionSchema,
  handle: ({ db, body, session }) => logActions(db, body, session.name),
});
