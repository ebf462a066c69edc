import { seriesQuerySchema } from '@/lib/contracts/series';
import { route } from '@/lib/server/http/route';
import { readSeries } from '@/lib/server/queries/series/series';

export const GET = route({
  capability: 'data:read',
  query: seriesQuerySchema,
  handle: ({ db, query, request }) => readSeries(db, query, request.signal),
});
