import { comparisonQuerySchema } from '@/lib/contracts/segments';
import { route } from '@/lib/server/http/route';
import { compareInSnapshot } from '@/lib/server/queries/segments/comparison';

export const GET = route({
  capability: 'data:read',
  query: comparisonQuerySchema,
  handle: ({ db, query }) => compareInSnapshot(db, query),
});
