import { carriersQuerySchema } from '@/lib/contracts/decomposition';
import { route } from '@/lib/server/http/route';
import { seriesCarriers } from '@/lib/server/queries/series/carriers';

export const GET = route({
  capability: 'data:read',
  query: carriersQuerySchema,
  handle: ({ db, query, request }) => seriesCarriers(db, query, request.signal),
});
