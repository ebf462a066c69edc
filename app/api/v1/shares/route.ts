import { newShareSchema, sharesQuerySchema } from '@/lib/contracts/delivery';
import { route } from '@/lib/server/http/route';
import { addShare, listShares } from '@/lib/server/queries/delivery/shares';

export const GET = route({
  capability: 'settings:write',
  query: sharesQuerySchema,
  handle: ({ db, query }) => listShares(db, query.week),
});

export const POST = route({
  capability: 'settings:write',
  body: newShareSchema,
  handle: ({ db, body, session }) => addShare(db, body, session.name),
});
