import { decompositionQuerySchema } from '@/lib/contracts/decomposition';
import { route } from '@/lib/server/http/route';
import { seriesDecomposition } from '@/lib/server/queries/series/decomposition';

export const GET = route({
  capability: 'data:read',
  query: decompositionQuerySchema,
  handle: ({ db, query, request }) => seriesDecomposition(db, query, request.signal),
});
