import { championsQuerySchema } from '@/lib/contracts/runs';
import { route } from '@/lib/server/http/route';
import { listChampions } from '@/lib/server/queries/models/champions';

export const GET = route({
  capability: 'models:read',
  query: championsQuerySchema,
  handle: ({ db, query }) => listChampions(db, query.dataset),
});
