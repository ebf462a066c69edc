import { viewBodySchema, viewsQuerySchema } from '@/lib/contracts/worklist';
import { route } from '@/lib/server/http/route';
import { savedViews, saveView } from '@/lib/server/queries/worklist/views';

export const GET = route({
  capability: 'data:read',
  query: viewsQuerySchema,
  handle: ({ db, session, query }) => savedViews(db, session, query.dataset),
});

export const POST = route({
  capability: 'data:read',
  body: viewBodySchema,
  handle: ({ db, session, body }) => saveView(db, session, body),
});
