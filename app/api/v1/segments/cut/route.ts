import { cutQuerySchema } from '@/lib/contracts/segments';
import { route } from '@/lib/server/http/route';
import { cutOf } from '@/lib/server/queries/segments/scores';

export const GET = route({
  capability: 'data:read',
  query: cutQuerySchema,
  handle: ({ db, query }) => cutOf(db, query),
});
