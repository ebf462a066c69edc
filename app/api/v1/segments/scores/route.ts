import { scoresQuerySchema } from '@/lib/contracts/segments';
import { route } from '@/lib/server/http/route';
import { snapshotScores } from '@/lib/server/queries/segments/scores';

export const GET = route({
  capability: 'data:read',
  query: scoresQuerySchema,
  handle: ({ db, query }) => snapshotScores(db, query.snapshot),
});
