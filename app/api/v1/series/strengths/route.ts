import { strengthsQuerySchema } from '@/lib/contracts/decomposition';
import { route } from '@/lib/server/http/route';
import { seriesStrengths } from '@/lib/server/queries/series/strengths';

export const GET = route({
  capability: 'data:read',
  query: strengthsQuerySchema,
  handle: ({ db, query, request }) => seriesStrengths(db, query, request.signal),
});
